// Makes the scripts of the search from the files of this folder: joined, and packed small.
//
//   node build.mjs           writes ../assets/search.js, search-dialog.js and search-page.js
//   node build.mjs --check   exits 1 when they are not what the files here make
//
// Needs `npm ci --prefix tests/browser`.
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";

const { minify } = createRequire(new URL("../../../tests/browser/package.json", import.meta.url))("terser");

const SCRIPTS = {
  "search.js": ["words", "files", "query", "terms", "index", "snippet", "show", "start"],
  "search-dialog.js": ["dialog"],
  "search-page.js": ["page"],
};
/** The dialog and the page borrow from the script before them. */
const BORROWED = "const { Finder, Pace, SAY, SORTS, counted, make, namedValues, parseQuery, reasonOf, results, summary } = debriefsSearch.shared;";

/** Names of properties that only search.js uses: they are shortened. None of them stands in a file of the index. */
const INNER = /^(bounds|completions|df|exact|impacts|lists|loaded|manifest|minus|picks|positions|postings|quoted|ref|shard|shardOf|stem|stems|varint|weight)$/;

async function script(name, parts) {
  const texts = await Promise.all(parts.map((part) => readFile(new URL(`${part}.js`, import.meta.url), "utf8")));
  const borrowed = name === "search.js" ? "" : BORROWED;
  const whole = `(() => {"use strict";${borrowed}\n${texts.join("\n")}})();`;
  const { code } = await minify(whole, {
    ecma: 2022,
    compress: { passes: 3, unsafe_arrows: true, unsafe_methods: true },
    mangle: { properties: { regex: INNER } },
  });
  return `// Made from themes/default/search/ by its build.mjs.\n${code}\n`;
}

let stale = false;
for (const [name, parts] of Object.entries(SCRIPTS)) {
  const made = await script(name, parts);
  const place = new URL(`../assets/${name}`, import.meta.url);
  if (!process.argv.includes("--check")) await writeFile(place, made);
  else if (made !== (await readFile(place, "utf8"))) {
    stale = true;
    console.error(`assets/${name} is not what themes/default/search/ makes: run node themes/default/search/build.mjs`);
  }
}
process.exit(stale ? 1 : 0);
