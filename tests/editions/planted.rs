//! A knowledge base with a word planted wherever something may be held back.

/// Words of things that only some may read, with where they stand.
pub(super) const PLANTED: &[(&str, &str)] = &[
    ("qzfilea", "file name and id of a restricted debrief"),
    ("qztitlea", "its title"),
    ("qzaliasa", "its former id"),
    ("qzsummarya", "its summary"),
    ("qzservicea", "its service"),
    ("qzteama", "its team"),
    (
        "qzcausea",
        "its cause, shared with another restricted one: a group, a page, a line of the lock file",
    ),
    ("qzcausenotea", "the note of its cause"),
    ("qztaga", "its tag"),
    ("qztriggera", "its trigger"),
    ("qzsevera", "its severity"),
    ("qzlinktitlea", "the title of a link of its frontmatter"),
    ("qzlinkurla", "the address of that link"),
    ("qzaccepteda", "why a no is accepted"),
    ("qztimenotea", "the note of a time"),
    ("qzcheckpointa", "the note of a checkpoint"),
    ("qzheadinga", "a heading of its text"),
    ("qzprosea", "a sentence"),
    ("qzcodea", "a block of code"),
    ("qzcella", "a cell of a table"),
    ("qzfootnotea", "a footnote"),
    ("qzimagealta", "the description of an image"),
    ("qzassetnamea", "the name of a file beside it"),
    ("qzassettexta", "the text of a file beside it"),
    ("qzmetera", "the title of an abbreviation in HTML"),
    ("qztimelinea", "an entry of its timeline"),
    ("qzactiona", "an action item"),
    ("qzactionownera", "who holds it"),
    ("qzbecausea", "why an item was dropped"),
    ("qzmovedtoa", "who an item was moved to"),
    ("qzdonewhena", "how one will know"),
    ("qzactiongroupa", "the heading an item stands under"),
    ("qzticketa", "a ticket"),
    ("qzlearninga", "something learned"),
    ("qzwentwella", "what went well"),
    ("qzownera", "its owner"),
    ("qzfacilitatora", "who led the meeting"),
    (
        "qzlexicona",
        "a name in the site's own lexicon of causes that only restricted debriefs speak of",
    ),
    (
        "qzstatusa",
        "the state of a ticket that only a restricted debrief names",
    ),
    ("qzteamtitleb", "the title of a debrief for a team"),
    ("qzteamactionb", "an action item of a debrief for a team"),
    ("qzdraftc", "the title of a draft"),
    ("qzfutured", "the title of a debrief dated in the future"),
    ("qzinlinee", "a redacted word"),
    ("qzacrosse", "a redacted heading, list and block of code"),
    ("qznestede", "behind the end of a nested redacted block"),
    ("qzrowe", "a redacted entry of a timeline"),
    ("qziteme", "a redacted action item"),
    ("qztitlee", "a redacted part of the title"),
    ("qzunclosedf", "a redacted block that is never closed"),
    ("qzreviewg", "a restricted review"),
    (
        "qzreviewlineh",
        "the note of a line of a review about an item of a restricted debrief",
    ),
    ("qzreviewredacth", "a redacted sentence of a review"),
];

/// Names of people, which only an edition with names shows.
pub(super) const PEOPLE: &[(&str, &str)] = &[
    ("qzmentioni", "an @mention in a sentence"),
    ("qzholderi", "the owner of an action item"),
    ("qzmovedi", "who an item was moved to"),
    ("qzdebriefowneri", "the owner of the debrief"),
    ("qzleaderi", "the first name of the facilitator"),
    (
        "qzlopezi",
        "the last name of the facilitator, also in a sentence",
    ),
    (
        "qzbergi",
        "a name in the list of participants, also in the text of another debrief",
    ),
    ("qzdahli", "a name behind the label Author"),
    ("qzcolumni", "a name in the owner column of a table"),
    ("qzwhoi", "a name in the who column of a table"),
    ("qzmaili", "an address of e-mail"),
    ("qzhanded", "who a review moved an item to"),
    ("qzknownmoon", "a known name in a title"),
    ("qzlearnedi", "an @mention in a learning"),
];

