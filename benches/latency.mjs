// From the write of a file to the page that shows it, in a real Chromium. Called by `benches/latency --browser`.
//
//   node latency.mjs CHROMIUM URL FILE EDITS [busy]
//
// Prints the milliseconds of each edit as JSON.
import { createRequire } from "node:module";
import { readFile, writeFile } from "node:fs/promises";

const { chromium } = createRequire(new URL("../tests/browser/package.json", import.meta.url))("playwright-core");
const [executablePath, url, file, edits, busy] = process.argv.slice(2);

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const page = await browser.newPage();
page.setDefaultTimeout(600000);
await page.goto(url);
const settled = () => page.waitForFunction(() => document.querySelector("debriefs-preview")?.dataset.settled === "true");
if (busy) await page.waitForFunction(() => document.querySelector("debriefs-preview")?.dataset.settled);
else await settled();
await page.evaluate(() => {
  window.seen = {};
  new MutationObserver(() => {
    const words = document.body.textContent.match(/Edit number (\d+)\./);
    if (words) window.seen[words[1]] ??= Date.now();
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
});
const text = await readFile(file, "utf8");
const times = [];
for (let number = 0; number < Number(edits); number += 1) {
  const began = Date.now();
  await writeFile(file, `${text}\n\nEdit number ${number}.\n`);
  const seen = await page.waitForFunction((number) => window.seen[number], number, { polling: 50 });
  times.push((await seen.jsonValue()) - began);
  if (!busy) await settled();
}
console.log(JSON.stringify(times));
await browser.close();
