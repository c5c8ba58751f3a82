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

// Opened from a folder instead of a server, an address that ends in "/" would show the folder.
if (location.protocol === "file:") {
  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (link?.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
  });
}
