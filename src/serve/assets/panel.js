// What the preview says beside the page.

import { serve, updateChildren } from "./update.js";

const host = document.createElement("debriefs-preview");
const shadow = host.attachShadow({ mode: "open" });
let shown = { problems: [], panel: null, lists: false, settled: false, lost: false };

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
  if (!look.lists) return "This page is up to date. Lists, causes and similar debriefs follow in a moment.";
  return look.settled ? "Everything is up to date." : "Lists are up to date. Causes and similar debriefs follow in a moment.";
}

/** Says what a message of the channel tells. */
export function show(look) {
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

/** Says that nobody answers. */
export function lose() {
  show({ ...shown, lost: true });
}

/** Puts the panel on the page. */
export function begin(page) {
  document.body.append(host);
  const wide = matchMedia("(min-width: 90rem)").matches;
  const remembered = memory.get("open");
  setOpen(remembered ? remembered === "yes" : wide && page.startsWith("debriefs/"), false);
  show(shown);
}
