// What a person does with a built site, in a real Chromium.
//
//   node run.mjs SITE CHROMIUM [SCREENSHOTS]
//
// Prints a line for each check and exits 1 when one fails. With SCREENSHOTS, a folder, every page kind is also
// photographed at two widths in both colour schemes.
import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { start } from "./harness.mjs";

const [site, executablePath, screenshots] = process.argv.slice(2);
const { debriefs } = JSON.parse(await readFile(join(site, "data/debriefs.json"), "utf8"));

const { at, axe, check, finish, open } = await start(site, executablePath);

const { clusters } = JSON.parse(await readFile(join(site, "data/causes.json"), "utf8"));
const learnings = JSON.parse(await readFile(join(site, "data/learnings.json"), "utf8"));
const { reviews } = JSON.parse(await readFile(join(site, "data/reviews.json"), "utf8"));
const cause = clusters[0];
const longest = debriefs.reduce((a, b) => (b.timeline.length > a.timeline.length ? b : a));
const service = debriefs.flatMap((debrief) => debrief.services)[0];
const team = debriefs.flatMap((debrief) => debrief.teams)[0];
const tag = debriefs.flatMap((debrief) => debrief.tags)[0];

/** One address for each kind of page. */
const kinds = {
  home: "",
  debriefs: "debriefs/",
  debrief: longest.url,
  actions: "actions/",
  overdue: "actions/overdue/",
  unassigned: "actions/unassigned/",
  "done actions": "actions/done/",
  checkpoints: "checkpoints/",
  reviews: "reviews/",
  review: reviews[0].url,
  learnings: "learnings/",
  learned: "learnings/all/",
  theme: learnings.themes.find((theme) => theme.about).url,
  again: "again/",
  stats: "stats/",
  months: "digest/",
  month: `digest/${longest.date.slice(0, 7)}/`,
  causes: "causes/",
  cause: cause.url ?? `causes/${cause.id}/`,
  services: "services/",
  service: `services/${service}/`,
  teams: "teams/",
  team: `teams/${team}/`,
  tags: "tags/",
  tag: `tags/${tag}/`,
  year: `years/${longest.date.slice(0, 4)}/`,
  guide: "guide/",
  search: "search/",
  missing: "no-such-page",
};

for (const [kind, path] of Object.entries(kinds)) {
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [1280, 390]) {
      await check(`${kind} page, ${colorScheme}, ${width} px: quiet, fits, accessible`, async () => {
        // A browser logs the 404 of the page that is meant to be missing.
        const expected = path === kinds.missing ? ["404"] : [];
        const { page, context, wrong } = await open(path, { colorScheme, expected, viewport: { width, height: 900 } });
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        const violations = await axe(page);
        if (screenshots) {
          await mkdir(screenshots, { recursive: true });
          await page.screenshot({ path: join(screenshots, `${kind}-${colorScheme}-${width}.png`), fullPage: true });
        }
        await context.close();
        assert.deepEqual(wrong, []);
        assert.ok(overflow <= 0, `${overflow} px wider than the window`);
        assert.deepEqual(violations, []);
      });
    }
  }
}

await check("a reader goes from the home page to a debrief and sees its heart", async () => {
  const { page, context } = await open("");
  await page.getByRole("navigation").first().getByRole("link", { name: "Debriefs", exact: true }).click();
  await page.waitForURL(at("debriefs/"));
  await page.locator("main").getByRole("link", { name: longest.title, exact: true }).first().click();
  await page.waitForURL(at(longest.url));
  assert.equal((await page.locator("h1").innerText()).trim(), longest.title);
  assert.ok(await page.locator("main svg[role=img]").first().isVisible(), "the timeline is drawn");
  const main = await page.locator("main").innerText();
  for (const entry of longest.timeline) assert.ok(main.includes(entry.text.slice(0, 20)), entry.text);
  await context.close();
});

await check("filters are plain links that work without JavaScript", async () => {
  const { page, context } = await open("debriefs/", { javaScriptEnabled: false });
  await page.locator(`main a[href$="services/${service}/"]`).first().click();
  const expected = debriefs.filter((debrief) => debrief.services.includes(service));
  const shown = await page.locator("main").innerText();
  for (const debrief of expected) assert.ok(shown.includes(debrief.title), debrief.title);
  await context.close();
});

await check("what came back leads to both debriefs and to the action that was open", async () => {
  const { page, context } = await open("again/");
  const first = page.locator("main ol.ledger > li").first();
  const links = await first.locator('a[href*="debriefs/"]').evaluateAll((all) => all.map((a) => a.href));
  assert.ok(new Set(links.map((href) => href.split("#")[0])).size >= 2, links.join(" "));
  const action = links.find((href) => href.includes("#"));
  await page.goto(action);
  const id = decodeURIComponent(action.split("#")[1]);
  assert.ok(await page.locator(`[id="${id}"]`).isVisible(), id);
  await context.close();
});