pub(super) fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    PLANTED.iter().chain(PEOPLE).copied()
}

/// What the public page must still say.
pub(super) const TEXT: &[(&str, &str)] = &[
    ("an @mention", "@colleague restarted the gateway"),
    ("a full name", "the facilitator wrote the summary"),
    (
        "a name at the start of a sentence",
        "The facilitator asked why",
    ),
    ("a team is no person", ">payments<"),
    ("a last name", "A colleague agreed with a colleague."),
    ("code is no mention", "@Override"),
    ("text after a redacted block", "The rest is public"),
];

pub(super) const FILES: &[(&str, &str)] = &[
    ("debriefs.toml", CONFIG),
    ("causes.toml", LEXICON),
    ("content/2026/2026-02-10-qzfilea.md", RESTRICTED),
    ("content/2026/2026-02-11-second.md", SECOND),
    (
        "content/2026/qzassetnamea.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><title>picture</title></svg>\n",
    ),
    ("content/2026/notes.txt", "qzassettexta\n"),
    ("content/2026/2026-02-12-team.md", TEAM),
    (
        "content/2026/2026-02-13-draft.md",
        "---\nstatus: draft\ndate: 2026-02-13\n---\n# Draft of qzdraftc\n\nText.\n",
    ),
    (
        "content/2026/2027-01-01-future.md",
        "---\ndate: 2027-01-01\n---\n# Plan for qzfutured\n\nText.\n",
    ),
    ("content/2026/2026-01-10-certificate.md", PUBLIC),
    ("content/2026/2026-01-20-queue.md", UNCLOSED),
    (
        "content/reviews/2026-02.md",
        "---\nvisibility: restricted\n---\n# Review\n\nqzreviewg\n",
    ),
    ("content/reviews/2026-03.md", REVIEW),
    ("content/_tickets.json", TICKETS),
];

const CONFIG: &str = r#"
[site]
title = "Planted"
base_url = "https://debriefs.example.com/"
edit_url = "https://git.example.com/edit/{path}"

[[tickets]]
pattern = "OPS-[a-z0-9]+"
url = "https://tickets.example.com/{id}"

[causes]
min_members = 2
lexicon = "causes.toml"

[editions.public]
visibility = ["public"]
people = "roles"

[editions.full]
visibility = ["public", "company", "team", "restricted"]
"#;

const LEXICON: &str = r#"
[[cause]]
id = "greenhouse-heat"
name = "Qzlexicona heat"
phrases = ["greenhouse too hot"]
"#;

const RESTRICTED: &str = r#"---
title: Incident qztitlea
visibility: restricted
date: 2026-02-10
aliases: [qzaliasa]
summary: In short qzsummarya.
severity: qzsevera
services: [qzservicea]
teams: [qzteama]
causes: [{id: qzcausea, note: qzcausenotea}, greenhouse-heat]
tags: [qztaga]
trigger: {type: deploy, note: qztriggera}
times:
  started: {at: 2026-02-10T10:00Z, note: qztimenotea}
  resolved: 2026-02-10T18:00Z
process: {debriefed: 2026-02-12T10:00Z, checkpoints: [{due: 2026-02-26, held: 2026-02-26, note: qzcheckpointa}]}
answers: {fix: {accepted: qzaccepteda}}
people: {owner: "@qzownera", facilitator: "@qzfacilitatora"}
links: [{title: qzlinktitlea, url: "https://example.com/qzlinkurla"}]
---
# Incident

## qzheadinga

The greenhouse too hot, and qzprosea, <abbr title="qzmetera">x</abbr>.[^1] ![qzimagealta](qzassetnamea.svg) [notes](notes.txt)

```
qzcodea
```

