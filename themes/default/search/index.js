// The index: looks words up in the exported files, and finds debriefs.

/**
 * @typedef {(path: string) => Promise<Uint8Array>} Read  gives the bytes of a file below `search/`
 * @typedef {{ docs: number, stop: string, shards: string, build: string }} Manifest
 * @typedef {{ doc: number, score: number }} Hit
 * @typedef {{ query: Query, total: number, hits: Hit[], base: number[], terms: Term[], corrected: [string, string[]][], notices: Notice[] }} Found
 *   hits: both groups, the first `total` of them have everything; base: what would be in the first group that has any, without filters
 * @typedef {["field" | "value" | "word" | "common", string]} Notice  what was understood otherwise than typed
 * @typedef {{ id: string, url: string, title: string, date: ?string, severity: ?string, services: string[], open: number, kind: string, summary: ?string,
 *   sections: [string, string, string][] }} Fragment
 */

const FORMAT = 1;
/** More debriefs than anybody has; a damaged number must not fill the memory. */
const MOST_DOCS = 2 ** 23;

class Index {
  /**
   * @param {Read} read
   * @param {Manifest} manifest
   */
  constructor(read, manifest) {
    this.read = read;
    this.manifest = manifest;
    this.stop = new Set(manifest.stop.split(" "));
    this.bounds = manifest.shards.split(" ");
    /** @type {Map<string, Promise<any>>} */
    this.loaded = new Map();
  }

  /**
   * What `make` reads from a file, read once.
   * @template T
   * @param {string} path
   * @param {string} kind
   * @param {number} number
   * @param {(reader: Reader) => T} make
   * @returns {Promise<T>}
   */
  file(path, kind, number, make) {
    let file = this.loaded.get(path);
    if (!file) {
      file = this.read(`${this.manifest.build}/${path}.bin`).then(unpack).then((bytes) => {
        const reader = new Reader(bytes);
        const head = utf8.decode(reader.take(3)) + reader.take(1)[0] + String.fromCharCode(reader.take(1)[0]);
        const [its, docs] = [reader.varint(), reader.varint()];
        if (head !== `DBS${FORMAT}${kind}` || its !== number || docs !== this.manifest.docs) throw problem("damaged", path);
        return make(reader);
      });
      file.catch(() => this.loaded.delete(path));
      this.loaded.set(path, file);
    }
    return file;
  }

  /** @param {number} number */
  shard(number) {
    return this.file(`s/${number}`, "s", number, (reader) => readShard(reader, number));
  }

  words() {
    return this.file("words", "w", 0, (reader) => readForms(reader, () => reader.take(1)[0]));
  }

  columns() {
    return this.file("cols", "c", 0, (reader) => readColumns(reader, this.manifest.docs));
  }

  /**
   * What a result shows of a debrief.
   * @param {number} doc
   * @returns {Promise<Fragment>}
   */
  fragment(doc) {
    return this.file(`f/${doc}`, "f", doc, (reader) => parseJson(reader.take(reader.bytes.length - reader.at)));
  }

  /**
   * The number of the shard that a form falls into.
   * @param {string} form
   */
  shardOf(form) {
    const at = lowerBound(this.bounds, form);
    return this.bounds[at] === form ? at : Math.max(at - 1, 0);
  }

  /**
   * @param {Shard} shard
   * @param {number} stem
   */
  async postings(shard, stem) {
    const [count, ref, docs] = [shard.df[stem], shard.ref[stem], this.manifest.docs];
    if (!(ref & 1)) return readPostings(new Reader(shard.bytes, shard.at[stem]), count, docs);
    const id = ref >>> 2;
    return this.file(`x/${id}`, "x", id, (reader) => {
      const postings = readPostings(reader, count, docs);
      reader.end();
      return postings;
    });
  }

  /** @param {Picked[]} picks */
  lists(picks) {
    return Promise.all(picks.map(({ shard, stem }) => this.postings(shard, stem)));
  }

