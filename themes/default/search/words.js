// Words: how text becomes forms. Both sides of the index must agree to the character (docs/search-format.md, "Words").

const RUN = /[\p{Alphabetic}\p{N}\p{M}]+/gu;
const NO_RUN = /[^\p{Alphabetic}\p{N}\p{M}]+/gu;
const CJK = "\\u2e80-\\u9fff\\uac00-\\ud7ff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const STRETCH = RegExp(`[${CJK}]+|[^${CJK}]+`, "gu");
const HAS_CJK = RegExp(`[${CJK}]`, "u");
/** @type {Record<string, string>} */
const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", þ: "th", ł: "l", ħ: "h", ı: "i", ŋ: "n", ς: "σ" };

/**
 * A run without accents and capitals.
 * @param {string} run
 */
const fold = (run) =>
  /^[a-z0-9]+$/.test(run)
    ? run
    : run.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase()
        .replace(/[ßæœøđðþłħıŋς]/g, (letter) => LETTERS[letter]).normalize("NFC").replace(NO_RUN, "");

/**
 * The forms of a run as asked for: the run itself, and pairs of neighbours of CJK characters.
 * @param {string} run
 * @returns {string[]}
 */
function formsOf(run) {
  const folded = fold(run);
  if (!HAS_CJK.test(folded)) return folded ? [folded] : [];
  return (folded.match(STRETCH) ?? []).flatMap((stretch) => {
    const letters = HAS_CJK.test(stretch) ? [...stretch] : [];
    return letters.length < 2 ? [stretch] : letters.slice(1).map((letter, i) => letters[i] + letter);
  });
}

/**
 * @param {string} text
 * @returns {string[]}
 */
const formsIn = (text) => (text.match(RUN) ?? []).flatMap(formsOf);

/**
 * What a filter is compared by.
 * @param {string} text
 */
const keyOf = (text) => (text.match(RUN) ?? []).map(fold).join("-");
