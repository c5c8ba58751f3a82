// Snippets: the stretch of a debrief that answers best.

/** Forms a snippet has at most, and those before the first that is marked. */
const LENGTH = 30;
const BEFORE = 5;

/**
 * The forms that are highlighted, each with the words of the query that it stands for.
 * @param {Term[]} terms
 */
function highlights(terms) {
  /** @type {Map<string, number>} */
  const marks = new Map();
  terms.forEach(({ picks }, word) => {
    for (const { shard, stem } of picks) {
      for (const [i, form] of shard.forms.entries()) {
        if (shard.stems[i] === stem && !marks.has(form)) marks.set(form, word);
      }
    }
  });
  return marks;
}

/**
 * The forms of a text, each with its place in it.
 * @typedef {{ form: string, from: number, to: number }} Spot
 * @param {string} text
 * @returns {Generator<Spot>}
 */
function* placedForms(text) {
  for (const { 0: run, index } of text.matchAll(RUN)) {
    if (!HAS_CJK.test(run)) {
      yield { form: fold(run), from: index, to: index + run.length };
      continue;
    }
    for (const stretch of run.matchAll(STRETCH)) {
      const letters = HAS_CJK.test(stretch[0]) ? [...stretch[0]] : [stretch[0]];
      let from = index + stretch.index;
      for (let i = 0; i < Math.max(letters.length - 1, 1); i++) {
        const pair = letters.slice(i, i + 2).join("");
        yield { form: fold(pair), from, to: from + pair.length };
        from += letters[i].length;
      }
    }
  }
}

/**
 * A part of a text in pieces, every other one of them marked.
 * @param {string} text
 * @param {Spot[]} places what is marked
 * @param {number} [from]
 * @param {number} [to]
 */
function cut(text, places, from = 0, to = text.length) {
  const pieces = [""];
  let at = from;
  for (const place of places) {
    if (place.from < from || place.to > to) continue;
    const last = pieces.length - 2;
    // Pairs of CJK characters overlap.
    if (place.from <= at && last > 0) pieces[last] += text.slice(at, place.to);
    else pieces.splice(-1, 1, text.slice(at, place.from), text.slice(place.from, place.to), "");
    at = place.to;
  }
  pieces[pieces.length - 1] = text.slice(at, to) + (to < text.length ? " …" : "");
  if (from) pieces[0] = `… ${pieces[0]}`;
  return pieces;
}

/**
 * The whole of a short text.
 * @param {string} text
 * @param {Map<string, number>} marks
 */
const markAll = (text, marks) => cut(text, [...placedForms(text)].filter(({ form }) => marks.has(form)));

/**
 * Where the most words of a query stand: a word met for the first time counts 10, any further one 1.
 * @param {(number | undefined)[]} words the word at each place
 */
function bestStretch(words) {
  /** @type {number[]} */
  const inside = [];
  let [best, score, start] = [0, 0, 0];
  words.forEach((word, i) => {
    if (word !== undefined) {
      inside[word] = (inside[word] ?? 0) + 1;
      score += inside[word] > 1 ? 1 : 10;
    }
    const left = words[i - LENGTH];
    if (left !== undefined) score -= --inside[left] ? 1 : 10;
    if (score > best) [best, start] = [score, Math.max(i - LENGTH + 1, 0)];
  });
  return { best, start };
}

/**
 * The best section with its best stretch.
 * @param {Fragment} fragment
 * @param {Map<string, number>} marks
 */
function snippet({ sections }, marks) {
  let most = -1;
  let found = { anchor: "", heading: "", pieces: [""] };
  for (const [i, [anchor, heading, text]] of sections.entries()) {
    const heads = [...placedForms(heading)];
    const forms = [...placedForms(text)];
    const words = [...heads, ...forms].map(({ form }) => marks.get(form));
    const { best, start } = bestStretch(words);
    // The last one only lists what stands in the frontmatter.
    if (best <= most || (most > 0 && i === sections.length - 1)) continue;
    most = best;
    const places = forms.filter(({ form }) => marks.has(form));
    const first = words.findIndex((word, i) => word !== undefined && i >= Math.max(start, heads.length)) - heads.length;
    const begin = Math.max(first - BEFORE, 0);
    const end = forms[begin + LENGTH - 1];
    const to = forms[begin + LENGTH] ? end.to : text.length;
    found = { anchor, heading, pieces: cut(text, places, begin && forms[begin].from, to) };
  }
  return found;
}