  /**
   * Fetches what a query will need, before it is asked for. What may still become many things waits for more letters.
   * @param {string} text
   */
  async prefetch(text) {
    const { words, phrases } = parseQuery(text, true, this.stop);
    const whole = phrases.flatMap(({ forms, open }) => forms.slice(0, open ? -1 : forms.length));
    await Promise.all([
      ...words.map(async (word) => {
        if (word.form.length > 3) await this.lists((await this.picks(word)).picks);
        else if (word.form.length > 2) await this.exact(word.form);
      }),
      ...whole.map(async ({ form }) => {
        for (const pick of await this.exact(form)) await this.positions(pick);
      }),
    ]);
  }

  /**
   * The stem of a form, when somebody wrote it.
   * @param {string} form
   * @returns {Promise<Picked[]>}
   */
  async exact(form) {
    const shard = await this.shard(this.shardOf(form));
    const at = lowerBound(shard.forms, form);
    return shard.forms[at] === form ? [{ shard, stem: shard.stems[at], weight: 1 }] : [];
  }

  /**
   * The stems of forms that begin with a word.
   * @param {string} form
   * @param {Picked[]} own what the word means itself
   */
  async completions(form, own) {
    /** @type {Map<string, Picked>} */
    const picks = new Map();
    let left = COMPLETIONS;
    const first = this.shardOf(form);
    /** @param {number} number of a shard that others stand before */
    const may = (number) => number > first && this.bounds[number]?.startsWith(form);
    // They are nearly always all needed: they come at the same time.
    for (let number = first; number === first || (may(number) && number < first + 4); number++) this.shard(number);
    for (let number = first; left > 0 && (number === first || may(number)); number++) {
      const shard = await this.shard(number);
      for (let at = lowerBound(shard.forms, form); left > 0 && shard.forms[at]?.startsWith(form); at++) {
        if (shard.forms[at] === form) continue;
        left--;
        const stem = shard.stems[at];
        const name = shard.names[stem];
        if (own.some((pick) => pick.shard.names[pick.stem] === name)) continue;
        const weight = (own.length ? 0.3 : 0.8) * Math.sqrt(form.length / shard.forms[at].length);
        const pick = picks.get(name) ?? { shard, stem, weight };
        pick.weight = Math.max(pick.weight, weight);
        picks.set(name, pick);
      }
    }
    return mostUsed([...picks.values()]);
  }

  /**
   * The stems a word means.
   * @param {Word} word
   */
  async picks({ form, exact, open }) {
    const own = await this.exact(form);
    /** @type {string[]} */
    const corrected = [];
    if (exact) return { picks: own, corrected };
    const long = form.length >= 3 || HAS_CJK.test(form);
    const picks = long && (open || !own.length) ? [...own, ...(await this.completions(form, own))] : own;
    if (!picks.length && form.length > 3 && !/\d/.test(form)) {
      const near = corrections(form, await this.words());
      const found = await Promise.all(near.map(({ form }) => this.exact(form)));
      near.forEach(({ form, weight }, i) => {
        picks.push(...found[i].map((pick) => ({ ...pick, weight })));
        corrected.push(form);
      });
    }
    return { picks, corrected };
  }

  /**
   * @param {Word} word
   * @returns {Promise<Term>}
   */
  async term(word) {
    const { picks, corrected } = await this.picks(word);
    return { picks, corrected, scores: await this.scores(picks, word.title) };
  }

  /**
   * The best score of some stems in every debrief.
   * @param {Picked[]} picks
   * @param {boolean} title whether they must stand in the title
   */
  async scores(picks, title) {
    const scores = new Float64Array(this.manifest.docs);
    const lists = await this.lists(picks);
    lists.forEach(({ docs, impacts }, i) => {
      const scale = (picks[i].shard.max[picks[i].stem] / 127) * picks[i].weight;
      docs.forEach((doc, at) => {
        const score = (impacts[at] >> 1) * scale;
        if ((!title || impacts[at] & 1) && score > scores[doc]) scores[doc] = score;
      });
    });
    return scores;
  }

