// How people search a built site, in a real Chromium: the dialog of every page, and the search page.
//
//   node search.mjs SITE CHROMIUM [SCREENSHOTS]
//
// Prints a line for each check and exits 1 when one fails. With SCREENSHOTS, a folder, every state is also photographed at
// two widths in both colour schemes.
import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { start } from "./harness.mjs";

const [site, executablePath, screenshots] = process.argv.slice(2);
const { debriefs } = JSON.parse(await readFile(join(site, "data/debriefs.json"), "utf8"));
const { at, axe, check, finish, open } = await start(site, executablePath);

const debrief = debriefs[0].url;
const service = debriefs.flatMap(({ services }) => services)[0];
const field = (page) => page.getByRole("combobox", { name: "Search the debriefs" });
const options = (page) => page.getByRole("option");
const results = (page) => page.locator("main ol.hits > li");
const status = (page) => page.locator("main").getByRole("status");

/** Opens the dialog with a key and types. */
async function ask(page, text) {
  await page.keyboard.press("/");
  await page.keyboard.type(text);
  await options(page).first().waitFor();
  await page.waitForFunction(() => document.querySelector("dialog [role=option]")?.id && !document.querySelector("dialog [data-query]"));
}

/** The anchor of an address is on the page and on the screen. */
async function arrived(page) {
  const id = decodeURIComponent(new URL(page.url()).hash.slice(1));
  assert.ok(id, `${page.url()} leads to no section`);
  const place = page.locator(`[id="${id}"]`);
  await place.waitFor();
  const inView = () => place.evaluate((e) => e.getBoundingClientRect().top >= -2 && e.getBoundingClientRect().top < innerHeight);
  for (let i = 0; i < 50 && !(await inView()); i++) await page.waitForTimeout(50);
  assert.ok(await inView(), `${id} is not on the screen`);
  return id;
}

