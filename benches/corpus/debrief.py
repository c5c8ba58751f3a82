"""One generated debrief: facts first, then a body of about 700 words that tells them."""

import datetime
import random
import re

from . import words

START = datetime.datetime(2017, 1, 3)
MINUTES = 9 * 365 * 24 * 60
LENGTH = (600, 860)


class Debrief:
    """Document `number` of `count`. The same numbers always give the same debrief."""

    def __init__(self, number, count):
        r = self.random = random.Random(number * 1_000_003 + 17)
        self.number, self.count = number, count
        self.date = START + datetime.timedelta(minutes=number * MINUTES // count + r.randrange(500))
        self.service, self.other = r.sample(words.SERVICES, 2)
        self.team = r.choice(words.TEAMS)
        self.cause = r.choice(sorted(words.CAUSES))
        self.severity = r.choice(words.SEVERITIES)
        self.tags = sorted(r.sample(words.TAGS, r.randint(1, 4)))
        self.symptom = r.choice(words.SYMPTOMS)
        self.components = [self._component() for _ in range(3)]
        self.minutes = r.randint(6, 640)
        self.found = r.randint(0, self.minutes // 2)
        self.trigger, self.mechanism, self.guard = words.CAUSES[self.cause]
        self.title = self._title()
        self.slug = f"{self.date:%Y-%m-%d}-{_slug(self.title)}-{number:05d}"
        self.path = f"{self.date.year}/{self.slug}.md"

    def _component(self):
        return f"{self.random.choice(words.FIRST)}{self.random.choice(words.LAST)}-{self.random.choice('abcdefgh')}"

    def _title(self):
        return self.random.choice([
            f"{self.service.capitalize()}: {self.symptom} after {self.cause.replace('-', ' ')}",
            f"{self.symptom.capitalize()} in {self.service} ({self.components[0]})",
            f"{self.components[0]} took {self.service} down",
        ])

    def fill(self, sentence):
        """A sentence with its gaps filled, from what this debrief is about."""
        r = self.random
        return sentence.format(
            service=self.service, other=self.other, team=self.team, symptom=self.symptom,
            component=f"`{r.choice(self.components)}`", table=r.choice(words.TABLES),
            version=f"{r.randint(1, 9)}.{r.randint(0, 40)}.{r.randint(0, 9)}",
            n=r.randint(3, 95), m=r.randint(100, 990), k=r.randint(2, 9))

    def paragraph(self, pool, sentences):
        return " ".join(self.fill(s) for s in self.random.sample(pool, sentences))

    def _told(self):
        when, what, so = (self.random.choice(pool) for pool in (words.WHEN, words.WHAT, words.SO))
        return self.fill(f"{when} {what}, {so}.")

    def clock(self, share):
        """The moment at a share (0 to 1) of the incident."""
        return self.date + datetime.timedelta(minutes=int(self.minutes * share))

    def body(self, link):
        """The markdown after the frontmatter. `link` writes a link to the document with a number."""
        parts = [
            "## Summary", self.fill(f"{_sentence(self.trigger)} For {self.minutes} minutes, {{symptom}} in {{service}}."),
            "## Impact", self.fill("{n} % of the requests to **{service}** failed, and {m} customers saw {symptom}."),
            "## Timeline", "All times UTC.", self._timeline(),
            "## Root causes", f"{self.fill(_sentence(self.trigger))} {self.fill(self.mechanism)}",
            self.paragraph(words.BACKGROUND, 2),
            "## Detection", self.paragraph(words.DETECTED, 2),
            "## Response", self.paragraph(words.RESPONSE, 3),
            "### What the logs said", self._code(),
            "## What went well", self._list(words.WELL, 2),
            "## What went wrong", self._list(words.WRONG, 2),
            "## Where we got lucky", self._list(words.LUCKY, 1),
            "## Action items", self._actions(),
            "## Related", "\n".join(f"- {link(self.random.randrange(self.count))}" for _ in range(self.random.randint(1, 3))),
        ]
        at, wanted = 14, self.random.randint(*LENGTH)
        while sum(len(part.split()) for part in parts) < wanted:
            parts.insert(at, " ".join(self._told() for _ in range(4)))
            at += 1
        return "\n\n".join(parts) + "\n"

    def _timeline(self):
        rows = self.random.randint(6, 11)
        events = [self.fill(self.random.choice(words.EVENTS)) for _ in range(rows)]
        lines = [f"| {self.clock(i / rows):%H:%M} | @{self.random.choice(words.PEOPLE)} | {event} |"
                 for i, event in enumerate(events)]
        return "\n".join(["| time | who | event |", "|------|-----|-------|", *lines])

    def _code(self):
        language = self.random.choice(sorted(words.CODE))
        return f"```{language}\n{self.fill(words.CODE[language]).replace('`', '')}```"

    def _list(self, pool, most):
        chosen = self.random.sample(pool, self.random.randint(1, most))
        return "\n".join(f"- {self.fill(sentence)}" for sentence in chosen)

    def _actions(self):
        r = self.random
        wishes = [_capital(self.guard)] + r.sample(words.ACTIONS, r.randint(2, 4))
        return "\n".join(
            f"- [{r.choice('  xx-')}] {self.fill(wish)} @{r.choice(words.PEOPLE)}"
            f" due:{self.date.date() + datetime.timedelta(days=r.randint(7, 120))} type:{r.choice(words.TYPES)} ^a{i + 1}"
            for i, wish in enumerate(wishes))


def _capital(text):
    return text[0].upper() + text[1:]


def _sentence(text):
    return _capital(text) + "."


def _slug(title):
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
