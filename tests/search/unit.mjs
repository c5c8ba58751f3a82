// The parts of the search script, one by one; and what it does with damaged files.
//
//   node unit.mjs SITE        SITE: a built site; exits 1 when a check fails
import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import vm from "node:vm";
import { gunzipSync, gzipSync } from "node:zlib";
import { answer, client, fromSite } from "./client.mjs";

const [site] = process.argv.slice(2);
// A hang must not hang the tests.
setTimeout(() => { console.error("FAIL  hung"); process.exit(1); }, 300_000).unref();

const folder = new URL("../../themes/default/search/", import.meta.url);
const sources = ["words", "files", "query", "terms", "index", "snippet", "show", "start", "page"];
const texts = await Promise.all(sources.map((name) => readFile(new URL(`${name}.js`, folder), "utf8")));
const scope = vm.createContext({ document: { querySelector: () => null }, TextDecoder, Uint8Array });
const wanted = "formsIn, keyOf, parseQuery, distance, corrections, bestStretch, cut, placedForms, markAll, withItem, withoutItem";
const parts = vm.runInContext(`${texts.join("\n")}\n;({ ${wanted} })`, scope);
/** Values of another context have other prototypes. */
const plain = (value) => JSON.parse(JSON.stringify(value));

let failed = 0;
async function check(name, body) {
  try {
    await body();
    console.log(`ok    ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAIL  ${name}\n${error.stack}`);
  }
}

await check("text becomes forms as the format says", () => {
  const forms = {
    "naïve Straße ŒUVRE": ["naive", "strasse", "oeuvre"],
    "O'Brien": ["o", "brien"],
    "INC-1500 p99": ["inc", "1500", "p99"],
    "データ": ["デー", "ータ"],
    "東 k8s東京": ["東", "k8s", "東京"],
    "ﬁx ＡＢＣ": ["fix", "abc"],
    "Σίσυφος İstanbul": ["σισυφοσ", "istanbul"],
    "… — !": [],
  };
  for (const [text, expected] of Object.entries(forms)) assert.deepEqual(plain(parts.formsIn(text)), expected, text);
  assert.equal(parts.keyOf("Kube Proxy (EU)"), "kube-proxy-eu");
});

const stop = new Set(["the", "of"]);
const parse = (text, typing = false) => plain(parts.parseQuery(text, typing, stop));

await check("a query is read as the format says", () => {
  const query = parse('disk "split brain" -dns service:checkout -team:"web shop" sort:newest Title:pool has:open-actions');
  assert.deepEqual(query.words.map(({ form, title }) => [form, title]), [["disk", false], ["pool", true]]);
  assert.deepEqual(query.phrases, [{ forms: [{ form: "split", offset: 0 }, { form: "brain", offset: 1 }], open: false }]);
  assert.deepEqual(query.not.words.map(({ form, exact }) => [form, exact]), [["dns", true]]);
  assert.deepEqual(query.not.filters, [{ field: "team", value: "web shop", open: false }]);
  assert.deepEqual(query.filters.map(({ field, value }) => [field, value]), [["service", "checkout"], ["has", "open-actions"]]);
  assert.equal(query.sort, "newest");
});

await check("a word with a mark in it is a phrase, an unknown field is text, a common word is none", () => {
  assert.equal(parse("INC-1500").phrases.length, 1);
  assert.deepEqual(parse("error:ENOENT").unknown, ["error"]);
  assert.equal(parse("error:ENOENT").phrases.length, 1);
  assert.deepEqual(parse("the").common, ["the"]);
  assert.deepEqual(parse("the").words, []);
  const gap = parse('"point of failure"').phrases[0].forms;
  assert.deepEqual(gap.map(({ offset }) => offset), [0, 2]);
  assert.deepEqual(parse("-1 --help").not.words, []);
  assert.deepEqual(parse("“split brain”").phrases, parse('"split brain"').phrases);
});

await check("only the last item is still being typed", () => {
  const open = (text) => {
    const { words, phrases, filters } = parse(text, true);
    return [...words, ...phrases, ...filters].map((part) => part.open);
  };
  assert.deepEqual(open("disk fu"), [false, true]);
  assert.deepEqual(open("disk full "), [false, false]);
  assert.deepEqual(open('disk "split br'), [false, true]);
  assert.deepEqual(open('disk "split brain"'), [false, false]);
  assert.deepEqual(open("disk service:che"), [false, true]);
});

await check("mistakes are counted: changes, and swaps of neighbours", () => {
  const cases = [["kuberntes", "kubernetes", 1], ["databse", "database", 1], ["amazn", "amazon", 1], ["ab", "ba", 1], ["abc", "abc", 0], ["queue", "quota", 3]];
  for (const [a, b, away] of cases) assert.equal(parts.distance(a, b, 4), away, `${a} ${b}`);
  assert.ok(parts.distance("certificate", "replication", 2) > 2);
  const list = { forms: ["data", "databases", "database", "xatabase"], values: new Uint32Array([9, 1, 3, 9]) };
  assert.deepEqual(plain(parts.corrections("databse", list)).map(({ form }) => form), ["database"]);
});

