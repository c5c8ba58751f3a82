// The dialog: a field with a list of results (ARIA combobox pattern).

/** What the dialog says. */
const LABELS = {
  search: "[[search.field]]",
  close: "[[search.close]]",
  results: "[[search.results]]",
  recent: "[[search.recent]]",
  forget: "[[search.forget]]",
  all: "[[search.all]]",
  tips: "[[search.tips]]",
  keys: ["[[search.key_choose]]", "[[search.key_open]]", "[[search.key_tab]]"],
  see: (/** @type {number} */ n) => counted("[[search.see_all]]", n),
  offline: "[[search.dialog_offline]]",
  broken: "[[search.dialog_broken]]",
};

const SHOWN = 8;
const RECENT = 5;

/** Searches that led somewhere, the latest first. */
const recent = {
  /** @returns {string[]} */
  read() {
    try {
      const kept = JSON.parse(localStorage.getItem("searches") ?? "[]");
      return Array.isArray(kept) ? kept.filter((one) => typeof one === "string").slice(0, RECENT) : [];
    } catch {
      return [];
    }
  },
  /** @param {string[]} searches */
  write(searches) {
    try {
      localStorage.setItem("searches", JSON.stringify(searches.slice(0, RECENT)));
    } catch {
      // Not remembered, then.
    }
  },
  /** @param {string} text */
  add(text) {
    if (text) this.write([text, ...this.read().filter((one) => one !== text)]);
  },
};

class Dialog {
  /** @param {Finder} finder */
  constructor(finder) {
    this.finder = finder;
    this.asked = 0;
    this.pace = new Pace(() => this.answer());
    this.active = -1;
    /** @type {HTMLAnchorElement[]} */
    this.options = [];
    this.input = make("input", {
      type: "search", name: "q", role: "combobox", "aria-label": LABELS.search, placeholder: LABELS.search, "aria-autocomplete": "list",
      "aria-controls": "_finds", "aria-expanded": "false", autocomplete: "off", autocapitalize: "none", spellcheck: "false", enterkeyhint: "go",
    });
    this.said = make("p", { class: "said", role: "status" });
    this.list = make("div", { class: "finds", id: "_finds", role: "listbox", "aria-label": LABELS.results });
    this.tips = make("div", { class: "tips" });
    this.all = make("a", { href: finder.folder });
    const close = make("button", { type: "button", "aria-label": LABELS.close }, "Esc");
    const form = make("form", { class: "ask", role: "search" }, this.input, close);
    const keys = LABELS.keys.map((key) => make("span", {}, key));
    this.element = make("dialog", { class: "quick", "aria-label": LABELS.search }, form, this.said, this.list, this.tips, make("footer", {}, ...keys, this.all));
    close.onclick = () => this.element.close();
    form.onsubmit = (event) => event.preventDefault();
    this.element.onclick = (event) => this.clicked(event);
    this.element.onkeydown = (event) => this.key(event);
    this.input.oninput = () => this.typed();
    document.body.append(this.element);
  }

  /** @param {string} text what was typed before the dialog was there */
  open(text) {
    if (!this.element.open) this.element.showModal();
    if (text) this.input.value = text;
    else this.input.select();
    this.typed();
  }

  typed() {
    const text = this.input.value;
    this.all.href = `${this.finder.folder}?q=${encodeURIComponent(text.trim())}`;
    this.asked++;
    this.choose(-1);
    this.finder.prefetch(text);
    this.pace.key();
    if (text.trim()) return;
    this.pace.stop();
    this.showRecent();
  }

  async answer() {
    const asked = ++this.asked;
    const text = this.input.value;
    try {
      const [found, rows] = await this.finder.ask(async (index) => {
        const found = await index.search(text, { typing: true });
        // What nobody waits for any more need not be fetched.
        const shown = asked === this.asked ? SHOWN : 0;
        return [found, await results(index, found, 0, shown, this.finder.root)];
      });
      if (asked === this.asked) this.show(found, rows);
    } catch (error) {
      if (asked !== this.asked) return;
      this.fill([], [reasonOf(error) === "offline" ? LABELS.offline : LABELS.broken], "");
    }
  }

