// Serves a built site as a host would: with the headers of its _headers file, index files, and its 404 page.
import { createServer } from "node:http";
import { readFile, stat } from "node:fs/promises";
import { extname, join, normalize } from "node:path";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".xml": "application/xml",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".txt": "text/plain; charset=utf-8",
};

/** Reads `_headers`: unindented lines are paths (`*` matches the rest), indented ones headers for them. */
function parseHeaders(text) {
  const rules = [];
  for (const line of text.split("\n")) {
    if (!line.trim() || line.trim().startsWith("#")) continue;
    if (!/^\s/.test(line)) rules.push({ path: line.trim(), headers: [] });
    else {
      const [name, ...value] = line.trim().split(":");
      rules.at(-1).headers.push([name, value.join(":").trim()]);
    }
  }
  return rules;
}

const matches = (rule, path) =>
  rule.endsWith("*") ? path.startsWith(rule.slice(0, -1)) : rule === path;

/** Starts a server on a free loopback port; gives its address and a function that stops it. */
export async function serve(site) {
  const rules = parseHeaders(await readFile(join(site, "_headers"), "utf8"));
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
    let file = join(site, normalize(path));
    let status = 200;
    try {
      if ((await stat(file)).isDirectory()) file = join(file, "index.html");
      await stat(file);
    } catch {
      [status, file] = [404, join(site, "404.html")];
    }
    for (const rule of rules.filter((rule) => matches(rule.path, path))) {
      for (const [name, value] of rule.headers) response.setHeader(name, value);
    }
    response.setHeader("Content-Type", TYPES[extname(file)] ?? "application/octet-stream");
    response.writeHead(status);
    response.end(await readFile(file));
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return { url: `http://127.0.0.1:${server.address().port}/`, stop: () => server.close() };
}
