// The search page: what was found, what narrows it down. The query stands in the address.

/**
 * @typedef {{ slug: string, label: string, count: number, on: boolean }} FacetValue
 * @typedef {{ field: string, name: string, values: FacetValue[] }} Facet
 */

/** What narrows a search down: field, name. */
const FACETS = [
  ["service", "[[facet.service]]"], ["team", "[[facet.team]]"], ["cause", "[[facet.cause]]"], ["severity", "[[facet.severity]]"], ["year", "[[facet.year]]"],
  ["status", "[[facet.status]]"], ["tag", "[[facet.tag]]"], ["has", "[[search.to_do]]"],
];
const OPEN_ACTIONS = "[[search.open_actions]]";
const wider = (/** @type {number} */ n) => counted("[[search.wider]]", n);

const STEP = 10;
const VALUES = 8;
/** Milliseconds without a key or a scroll until the address is brought up to date. */
const REMEMBER = 500;

/**
 * @template {Element} T
 * @param {Element} root
 * @param {string} selector
 * @returns {T}
 */
function part(root, selector) {
  const found = root.querySelector(selector);
  if (!found) throw new Error(`templates/search.html has no ${selector}`);
  return /** @type {T} */ (found);
}

class SearchPage {
  /**
   * @param {Element} root
   * @param {Finder} finder
   */
  constructor(root, finder) {
    this.finder = finder;
    this.asked = 0;
    this.pace = new Pace(() => {
      this.shown = STEP;
      this.later();
      return this.answer();
    });
    this.typing = false;
    this.shown = STEP;
    /** @type {Set<string>} */
    this.wide = new Set();
    this.form = /** @type {HTMLFormElement} */ (part(root, "form"));
    this.input = /** @type {HTMLInputElement} */ (part(root, "input"));
    this.results = /** @type {HTMLElement} */ (part(root, ".results"));
    this.status = part(root, "[data-status]");
    this.sort = /** @type {HTMLSelectElement} */ (part(root, "[data-sort]"));
    this.hits = part(root, "[data-hits]");
    this.more = /** @type {HTMLButtonElement} */ (part(root, "[data-more]"));
    this.facets = /** @type {HTMLElement} */ (part(root, "[data-facets]"));
    this.states = /** @type {HTMLElement[]} */ ([...root.querySelectorAll("[data-state]")]);
    this.listen();
    finder.open().catch(() => {});
    this.restore();
    if (!this.input.value) this.input.focus();
  }

  listen() {
    this.input.oninput = () => this.typed();
    this.form.onsubmit = (event) => {
      event.preventDefault();
      this.set(this.input.value);
    };
    this.sort.onchange = () => this.set(withItem(this.input.value, "sort", this.sort.value));
    this.more.onclick = () => this.showMore();
    this.facets.onclick = (event) => this.toggled(event);
    addEventListener("popstate", () => this.restore());
    addEventListener("online", () => this.answer());
    addEventListener("scroll", () => this.later(), { passive: true });
    this.hits.addEventListener("click", () => this.remember(), true);
    history.scrollRestoration = "manual";
  }

  /** Takes query and place from the address and the history. */
  async restore() {
    const state = history.state ?? {};
    this.input.value = new URLSearchParams(location.search).get("q") ?? "";
    this.typing = Boolean(state.typing);
    this.shown = state.shown ?? STEP;
    await this.answer();
    scrollTo({ top: state.top ?? 0, behavior: "instant" });
  }

  /** @param {boolean} [push] as a step of its own that the back button undoes */
  remember(push = false) {
    clearTimeout(this.waiting);
    const text = this.input.value.trim();
    const address = text ? `?q=${encodeURIComponent(text)}` : location.pathname;
    const state = { typing: this.typing && !/\s$/.test(this.input.value), shown: this.shown, top: push ? 0 : scrollY };
    if (push && address !== (location.search || location.pathname)) history.pushState(state, "", address);
    else history.replaceState(state, "", address);
  }

