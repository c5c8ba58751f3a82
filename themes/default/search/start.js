// What the rest of the site, and tests, may use. Where there is no document only the index is of use.

const debriefsSearch = {
  open: openIndex,
  /**
   * Brings the reader to a field to type into; dialog.js and page.js say how.
   * @param {string} folder address of `search/`
   * @param {string} text typed so far
   */
  ask(folder, text) {},
  /** For dialog.js and page.js, which are scripts of their own. */
  shared: { Finder, Pace, SAY, SORTS, counted, make, namedValues, parseQuery, reasonOf, results, summary },
};
Object.assign(globalThis, { debriefsSearch });
