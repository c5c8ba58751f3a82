use std::{fmt::Write, sync::Arc};

use super::*;
use crate::{data::Form, diagnostic::line_col};

mod properties;

fn run(text: &str, config: &Config) -> (Option<Frontmatter>, Vec<Diagnostic>) {
    let file: Arc<str> = "a.md".into();
    let mut found = Vec::new();
    let split = split(&file, text).take(&mut found);
    let value = read(&file, text, &split, config).take(&mut found);
    (value, found)
}

/// Reads frontmatter about which there is nothing to say.
fn clean(text: &str) -> Frontmatter {
    let (value, found) = run(text, &Config::default());
    assert_eq!(found, [], "{text}");
    value.unwrap()
}

fn yaml(keys: &str) -> String {
    format!("---\n{keys}---\n")
}

/// The findings as lines, and whether the debrief is held back.
fn report(text: &str) -> String {
    let (value, found) = run(text, &Config::default());
    let mut out = String::new();
    for diagnostic in &found {
        for (i, place) in diagnostic.places.iter().enumerate() {
            let span = place.span.unwrap();
            let (line, column) = line_col(text, span.start);
            let marked = &text[span.start..span.end];
            let head = if i == 0 {
                diagnostic.code.as_str()
            } else {
                "  also"
            };
            let message = if i == 0 {
                diagnostic.message.as_str()
            } else {
                ""
            };
            writeln!(
                out,
                "{head} {line}:{column} {marked:?} {message} [{}]",
                place.label
            )
            .unwrap();
        }
        if let Some(help) = &diagnostic.help {
            writeln!(out, "  help: {help}").unwrap();
        }
    }
    if value.is_none() {
        out.push_str("held back\n");
    }
    out
}

/// A value in debug form, without the places it came from.
fn placeless(value: &impl std::fmt::Debug) -> String {
    let shown = format!("{value:?}");
    let mut out = String::new();
    let mut rest = shown.as_str();
    while let Some((before, after)) = rest.split_once("Span {") {
        out.push_str(before);
        rest = after.split_once('}').map_or("", |(_, after)| after);
    }
    out + rest
}

/// Each case of the file: a heading line `## what`, then the text up to the next one.
fn cases(file: &str) -> impl Iterator<Item = (&str, &str)> {
    file.split("\n## ")
        .skip(1)
        .filter_map(|case| case.split_once('\n'))
}

#[test]
fn every_mistake_is_reported_at_its_place() {
    let mut out = String::new();
    for (name, text) in cases(include_str!("testdata/mistakes.txt")) {
        let text = text
            .replace("<TAB>", "\t")
            .replace("<CR>", "\r")
            .replace("<BOM>", "\u{feff}");
        writeln!(out, "## {name}\n{}", report(&text)).unwrap();
    }
    insta::assert_snapshot!("mistakes", out);
}

#[test]
fn everything_that_can_be_said_is_read() {
    let text = include_str!("testdata/full.md");
    insta::assert_debug_snapshot!("full", clean(text));
}

#[test]
fn toml_says_the_same_as_yaml() {
    assert_eq!(
        placeless(&clean(include_str!("testdata/full.toml.md"))),
        placeless(&clean(include_str!("testdata/full.md")))
    );
}

