//! Importing keeps everything that was there, for any text.

use std::sync::Arc;

use debriefs::{config::Config, import, parse, source::SourceFile};
use proptest::prelude::*;

use crate::body::line;

fn file(text: &str) -> SourceFile {
    SourceFile {
        rel: "2024-07-11-a.md".into(),
        shown: "2024-07-11-a.md".into(),
        text: Arc::from(text),
        hash: [0; 32],
    }
}

/// The text after an import; the same when there is nothing to add.
fn imported(text: &str) -> String {
    let read = import::import(&file(text), &Config::default()).value;
    read.and_then(|read| read.text)
        .unwrap_or_else(|| text.to_owned())
}

fn facts(text: &str) -> Option<String> {
    let parsed = parse::debrief(&file(text), &Config::default()).value?;
    let debrief = parsed.debrief;
    let times = debrief
        .times
        .named()
        .map(|(_, time)| time.map(|time| time.value.clone()));
    let entries: Vec<_> = debrief
        .timeline
        .iter()
        .map(|e| (&e.at, &e.text, e.mark))
        .collect();
    Some(format!(
        "{} {:?} {times:?} {entries:?} {:?}",
        debrief.title.value,
        debrief.date.map(|date| date.value),
        debrief
            .actions
            .iter()
            .map(|a| (&a.text, a.state))
            .collect::<Vec<_>>(),
    ))
}

/// Lines of a frontmatter, good and bad.
fn key() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "title: A",
        "title:",
        "# a comment",
        "date: 2024-07-12",
        "times:",
        "  started: 2024-07-11T10:00Z   # sure",
        "  detected:",
        "  resolved: unknown",
        "times: {started: 2024-07-11}",
        "times: {}",
        "start_time: 2024-07-11 09:00",
        "end_time:",
        "timezone: Europe/Berlin",
        "note: |",
        "  two",
        "  lines",
        "tags: [a, b]",
        "x: &y z",
        "{title: B}",
        "  indented: yes",
        "severity: 1",
        "",
    ])
    .prop_map(String::from)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_import_adds_and_changes_nothing_else(
        front in prop::option::of(prop::collection::vec(key(), 0..8)),
        body in prop::collection::vec(line(), 0..16),
        crlf: bool,
        bom: bool,
        last: bool,
    ) {
        let mut lines: Vec<String> = Vec::new();
        if let Some(front) = front {
            lines.push("---".into());
            lines.extend(front);
            lines.push("---".into());
        }
        lines.extend(body);
        let mut text = lines.join(if crlf { "\r\n" } else { "\n" });
        if last {
            text.push_str(if crlf { "\r\n" } else { "\n" });
        }
        if bom {
            text.insert(0, '\u{feff}');
        }
        let once = imported(&text);
        prop_assert_eq!(facts(&once), facts(&text), "{}", once);
        // The old text without what was added is still there, in order.
        let mut old = text.chars().peekable();
        for c in once.chars() {
            old.next_if_eq(&c);
        }
        prop_assert_eq!(old.next(), None, "{}", once);
        let body = |text: &str| {
            let file = file(text);
            parse::debrief(&file, &Config::default())
                .value
                .map(|parsed| text[parsed.body.start..].to_owned())
        };
        prop_assert_eq!(body(&once), body(&text));
        prop_assert_eq!(imported(&once), once);
    }
}

#[test]
fn each_form_of_frontmatter_gets_its_keys_where_they_belong() {
    let body = "## Timeline\n\n- 2024-05-13 09:30 Disk full\n- 10:15 Resolved\n";
    let written = |front: &str| {
        let text = imported(&format!("{front}{body}"));
        let (front, rest) = text.split_at(text.len() - body.len());
        assert_eq!(rest, body);
        front.to_owned()
    };
    let fronts = [
        "",
        "---\n---\n",
        "---\nkind: drill\n# the end\n---\n",
        "---\ntimes:\n  started: 2024-05-13T09:30Z\nkind: drill\n---\n",
        "---\ntimes: {started: 2024-05-13T09:30Z}   # from the log\n---\n",
        "---\ntimes:\n  started:\n  resolved: unknown\n---\n",
        "---\ntimes:\nkind: drill\n---\n",
        "---\nstart_time: 2024-05-13T09:30Z\n---\n",
        "+++\nkind = \"drill\"\n[trigger]\ntype = \"time\"\n+++\n",
        "+++\n[times]\nstarted = 2024-05-13T09:30:00Z\n+++\n",
        "+++\ntimes = {started = 2024-05-13T09:30:00Z}\n+++\n",
    ];
    let all: Vec<String> = fronts.iter().map(|front| written(front)).collect();
    insta::assert_snapshot!(all.join("\n"));
}
