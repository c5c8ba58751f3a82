// The preview: brings the newest text into the page that is open, and says beside it what there is to say.
// Served by `debriefs serve` alone; no published site has it.

import { begin, lose, show } from "./panel.js";
import { bring, serve, update, updateSheets } from "./update.js";

const self = document.querySelector("script[data-seen]");
const page = self.dataset.page;
let seen = self.dataset.seen;

/** The page as the server sent it last. */
let base;

/** The scripts that this page came with. */
let ownScripts;

const scripts = (root) =>
  [...root.querySelectorAll("script[src]")].map((script) => script.getAttribute("src")).filter((src) => !src.includes("/_debriefs/"));

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
    lose();
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

serve(document.documentElement);
ownScripts = scripts(document).join();
load().then(([fresh, hash]) => {
  if (hash !== seen || base) return;
  base = fresh;
  ownScripts = scripts(fresh).join();
}).catch(() => {});
begin(page);
connect();
