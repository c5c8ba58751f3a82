// Comforts. Every page works without them.

const root = document.documentElement;

// The switch: light, dark, and back to whatever the system says when that is the same.
const button = document.querySelector("[data-theme-switch]");
if (button) {
  const system = matchMedia("(prefers-color-scheme: dark)");
  button.hidden = false;
  button.addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : system.matches;
    const wanted = dark ? "light" : "dark";
    const follows = (wanted === "dark") === system.matches;
    if (follows) delete root.dataset.theme;
    else root.dataset.theme = wanted;
    try {
      if (follows) localStorage.removeItem("theme");
      else localStorage.setItem("theme", wanted);
    } catch {
      // Not remembered, then.
    }
  });
}

// Search. Its links lead to the search page; a click, `/` and Ctrl-K open a dialog in its place. The script behind it comes
// at the first use; what is typed until then is kept for it.
const finder = document.querySelector("a[data-find]");
let typed = "";
let coming = false;

/** Adds a script or style sheet to the page. */
const load = (tag, attributes) =>
  new Promise((done, failed) => {
    document.head.append(Object.assign(document.createElement(tag), attributes, { onload: done, onerror: failed }));
  });

async function find() {
  if (coming) return;
  coming = true;
  try {
    const { scripts, style } = finder.dataset;
    if (!globalThis.debriefsSearch) {
      const inOrder = scripts.split(" ").map((src) => load("script", { src, async: false }));
      await Promise.all([load("link", { rel: "stylesheet", href: style }), ...inOrder]);
    }
    globalThis.debriefsSearch.ask(finder.href, typed);
  } catch {
    location.href = finder.href;
  }
  coming = false;
  typed = "";
}

if (finder) {
  addEventListener("click", (event) => {
    const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.button);
    if (!plain || !event.target.closest?.("a[data-find]")) return;
    event.preventDefault();
    find();
  });
  addEventListener("keydown", (event) => {
    const command = event.ctrlKey || event.metaKey;
    const writes = event.target.closest?.("input, textarea, select, [contenteditable]");
    const slash = event.key === "/" && !command && !event.altKey && !writes;
    const k = event.key.toLowerCase() === "k" && command && !event.altKey && !event.shiftKey;
    if (slash || k) find();
    else if (coming && event.key.length === 1 && !command) typed += event.key;
    else return;
    event.preventDefault();
  });
}

// The contents and the filters stand open where there is room for them.
if (matchMedia("(min-width: 66rem)").matches) {
  for (const fold of document.querySelectorAll("details.fold")) fold.open = true;
}

// Where the reader is: the last heading above the middle of the window.
const lines = new Map();
for (const link of document.querySelectorAll(".toc a")) {
  const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (heading) lines.set(heading, link);
}
if (lines.size > 0) {
  let current;
  let waiting = false;
  const look = () => {
    waiting = false;
    let found;
    for (const heading of lines.keys()) {
      if (heading.getBoundingClientRect().top > innerHeight * 0.4) break;
      found = heading;
    }
    if (found === current) return;
    lines.get(current)?.removeAttribute("aria-current");
    lines.get(found)?.setAttribute("aria-current", "true");
    current = found;
  };
  const soon = () => {
    if (!waiting) requestAnimationFrame(look);
    waiting = true;
  };
  addEventListener("scroll", soon, { passive: true });
  addEventListener("resize", soon, { passive: true });
  look();
}

// A page is as old as its last build: how late and how old an action is, is counted again from today. A build is never
// newer than today, so nothing gets younger; a clock that is wrong by years is not believed.
const dayOf = (text) => Date.parse(`${text.slice(0, 10)}T00:00:00Z`) / 864e5;
const now = new Date();
const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / 864e5;
const built = dayOf(document.querySelector(".foot time")?.dateTime ?? "");
if (today > built && today - built < 366) {
  const { lang } = root;
  const rules = new Intl.PluralRules(lang);
  const say = (forms, count) =>
    ((count === 0 && forms.zero) || forms[rules.select(count)] || forms.other).replace("{figure}", count.toLocaleString(lang));
  for (const time of document.querySelectorAll("time[data-since]")) {
    time.textContent = say("[[script.open_for]]", today - dayOf(time.dateTime));
  }
  for (const time of document.querySelectorAll("time[data-due]")) {
    const left = dayOf(time.dateTime) - today;
    time.textContent = left < 0 ? say("[[script.late]]", -left) : say("[[script.due_in]]", left);
    time.parentElement.classList.toggle("alert", left < 0);
  }
}

// A filter is on its way as soon as somebody points at it.
for (const link of document.querySelectorAll(".facets a")) {
  const fetchAhead = () => {
    const hint = document.createElement("link");
    hint.rel = "prefetch";
    hint.href = link.href;
    document.head.append(hint);
  };
  link.addEventListener("pointerenter", fetchAhead, { once: true });
  link.addEventListener("focus", fetchAhead, { once: true });
}

// Opened from a folder instead of a server, an address that ends in "/" would show the folder.
if (location.protocol === "file:") {
  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (link?.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
  });
}