  /** Remembers once the reader pauses: browsers do not like an address that changes with every key. */
  later() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.remember(), REMEMBER);
  }

  typed() {
    this.asked++;
    this.typing = true;
    this.finder.prefetch(this.input.value);
    this.pace.key();
  }

  /** @param {string} text a query that is complete */
  set(text) {
    this.pace.stop();
    this.remember();
    this.input.value = text;
    this.typing = false;
    this.shown = STEP;
    this.remember(true);
    this.answer();
  }

  /** Shows what the query finds. */
  async answer() {
    const asked = ++this.asked;
    const text = this.input.value;
    if (!text.trim()) return this.state("empty");
    try {
      const [index, found, rows] = await this.finder.ask(async (index) => {
        const found = await index.search(text, { typing: this.typing });
        // What nobody waits for any more need not be fetched.
        const shown = asked === this.asked ? this.shown : 0;
        return /** @type {const} */ ([index, found, await results(index, found, 0, shown, this.finder.root)]);
      });
      if (asked !== this.asked) return;
      this.show(found, rows);
      const facets = await countFacets(index, found);
      if (asked === this.asked) this.showFacets(facets);
    } catch (error) {
      if (asked === this.asked) this.state(reasonOf(error) === "offline" ? "offline" : "broken");
    }
  }

  /** @param {string} [name] of the state to show in place of results */
  state(name) {
    for (const state of this.states) state.hidden = state.dataset.state !== name;
    this.results.hidden = Boolean(name);
    if (!name) return;
    this.facets.hidden = true;
    this.status.replaceChildren();
    this.hits.replaceChildren();
  }

  /**
   * @param {Found} found
   * @param {Result[]} rows
   */
  show(found, rows) {
    this.state();
    this.status.replaceChildren(...summary(found));
    this.sort.value = found.query.sort;
    for (const state of this.states) if (state.dataset.state === "none") state.hidden = found.hits.length > 0;
    const [all, some] = [rows.slice(0, found.total), rows.slice(found.total)].map((part) => part.map(row));
    this.hits.replaceChildren(...(all.length ? [make("ol", { class: "hits" }, ...all)] : []));
    if (some.length) this.hits.append(make("h2", { class: "some" }, SAY.some), make("ol", { class: "hits" }, ...some));
    this.more.hidden = found.hits.length <= this.shown;
  }

  async showMore() {
    const before = this.shown;
    this.shown += 2 * STEP;
    await this.answer();
    this.remember();
    /** @type {HTMLElement | undefined} */ (this.hits.querySelectorAll("a.name")[before])?.focus({ preventScroll: true });
  }

  /** @param {Facet[]} facets */
  showFacets(facets) {
    const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset?.key;
    this.facets.replaceChildren(part(this.facets, "summary"), ...facets.map((facet) => this.facet(facet)));
    this.facets.hidden = !facets.length;
    if (!focused) return;
    const same = this.facets.querySelector(`[data-key="${CSS.escape(focused)}"]`);
    /** @type {HTMLElement | null} */ (same)?.focus({ preventScroll: true });
  }

  /** @param {Facet} facet */
  facet({ field, name, values }) {
    const wide = this.wide.has(field) || values.length <= VALUES + 1;
    const shown = values.filter(({ on }, i) => wide || on || i < VALUES);
    const items = shown.map((value) => make("li", {}, valueButton(field, value)));
    const left = values.length - shown.length;
    if (left) items.push(make("li", {}, make("button", { type: "button", class: "wide", "data-wide": field }, wider(left))));
    return make("section", {}, make("h2", {}, name), make("ul", {}, ...items));
  }

  /** @param {Event} event */
  toggled(event) {
    const button = /** @type {Element} */ (event.target).closest("button");
    if (!button) return;
    const { wide, field = "", slug = "" } = button.dataset;
    if (wide) {
      this.wide.add(wide);
      this.answer();
    } else this.set(button.getAttribute("aria-pressed") === "true" ? withoutItem(this.input.value, field, slug) : withItem(this.input.value, field, slug));
  }
}

