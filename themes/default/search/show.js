// What both the dialog and the page show.

/**
 * A text of the site about a number. The texts in `"[[…]]"` are put in when the site is built; those with several
 * forms become an object.
 * @param {string | Record<string, string>} forms
 * @param {number} n
 */
function counted(forms, n) {
  const { lang } = document.documentElement;
  const form = new Intl.PluralRules(lang).select(n);
  const text = typeof forms === "string" ? forms : ((n === 0 && forms.zero) || forms[form] || forms.other);
  return text.replace("{figure}", n.toLocaleString(lang));
}

/** @param {string} text @param {string} value */
const inserted = (text, value) => text.replace("{text}", () => value);

/** What is said of an answer. */
const SAY = {
  some: "[[search.some]]",
  open: (/** @type {number} */ n) => counted("[[search.open]]", n),
  count: (/** @type {number} */ n) => counted("[[search.count]]", n),
  more: (/** @type {number} */ n) => counted("[[search.more]]", n),
  none: "[[search.none_all]]",
  showing: "[[search.showing]]",
  notices: {
    field: (/** @type {string} */ text) => inserted("[[search.no_field]]", text),
    value: (/** @type {string} */ text) => inserted("[[search.no_value]]", text),
    word: (/** @type {string} */ text) => inserted("[[search.no_word]]", text),
    common: (/** @type {string} */ text) => inserted("[[search.common]]", text),
  },
};

/** What is said of the kind of a debrief; of an incident nothing is.
 * @type {Record<string, string>} */
const KINDS = { "near-miss": "[[kind.near_miss]]", security: "[[kind.security]]", drill: "[[kind.drill]]" };

/** Milliseconds without a key until those who type fast have an answer. */
const PAUSE = 120;
/** Milliseconds between two keys from which on somebody types slowly, and from which on they have stopped. */
const SLOW = 180;
const STOPPED = 1000;
/** Milliseconds that a file may take. */
const PATIENCE = 15_000;

/** Calls `answer` after keys: at once for those who type slowly, unless they still wait for the last one; else after a pause. */
class Pace {
  /** @param {() => Promise<void>} answer */
  constructor(answer) {
    this.answer = answer;
    this.last = this.usual = this.timer = this.busy = 0;
  }

  /** A key was pressed. */
  key() {
    const gap = performance.now() - this.last;
    this.last += gap;
    if (gap < STOPPED) this.usual = (this.usual + gap) / 2;
    this.stop();
    this.timer = setTimeout(async () => {
      this.busy++;
      await this.answer();
      this.busy--;
    }, this.busy || this.usual < SLOW ? PAUSE : 0);
  }

  stop() {
    clearTimeout(this.timer);
  }
}

/**
 * Reads files from the folder at an address.
 * @param {string} folder
 * @returns {Read}
 */
const fromServer = (folder) => async (path) => {
  /** @param {RequestCache} cache */
  const ask = (cache) => fetch(folder + path, { cache, signal: AbortSignal.timeout(PATIENCE) });
  try {
    // Without a connection the build that was current last time will do.
    const response = path === "current.json" ? await ask("no-cache").catch(() => ask("force-cache")) : await ask("default");
    if (!response.ok) throw problem(response.status === 404 ? "gone" : "damaged", path);
    return new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    throw reasonOf(error) ? error : problem("offline", path);
  }
};

/**
 * @param {unknown} error
 * @returns {Reason | undefined}
 */
const reasonOf = (error) => /** @type {{ reason?: Reason }} */ (error).reason;

/** Asks the index of a site: opens it at the first question, and again when a newer site was published meanwhile. */
class Finder {
  /** @param {string} folder address of `search/` */
  constructor(folder) {
    this.folder = folder;
    this.root = new URL("../", folder).href;
    this.read = fromServer(folder);
  }

  /** @returns {Promise<Index>} */
  open() {
    if (!this.index) {
      this.index = openIndex(this.read);
      this.index.catch(() => (this.index = undefined));
    }
    return this.index;
  }

  /**
   * @template T
   * @param {(index: Index) => Promise<T>} question
   * @returns {Promise<T>}
   */
  async ask(question) {
    const index = await this.open();
    try {
      return await question(index);
    } catch (error) {
      if (reasonOf(error) === "offline") throw error;
      this.index = undefined;
      const newer = await this.open();
      if (newer.manifest.build === index.manifest.build) throw error;
      return question(newer);
    }
  }

  /**
   * Fetches what a text will need; whatever goes wrong is met again when it is asked for.
   * @param {string} text
   */
  prefetch(text) {
    this.open().then((index) => index.prefetch(text)).catch(() => {});
  }
}

/**
 * An element.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string>} [attributes]
 * @param {(Node | string)[]} children
 */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const name in attributes) element.setAttribute(name, attributes[name]);
  element.append(...children);
  return element;
}

/** @param {string[]} pieces every other one marked */
const marked = (pieces) => pieces.map((piece, i) => (i % 2 ? make("mark", {}, piece) : piece));

/** @param {string} day `2026-11-20` */
function dayText(day) {
  const { lang } = document.documentElement;
  const options = /** @type {const} */ ({ day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
  return new Date(day).toLocaleDateString(lang === "en" ? "en-GB" : lang, options);
}

/**
 * A debrief as a result shows it.
 * @typedef {{ title: (Node | string)[], url: string, place: string, heading: string, snippet: (Node | string)[], meta: HTMLElement }} Result
 * @param {Index} index
 * @param {Found} found
 * @param {number} from
 * @param {number} to
 * @param {string} root
 * @returns {Promise<Result[]>}
 */
async function results(index, found, from, to, root) {
  const marks = highlights(found.terms);
  const fragments = await Promise.all(found.hits.slice(from, to).map(({ doc }) => index.fragment(doc)));
  return fragments.map((fragment) => {
    const { anchor, heading, pieces } = snippet(fragment, marks);
    const url = root + fragment.url;
    return {
      title: marked(markAll(fragment.title, marks)),
      url,
      place: anchor ? `${url}#${encodeURIComponent(anchor)}` : url,
      heading,
      snippet: marked(pieces),
      meta: metaLine(fragment),
    };
  });
}

/** @param {Fragment} fragment */
function metaLine({ date, severity, services, kind, open }) {
  const meta = make("span", { class: "meta" });
  if (date) meta.append(make("time", { datetime: date }, dayText(date)));
  const rest = [severity, services.slice(0, 3).join(", "), KINDS[kind] ?? "", open ? SAY.open(open) : ""];
  meta.append(...rest.flatMap((text) => (text ? [make("span", {}, text)] : [])));
  return meta;
}

/**
 * How much was found, and what was understood otherwise than typed.
 * @param {Found} found
 * @returns {(Node | string)[]}
 */
function summary({ total, hits, corrected, notices }) {
  const some = hits.length - total;
  const said = [total ? SAY.count(total) : SAY.none, some ? `, ${SAY.more(some)}` : "", ". "];
  const instead = corrected.flatMap(([, forms]) => [`${SAY.showing} `, make("strong", {}, forms.join(", ")), ". "]);
  return [...instead, ...said, notices.map(([kind, text]) => SAY.notices[kind](text)).join(" ")];
}
