#!/usr/bin/env python3
"""Checks a built site as a browser would find it. Standard library only.

  site-check.py SITE [--files N]

Every relative link and image leads to a file of the site, every #fragment to an id of its page, every id is unique on its
page, data/debriefs.json has a record and a page for each debrief, and (with --files) no more than a tenth of the source
files were left out. Prints what is wrong, all of it, and exits 1.
"""
import argparse
import json
import os
import sys
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit


class Page(HTMLParser):
    """Collects the ids and the addresses of a page."""

    def __init__(self):
        super().__init__()
        self.ids, self.twice, self.links, self.title = set(), set(), [], ""
        self.in_title = False

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if "id" in attrs:
            (self.twice if attrs["id"] in self.ids else self.ids).add(attrs["id"])
        for name in ("href", "src"):
            if attrs.get(name):
                self.links.append(attrs[name])
        self.in_title = tag == "title" and not self.title

    def handle_data(self, data):
        if self.in_title:
            self.title += data

    def handle_endtag(self, tag):
        if tag == "title":
            self.in_title = False


def read_pages(site):
    pages = {}
    for folder, _, names in os.walk(site):
        for name in names:
            if name.endswith(".html"):
                path = os.path.join(folder, name)
                page = Page()
                with open(path, encoding="utf-8") as file:
                    page.feed(file.read())
                pages[os.path.relpath(path, site)] = page
    return pages


def target(site, page, link):
    """The file a relative address leads to, under the site."""
    path = unquote(urlsplit(link).path)
    base = "" if path.startswith("/") else os.path.dirname(page)
    found = os.path.normpath(os.path.join(base, path.lstrip("/"))) if path else page
    if os.path.isdir(os.path.join(site, found)):
        found = os.path.normpath(os.path.join(found, "index.html"))
    return found


def check_links(site, pages, wrong):
    for name, page in sorted(pages.items()):
        wrong += [f"{name}: the id {i!r} stands twice" for i in sorted(page.twice)]
        if not page.title.strip():
            wrong.append(f"{name}: no title")
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            found = target(site, name, link)
            if found.startswith("..") or not os.path.isfile(os.path.join(site, found)):
                wrong.append(f"{name}: {link!r} leads nowhere")
            elif parts.fragment and found in pages:
                if unquote(parts.fragment) not in pages[found].ids:
                    wrong.append(f"{name}: {link!r} names an id that {found} lacks")


def check_data(site, pages, files, wrong):
    with open(os.path.join(site, "data", "debriefs.json"), encoding="utf-8") as file:
        debriefs = json.load(file)["debriefs"]
    for debrief in debriefs:
        if os.path.join(debrief["url"], "index.html") not in pages:
            wrong.append(f"{debrief['source']}: no page at {debrief['url']}")
        if not debrief["title"].strip():
            wrong.append(f"{debrief['source']}: no title")
    if files and len(debriefs) < 0.9 * files:
        wrong.append(f"only {len(debriefs)} of {files} files became a debrief")
    return len(debriefs)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("site")
    arguments.add_argument("--files", type=int, default=0)
    options = arguments.parse_args()
    pages, wrong = read_pages(options.site), []
    check_links(options.site, pages, wrong)
    debriefs = check_data(options.site, pages, options.files, wrong)
    for line in wrong[:50]:
        print(line)
    if len(wrong) > 50:
        print(f"... and {len(wrong) - 50} more")
    links = sum(len(page.links) for page in pages.values())
    print(f"{options.site}: {debriefs} debriefs, {len(pages)} pages, {links} links, {len(wrong)} wrong")
    sys.exit(1 if wrong else 0)


main()