#[test]
fn shorthand_says_the_same_as_the_long_form() {
    for (short, long) in [
        ("services: checkout, auth", "services: [checkout, auth]"),
        ("tags: [a, A, b]", "tags: [a, b]"),
        ("recurs: x/2025-11-19-tls.md", "recurs: [2025-11-19-tls]"),
        ("trigger: deploy", "trigger: {type: deploy}"),
        (
            "trigger: the disk was full",
            "trigger: {note: the disk was full}",
        ),
        ("people: {owner: \"@ana\"}", "people: {owner: ana}"),
        ("severity: 1", "severity: sev1"),
        ("severity: SEV-1", "severity: sev1"),
        ("kind: Near Miss", "kind: near-miss"),
        ("detected_by: third_party", "detected_by: third-party"),
        (
            "process: {checkpoint: {due: 2026-12-05}}",
            "process: {checkpoints: [2026-12-05]}",
        ),
        (
            "detection: {by: customer, alert: null}",
            "detected_by: customer",
        ),
        ("resolution: {mode: rollback}", "resolved_by: rollback"),
        (
            "factors: [{id: dns}]\nroot_cause: disk",
            "causes: [dns, disk]",
        ),
        (
            "start_time: 2026-11-20T00:00Z",
            "times: {started: 2026-11-20T00:00Z}",
        ),
        ("draft: true", "status: draft"),
        ("published: false", "status: draft"),
        (
            "answers: {detect: [^a1], fix: it was night}",
            "answers: {detect: {actions: a1}, fix: {accepted: it was night}}",
        ),
        ("impact: {data_loss: false}", "impact: {data_loss: none}"),
        (
            "impact: {cost: 5 EUR}",
            "impact: {cost: {amount: 5, currency: eur}}",
        ),
        ("title: ~\nseverity:\nservices: []\nsummary: ''", ""),
        (
            "base: &b {owner: ana}\npeople: {<<: *b}",
            "base: 1\npeople: {owner: ana}",
        ),
        ("schema: 1\nenvironment: production", ""),
    ] {
        let read = |text: &str| {
            let (value, _) = run(&yaml(&format!("{text}\n")), &Config::default());
            placeless(&value.unwrap())
        };
        assert_eq!(read(short), read(long), "{short}");
    }
}

#[test]
fn text_without_frontmatter_is_all_body() {
    for text in [
        "",
        "# Outage\n",
        "---\n",
        "---\n\nJust prose after a rule.\n\n---\n\nMore.\n",
        "---\nNote: this report is old.\n",
        "---\n# Outage\n---\n",
        "Some text\n---\ntitle: no\n---\n",
        "+++\n",
        "----\ntitle: x\n----\n",
    ] {
        let split = split(&"a.md".into(), text);
        assert_eq!(split.value.frontmatter, None, "{text:?}");
        assert_eq!(split.value.body, Span::new(0, text.len()), "{text:?}");
        assert_eq!(split.diagnostics, [], "{text:?}");
    }
}

#[test]
fn fences_are_found_whatever_the_line_ends_are() {
    for (text, body) in [
        ("---\ntitle: x\n---\nbody", "body"),
        ("---  \ntitle: x\n---  \nbody", "body"),
        ("\u{feff}---\r\ntitle: x\r\n---\r\nbody", "body"),
        ("\n---\ntitle: x\n...\nbody", "body"),
        ("+++\ntitle = \"x\"\n+++\nbody", "body"),
        (
            "---\ntitle: x\n---\nbody\n\n---\n\nmore",
            "body\n\n---\n\nmore",
        ),
        ("---\ntitle: x\n---", ""),
        ("---\n---\nbody", "body"),
        ("---\n\n---\nbody", "body"),
    ] {
        let split = split(&"a.md".into(), text).value;
        assert!(split.frontmatter.is_some() && split.closed, "{text:?}");
        assert_eq!(&text[split.body.start..split.body.end], body, "{text:?}");
        let title = clean(text)
            .title
            .map(|t| (t.value, text[t.span.start..t.span.end].to_owned()));
        if let Some((value, at)) = title {
            assert_eq!(
                (value.as_str(), at.trim_matches('"')),
                ("x", "x"),
                "{text:?}"
            );
        }
    }
}

#[test]
fn yaml_does_not_guess_types() {
    let front = clean(&yaml(
        "title: no\nid: 1_000\nsummary: 9:30\nservices: [on, 010, 2026-11-20]\n",
    ));
    assert_eq!(front.title.unwrap().value, "no");
    assert_eq!(front.id.unwrap().value, "1-000");
    assert_eq!(front.summary.unwrap(), "9:30");
    let names: Vec<_> = front.services.into_iter().map(|label| label.name).collect();
    assert_eq!(names, ["on", "010", "2026-11-20"]);
}

