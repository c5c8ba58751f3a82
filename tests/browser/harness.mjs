// A built site in a browser: what every run of checks needs.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";
import { serve } from "./server.mjs";

const axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const ARGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

/** Serves a site, a folder or one that is served already at `http://…`, and starts a browser. */
export async function start(site, executablePath) {
  const browser = await chromium.launch({ executablePath, args: ARGS });
  const server = site.startsWith("http") ? { url: site, stop() {} } : await serve(site);
  const at = (path) => new URL(path, server.url).href;
  let [passed, failed] = [0, 0];

  async function check(name, body) {
    try {
      await body();
      passed += 1;
      console.log(`ok    ${name}`);
    } catch (error) {
      failed += 1;
      console.log(`FAIL  ${name}\n      ${String(error.message).split("\n").slice(0, 12).join("\n      ")}`);
    }
  }

  /** A page that remembers everything that went wrong on it; `expected` are parts of messages that may come. */
  async function open(path, { expected = [], ...options } = {}) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    const wrong = [];
    page.on("console", (message) => {
      const meant = expected.some((part) => message.text().includes(part));
      if (["error", "warning"].includes(message.type()) && !meant) wrong.push(message.text());
    });
    page.on("pageerror", (error) => wrong.push(String(error)));
    page.on("requestfailed", (request) => {
      if (!expected.includes("failed")) wrong.push(`failed: ${request.url()}`);
    });
    page.on("request", (request) => {
      if (!request.url().startsWith(server.url)) wrong.push(`external request: ${request.url()}`);
    });
    await page.goto(at(path), { waitUntil: "load" });
    return { page, context, wrong };
  }

  /** Prints how it went; exits 1 when a check failed. */
  async function finish() {
    await browser.close();
    server.stop();
    console.log(`${passed} passed, ${failed} failed`);
    process.exit(failed ? 1 : 0);
  }

  const close = () => browser.close();
  return { at, axe, check, close, finish, open };
}

/** What axe has against a page as it stands. */
async function axe(page) {
  // The page's own policy forbids inline scripts, so axe is brought in through the debugging protocol.
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() =>
    window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }),
  );
  return violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(" | ")}`);
}