  /**
   * @param {Found} found
   * @param {Result[]} rows
   */
  show(found, rows) {
    const options = rows.map(option);
    const groups = [
      group(found.total < found.hits.length ? LABELS.all : "", options.slice(0, found.total)),
      group(SAY.some, options.slice(found.total)),
    ];
    this.fill(groups.flat(), summary(found), "");
    this.all.textContent = LABELS.see(found.hits.length);
    this.choose(options.length ? 0 : -1);
  }

  showRecent() {
    const searches = recent.read();
    const options = searches.map((text) => make("a", { role: "option", tabindex: "-1", "data-query": text, href: `${this.finder.folder}?q=${encodeURIComponent(text)}` }, text));
    this.fill(group(LABELS.recent, options), [], LABELS.tips);
    this.all.textContent = LABELS.see(0);
    if (!options.length) return;
    const forget = make("button", { type: "button", class: "button" }, LABELS.forget);
    forget.onclick = () => {
      recent.write([]);
      this.showRecent();
      this.input.focus();
    };
    this.tips.append(make("p", {}, forget));
  }

  /**
   * @param {HTMLElement[]} children of the list
   * @param {(Node | string)[]} said
   * @param {string} tips
   */
  fill(children, said, tips) {
    this.list.replaceChildren(...children);
    this.said.replaceChildren(...said);
    this.tips.replaceChildren(...(tips ? [make("p", {}, tips)] : []));
    this.options = [...this.list.querySelectorAll("a")];
    this.options.forEach((element, i) => (element.id = `_find${i}`));
    this.input.setAttribute("aria-expanded", `${this.options.length > 0}`);
    this.list.scrollTop = 0;
    this.choose(-1);
  }

  /** @param {number} place of an option, or -1 */
  choose(place) {
    const { options } = this;
    this.active = place;
    options.forEach((element, i) => element.setAttribute("aria-selected", `${i === place}`));
    if (place < 0) this.input.removeAttribute("aria-activedescendant");
    else this.input.setAttribute("aria-activedescendant", options[place].id);
    options[place]?.scrollIntoView({ block: "nearest" });
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.target !== this.input || event.isComposing) return;
    const last = this.options.length - 1;
    const next = { ArrowDown: this.active < last ? this.active + 1 : 0, ArrowUp: this.active > 0 ? this.active - 1 : last, Home: 0, End: last }[event.key];
    const inText = (event.key === "Home" || event.key === "End") && (this.active < 0 || event.shiftKey);
    if (event.key === "Enter") this.enter(event);
    // A field for searches would only be emptied.
    else if (event.key === "Escape") this.element.close();
    else if (next === undefined || last < 0 || inText) return;
    else this.choose(next);
    event.preventDefault();
  }

  /** @param {KeyboardEvent} event */
  enter(event) {
    const chosen = this.options[this.active] ?? this.all;
    if (event.ctrlKey || event.metaKey) {
      recent.add(this.input.value.trim());
      open(chosen.href, "_blank", "noopener");
    } else chosen.click();
  }

  /** @param {MouseEvent} event */
  clicked(event) {
    const target = /** @type {Element} */ (event.target);
    if (target === this.element) return this.element.close();
    const link = /** @type {HTMLAnchorElement | null} */ (target.closest("a"));
    if (!link) return;
    const again = link.dataset.query;
    if (again && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      this.input.focus();
      this.open(again);
      return;
    }
    recent.add(this.input.value.trim());
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey) this.element.close();
  }
}

/**
 * @param {Result} result
 */
function option({ title, place, heading, snippet, meta }) {
  const where = heading ? [make("span", { class: "where" }, `${heading}: `)] : [];
  return make("a", { role: "option", tabindex: "-1", href: place },
    make("span", { class: "title", dir: "auto" }, ...title), make("span", { class: "snippet", dir: "auto" }, ...where, ...snippet), meta);
}

/**
 * Options under a label.
 * @param {string} label
 * @param {HTMLElement[]} options
 */
function group(label, options) {
  if (!options.length) return [];
  const head = label ? [make("div", { class: "label", "aria-hidden": "true" }, label)] : [];
  return [make("div", { role: "group", "aria-label": label || LABELS.results }, ...head, ...options)];
}

/** @type {Dialog | undefined} */
let dialog;

/**
 * Opens the dialog.
 * @param {string} folder address of `search/`
 * @param {string} text typed so far
 */
debriefsSearch.ask = (folder, text) => {
  dialog ??= new Dialog(new Finder(folder));
  dialog.open(text);
};
