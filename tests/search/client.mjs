// Asks the browser's script a question, in Node: the same file, reading from a folder.
//
//   node client.mjs SITE QUERY [--typing]        one answer as JSON
//   node client.mjs SITE --all                   queries from standard input, a JSON text each line: {"query", "typing"}
//
// SITE is a built site. An answer: {total, hits: [{doc, id, score}], corrected, notices}; of a damaged index: {error}.
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { join } from "node:path";
import vm from "node:vm";

const script = new URL("../../themes/default/assets/search.js", import.meta.url);

/** The script as a browser would load it; gives what it offers. */
export async function client() {
  const { Blob, DataView, DecompressionStream, Error, Response, TextDecoder, Uint8Array } = globalThis;
  const scope = vm.createContext({ Blob, DataView, DecompressionStream, Error, Response, TextDecoder, Uint8Array });
  vm.runInContext(await readFile(script, "utf8"), scope);
  return scope.debriefsSearch;
}

/** Reads files of `search/` from a built site. */
export const fromSite = (site) => (path) => readFile(join(site, "search", path)).then((bytes) => new Uint8Array(bytes));

/** What is written of an answer. */
export async function answer(index, { query, typing = false }) {
  const { total, hits, corrected, notices } = await index.search(query, { typing });
  const ids = await Promise.all(hits.map(({ doc }) => index.fragment(doc)));
  return { total, hits: hits.map(({ doc, score }, i) => ({ doc, id: ids[i].id, score })), corrected, notices };
}

async function main([site, asked, flag]) {
  const index = await (await client()).open(fromSite(site));
  if (asked !== "--all") return console.log(JSON.stringify(await answer(index, { query: asked, typing: flag === "--typing" })));
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim()) console.log(JSON.stringify(await answer(index, JSON.parse(line))));
  }
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  main(process.argv.slice(2)).catch((error) => {
    console.log(JSON.stringify({ error: String(error.message) }));
    process.exitCode = 1;
  });
}
