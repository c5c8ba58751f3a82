// What an author sees of `debriefs serve` while writing, in a real Chromium.
//
//   node preview.mjs PROGRAM CHROMIUM [SCREENSHOTS]
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { start } from "./harness.mjs";

const [program, executablePath, screenshots] = process.argv.slice(2);
const folder = await mkdtemp(join(tmpdir(), "debriefs-preview-"));
const content = join(folder, "content");
await mkdir(join(content, "2026"), { recursive: true });

const long = Array.from({ length: 60 }, (_, i) => `Paragraph ${i} of what happened next.`).join("\n\n");
const debrief = ({ title = "Payments down", summary = "Nobody could pay.", more = "" } = {}) =>
  `---\ndate: 2026-03-01\nseverity: sev2\nservices: [checkout]\n---\n# ${title}\n\n## Summary\n${summary}\n\n## What happened\n${long}\n\n` +
  `<details><summary>More about it</summary>\n\nHidden words. ${more}\n\n</details>\n\n## Action items\n- [ ] Look at it\n`;
const file = join(content, "2026/payments.md");
const save = (options) => writeFile(file, typeof options === "string" ? options : debrief(options));
await save();
for (let i = 0; i < 9; i += 1) {
  await writeFile(join(content, `2026/other-${i}.md`), `# Other incident ${i}\n\nThe payment gateway ran out of connections.\n\n## Action items\n- [ ] Raise the limit ${i}\n`);
}
await writeFile(join(folder, "debriefs.toml"), '[site]\ntitle = "Mine"\ntheme = "own"\n');
await mkdir(join(folder, "themes/own/assets"), { recursive: true });
const style = (space) => writeFile(join(folder, "themes/own/assets/charts.css"), `h1 { letter-spacing: ${space} }`);
await style("1px");

const preview = spawn(program, ["serve", "--port", "0", "--now", "2026-04-01"], { cwd: folder, stdio: ["ignore", "pipe", "ignore"] });
const { value: url } = await createInterface({ input: preview.stdout })[Symbol.asyncIterator]().next();
const { axe, check, finish, open } = await start(url, executablePath);

const page1 = "debriefs/payments/";
const settled = (page) => page.waitForFunction(() => document.querySelector("debriefs-preview")?.dataset.settled === "true", null, { timeout: 60000 });
const shows = (page, text) => page.waitForFunction((text) => document.body.innerText.includes(text), text, { timeout: 60000 });
const overlay = (page) => page.locator("debriefs-preview .overlay");

for (const colorScheme of ["light", "dark"]) {
  for (const width of [1280, 390]) {
    await check(`the panel, ${colorScheme}, ${width} px: quiet, fits, accessible, moves nothing`, async () => {
      const { page, context, wrong } = await open(page1, { colorScheme, viewport: { width, height: 800 } });
      await settled(page);
      const before = await page.locator("h1").boundingBox();
      await page.locator("debriefs-preview .pill").click();
      await page.locator("debriefs-preview .panel h2").waitFor({ state: "visible" });
      assert.deepEqual(await page.locator("h1").boundingBox(), before);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      // Photographs and axe bring styles of their own into a shadow tree, which the policy of the page refuses.
      const heard = [...wrong];
      const violations = await axe(page);
      if (screenshots) await page.screenshot({ path: join(screenshots, `preview-${colorScheme}-${width}.png`) });
      await context.close();
      assert.deepEqual(heard, []);
      assert.ok(overflow <= 0, `${overflow} px too wide`);
      assert.deepEqual(violations, []);
    });
  }
}

await check("an edit appears in place: scroll position, open details and focus stay", async () => {
  const { page, context, wrong } = await open(page1);
  await settled(page);
  await page.evaluate(() => {
    window.stays = true;
    const about = [...document.querySelectorAll("main details")].find((one) => one.textContent.includes("More about it"));
    about.open = true;
    const link = [...document.querySelectorAll("main a")].at(-1);
    link.focus({ preventScroll: true });
    scrollTo({ top: 1500, behavior: "instant" });
    window.read = document.elementFromPoint(300, 400);
    window.at = () => Math.round(window.read.getBoundingClientRect().top);
  });
  const at = await page.evaluate(() => window.at());
  const focused = await page.evaluate(() => document.activeElement.outerHTML);
  await save({ more: "And now shown words.", title: "Payments are down" });
  await shows(page, "And now shown words.");
  const after = await page.evaluate(() => ({
    stays: window.stays,
    open: [...document.querySelectorAll("main details")].find((one) => one.textContent.includes("More about it")).open,
    at: window.at(),
    focused: document.activeElement.outerHTML,
    title: document.title,
  }));
  assert.ok(after.stays, "the page was not loaded again");
  assert.ok(after.open, "the details stay open");
  assert.ok(Math.abs(after.at - at) <= 2, `what was read moved from ${at} to ${after.at}`);
  assert.equal(after.focused, focused);
  assert.match(after.title, /Payments are down/);
  assert.deepEqual(wrong, []);
  await context.close();
});

