// What the rest of the site, and tests, may use. Where there is no document only the index is of use.

/** @type {Finder | undefined} */
let finder;
/** @type {Dialog | undefined} */
let dialog;

const debriefsSearch = {
  open: openIndex,
  /**
   * Opens the dialog.
   * @param {string} folder address of `search/`
   * @param {string} text typed so far
   */
  ask(folder, text) {
    finder ??= new Finder(folder);
    dialog ??= new Dialog(finder);
    dialog.open(text);
  },
  /** For page.js, which is a script of its own. */
  shared: { Finder, PAUSE, SAY, SORTS, make, namedValues, parseQuery, reasonOf, results, summary },
};
Object.assign(globalThis, { debriefsSearch });
