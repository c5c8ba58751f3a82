// Brings the newest text into the page that is open, and keeps what its reader did there.

/** What readers and the scripts of the site change on a page; an update leaves it alone. */
const STATE = new Set(["open", "hidden", "aria-current", "aria-expanded", "data-theme", "style", "value", "checked"]);

/** Siblings that are looked at to see whether something was put in or taken out. */
const AHEAD = 60;

/** What came from the server. Scripts of the site add nodes of their own, which are theirs. */
const served = new WeakSet();

export function serve(node) {
  served.add(node);
  for (const child of node.childNodes) serve(child);
  return node;
}

const isElement = (node) => node.nodeType === Node.ELEMENT_NODE;
const servedChildren = (node) => [...node.childNodes].filter((child) => served.has(child));

function isAlike(a, b) {
  if (a.nodeName !== b.nodeName) return false;
  return !isElement(a) || a.id === b.id;
}

function isAhead(node, among, from) {
  for (let i = from; i < among.length && i < from + AHEAD; i += 1) {
    if (among[i].isEqualNode(node)) return true;
  }
  return false;
}

/** Makes the children of `old` those of `fresh`, and keeps every node that can be kept. */
export function updateChildren(old, fresh) {
  const wanted = [...fresh.childNodes];
  const there = servedChildren(old);
  let at = 0;
  let last;
  wanted.forEach((want, i) => {
    let have = there[at];
    // Something was taken out here, and what is wanted stands further on.
    if (have && !have.isEqualNode(want) && isAhead(want, there, at + 1) && !isAhead(have, wanted, i + 1)) {
      while (!there[at].isEqualNode(want)) there[at++].remove();
      have = there[at];
    }
    // Something was put in here, and what is there is wanted further on.
    const putIn = have && !have.isEqualNode(want) && isAhead(have, wanted, i + 1);
    if (!have || putIn || !isAlike(have, want)) {
      const node = serve(document.importNode(want, true));
      const isGone = have && !putIn && !isAhead(have, wanted, i + 1);
      if (isGone) {
        have.replaceWith(node);
        at += 1;
      } else {
        old.insertBefore(node, have ?? (last ? last.nextSibling : old.firstChild));
      }
      last = node;
      return;
    }
    update(have, want);
    last = have;
    at += 1;
  });
  for (const left of there.slice(at)) left.remove();
}

export function update(old, fresh) {
  if (old.isEqualNode(fresh)) return;
  if (!isElement(old)) {
    if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue;
    return;
  }
  for (const { name } of [...old.attributes]) {
    if (!STATE.has(name) && !fresh.hasAttribute(name)) old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (!STATE.has(name) && old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  updateChildren(old, fresh);
}

/** Brings over what differs between two versions, and nothing else: what scripts made of the rest stays. */
export function bring(live, before, after) {
  if (before.isEqualNode(after)) return;
  if (!isElement(live)) {
    live.nodeValue = after.nodeValue;
    return;
  }
  for (const { name } of before.attributes) if (!after.hasAttribute(name)) live.removeAttribute(name);
  for (const { name, value } of after.attributes) {
    if (before.getAttribute(name) !== value) live.setAttribute(name, value);
  }
  const [lives, befores, afters] = [servedChildren(live), [...before.childNodes], [...after.childNodes]];
  const isSameForm = lives.length === befores.length && befores.length === afters.length &&
    befores.every((node, i) => isAlike(node, afters[i]) && isAlike(node, lives[i]));
  if (isSameForm) lives.forEach((node, i) => bring(node, befores[i], afters[i]));
  else updateChildren(live, after);
}

const sheets = (root) => [...root.querySelectorAll('head link[rel="stylesheet"]')];

/** Brings in new stylesheets before the old ones go, so that nothing flashes. */
export async function updateSheets(fresh) {
  const old = sheets(document).filter((link) => served.has(link));
  const known = old.map((link) => link.getAttribute("href"));
  const wanted = sheets(fresh).map((link) => link.getAttribute("href"));
  const added = wanted.filter((href) => !known.includes(href));
  await Promise.all(added.map((href) => new Promise((done) => {
    const link = serve(document.createElement("link"));
    link.rel = "stylesheet";
    link.href = href;
    link.onload = link.onerror = done;
    const last = sheets(document).at(-1);
    if (last) last.after(link);
    else document.head.append(link);
  })));
  for (const link of old) if (!wanted.includes(link.getAttribute("href"))) link.remove();
}
