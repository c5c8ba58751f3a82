// Terms: which stems a word means, and how well a debrief has them.

/**
 * A stem with a weight.
 * @typedef {{ shard: Shard, stem: number, weight: number }} Picked
 * What a word means. `scores` holds 0 for a debrief that does not have it.
 * @typedef {{ picks: Picked[], scores: Float64Array, corrected: string[] }} Term
 */

/** Completions of a word: so many forms are looked at, and so many stems kept. */
const COMPLETIONS = 512;
const KEPT = 12;

/**
 * First place in a sorted list that is not before `text`.
 * @param {string[]} sorted
 * @param {string} text
 */
function lowerBound(sorted, text) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < text) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Optimal string alignment distance (changes, and swaps of neighbours), or more than `most`.
 * @param {string} a
 * @param {string} b
 * @param {number} most
 */
function distance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  /** @type {number[]} */
  let before = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2] + 1);
      next.push(cost);
      if (cost < least) least = cost;
    }
    if (least > most) return least;
    [before, row] = [row, next];
  }
  return row[b.length];
}

/**
 * The likeliest corrections of a word.
 * @param {string} word
 * @param {{ forms: string[], values: Uint32Array }} list all forms with the binary digits of their counts
 * @returns {{ form: string, weight: number }[]}
 */
function corrections(word, { forms, values }) {
  let most = word.length < 8 ? 1 : 2;
  /** @type {{ form: string, cost: number }[]} */
  let found = [];
  forms.forEach((form, i) => {
    if (Math.abs(form.length - word.length) > most || /\d/.test(form)) return;
    const away = distance(word, form, most);
    if (away > most) return;
    if (away < most) [most, found] = [away, []];
    found.push({ form, cost: (form[0] === word[0] ? 0 : 8) - values[i] });
  });
  found.sort((a, b) => a.cost - b.cost);
  return found.slice(0, 3).map(({ form }) => ({ form, weight: most === 1 ? 0.6 : 0.4 }));
}

/**
 * The picks with the greatest number of debriefs.
 * @param {Picked[]} picks in the order of their first forms
 */
function mostUsed(picks) {
  /** @param {Picked} pick */
  const df = ({ shard, stem }) => shard.df[stem];
  return picks.sort((a, b) => df(b) - df(a)).slice(0, KEPT);
}