/**
 * @param {string} field
 * @param {FacetValue} value
 */
function valueButton(field, { slug, label, count, on }) {
  const attributes = { type: "button", "aria-pressed": `${on}`, "data-key": `${field}:${slug}`, "data-field": field, "data-slug": slug };
  return make("button", attributes, make("span", {}, label), make("span", { class: "num" }, count.toLocaleString()));
}

/**
 * How many debriefs each value of each facet would leave. The filters of its own field do not count: more values mean more.
 * @param {Index} index
 * @param {Found} found
 * @returns {Promise<Facet[]>}
 */
async function countFacets(index, { base, query }) {
  const columns = await index.columns();
  const tests = await index.tests(query.filters);
  const facets = FACETS.map(([field, name]) => {
    const others = [...tests].filter(([other]) => other !== field).map(([, test]) => test);
    const docs = base.filter((doc) => others.every((test) => test(doc)));
    const filters = query.filters.filter((filter) => filter.field === field);
    const values = field === "has" ? countOpen(columns, docs, filters) : countValues(columns.get(field), docs, filters);
    if (["service", "team", "cause", "tag"].includes(field)) values.sort((a, b) => b.count - a.count);
    return { field, name, values: values.filter(({ count, on }) => count || on) };
  });
  return facets.filter(({ values }) => values.length);
}

/**
 * @param {Column | undefined} column
 * @param {number[]} docs
 * @param {Filter[]} filters on this column
 * @returns {FacetValue[]}
 */
function countValues(column, docs, filters) {
  const counts = new Uint32Array(column?.slugs.length ?? 0);
  for (const doc of docs) for (const value of Array.from(column?.of(doc) ?? [])) counts[value]++;
  const named = filters.map((filter) => namedValues(column, filter));
  return (column?.slugs ?? []).map((slug, i) => {
    return { slug, label: column?.labels[i] ?? slug, count: counts[i], on: named.some((values) => values.has(i)) };
  });
}

/**
 * @param {Map<string, Column>} columns
 * @param {number[]} docs
 * @param {Filter[]} filters
 * @returns {FacetValue[]}
 */
function countOpen(columns, docs, filters) {
  const count = docs.filter((doc) => (columns.get("open")?.of(doc)[0] ?? 0) > 0).length;
  return [{ slug: "open-actions", label: OPEN_ACTIONS, count, on: filters.length > 0 }];
}

/** @param {Result} result */
function row({ title, url, place, heading, snippet, meta }) {
  const where = heading ? [make("a", { class: "where", href: place }, heading), ": "] : [];
  return make("li", {},
    make("h3", { class: "title", dir: "auto" }, make("a", { class: "name", href: url }, ...title)),
    make("p", { class: "snippet", dir: "auto" }, ...where, ...snippet), meta);
}

/**
 * A query without the items that stand for a value.
 * @param {string} text
 * @param {string} field
 * @param {string} slug
 */
function withoutItem(text, field, slug) {
  let left = text;
  const { places } = parseQuery(text, false, new Set());
  for (const place of places.reverse()) {
    const column = { slugs: [slug], labels: [slug], of: () => [] };
    const same = field === "sort" || namedValues(column, { ...place, open: false }).size > 0;
    if (place.field === field && same) left = left.slice(0, place.from) + left.slice(place.to);
  }
  return left.replace(/\s+/g, " ").trim();
}

/**
 * A query with an item more; an order replaces the one before.
 * @param {string} text
 * @param {string} field
 * @param {string} value
 */
function withItem(text, field, value) {
  const left = field === "sort" ? withoutItem(text, field, value) : text.trim();
  return value === SORTS[0] ? left : `${left} ${field}:${value}`.trim();
}

const root = document.querySelector("[data-search]");
if (root) {
  const page = new SearchPage(root, new Finder(new URL("./", location.href).href));
  debriefsSearch.ask = () => page.input.select();
}
