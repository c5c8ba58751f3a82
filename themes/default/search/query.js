// Queries: what people type, as docs/search-format.md describes it.

/**
 * @typedef {{ form: string, exact: boolean, title: boolean, open: boolean }} Word  open: still being typed
 * @typedef {{ forms: { form: string, offset: number }[], open: boolean }} Phrase
 * @typedef {{ field: string, value: string, open: boolean }} Filter
 * @typedef {{ words: Word[], phrases: Phrase[], filters: Filter[] }} Parts
 * @typedef {{ minus: boolean, quoted: boolean, value: string, open: boolean }} Item  one thing typed
 * @typedef {{ field: string, value: string, from: number, to: number }} Place  of a filter or an order in the text
 * @typedef {Parts & { not: Parts, sort: string, places: Place[], unknown: string[], common: string[] }} Query
 *   unknown: fields there are not; common: words that are not indexed
 */

const FILTERS = ["service", "team", "cause", "severity", "year", "status", "kind", "owner", "tag"];
const ITEM = /(-(?=[\p{Alphabetic}"]))?(?:([a-z-]+):(?=\S))?(?:"([^"]*)("?)|([^\s"]+))/giu;
const SORTS = ["relevance", "newest", "severity"];

/** @returns {Parts} */
const noParts = () => ({ words: [], phrases: [], filters: [] });

/**
 * @param {string} typed
 * @param {boolean} typing whether the last item is still being typed
 * @param {Set<string>} stop words that are not indexed
 * @returns {Query}
 */
function parseQuery(typed, typing, stop) {
  const text = typed.replace(/[“”„]/g, '"');
  /** @type {Query} */
  const query = { ...noParts(), not: noParts(), sort: SORTS[0], places: [], unknown: [], common: [] };
  for (const match of text.matchAll(ITEM)) {
    const [all, minus, name = "", quoted, closed, bare] = match;
    const item = { minus: !!minus, quoted: quoted !== undefined, value: quoted ?? bare, open: false };
    const to = match.index + all.length;
    item.open = typing && to === text.length && !closed;
    const field = name.toLowerCase();
    const value = item.value.toLowerCase();
    const parts = minus ? query.not : query;
    const place = { field, value, from: match.index, to };
    if (FILTERS.includes(field) || (field === "has" && value === "open-actions")) {
      parts.filters.push({ field, value: item.value, open: item.open });
      if (!minus) query.places.push(place);
    } else if (field === "sort" && SORTS.includes(value)) {
      query.sort = value;
      query.places.push(place);
    } else if (field === "title") {
      addTitle(parts, item, stop);
    } else {
      if (field) query.unknown.push(name);
      const whole = all.slice(minus ? 1 : 0);
      query.common.push(...addText(parts, field ? { ...item, value: whole, quoted: false } : item, stop));
    }
  }
  return query;
}

/**
 * Words that must stand in the title.
 * @param {Parts} parts
 * @param {Item} item
 * @param {Set<string>} stop
 */
function addTitle(parts, { value, minus, quoted, open }, stop) {
  const forms = formsIn(value).filter((form) => !stop.has(form));
  forms.forEach((form, i) => {
    const last = open && !minus && i === forms.length - 1;
    parts.words.push({ form, exact: quoted || minus, title: true, open: last });
  });
}

/**
 * A word or a phrase; gives what is too common to be one.
 * @param {Parts} parts
 * @param {Item} item
 * @param {Set<string>} stop
 */
function addText(parts, { value, minus, quoted, open }, stop) {
  const all = formsIn(value);
  const forms = all.map((form, offset) => ({ form, offset })).filter(({ form }) => !stop.has(form));
  if (!forms.length) return all;
  // A stop word at the end is nothing to complete.
  const last = open && !minus && forms[forms.length - 1].offset === all.length - 1;
  if (forms.length > 1) parts.phrases.push({ forms, open: last });
  else parts.words.push({ form: forms[0].form, exact: minus || quoted || all.length > 1, title: false, open: last });
  return [];
}
