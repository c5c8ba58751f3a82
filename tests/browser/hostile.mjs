// A site made of attacks, in a real Chromium: nothing runs, no dialog opens, nothing is asked of another host, nothing
// leads away, and the policy has nothing to refuse.
//
//   node hostile.mjs SITE CHROMIUM PROGRAM FOLDER
//
// SITE is the built site, FOLDER what it was built from: the preview serves it too.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { start } from "./harness.mjs";

const [site, executablePath, program, folder] = process.argv.slice(2);
const files = (await readdir(site, { recursive: true })).filter((path) => path.endsWith("index.html") || path === "404.html");
// Pages at former addresses lead on at once.
const texts = await Promise.all(files.map((path) => readFile(join(site, path), "utf8")));
const pages = files.filter((path, at) => !texts[at].includes('http-equiv="refresh"'));
// Of lists that differ in their facet only, some are enough; debriefs are all looked at.
const addresses = pages
  .map((path) => path.replaceAll("\\", "/").replace(/index\.html$/, ""))
  .filter((path, at) => path.startsWith("debriefs/2026") || !/^(tags|teams|services|causes|severities|actions\/owner|actions\/service|learnings)\/./.test(path) || at % 12 === 0);

/** Opens a page, moves over everything, and says what went wrong. */
async function visit(open, path) {
  const expected = path === "404.html" ? ["404"] : [];
  const { page, context, wrong } = await open(path, { expected });
  page.on("dialog", async (dialog) => {
    wrong.push(`a dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
  context.on("page", () => wrong.push("a window was opened"));
  const before = page.url();
  const title = await page.title();
  // Handlers that wait for a pointer, the focus, a toggle or an animation.
  await page.evaluate(async () => {
    for (const element of document.querySelectorAll("main *")) {
      for (const type of ["mouseover", "pointerenter", "focus", "toggle", "error", "load", "animationend"]) {
        element.dispatchEvent(new Event(type));
      }
      if (element.localName === "details") element.open = true;
    }
    await new Promise((done) => setTimeout(done, 20));
  });
  assert.equal(page.url(), before);
  assert.notEqual(title, "owned");
  await context.close();
  return wrong;
}

const { check, finish, open } = await start(site, executablePath);

await check(`${addresses.length} pages are quiet`, async () => {
  const heard = [];
  const queue = [...addresses];
  await Promise.all([1, 2, 3, 4].map(async () => {
    for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
      for (const wrong of await visit(open, path)) heard.push(`${path || "home"}: ${wrong}`);
    }
  }));
  assert.deepEqual(heard, []);
});

await check("the search shows attacks as text", async () => {
  for (const query of ["alert", "script", "onerror", "<img src=x onerror=alert(1)>", "\"><script>alert(1)</script>"]) {
    const { page, context, wrong } = await open(`search/?q=${encodeURIComponent(query)}`);
    page.on("dialog", (dialog) => wrong.push(`a dialog: ${dialog.message()}`));
    await page.waitForTimeout(300);
    assert.equal(await page.locator("main script, main img, main svg[onload], main iframe").count(), 0);
    await context.close();
    assert.deepEqual(wrong, [], query);
  }
  const { page, context } = await open("search/?q=alert");
  await page.locator("main mark").first().waitFor();
  await context.close();
});

await check("a picture that is opened by itself runs nothing", async () => {
  const { page, context, wrong } = await open("files/run.svg", { expected: ["Content Security Policy", "404", "failed"] });
  page.on("dialog", (dialog) => wrong.push(`a dialog: ${dialog.message()}`));
  await page.waitForTimeout(100);
  assert.notEqual(await page.title(), "owned");
  assert.deepEqual(wrong.filter((line) => !line.includes("run.js")), []);
  await context.close();
});

await check("the preview shows attacks as text, on the page and in its panel", async () => {
  const preview = spawn(program, ["serve", "--port", "0", "--config", join(folder, "debriefs.toml"), "--now", "2026-04-01"]);
  try {
    const url = await new Promise((done, fail) => {
      let said = "";
      for (const stream of [preview.stdout, preview.stderr]) {
        stream.on("data", (data) => {
          said += data;
          const found = said.match(/http:\/\/[\w.:]+\//);
          if (found) done(found[0]);
        });
      }
      preview.on("exit", () => fail(new Error(said)));
    });
    const there = await start(url, executablePath);
    const answer = await fetch(url);
    const headers = await readFile(join(site, "_headers"), "utf8");
    assert.ok(headers.includes(answer.headers.get("content-security-policy")));
    const heard = [];
    for (const path of addresses.filter((path) => path.startsWith("debriefs/2026")).slice(0, 12)) {
      const { page, context, wrong } = await there.open(path);
      page.on("dialog", (dialog) => wrong.push(`a dialog: ${dialog.message()}`));
      const pill = page.locator("debriefs-preview .pill");
      if (await pill.count()) await pill.click();
      await page.waitForTimeout(50);
      const planted = await page.evaluate(() => {
        const panel = document.querySelector("debriefs-preview")?.shadowRoot;
        return panel ? panel.querySelectorAll("script, img, iframe, [onload], [onerror]").length : 0;
      });
      assert.equal(planted, 0);
      heard.push(...wrong.map((line) => `${path}: ${line}`));
      await context.close();
    }
    await there.close();
    assert.deepEqual(heard, []);
  } finally {
    preview.kill();
  }
});

await finish();
