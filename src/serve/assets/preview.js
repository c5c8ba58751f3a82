// The preview: brings the newest text into the page that is open, and says beside it what there is to say.
// Served by `debriefs serve` alone; no published site has it.
(() => {
  "use strict";

  const self = document.currentScript;
  const page = self.dataset.page;
  let seen = self.dataset.seen;

  // ---- Bringing the page up to date ----

  /** What readers and the scripts of the site change on a page; an update leaves it alone. */
  const STATE = new Set(["open", "hidden", "aria-current", "aria-expanded", "data-theme", "style", "value", "checked"]);

  /** Siblings that are looked at to see whether something was put in or taken out. */
  const AHEAD = 60;

  /** What came from the server. Scripts of the site add nodes of their own, which are theirs. */
  const served = new WeakSet();

  function serve(node) {
    served.add(node);
    for (const child of node.childNodes) serve(child);
    return node;
  }

  /** The page as the server sent it last. */
  let base;

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
  function updateChildren(old, fresh) {
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

  function update(old, fresh) {
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
  function bring(live, before, after) {
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
  const scripts = (root) =>
    [...root.querySelectorAll("script[src]")].map((script) => script.getAttribute("src")).filter((src) => !src.includes("/_debriefs/"));

  /** Brings in new stylesheets before the old ones go, so that nothing flashes. */
  async function updateSheets(fresh) {
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

  /** The page as the server has it now, with its hash. */
  async function load() {
    const answer = await fetch(location.pathname + location.search, { cache: "no-store" });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const own = fresh.querySelector("script[data-seen]");
    const hash = own?.dataset.seen ?? "";
    own?.remove();
    return [fresh, hash];
  }

  async function refresh() {
    const [fresh, hash] = await load();
    // A script that has changed has to run from the start.
    if (scripts(fresh).join() !== ownScripts) return location.reload();
    seen = hash;
    await updateSheets(fresh);
    if (document.title !== fresh.title) document.title = fresh.title;
    document.documentElement.lang = fresh.documentElement.lang;
    if (base) bring(document.body, base.body, fresh.body);
    else update(document.body, fresh.body);
    base = fresh;
    document.dispatchEvent(new CustomEvent("debriefs:updated"));
  }

  function replace(paths, state) {
    for (const image of document.images) {
      const path = decodeURIComponent(new URL(image.src).pathname.slice(1));
      if (paths.includes(path)) image.src = `${image.src.split("?")[0]}?v=${state}`;
    }
  }

  // ---- The channel ----

  let source;
  let again = 500;

  function connect() {
    if (source || document.hidden) return;
    source = new EventSource(`/_debriefs/live?page=${encodeURIComponent(page)}&seen=${seen}`);
    source.addEventListener("look", (event) => {
      again = 500;
      take(JSON.parse(event.data));
    });
    source.onerror = () => {
      disconnect();
      show({ ...shown, lost: true });
      setTimeout(connect, again);
      again = Math.min(again * 1.5, 5000);
    };
  }

  function disconnect() {
    source?.close();
    source = undefined;
  }

  let busy = Promise.resolve();

  function take(look) {
    busy = busy.then(async () => {
      if (look.replaced.length) replace(look.replaced, look.state);
      if (look.changed.length && look.hash !== seen) await refresh().catch(() => {});
      show({ ...look, lost: false });
      document.documentElement.dataset.previewState = look.state;
    });
  }

  // A browser keeps few connections to one host: pages that nobody sees do without.
  document.addEventListener("visibilitychange", () => (document.hidden ? disconnect() : connect()));
  addEventListener("pagehide", disconnect);
  addEventListener("pageshow", connect);

  // ---- The panel ----

  const host = document.createElement("debriefs-preview");
  const shadow = host.attachShadow({ mode: "open" });
  let shown = { problems: [], panel: null, settled: false, lost: false };

  /** Makes an element: `h("a", { href }, "text", child)`. */
  function h(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value === undefined || value === null || value === false) continue;
      if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
      else element.setAttribute(key, value === true ? "" : value);
    }
    element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
    return element;
  }

  const memory = {
    get(key) {
      try {
        return localStorage.getItem(`debriefs-preview-${key}`);
      } catch {
        return null;
      }
    },
    set(key, value) {
      try {
        localStorage.setItem(`debriefs-preview-${key}`, value);
      } catch {
        // Not remembered, then.
      }
    },
  };

  const LEVELS = { error: ["●", "Error"], warning: ["▲", "Warning"], suggestion: ["◆", "Suggestion"], notice: ["○", "Notice"] };
  const ANSWERS = { yes: "✓", no: "✕", auto: "✓", unknown: "?" };
  const count = (n, thing) => `${n} ${thing}${n === 1 ? "" : "s"}`;

  const panelBody = h("div", { class: "body" });
  const toggle = h("button", { type: "button", class: "pill", "aria-controls": "panel", onclick: () => setOpen(!isOpen()) });
  const panel = h("div", { id: "panel", class: "panel" }, panelBody);
  const overlay = h("section", { class: "overlay", role: "alert", hidden: true, "aria-label": "What is wrong" });
  const aside = h("aside", { "aria-label": "Preview" }, toggle, panel);
  shadow.append(h("link", { rel: "stylesheet", href: "/_debriefs/preview.css" }), aside, overlay);

  const isOpen = () => toggle.getAttribute("aria-expanded") === "true";

  function setOpen(open, remember = true) {
    toggle.setAttribute("aria-expanded", open);
    panel.hidden = !open;
    if (remember) memory.set("open", open ? "yes" : "no");
  }

  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (!overlay.hidden) dismiss();
    else if (isOpen() && shadow.activeElement) {
      setOpen(false);
      toggle.focus();
    }
  });

  function place(problem) {
    if (!problem.file) return null;
    const words = problem.line ? `${problem.file}:${problem.line}:${problem.column}` : problem.file;
    const text = problem.line && shown.panel?.file === problem.file ? `Line ${problem.line}` : words;
    return problem.edit ? h("a", { href: problem.edit, class: "place", title: words }, text) : h("span", { class: "place", title: words }, text);
  }

  function finding(problem) {
    const [mark, word] = LEVELS[problem.level];
    return h("li", { class: `finding ${problem.level}` },
      h("p", {}, h("span", { class: "mark", "aria-hidden": "true" }, mark), h("span", { class: "hide" }, `${word}: `), problem.message),
      problem.quote && h("p", { class: "quote" }, problem.quote),
      problem.help && h("p", { class: "help" }, problem.help),
      h("p", { class: "meta" }, place(problem), h("span", {}, problem.code)),
    );
  }

  function findings(list) {
    if (!list.length) return h("p", { class: "fine" }, "Nothing to say: it is all there.");
    return h("ul", { class: "findings", role: "list" }, list.map(finding));
  }

  function completeness({ owed, missing }) {
    const said = owed - missing.length;
    return [
      h("h3", {}, `${said} of ${owed} things said`),
      h("meter", { min: 0, max: owed, value: said, "aria-label": "How much is said" }),
      missing.length > 0 && h("p", { class: "soft" }, `Not yet: ${missing.join(", ")}.`),
    ];
  }

  function answer(one) {
    return h("li", { class: `answer ${one.name}` },
      h("span", { class: "mark", "aria-hidden": "true" }, ANSWERS[one.name]),
      h("span", {}, h("span", { class: "soft" }, one.question), " ", one.verdict,
        one.unanswered && h("span", { class: "soft" }, " What would make it a yes?")),
    );
  }

  function like(one) {
    return h("li", {},
      h("a", { href: one.url }, one.title),
      one.date && h("span", { class: "soft" }, `, ${one.date}`),
      one.because && h("p", { class: "soft" }, one.because),
      one.open.length > 0 && h("details", {},
        h("summary", {}, `${count(one.open.length + one.more, "action")} still open`),
        h("ul", {}, one.open.map((text) => h("li", {}, text)), one.more > 0 && h("li", {}, `and ${one.more} more`))),
    );
  }

  function about(panel, settled) {
    const tone = panel.findings.filter((one) => one.level !== "notice");
    return [
      h("h2", {}, panel.edit ? h("a", { href: panel.edit }, panel.file) : panel.file),
      panel.waits && h("p", { class: "waits" }, panel.waits),
      panel.answers.length > 0 && h("ul", { class: "answers", role: "list" }, panel.answers.map(answer)),
      completeness(panel.completeness),
      h("h3", {}, tone.length ? count(panel.findings.length, "finding") : "Findings"),
      findings(panel.findings),
      h("h3", {}, "Like this one"),
      panel.similar.length
        ? h("ul", { class: "similar", role: "list" }, panel.similar.map(like))
        : h("p", { class: "soft" }, settled ? "No earlier debrief is like it." : "Being looked for."),
    ];
  }

  function summary(look) {
    if (look.lost) return ["lost", "Preview has ended"];
    if (look.problems.length) return ["bad", count(look.problems.length, "problem")];
    if (!look.panel) return ["good", "Preview"];
    const of = (level) => look.panel.findings.filter((one) => one.level === level).length;
    const [errors, warnings, suggestions] = ["error", "warning", "suggestion"].map(of);
    if (errors) return ["bad", count(errors, "error")];
    if (warnings) return ["warn", count(warnings, "warning")];
    if (suggestions) return ["good", count(suggestions, "suggestion")];
    return ["good", "All said"];
  }

  /** Changes the panel only where it says something else, so that what is open or focused there stays. */
  function fill(target, ...children) {
    const fresh = h(target.localName, {}, ...children);
    serve(target);
    updateChildren(target, fresh);
  }

  function news(look) {
    if (look.lost) return "The preview has ended or cannot be reached; this page follows again when it is back.";
    return look.settled ? "Causes and similar debriefs are up to date." : "Causes and similar debriefs follow in a moment.";
  }

  function show(look) {
    shown = look;
    const [tone, text] = summary(look);
    toggle.className = `pill ${tone}`;
    fill(toggle, h("span", { class: "dot", "aria-hidden": "true" }), h("span", { class: "hide" }, "Preview: "), text,
      !look.settled && !look.lost && h("span", { class: "soft", "aria-hidden": "true" }, " …"));
    fill(panelBody, look.panel ? about(look.panel, look.settled) : h("p", { class: "soft" }, "Findings show on the page of a debrief."),
      h("p", { class: "soft news", role: "status" }, news(look)));
    host.dataset.settled = look.settled;
    alarm(look.problems);
  }

  // ---- What is wrong ----

  let dismissed = "";

  function dismiss() {
    dismissed = JSON.stringify(shown.problems);
    overlay.hidden = true;
  }

  function alarm(problems) {
    const text = JSON.stringify(problems);
    if (!problems.length) dismissed = "";
    overlay.hidden = !problems.length || text === dismissed;
    fill(overlay, problems.length > 0 && [
      h("div", { class: "bar" },
        h("h2", {}, "This is the last good state of the page"),
        h("button", { type: "button", onclick: dismiss }, "Hide")),
      h("ul", { class: "findings", role: "list" }, problems.map(finding)),
      h("p", { class: "soft" }, "This goes away by itself when it is corrected."),
    ]);
  }

  // The button of the overlay may be an imported copy, which hears nothing.
  overlay.addEventListener("click", (event) => {
    if (event.target.closest("button")) dismiss();
  });

  let ownScripts;

  function start() {
    serve(document.documentElement);
    ownScripts = scripts(document).join();
    load().then(([fresh, hash]) => {
      if (hash !== seen || base) return;
      base = fresh;
      ownScripts = scripts(fresh).join();
    }).catch(() => {});
    document.body.append(host);
    const wide = matchMedia("(min-width: 90rem)").matches;
    const remembered = memory.get("open");
    setOpen(remembered ? remembered === "yes" : wide && page.startsWith("debriefs/"), false);
    show(shown);
    connect();
  }

  if (document.body) start();
  else addEventListener("DOMContentLoaded", start);
})();
