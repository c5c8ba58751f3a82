//! A knowledge base in which every field holds an attack.

use std::{fs, path::Path};

use super::vectors::VECTORS;

/// Debriefs of the knowledge base. Each takes other vectors into its fields.
const DEBRIEFS: usize = 48;

/// Attacks on tables, feeds, calendars and terminals beside those on pages.
pub(crate) const MORE: &[&str] = &[
    "=HYPERLINK(\"https://evil.example\")",
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1)",
    "\t=1",
    "]]><script>alert(1)</script>",
    "&xxe; <!ENTITY x SYSTEM 'file:///etc/passwd'>",
    "x\r\nBEGIN:VALARM\r\nATTACH:https://evil.example",
    "x\nX-Injected: 1",
    "\u{1b}[8mhidden\u{1b}]0;owned\u{7}\u{9b}31m",
    "\u{8}\u{8}\u{8}gone\r",
    "\u{202e}evil\u{2066}",
    "\u{0}nul",
    "{{ site.title }}{% include \"base.html\" %}",
    "$(touch x) `id` ; rm x",
    "\u{fdd0}javascript:alert(1)",
    "</script><!--<script>",
    "--><img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)>",
    "' autofocus onfocus=alert(1) x='",
];

/// Fields of the frontmatter, as JSON takes them; `{}` is the attack.
const FIELDS: &[&str] = &[
    "title: {}",
    "summary: {}",
    "severity: {}",
    "services: [{}, shop]",
    "teams: [{}, crew]",
    "tags: [{}, label]",
    "aliases: [{}]",
    "causes: [{id: {}, note: {}}, dns-failure]",
    "trigger: {type: {}, note: {}}",
    "people: {owner: {}, facilitator: {}}",
    "links: [{title: {}, url: {}}]",
    "answers: {detect: {accepted: {}}, fix: {accepted: {}}}",
    "times: {started: {at: 2026-01-01T10:00Z, note: {}}, resolved: {at: 2026-01-01T14:00Z, source: {}}}",
    "process: {debriefed: 2026-01-02, checkpoints: [{due: 2026-01-16, note: {}}]}",
    "impact: {customers: {}, data_loss: {}}",
    "timezone: {}",
    "recurs: [{}]",
    "not_related: [{}]",
    "{}: {}",
];

/// The body; `{}` is an attack of one line.
const BODY: &str = "# {}

{}

## {}

- {}
- [{}]({}) ![{}](<{}> \"{}\") [x][r{n}]

[r{n}]: {}

```{}
{}
```

| {} | b |
|---|---|
| {} | `{}` |

text[^{n}]

[^{n}]: {}

## Timeline

- 10:00 {}
- 10:01 DETECTED {}

| When | Who | What |
|---|---|---|
| 10:02 | {} | {} |
| {} | x | y |

## Lessons learned

- {}

## Action items

- [ ] {} @{} due:2026-02-01 {}
- [-] Drop it because:\"{}\"
- [>] Move it to:@{}
- [ ] Watch it done-when:\"{}\" PLAT-{} ^a1

### {}

- [ ] Another {}
";

/// Attacks in turn.
struct Attacks(usize);

impl Attacks {
    fn next(&mut self) -> &'static str {
        self.0 += 1;
        let all = VECTORS.iter().chain(MORE);
        all.cycle()
            .nth(self.0 * 7 % (VECTORS.len() + MORE.len()))
            .unwrap()
    }

    /// The text with an attack at each place; `write` makes it fit there.
    fn fill(&mut self, text: &str, write: impl Fn(&str) -> String) -> String {
        let mut parts = text.split("{}");
        let mut filled = parts.next().unwrap().to_owned();
        for part in parts {
            filled += &write(self.next());
            filled += part;
        }
        filled
    }
}

fn quoted(attack: &str) -> String {
    serde_json::to_string(attack).unwrap()
}

fn line(attack: &str) -> String {
    attack.replace(['\n', '\r'], " ")
}

/// Writes the knowledge base into a folder.
pub(crate) fn write(folder: &Path) {
    let content = folder.join("content");
    fs::create_dir_all(content.join("reviews")).unwrap();
    let mut attacks = Attacks(0);
    for n in 0..DEBRIEFS {
        let mut text = "---\n".to_owned();
        for field in FIELDS {
            // Wrong values are errors of their own: each debrief goes without some of the fields.
            if (n + field.len()) % 5 > 0 {
                text += &attacks.fill(field, quoted);
                text.push('\n');
            }
        }
        let body = BODY.replace("{n}", &n.to_string());
        text += &format!("---\n{}", attacks.fill(&body, line));
        fs::write(
            content.join(format!("2026-01-{:02}-x{n}.md", n % 28 + 1)),
            text,
        )
        .unwrap();
    }
    let review = "# {}\n\n{}\n\n## {}\n\n- irrelevant because {} | x | `2026-01-01-x0#^a1`\n  {}\n- {} | x | `{}`\n";
    fs::write(
        content.join("reviews/2026-02.md"),
        attacks.fill(review, line),
    )
    .unwrap();
    let tickets = "{\"version\": 1, \"synced\": \"2026-02-01\", \"tickets\": {\"PLAT-1\": {\"closed\": true, \"seen\": \"2026-02-01\", \"status\": {}}}}";
    fs::write(content.join("_tickets.json"), attacks.fill(tickets, quoted)).unwrap();
    let lexicon = "[[cause]]\nid = \"dns-failure\"\nname = \"\\\"><img src=x onerror=alert(1)>\"\n";
    fs::write(folder.join("causes.toml"), lexicon).unwrap();
    let config = "[site]\ntitle = \"</title><script>alert(1)</script>\"\nlanguage = \"en\"\nfeedback_url = \"https://chat.example.com/?\\\"><script>alert(1)</script>&about={id}\"\n[severities]\norder = [\"sev1\", \"\\\"><script>alert(1)</script>\"]\n[causes]\nlexicon = \"causes.toml\"\n[[tickets]]\npattern = \"PLAT-\\\\S+\"\nurl = \"https://tickets.example.com/{id}\"\n";
    fs::write(folder.join("debriefs.toml"), config).unwrap();
    files(&content);
}

/// Files that would run if they were published as what they are, with a debrief that shows them all.
fn files(content: &Path) {
    let script = "document.title = 'owned'";
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"><script>alert(1)</script><script href=\"run.js\"/></svg>";
    let page = "<!doctype html><title>x</title><script src=\"run.js\"></script>";
    for (name, text) in [
        ("run.js", script),
        ("run.svg", svg),
        ("run.html", page),
        ("run.XHTML", page),
        ("run.xml", page),
    ] {
        fs::write(content.join(name), text).unwrap();
    }
    let shown = "# Files\n\n![a](run.svg) [b](run.svg) [c](run.html) [d](run.js) [e](run.XHTML) [f](run.xml)\n";
    fs::write(content.join("2026-01-30-files.md"), shown).unwrap();
}