#[test]
fn foreign_keys_and_values_are_mapped() {
    let mut config = Config::default();
    for (from, to) in [
        ("start_time", "times.started"),
        ("categories", "tags"),
        ("keywords", "tags"),
        ("meta.sev", "severity"),
        ("access", "visibility"),
    ] {
        config.fields.insert(from.into(), to.into());
    }
    config.values.insert("secret".into(), "restricted".into());
    config.values.insert("critical".into(), "sev1".into());
    let text = yaml(
        "start_time: 2026-11-20T00:00Z\ncategories: [a, b]\nkeywords: [b, c]\nmeta: {sev: critical}\naccess: secret\n",
    );
    let (value, found) = run(&text, &config);
    assert_eq!(found, []);
    let front = value.unwrap();
    assert_eq!(
        front.times.started.unwrap().value.at.to_string(),
        "2026-11-20T00:00Z"
    );
    assert_eq!(
        front
            .tags
            .iter()
            .map(|t| t.name.as_str())
            .collect::<Vec<_>>(),
        ["a", "b", "c"]
    );
    assert_eq!(front.severity.unwrap().value, "sev1");
    assert_eq!(front.visibility, Some(Visibility::Restricted));

    // A slip in the foreign name of a guarded key holds back too.
    let (value, found) = run(&yaml("acess: secret\n"), &config);
    assert_eq!((value, found[0].code), (None, Code::HeldBack));

    // Our own name wins over a foreign one, and that is said.
    let (value, found) = run(&yaml("severity: sev2\nmeta: {sev: sev1}\n"), &config);
    assert_eq!(value.unwrap().severity.unwrap().value, "sev2");
    assert_eq!(found[0].code, Code::DuplicateKey);
}

#[test]
fn an_alias_bomb_is_refused() {
    let mut text = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for i in 1..12 {
        let star = format!("*a{}", i - 1);
        let stars = [star.as_str(); 10].join(", ");
        writeln!(text, "a{i}: &a{i} [{stars}]").unwrap();
    }
    let (value, found) = run(&yaml(&text), &Config::default());
    assert_eq!(value, None);
    assert!(found[0].message.contains("aliases"), "{}", found[0].message);
}

#[test]
fn deep_nesting_is_refused() {
    for text in [
        yaml(&format!("a: {}1{}\n", "[".repeat(5000), "]".repeat(5000))),
        yaml(
            &(0..5000)
                .map(|i| format!("{}a:\n", " ".repeat(i)))
                .collect::<String>(),
        ),
        format!("+++\na = {}1{}\n+++\n", "[".repeat(5000), "]".repeat(5000)),
    ] {
        let (value, found) = run(&text, &Config::default());
        assert_eq!(value, None);
        assert_eq!(found[0].code, Code::FrontmatterSyntax);
    }
}

/// A document with the example of one key, put where the key belongs.
fn example(path: &str, example: &str) -> String {
    let path = path
        .replace("(time)", "times.started")
        .replace('*', "parcels");
    let siblings = match path.as_str() {
        "times.started.precision" | "times.started.note" | "times.started.source" => {
            "at: 2026-11-20T02:10Z, "
        }
        "causes.note" | "recurs.relation" | "recurs.confirmed" => "id: dns, ",
        "process.checkpoints.held" | "process.checkpoints.note" => "due: 2026-12-05, ",
        "links.title" | "links.kind" => "url: \"https://example.com\", ",
        "impact.cost.currency" | "impact.cost.basis" => "amount: 5, ",
        _ => "",
    };
    let (first, rest) = path.split_once('.').unwrap_or((&path, ""));
    let mut value = example.to_owned();
    for (i, key) in rest.split('.').filter(|k| !k.is_empty()).rev().enumerate() {
        let siblings = if i == 0 { siblings } else { "" };
        value = format!("{{{siblings}{key}: {value}}}");
    }
    yaml(&format!("{first}: {value}\n"))
}

#[test]
fn every_key_of_the_table_is_read_and_takes_its_example() {
    for info in KEYS.0.iter().filter(|info| !info.example.is_empty()) {
        let with = clean(&example(info.path, info.example));
        let (without, _) = run(&example(info.path, "~"), &Config::default());
        let without = without.unwrap();
        // Those about ignored rules are for `check`; the others say what holds anyway.
        let inert = [
            "check.*",
            "draft",
            "published",
            "recurs.confirmed",
            "recurs.relation",
        ];
        assert!(
            with != without || inert.contains(&info.path),
            "{} is not read",
            info.path
        );
    }
}

#[test]
fn every_word_of_the_table_is_understood() {
    for info in KEYS.0 {
        if let Form::Word(words) = info.form {
            for word in words {
                clean(&example(info.path, word));
            }
            let (_, found) = run(&example(info.path, "nonsense"), &Config::default());
            let label = &found[0].places[0].label;
            for word in words {
                assert!(label.contains(word), "{}: {word} is not offered", info.path);
            }
        }
    }
}