await check("lists follow, and the panel says when; debriefs dated ahead and drafts are marked", async () => {
  const { page, context } = await open("debriefs/");
  await settled(page);
  assert.match(await page.locator("debriefs-preview .news").textContent(), /Everything is up to date/);
  await writeFile(join(content, "2026/ahead.md"), "---\ndate: 2026-04-20\n---\n# Planned drill\n\nText.\n");
  await writeFile(join(content, "2026/half.md"), "---\ndate: 2026-03-20\nstatus: draft\n---\n# Half written\n\nText.\n");
  await shows(page, "Half written");
  const badge = (title) => page.locator(".title", { hasText: title }).locator(".badge").innerText();
  assert.match(await badge("Planned drill"), /dated ahead/i);
  assert.match(await badge("Half written"), /draft/i);
  if (screenshots) await page.screenshot({ path: join(screenshots, "preview-list.png") });
  await page.goto(new URL("debriefs/ahead/", page.url().replace(/debriefs\/$/, "")).href);
  assert.match(await page.locator("main .badge").first().innerText(), /dated ahead/i);
  if (screenshots) await page.screenshot({ path: join(screenshots, "preview-ahead.png") });
  await context.close();
});

await check("a style is exchanged without loading the page", async () => {
  const { page, context } = await open(page1);
  await settled(page);
  await page.evaluate(() => (window.stays = true));
  await style("2px");
  await page.waitForFunction(() => getComputedStyle(document.querySelector("h1")).letterSpacing === "2px", null, { timeout: 60000 });
  assert.ok(await page.evaluate(() => window.stays));
  assert.equal(await page.locator('head link[href*="charts."]').count(), 1);
  await context.close();
});

await check("a mistake lies over the last good page, and goes away by itself", async () => {
  const { page, context } = await open(page1);
  await settled(page);
  assert.ok(await overlay(page).isHidden());
  await save("---\ndate: [2026\n---\n# Payments down\n");
  await overlay(page).waitFor({ state: "visible" });
  assert.match(await overlay(page).innerText(), /payments\.md:\d+/);
  assert.match(await overlay(page).locator("a").first().getAttribute("href"), /^vscode:\/\/file\//);
  assert.match(await page.locator("h1").innerText(), /Payments/);
  assert.deepEqual(await axe(page), []);
  if (screenshots) await page.screenshot({ path: join(screenshots, "preview-overlay.png") });
  await save({ summary: "Mended." });
  await overlay(page).waitFor({ state: "hidden" });
  await shows(page, "Mended.");
  await writeFile(join(folder, "debriefs.toml"), '[site]\ntitel = "Mine"\n');
  await overlay(page).waitFor({ state: "visible" });
  await overlay(page).getByRole("button", { name: "Hide" }).click();
  assert.ok(await overlay(page).isHidden());
  await writeFile(join(folder, "debriefs.toml"), '[site]\ntitle = "Mine"\ntheme = "own"\n');
  await settled(page);
  await context.close();
});

await check("the panel is remembered, and tells of the debrief and those like it", async () => {
  const { page, context } = await open("debriefs/other-1/");
  await settled(page);
  await page.locator("debriefs-preview .pill").click();
  await page.reload();
  await settled(page);
  const panel = page.locator("debriefs-preview .panel");
  assert.ok(await panel.isVisible());
  const text = await panel.innerText();
  assert.match(text, /Other incident/);
  assert.match(text, /1 action still open/);
  assert.match(text, /\d+ of \d+ things said/);
  assert.doesNotMatch(text, /\[object/);
  await page.keyboard.press("Tab");
  await page.locator("debriefs-preview .pill").focus();
  await page.keyboard.press("Escape");
  assert.ok(await panel.isHidden());
  await context.close();
});

preview.kill("SIGINT");
await new Promise((ended) => preview.once("exit", ended));
await rm(folder, { recursive: true });
await finish();