| a | b |
|---|---|
| qzcella | x |

[^1]: qzfootnotea

## Timeline

- 10:00 qztimelinea

## Lessons learned

- It matters that qzlearninga is watched.

## What went well

- The team saw qzwentwella early.

## Action items

- [ ] Do qzactiona @qzactionownera done-when:"qzdonewhena" OPS-qzticketa
- [-] Do another thing because:"qzbecausea"
- [>] Do a third thing to:@qzmovedtoa

### qzactiongroupa

- [ ] Do a fourth thing ^a4
"#;

const SECOND: &str = "---\nvisibility: restricted\ndate: 2026-02-11\ncauses: [qzcausea, greenhouse-heat]\nrecurs: [2026-02-10-qzfilea]\nservices: [qzservicea]\n---\n# The same again\n\nThe greenhouse too hot, once more.\n";

const TEAM: &str = "---\nvisibility: team\ndate: 2026-02-12\n---\n# For a team qzteamtitleb\n\nText.\n\n## Action items\n\n- [ ] Do qzteamactionb @payments\n";

const PUBLIC: &str = r#"---
visibility: public
date: 2026-01-10
services: [checkout]
teams: [payments]
causes: [expired-certificate]
recurs: [2026-02-10-qzfilea]
people: {owner: "@qzdebriefowneri", facilitator: "Qzleaderi Qzlopezi"}
---
# Certificate expired <!-- redact -->qztitlee<!-- /redact --> for Qzleaderi Qzlopezi and Qzknownmoon Moon

Author: Qzdahli Sund

At 10:04 qzdebriefowneri looked: @qzdebriefowneri. It was @qzmentioni who said: <!-- redact -->qzinlinee<!-- /redact -->
@qzmentioni restarted the gateway, and Qzleaderi Qzlopezi wrote the summary. Qzleaderi asked why. Sund agreed with Qzdahli Sund.
Write to qzmaili@example.com, see [the other one](2026-02-10-qzfilea.md), see the other one. `@Override` stays.

<!-- redact -->

## A heading with qzacrosse

- qzacrosse

```
qzacrosse
```

<!-- /redact -->

One <!-- redact --> two <!-- redact --> three <!-- /redact --> qznestede <!-- /redact --> four. The rest is public.

## Participants

- Qzknownmoon Moon (scribe)
- Qzbergi Stone

## Timeline

| When | Who | What |
|---|---|---|
| 10:00 | Qzwhoi | Saw it |
| 10:05 | Qzwhoi | <!-- redact -->qzrowe<!-- /redact --> |

## Lessons learned

- Ask @qzlearnedi earlier when a certificate ends.

## Action items

- [ ] Renew it by a machine @qzholderi due:2026-03-01 ^a1
- [>] Pay for it to:@qzmovedi ^a2
- [ ] Watch it @payments
<!-- redact -->
- [ ] Do qziteme
<!-- /redact -->

| Action | Owner |
|---|---|
| Test the renewal | Qzcolumni |
"#;

const UNCLOSED: &str = "---\nvisibility: public\ndate: 2026-01-20\n---\n# Queue stood still\n\nQzbergi Stone saw it.\n\n<!-- redact -->\n\n## Why\n\nqzunclosedf\n";

const REVIEW: &str = "---\nvisibility: public\nheld: 2026-03-31\n---\n# Review\n\n<!-- redact -->qzreviewredacth<!-- /redact --> We looked at it.\n\n## Items\n\n- still open | Do a fourth thing | `2026-02-10-qzfilea#^a4`\n  We said qzreviewlineh.\n- moved upwards to @qzhanded | Renew it by a machine | `2026-01-10-certificate#^a1`\n";

const TICKETS: &str = "{\"version\": 1, \"synced\": \"2026-03-01\", \"tickets\": {\"OPS-qzticketa\": {\"closed\": true, \"seen\": \"2026-03-01\", \"status\": \"Qzstatusa\"}}}\n";
