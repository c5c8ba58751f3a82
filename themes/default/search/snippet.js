// Snippets: the stretch of a debrief that answers best.

/** Forms a snippet has at most. */
const STRETCH_FORMS = 30;

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
 * @param {string} text
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
 * A text in pieces, every other one of them marked; only from the best stretch on when it is long.
 * @typedef {{ pieces: string[], score: number }} Marked
 * @param {string} text
 * @param {Map<string, number>} marks
 * @param {number} [most] forms to keep
 * @returns {Marked}
 */
function mark(text, marks, most = Infinity) {
  const forms = [...placedForms(text)];
  const words = forms.map(({ form }) => marks.get(form) ?? -1);
  const { start, score } = bestStretch(words, Math.min(most, forms.length));
  const end = Math.min(start + most, forms.length);
  const from = start > 0 ? forms[start].from : 0;
  const to = end < forms.length ? forms[end - 1].to : text.length;
  const pieces = [""];
  let at = from;
  for (let i = start; i < end; i++) {
    if (words[i] < 0) continue;
    const last = pieces.length - 2;
    // Pairs of CJK characters overlap.
    if (forms[i].from <= at && last > 0) pieces[last] += text.slice(at, forms[i].to);
    else pieces.splice(-1, 1, text.slice(at, forms[i].from), text.slice(forms[i].from, forms[i].to), "");
    at = forms[i].to;
  }
  pieces[pieces.length - 1] = text.slice(at, to) + (to < text.length ? " …" : "");
  if (from > 0) pieces[0] = `… ${pieces[0]}`;
  return { pieces, score };
}

/**
 * Where the most words of a query stand: a word seen for the first time counts 10, any further one 1.
 * @param {number[]} words the word at each place, or -1
 * @param {number} length
 */
function bestStretch(words, length) {
  /** @type {Map<number, number>} */
  const inside = new Map();
  let [best, score, start] = [-1, 0, 0];
  words.forEach((word, i) => {
    const before = inside.get(word) ?? 0;
    if (word >= 0) [score] = [score + (before ? 1 : 10), inside.set(word, before + 1)];
    const left = i >= length ? words[i - length] : -1;
    if (left >= 0) {
      const rest = (inside.get(left) ?? 1) - 1;
      inside.set(left, rest);
      score -= rest ? 1 : 10;
    }
    if (score > best) [best, start] = [score, Math.max(i - length + 1, 0)];
  });
  return { start, score: Math.max(best, 0) };
}

/**
 * What a result shows: the best section, its best stretch.
 * @param {Fragment} fragment
 * @param {Map<string, number>} marks
 */
function snippet({ sections }, marks) {
  let best = { anchor: "", heading: "", ...mark("", marks) };
  for (const [anchor, heading, text] of sections) {
    const own = mark(text, marks, STRETCH_FORMS);
    const score = mark(`${heading}\n${text}`, marks, STRETCH_FORMS).score;
    if (score > best.score || !best.pieces[0]) best = { anchor, heading, ...own, score };
  }
  return best;
}
