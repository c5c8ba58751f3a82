// Is the HTML of every page of a site valid?
//
//   node html.mjs SITE
//
// Prints what is not, most frequent first, with one place each, and exits 1.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { HtmlValidate } from "html-validate";

/** The standard and what assistive technology needs of it; matters of style are ours. */
const RULES = {
  // An id of ours may begin with what no heading of an author can (`_main`, `^a1`); HTML allows all but white space.
  "valid-id": ["error", { relaxed: true }],
  "no-raw-characters": ["error", { relaxed: true }],
  "aria-label-misuse": ["error", { allowAnyNamable: true }],
  "attribute-boolean-style": "off",
  "attribute-empty-style": "off",
  "doctype-style": "off",
  "long-title": "off",
  "no-trailing-whitespace": "off",
  "prefer-native-element": "off",
  "require-sri": "off",
  "void-style": "off",
  // Authors write telephone numbers as they like.
  "tel-non-breaking": "off",
};

const [site] = process.argv.slice(2);
const validator = new HtmlValidate({ root: true, extends: ["html-validate:recommended"], rules: RULES });
const found = new Map();
let pages = 0;
for (const path of await readdir(site, { recursive: true })) {
  if (!path.endsWith(".html")) continue;
  pages += 1;
  const report = await validator.validateString(await readFile(join(site, path), "utf8"), path);
  for (const { ruleId, message, line, column } of report.results.flatMap((result) => result.messages)) {
    const key = `${ruleId}: ${message}`;
    const seen = found.get(key) ?? { count: 0, place: `${path}:${line}:${column}` };
    found.set(key, { ...seen, count: seen.count + 1 });
  }
}
for (const [what, { count, place }] of [...found].sort((a, b) => b[1].count - a[1].count)) {
  console.log(`${count} x ${what}, first in ${place}`);
}
console.log(`${pages} pages of ${site}: ${found.size ? "not valid" : "valid"}`);
process.exit(found.size || !pages ? 1 : 0);