  /**
   * Where the stems of a form stand, by debrief.
   * @param {Picked} pick
   * @returns {Promise<Map<number, number[]>>}
   */
  async positions({ shard, stem }) {
    const id = shard.ref[stem] >>> 2;
    const far = shard.ref[stem] & 1;
    const [path, kind, number] = far ? [`p/x${id}`, "q", id] : [`p/${shard.number}`, "p", shard.number];
    const [{ docs }, { bytes, starts }] = await Promise.all([this.postings(shard, stem), this.file(path, kind, number, (reader) => {
      const lengths = far ? [reader.bytes.length - reader.at] : Array.from(shard.df, () => reader.varint());
      const starts = lengths.map((length) => reader.take(length) && reader.at - length);
      reader.end();
      return { bytes: reader.bytes, starts };
    })]);
    return readPositions(new Reader(bytes, starts[far ? 0 : stem]), docs);
  }

  /**
   * The terms of a phrase, and the debriefs that have it.
   * @param {Phrase} phrase
   */
  async phrase({ forms, open }) {
    const terms = await Promise.all(forms.map(({ form }, i) => {
      const last = open && i === forms.length - 1;
      return this.term({ form, exact: !last, title: false, open: last });
    }));
    const places = await Promise.all(terms.map(({ picks }) => Promise.all(picks.map((pick) => this.positions(pick)))));
    /** @type {(doc: number, form: number, place: number) => boolean} */
    const stands = (doc, form, place) => places[form].some((positions) => positions.get(doc)?.includes(place));
    const docs = new Set((places[0] ?? []).flatMap((positions) => [...positions.keys()]));
    for (const doc of docs) {
      const starts = places[0].flatMap((positions) => positions.get(doc) ?? []);
      const whole = starts.some((start) =>
        forms.every(({ offset }, i) => stands(doc, i, start + offset - forms[0].offset)));
      if (!whole) docs.delete(doc);
    }
    return { terms, docs };
  }

  /**
   * Whether a debrief passes each filter; filters on one field are one test.
   * @param {Filter[]} filters
   */
  async tests(filters) {
    const columns = filters.length ? await this.columns() : new Map();
    /** @type {Map<string, (doc: number) => boolean>} */
    const tests = new Map();
    for (const filter of filters) {
      const before = tests.get(filter.field);
      const test = passes(columns, filter);
      tests.set(filter.field, before ? (doc) => before(doc) || test(doc) : test);
    }
    return tests;
  }

  /**
   * Debriefs for a query: those with all words, then those with some.
   * @param {string} text
   * @param {{ typing?: boolean }} [options]
   * @returns {Promise<Found>}
   */
  async search(text, { typing = false } = {}) {
    const query = parseQuery(text, typing, this.stop);
    const { not } = query;
    const [words, phrases, tests, badWords, badPhrases, badTests] = await Promise.all([
      Promise.all(query.words.map((word) => this.term(word))),
      Promise.all(query.phrases.map((phrase) => this.phrase(phrase))),
      this.tests(query.filters),
      Promise.all(not.words.map((word) => this.term(word))),
      Promise.all(not.phrases.map((phrase) => this.phrase({ ...phrase, open: false }))),
      this.tests(not.filters),
    ]);
    const narrows = tests.size + badWords.length + badPhrases.length + badTests.size;
    const kept = withoutStub(query.words, words, narrows + phrases.length);
    const terms = [...kept, ...phrases.flatMap((phrase) => phrase.terms)];
    /** @param {number} doc */
    const candidate = (doc) =>
      phrases.every(({ docs }) => docs.has(doc)) && !badWords.some(({ scores }) => scores[doc]) &&
      !badPhrases.some(({ docs }) => docs.has(doc)) && ![...badTests.values()].some((test) => test(doc));
    /** @type {[Hit[], Hit[]]} */
    const groups = [[], []];
    /** @type {[number[], number[]]} */
    const bases = [[], []];
    for (let doc = terms.length || narrows || query.sort !== SORTS[0] ? this.manifest.docs - 1 : -1; doc >= 0; doc--) {
      const has = kept.filter(({ scores }) => scores[doc]).length;
      const all = has === kept.length;
      if (!(all || has) || !candidate(doc)) continue;
      bases[all ? 0 : 1].push(doc);
      if (![...tests.values()].every((test) => test(doc))) continue;
      groups[all ? 0 : 1].push({ doc, score: terms.reduce((sum, { scores }) => sum + scores[doc], 0) });
    }
    const ranks = query.sort === "severity" ? (await this.columns()).get("severity") : undefined;
    for (const group of groups) sortHits(group, query.sort, ranks);
    /** @type {[string, string[]][]} */
    const corrected = query.words.flatMap(({ form }, i) => (words[i].corrected.length ? [[form, words[i].corrected]] : []));
    const notices = await this.notices(query, words);
    return { query, total: groups[0].length, hits: groups.flat(), base: bases[bases[0].length ? 0 : 1], terms, corrected, notices };
  }

