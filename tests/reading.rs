//! Frontmatter and body read together.

use std::sync::Arc;

use debriefs::{config::Config, diagnostic::Outcome, model::Debrief, parse, source::SourceFile};

/// Reads a text as the file `a.md`.
pub(crate) fn read(text: &str) -> Outcome<Option<Debrief>> {
    let file = SourceFile {
        rel: "a.md".into(),
        shown: "a.md".into(),
        text: Arc::from(text),
        hash: [0; 32],
    };
    let read = parse::debrief(&file, &Config::default());
    Outcome::new(read.value.map(|parsed| parsed.debrief), read.diagnostics)
}

fn times(text: &str) -> Vec<String> {
    let read = read(text);
    assert_eq!(read.diagnostics, [], "{text}");
    let times = read.value.unwrap().times;
    let named = times.named().into_iter();
    named
        .filter_map(|(name, time)| Some(format!("{name} {}", time?.value.at)))
        .collect()
}

#[test]
fn a_time_a_person_calls_unknown_stays_unknown() {
    let body = "# A\n\n## Timeline\n\n- 10:00 Disk full\n- 10:05 Alert fires\n- 10:30 Resolved\n";
    let front = |unknown: &str| {
        format!("---\ntimes:\n  started: 2024-05-01T10:00Z\n  detected: {unknown}\n---\n{body}")
    };
    let all = [
        "started 2024-05-01T10:00Z",
        "detected 2024-05-01T10:05Z",
        "resolved 2024-05-01T10:30Z",
    ];
    assert_eq!(times(&front("")), all);
    for unknown in ["unknown", "{at: Unknown}", "{note: nobody was there}"] {
        assert_eq!(times(&front(unknown)), [all[0], all[2]], "{unknown}");
    }
    let debrief = read(&front("unknown")).value.unwrap();
    assert_eq!(debrief.timeline[1].mark, None);
}

#[test]
fn times_of_day_count_from_the_start_and_not_from_the_day_it_is_filed_under() {
    let text = "---\ndate: 2024-05-03\ntimes: {started: 2024-05-01T23:50Z}\n---\n## Timeline\n\n- 23:55 Alert fires\n- 00:20 Resolved\n";
    let expected = [
        "started 2024-05-01T23:50Z",
        "detected 2024-05-01T23:55Z",
        "resolved 2024-05-02T00:20Z",
    ];
    assert_eq!(times(text), expected);
    assert_eq!(
        read(text).value.unwrap().date.unwrap().value.to_string(),
        "2024-05-03"
    );
}

#[test]
fn a_later_day_without_a_time_is_later() {
    let text = "---\ntimes: {started: 2024-05-01T10:00Z, resolved: 2024-05-09}\n---\n## Timeline\n\n- 2024-05-01 10:00 Disk full\n- 10:30 All shops are back but one\n- 2024-05-09 The last shop is back. **RESOLVED**\n";
    assert_eq!(times(text)[0], "started 2024-05-01T10:00Z");
    assert_eq!(read(text).value.unwrap().timeline.len(), 3);
}

#[test]
fn each_of_several_incidents_is_listed_with_its_times() {
    let sandbox = crate::cli::sandbox::Sandbox::new()
        .file("content/log.md", include_str!("fixtures/body/several.md"));
    assert_eq!(sandbox.run("build -q").code, 0);
    let page = sandbox.read("public/debriefs/log/index.html");
    let (_, told) = page.split_once("Incidents told here").unwrap();
    let (told, _) = told.split_once("</ol>").unwrap();
    for expected in [
        "started <time datetime=\"2023-07-25T08:00Z\">25 Jul 2023, 08:00 UTC</time>",
        "resolved <time datetime=\"2023-07-25T11:10Z\">11:10 UTC</time>",
        "detected <time datetime=\"2023-09-18T13:42Z\">",
    ] {
        assert!(told.contains(expected), "{expected} in {told}");
    }
}