await check("type, arrow, Enter: the reader lands on the heading that was shown", async () => {
  const { page, context, wrong } = await open(debrief);
  await ask(page, "alert queue");
  await page.keyboard.press("ArrowDown");
  const chosen = page.locator('[role=option][aria-selected="true"]');
  assert.equal(await field(page).getAttribute("aria-activedescendant"), await chosen.getAttribute("id"));
  while (!(await chosen.getAttribute("href")).includes("#")) await page.keyboard.press("ArrowDown");
  const [href, shown] = [await chosen.getAttribute("href"), await chosen.locator(".where").innerText()];
  await page.keyboard.press("Enter");
  await page.waitForURL(href);
  const id = await arrived(page);
  const heading = await page.locator(`[id="${id}"]`).innerText();
  assert.ok(shown.startsWith(heading.replace(/#$/, "").trim()), `${shown} is not ${heading}`);
  assert.deepEqual(wrong, []);
  await context.close();
});

await check("what is typed before the script has come is not lost", async () => {
  const { page, context } = await open(debrief);
  await page.route("**/assets/search.*.js", async (route) => {
    await new Promise((later) => setTimeout(later, 400));
    await route.continue();
  });
  await page.keyboard.press("Control+k");
  await page.keyboard.type("certif", { delay: 20 });
  await options(page).first().waitFor();
  assert.equal(await field(page).inputValue(), "certif");
  await context.close();
});

await check("the slash is left to those who write", async () => {
  const { page, context } = await open("search/");
  await page.locator("main input").click();
  await page.keyboard.type("and/or");
  assert.equal(await page.locator("main input").inputValue(), "and/or");
  assert.equal(await page.locator("dialog").count(), 0);
  await context.close();
});

await check("a slip of the finger is put right, and said", async () => {
  const { page, context } = await open("");
  await ask(page, "certifcate");
  const said = await page.locator("dialog").getByRole("status").innerText();
  assert.match(said, /Showing results for certificate/);
  assert.match(await options(page).first().innerText(), /certificate/i);
  await context.close();
});

await check("Escape closes the dialog and gives the focus back", async () => {
  const { page, context } = await open("");
  const opener = page.getByRole("banner").getByRole("link", { name: "Search" });
  await opener.focus();
  await page.keyboard.press("Enter");
  await field(page).waitFor();
  await page.keyboard.type("dns");
  await page.keyboard.press("Escape");
  await page.locator("dialog").waitFor({ state: "hidden" });
  assert.ok(await opener.evaluate((link) => link === document.activeElement));
  await context.close();
});

await check("Home and End go through the results, Control and Enter open a new tab, and the search is remembered", async () => {
  const { page, context } = await open("");
  await ask(page, "database");
  const count = await options(page).count();
  await page.keyboard.press("End");
  assert.equal(await options(page).nth(count - 1).getAttribute("aria-selected"), "true");
  await page.keyboard.press("Home");
  const href = await options(page).first().getAttribute("href");
  const [tab] = await Promise.all([context.waitForEvent("page"), page.keyboard.press("Control+Enter")]);
  await tab.waitForURL(href);
  await tab.close();
  await page.bringToFront();
  await page.keyboard.press("Escape");
  await page.locator("dialog").waitFor({ state: "hidden" });
  await page.keyboard.press("/");
  await field(page).waitFor();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Backspace");
  const recent = page.getByRole("option", { name: "database", exact: true });
  await recent.click();
  assert.equal(await field(page).inputValue(), "database");
  await context.close();
});

await check("an arrow goes round, and Enter without a result leads to the search page", async () => {
  const { page, context } = await open("");
  await ask(page, "database");
  await page.keyboard.press("ArrowUp");
  assert.equal(await options(page).last().getAttribute("aria-selected"), "true");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("zyxwvut");
  await page.locator("dialog").getByText("No debrief has all of this").waitFor();
  await page.keyboard.press("Enter");
  await page.waitForURL(at("search/?q=zyxwvut"));
  await page.getByRole("heading", { name: "No debrief has this" }).waitFor();
  await context.close();
});

await check("a filter narrows to the number it promised, and can be taken back", async () => {
  const { page, context, wrong } = await open("search/?q=the%20database");
  await results(page).first().waitFor();
  const before = await status(page).innerText();
  const button = page.locator("[data-facets] button[aria-pressed]").first();
  await button.waitFor();
  const promised = Number(await button.locator(".num").innerText());
  const key = await button.getAttribute("data-key");
  await button.click();
  await page.waitForFunction((text) => document.querySelector("[data-status]").innerText !== text, before);
  assert.match(await status(page).innerText(), new RegExp(`^${promised} debrief`));
  assert.ok((await page.locator("main input").inputValue()).includes(key));
  assert.ok(page.url().includes(encodeURIComponent(key)), page.url());
  const pressed = page.locator(`[data-key="${key}"][aria-pressed="true"]`);
  await pressed.waitFor();
  assert.ok(await pressed.evaluate((element) => element === document.activeElement), "the focus stays on the filter");
  await page.goBack();
  await page.waitForFunction((text) => document.querySelector("[data-status]").innerText === text, before);
  await pressed.waitFor({ state: "detached" });
  assert.deepEqual(wrong, []);
  await context.close();
});

await check("the address holds the query; the back button restores query, results and place", async () => {
  const { page, context } = await open("search/", { viewport: { width: 1280, height: 500 } });
  await page.keyboard.type("the order database ");
  await results(page).first().waitFor();
  await page.waitForURL(/q=the%20order%20database/);
  const more = page.getByRole("button", { name: "Show more" });
  await more.click();
  await page.waitForFunction(() => document.querySelectorAll(".hits > li").length > 10);
  const last = results(page).nth(11).locator(".name");
  await last.scrollIntoViewIfNeeded();
  await page.waitForTimeout(400);
  const [top, count, title] = [await page.evaluate(() => scrollY), await results(page).count(), await last.innerText()];
  assert.ok(top > 0);
  await last.click();
  await page.waitForURL(/debriefs\//);
  await page.goBack();
  await results(page).nth(11).waitFor();
  assert.equal(await page.locator("main input").inputValue(), "the order database");
  assert.equal(await results(page).count(), count);
  assert.equal(await results(page).nth(11).locator(".name").innerText(), title);
  await page.waitForFunction((top) => Math.abs(scrollY - top) < 5, top);
  await context.close();
});

await check("results are ordered as asked", async () => {
  const { page, context } = await open("search/?q=database");
  await results(page).first().waitFor();
  await page.getByRole("combobox", { name: "Sort by" }).selectOption("newest");
  await page.waitForURL(/sort%3Anewest/);
  await page.waitForFunction(() => {
    const days = [...document.querySelectorAll(".hits:first-of-type time")].map((time) => time.dateTime);
    return days.length > 1 && days.every((day, i) => !i || day <= days[i - 1]);
  });
  await context.close();
});

await check("the keyboard alone is enough on the search page", async () => {
  const { page, context } = await open("search/");
  await page.keyboard.type("certificate");
  await page.locator("[data-facets] button").first().waitFor();
  const seen = [];
  for (let i = 0; i < 60 && !seen.includes("A name"); i++) {
    await page.keyboard.press("Tab");
    seen.push(await page.evaluate(() => `${document.activeElement.tagName} ${document.activeElement.className || document.activeElement.dataset.field}`));
  }
  assert.ok(seen.some((element) => element === "BUTTON service"), `no filter: ${seen}`);
  assert.ok(seen.includes("A name"), `no result: ${seen}`);
  await page.keyboard.press("Enter");
  await page.waitForURL(/debriefs\/.+/);
  await context.close();
});

await check("filters narrow without a word typed, and a share of the address shows the same", async () => {
  const { page, context } = await open(`search/?q=${encodeURIComponent(`service:${service}`)}`);
  await results(page).first().waitFor();
  const expected = debriefs.filter(({ services }) => services.includes(service)).length;
  assert.match(await status(page).innerText(), new RegExp(`^${expected} debrief`));
  await context.close();
});

await check("without a connection it says so, and goes on when there is one", async () => {
  const { page, context } = await open("search/", { expected: ["failed", "ERR_INTERNET_DISCONNECTED"] });
  await page.waitForLoadState("networkidle");
  await context.setOffline(true);
  await page.keyboard.type("certificate");
  await page.getByRole("heading", { name: "You seem to be offline" }).waitFor();
  await context.setOffline(false);
  await results(page).first().waitFor();
  await context.close();
});

await check("a site published meanwhile is noticed", async () => {
  const { page, context } = await open("404.html", { expected: ["404"] });
  let asked = 0;
  await page.route("**/search/current.json", async (route) => {
    asked += 1;
    const old = { format: 1, build: "000000000000" };
    if (asked === 1) await route.fulfill({ json: old });
    else await route.continue();
  });
  const { build } = JSON.parse(await readFile(join(site, "search/current.json"), "utf8"));
  const manifest = JSON.parse(await readFile(join(site, "search", build, "manifest.json"), "utf8"));
  await page.route("**/000000000000/manifest.json", (route) => route.fulfill({ json: { ...manifest, build: "000000000000" } }));
  await page.goto(at("search/?q=certificate"));
  await results(page).first().waitFor();
  assert.equal(asked, 2);
  await context.close();
});

await check("a damaged or missing file is said to be one, with a way on", async () => {
  for (const spoil of [(route) => route.fulfill({ body: "nonsense" }), (route) => route.fulfill({ status: 404 })]) {
    const { page, context, wrong } = await open("", { expected: ["404", "failed"] });
    await page.route("**/search/*/s/*.bin", spoil);
    await page.goto(at("search/?q=certificate"));
    await page.getByRole("heading", { name: "Search is unavailable" }).waitFor();
    assert.ok(await page.getByRole("navigation", { name: "Lists" }).getByRole("link", { name: "By service" }).isVisible());
    await page.goto(at(debrief));
    await page.keyboard.press("/");
    await page.keyboard.type("certificate");
    await page.locator("dialog").getByText("Search is unavailable").waitFor();
    assert.deepEqual(wrong, []);
    await context.close();
  }
});

await check("without scripts the links lead to the search page, and its form to the lists", async () => {
  const { page, context } = await open("", { javaScriptEnabled: false });
  await page.getByRole("banner").getByRole("link", { name: "Search" }).click();
  await page.waitForURL(at("search/"));
  assert.match(await page.locator("main").innerText(), /Search needs JavaScript/);
  await page.getByRole("button", { name: "All debriefs" }).click();
  assert.ok(page.url().startsWith(at("debriefs/")), page.url());
  await context.close();
});

await check("nothing moves for those who asked for it", async () => {
  const { page, context } = await open("", { reducedMotion: "reduce" });
  await ask(page, "dns");
  assert.equal(await page.locator("dialog").evaluate((dialog) => getComputedStyle(dialog).animationName), "none");
  await context.close();
});

await check("a debrief stays below 60 KB, the search not counted before it is used", async () => {
  const sizes = [];
  for (const { url } of debriefs) sizes.push([(await readFile(join(site, url, "index.html"))).length, url]);
  const heaviest = sizes.sort(([a], [b]) => b - a)[0][1];
  const { page, context } = await open("");
  await page.waitForLoadState("networkidle");
  let bytes = 0;
  const loaded = [];
  page.on("response", (response) => loaded.push(response.body().then((body) => (bytes += gzipSync(body).length))));
  await page.goto(at(heaviest), { waitUntil: "networkidle" });
  await Promise.all(loaded);
  assert.ok(bytes > 0 && bytes < 60_000, `${bytes} bytes`);
  await context.close();
});

/** Ways to bring the search into each of its states. */
const states = {
  "dialog": { path: debrief, bring: (page) => ask(page, "certifcate alert") },
  "dialog-empty": { path: debrief, bring: async (page) => {
    await page.keyboard.press("/");
    await field(page).waitFor();
  } },
  "results": { path: "search/?q=database", bring: (page) => page.locator("[data-facets] button").first().waitFor({ state: "attached" }) },
  "some": { path: "search/?q=queue%20certificate%20has%3Aopen-actions", bring: (page) => page.getByText("With some of your words").first().waitFor() },
  "none": { path: "search/?q=zyxwvut", bring: (page) => page.getByRole("heading", { name: "No debrief has this" }).waitFor() },
  "help": { path: "search/", bring: (page) => page.getByRole("heading", { name: "How to search" }).waitFor() },
  "broken": { path: "search/", bring: async (page) => {
    await page.route("**/search/*/s/*.bin", (route) => route.fulfill({ body: "nonsense" }));
    await page.keyboard.type("certificate");
    await page.getByRole("heading", { name: "Search is unavailable" }).waitFor();
  } },
};

for (const [name, { path, bring }] of Object.entries(states)) {
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [1280, 390]) {
      await check(`${name}, ${colorScheme}, ${width} px: quiet, fits, accessible`, async () => {
        const { page, context, wrong } = await open(path, { colorScheme, viewport: { width, height: 900 } });
        await bring(page);
        await page.waitForTimeout(200);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        const dialog = page.locator("dialog");
        const box = (await dialog.count()) ? await dialog.boundingBox() : { x: 0, width: 0 };
        if (screenshots) {
          await mkdir(screenshots, { recursive: true });
          await page.screenshot({ path: join(screenshots, `${name}-${colorScheme}-${width}.png`) });
        }
        const violations = await axe(page);
        await context.close();
        assert.deepEqual(wrong, []);
        assert.ok(overflow <= 0, `${overflow} px wider than the window`);
        assert.ok(box.x >= 0 && box.x + box.width <= width, `the dialog stands out: ${JSON.stringify(box)}`);
        assert.deepEqual(violations, []);
      });
    }
  }
}

await finish();