  /**
   * What to tell about a query.
   * @param {Query} query
   * @param {Term[]} terms of its words
   * @returns {Promise<Notice[]>}
   */
  async notices({ words, filters, unknown, common }, terms) {
    const columns = filters.length ? await this.columns() : new Map();
    const empty = filters.filter(({ field, open }) => field !== "has" && !open)
      .filter((filter) => !namedValues(columns.get(filter.field), filter).size);
    return [
      .../** @type {Notice[]} */ (unknown.map((field) => ["field", field])),
      .../** @type {Notice[]} */ (empty.map(({ field, value }) => ["value", `${field}:${value}`])),
      .../** @type {Notice[]} */ (words.filter((_, i) => !terms[i].picks.length).map(({ form }) => ["word", form])),
      .../** @type {Notice[]} */ (common.map((word) => ["common", word])),
    ];
  }
}

/**
 * A word that only begins to be typed and means nothing yet says nothing beside others.
 * @param {Word[]} words
 * @param {Term[]} terms
 * @param {number} others
 */
function withoutStub(words, terms, others) {
  return terms.filter(({ picks }, i) => {
    const stub = words[i].open && !picks.length && words[i].form.length < 4;
    return !(stub && words.length + others > 1);
  });
}

/**
 * The values of a column that a filter names.
 * @param {Column | undefined} column
 * @param {Filter} filter
 * @returns {Set<number>}
 */
function namedValues(column, { field, value, open }) {
  const { slugs, labels } = column ?? { slugs: [], labels: [] };
  const key = keyOf(value);
  /** @param {string} text */
  const names = (text) => {
    const other = keyOf(text);
    if (other === key || (open && other.startsWith(key))) return true;
    if (field !== "severity") return false;
    const plain = other.replaceAll("-", "");
    return plain === key.replaceAll("-", "") || (/^\d+$/.test(key) && /\d*$/.exec(plain)?.[0] === key);
  };
  return new Set(slugs.flatMap((slug, i) => (names(slug) || names(labels[i]) ? [i] : [])));
}

/**
 * The test of a filter.
 * @param {Map<string, Column>} columns
 * @param {Filter} filter
 * @returns {(doc: number) => boolean}
 */
function passes(columns, filter) {
  const column = columns.get(filter.field === "has" ? "open" : filter.field);
  if (!column) return () => false;
  if (filter.field === "has") return (doc) => column.of(doc)[0] > 0;
  const named = namedValues(column, filter);
  return (doc) => Array.from(column.of(doc)).some((value) => named.has(value));
}

/**
 * Hits come the newest first.
 * @param {Hit[]} hits
 * @param {string} sort
 * @param {Column | undefined} severities
 */
function sortHits(hits, sort, severities) {
  /** @param {Hit} hit */
  const rank = ({ doc }) => severities?.of(doc)[0] ?? Infinity;
  if (sort === "relevance") hits.sort((a, b) => b.score - a.score);
  if (sort === "severity") hits.sort((a, b) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b)));
}

/**
 * Opens the index that `current.json` names.
 * @param {Read} read
 */
async function openIndex(read) {
  const { format, build } = parseJson(await read("current.json"));
  const manifest = format === FORMAT ? parseJson(await read(`${build}/manifest.json`)) : {};
  const { docs, stop, shards, tokens } = manifest;
  const sound = manifest.format === FORMAT && tokens === 1 && manifest.build === build && docs >= 0 && docs < MOST_DOCS;
  if (!sound || typeof stop !== "string" || typeof shards !== "string") throw problem("damaged", "manifest");
  return new Index(read, manifest);
}
