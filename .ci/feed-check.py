#!/usr/bin/env python3
"""Reads the calendars, feeds and tables of a built site with other people's readers.

  feed-check.py SITE

Needs icalendar and feedparser (PyPI). Prints what is wrong, all of it, and exits 1.
"""
import csv
import glob
import os
import sys

import feedparser
from icalendar import Calendar


def calendar(path):
    data = open(path, "rb").read()
    for number, line in enumerate(data.split(b"\r\n"), 1):
        if len(line) > 75 or b"\n" in line:
            yield f"line {number} has {len(line)} octets or a bare line feed"
    read = Calendar.from_ical(data)
    events = read.walk("VEVENT")
    uids = [str(event["UID"]) for event in events]
    if len(set(uids)) < len(uids):
        yield "two events have one UID"
    for event in events:
        for name, value in event.errors:
            yield f"{event.get('UID')}: {name}: {value}"
        if "DTSTAMP" not in event or event.decoded("DTEND") <= event.decoded("DTSTART"):
            yield f"{event['UID']}: no DTSTAMP, or it ends before it begins"


def feed(path):
    read = feedparser.parse(open(path, "rb").read())
    if read.bozo:
        yield str(read.bozo_exception)
    if not read.feed.get("id") or not read.feed.get("updated_parsed"):
        yield "no id, or no day it was updated"
    ids = [entry.get("id") for entry in read.entries]
    if None in ids or len(set(ids)) < len(ids):
        yield "an entry has no id, or two have one"


def table(path):
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file, strict=True))
    for number, row in enumerate(rows, 1):
        if len(row) != len(rows[0]):
            yield f"row {number} has {len(row)} fields, not {len(rows[0])}"
        for cell in row:
            if cell.lstrip(" ").startswith(("=", "+", "-", "@")):
                yield f"row {number} holds what a spreadsheet takes for a formula"


site = sys.argv[1]
kinds = [("**/*.ics", calendar), ("**/*feed*.xml", feed), ("feeds/**/*.xml", feed), ("data/*.csv", table)]
wrong, checked = [], 0
for pattern, check in kinds:
    paths = sorted(set(glob.glob(os.path.join(site, pattern), recursive=True)))
    if not paths:
        wrong.append(f"{pattern}: there is none")
    for path in paths:
        checked += 1
        wrong.extend(f"{os.path.relpath(path, site)}: {what}" for what in check(path))
print("\n".join(wrong) or f"{site}: {checked} calendars, feeds and tables are read by others")
sys.exit(bool(wrong))