await check("the stretch with the most different words is shown, its words marked", () => {
  const words = Array(100).fill(undefined);
  words[5] = words[6] = words[7] = 0;
  words[70] = 0;
  words[72] = 1;
  const { start, best } = parts.bestStretch(words);
  assert.equal(best, 20);
  assert.ok(start <= 70 && start + 30 > 72, `${start}`);
  const marks = new Map([["pool", 0], ["東京", 1], ["京都", 1]]);
  assert.deepEqual(plain(parts.markAll("A Pool, a pool.", marks)), ["A ", "Pool", ", a ", "pool", "."]);
  assert.deepEqual(plain(parts.markAll("東京都", marks)), ["", "東京都", ""]);
  assert.deepEqual(plain(parts.markAll("nothing", marks)), ["nothing"]);
});

await check("a click on a filter changes the text, and only that", () => {
  assert.equal(parts.withItem("disk full", "service", "checkout"), "disk full service:checkout");
  assert.equal(parts.withoutItem("disk service:Checkout full service:auth", "service", "checkout"), "disk full service:auth");
  assert.equal(parts.withoutItem("disk -service:checkout", "service", "checkout"), "disk -service:checkout");
  assert.equal(parts.withItem("disk sort:newest", "sort", "severity"), "disk sort:severity");
  assert.equal(parts.withItem("disk sort:newest", "sort", "relevance"), "disk");
});

/** Numbers that are the same each time (Lehmer's generator). */
let seed = 20261122;
const random = (limit) => {
  seed = (seed * 48271) % 2147483647;
  return seed % limit;
};

const { open } = await client();
const { build } = JSON.parse(await readFile(join(site, "search/current.json"), "utf8"));
const kinds = ["s", "x", "p", "f"];
const listed = await Promise.all(kinds.map((kind) => readdir(join(site, "search", build, kind)).catch(() => [])));
const files = [...listed.flatMap((names, i) => names.map((name) => `${kinds[i]}/${name}`)), "words.bin", "cols.bin"];
const QUERIES = ["certificate", "certifcate", '"root cause"', "alert -drill service:checkout", "sort:severity the database", "title:queue has:open-actions"];

/** Asks everything while one file is not what it should be: each answer comes, or is refused for a reason. */
async function ask(read) {
  let refused = 0;
  const told = (error) => {
    if (!(error instanceof Error || error?.name?.endsWith("Error"))) throw error;
    refused += 1;
  };
  const index = await open(read).catch(told);
  for (const query of index ? QUERIES : []) await answer(index, { query }).catch(told);
  return refused;
}

const changed = (path, change) => async (asked) => {
  const bytes = await fromSite(site)(asked);
  return asked === `${build}/${path}` ? change(bytes) : bytes;
};
const flip = (bytes) => {
  const copy = Uint8Array.from(bytes);
  copy[random(copy.length)] ^= 1 << random(8);
  return copy;
};

await check("the files are sound", async () => assert.equal(await ask(fromSite(site)), 0));

await check("a file cut short, or with a wrong bit, is refused", async () => {
  const needed = ["manifest.json", "words.bin", "cols.bin", "s/0.bin"];
  for (const path of needed) {
    assert.ok((await ask(changed(path, (bytes) => bytes.subarray(0, random(bytes.length))))) > 0 || path === "s/0.bin", `${path} cut`);
    assert.ok((await ask(changed(path, () => new Uint8Array(0)))) > 0 || path === "s/0.bin", `${path} empty`);
  }
  // A wrong bit inside the packed data: the checksum tells.
  const packed = (bytes) => {
    const copy = Uint8Array.from(bytes);
    copy[20 + random(copy.length - 28)] ^= 1 << random(8);
    return copy;
  };
  for (let i = 0; i < 20; i++) assert.ok((await ask(changed("cols.bin", packed))) > 0, "cols.bin with a wrong bit");
});

await check("a file that holds nonsense under a right checksum ends in an answer or a refusal", async () => {
  const nonsense = (bytes) => gzipSync(flip(gunzipSync(bytes)));
  for (let i = 0; i < 250; i++) await ask(changed(files[random(files.length)], nonsense));
  for (let i = 0; i < 50; i++) await ask(changed("manifest.json", flip));
});

await check("swapped files are refused", async () => {
  for (const [a, b] of [["cols.bin", "words.bin"], ["words.bin", "cols.bin"], ["cols.bin", "s/0.bin"], ["f/0.bin", "f/1.bin"]]) {
    const swapped = (asked) => fromSite(site)(asked === `${build}/${a}` ? `${build}/${b}` : asked);
    const all = { query: "sort:newest -zzzzzz" };
    const index = await open(swapped);
    if (a === "f/0.bin") await assert.rejects(answer(index, all), /damaged/);
    else assert.ok((await ask(swapped)) > 0, `${a} is ${b}`);
  }
});

await check("a file that is gone is told apart", async () => {
  const read = async (path) => {
    if (path.endsWith("cols.bin")) throw Object.assign(new Error("gone"), { reason: "gone" });
    return fromSite(site)(path);
  };
  await assert.rejects((await open(read)).search("service:checkout"), { reason: "gone" });
});

console.log(failed ? `${failed} failed` : "all passed");
process.exit(failed ? 1 : 0);