await check("a cause that came back leads to each of its debriefs, and they to one another", async () => {
  const { page, context } = await open("causes/");
  const name = (await page.locator("main ol.ledger a, main ol.rows a").first().innerText()).trim();
  await page.locator("main").getByRole("link", { name, exact: true }).first().click();
  assert.equal((await page.locator("h1").innerText()).trim(), name);
  const times = page.locator("main ol.ledger > li h2 a");
  assert.ok((await times.count()) >= 2, "a cause that recurs has at least two debriefs");
  const title = (await times.first().innerText()).trim();
  await times.first().click();
  assert.equal((await page.locator("h1").innerText()).trim(), title);
  await context.close();
});

await check("whoever asks what is open finds it by owner, without JavaScript", async () => {
  const { page, context } = await open("actions/", { javaScriptEnabled: false });
  const owners = page.locator('main a[href*="actions/owner/"]');
  const owner = (await owners.first().innerText()).trim();
  await owners.first().evaluate((link) => link.closest("details")?.setAttribute("open", ""));
  await page.goto(await owners.first().evaluate((link) => link.href));
  assert.ok((await page.locator("h1").innerText()).includes(owner), owner);
  assert.ok((await page.locator("main ol.items > li").count()) > 0);
  await context.close();
});

await check("a learning leads to its place in the debrief", async () => {
  const { page, context } = await open("learnings/");
  const link = page.locator('main a[href*="#l"]').first();
  const href = await link.getAttribute("href");
  await link.click();
  const id = href.split("#")[1];
  await page.locator(`#${id}`).waitFor({ state: "visible" });
  assert.ok(page.url().endsWith(`#${id}`));
  await context.close();
});

await check("an open action leads to its debrief", async () => {
  const { page, context } = await open("actions/");
  await page.locator('main a[href*="debriefs/"]').first().click();
  assert.ok(page.url().includes("/debriefs/"), page.url());
  await context.close();
});

await check("how late an action is, is counted again on the day it is read", async () => {
  const { page, context } = await open("about:blank");
  const built = JSON.parse(await readFile(join(site, "data/actions.json"), "utf8"));
  const late = built.actions.find((action) => action.late_days);
  const asOf = new Date(Date.parse(late.due) + (late.late_days + 3) * 864e5 + 432e5);
  await page.clock.install({ time: asOf });
  await page.goto(at("actions/overdue/"));
  const texts = await page.locator("time[data-due]").allInnerTexts();
  assert.ok(texts.includes(`${late.late_days + 3} days late`), texts.join(", "));
  await context.close();
});

await check("the colour switch is remembered on the next page", async () => {
  const { page, context } = await open("", { colorScheme: "light" });
  const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const before = await background();
  await page.locator("[data-theme-switch]").click();
  const after = await background();
  assert.notEqual(after, before);
  await page.goto(at("debriefs/"));
  assert.equal(await background(), after);
  await context.close();
});

await check("the keyboard reaches the content first", async () => {
  const { page, context } = await open(longest.url);
  await page.keyboard.press("Tab");
  const focused = await page.evaluate(() => document.activeElement.textContent.trim());
  assert.match(focused, /skip/i);
  await page.keyboard.press("Enter");
  assert.match(page.url(), /#/);
  await context.close();
});

await check("a debrief prints without the furniture of the site", async () => {
  const { page, context } = await open(longest.url);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("header nav").first().isVisible(), false);
  assert.ok(await page.locator("h1").isVisible());
  const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  assert.match(paper, /255, 255, 255|rgba\(0, 0, 0, 0\)/, "no ink is spent on the paper");
  assert.ok((await page.pdf({ format: "A4" })).length > 10_000, "a document of some pages");
  await context.close();
});

await check("whoever wants less motion gets none", async () => {
  const { page, context } = await open(longest.url, { reducedMotion: "reduce" });
  const moving = await page.evaluate(() =>
    [...document.querySelectorAll("*")].filter((element) => {
      const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element);
      return parseFloat(transitionDuration) > 0.01 || animationName !== "none" || scrollBehavior === "smooth";
    }).length,
  );
  assert.equal(moving, 0);
  await context.close();
});

await check("an old address leads to the debrief", async () => {
  const redirects = await readFile(join(site, "_redirects"), "utf8");
  const [from, to] = redirects.split("\n").find((line) => line.startsWith("/")).split(/\s+/);
  const { page, context } = await open(from.replace(/^\//, ""));
  await page.waitForURL((url) => url.pathname === to, { timeout: 5000 });
  await context.close();
});

await finish();
