use std::{collections::BTreeSet, fs, path::Path};

use debriefs::{config::Config, diagnostic::Code};
use insta::assert_snapshot;

use crate::cli::sandbox::Sandbox;

/// A folder in which every rule finds something.
fn everything() -> Sandbox {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/checks");
    let mut sandbox = Sandbox::new().file(
        "content/graph.svg",
        "<svg xmlns='http://www.w3.org/2000/svg'/>",
    );
    for file in fs::read_dir(folder).unwrap() {
        let file = file.unwrap();
        let name = format!("content/{}", file.file_name().into_string().unwrap());
        sandbox = sandbox.file(&name, fs::read(file.path()).unwrap());
    }
    sandbox
}

#[test]
fn every_rule_says_what_and_where_and_what_to_do() {
    let ran = everything().run("check --now 2026-11-22");
    assert_eq!(ran.code, 1);
    assert_snapshot!(ran.stdout);
}

#[test]
fn a_build_does_not_ask_what_debriefs_owe() {
    let ran = everything().run("build --strict --now 2026-11-22");
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let (findings, _) = ran.stderr.split_once("Built ").unwrap();
    assert!(
        !findings.contains("incomplete") && !findings.contains("ignore"),
        "{findings}"
    );
}

/// The rules that find something in one file, and nothing else.
fn codes(text: &str) -> BTreeSet<&'static str> {
    let found = super::found([("a.md".to_owned(), text)], &Config::default());
    found.iter().map(|finding| finding.code.as_str()).collect()
}

fn incident(frontmatter: &str) -> String {
    format!(
        "---\ntitle: A\nseverity: sev2\nservices: [a]\ndetected_by: customer\ncauses: [a, b]\nimpact: {{customers: 1, complaints: unknown, cost: unknown}}\n{frontmatter}---\n## Summary\n\nIt broke.\n\n## Timeline\n\n- 2026-11-20 10:00 UTC It breaks\n\n## Learnings\n\n- It can.\n\n## Action items\n\nNone, because the provider has mended it.\n"
    )
}

#[test]
fn a_no_is_answered_by_an_action_or_a_reason() {
    let times = "times: {started: 2026-11-20T10:00Z, detected: 2026-11-20T10:04Z, resolved: 2026-11-20T12:00Z}\n";
    let no = Code::UnansweredNo.as_str();
    assert_eq!(codes(&incident(times)), BTreeSet::from([no]));
    let accepted = format!("{times}answers: {{fix: it was night}}\n");
    assert_eq!(codes(&incident(&accepted)), BTreeSet::new());
    let action = incident(times).replace(
        "None, because the provider has mended it.",
        "- [ ] Fail over @a due:2026-12-01 type:mitigate",
    );
    assert_eq!(codes(&action), BTreeSet::new());
    let other = action.replace("type:mitigate", "type:prevent");
    assert_eq!(codes(&other), BTreeSet::from([no]));
    assert_eq!(
        codes(&incident(times).replace("severity", "status: draft\nseverity")),
        BTreeSet::new()
    );
}

#[test]
fn a_save_and_a_machine_may_be_ahead_of_time() {
    let times = |detected: &str, more: &str| {
        incident(&format!(
            "times: {{started: 2026-11-20T10:00Z, detected: {detected}, acknowledged: 2026-11-20T10:20Z, mitigated: 2026-11-20T10:10Z, resolved: 2026-11-20T10:30Z}}\n{more}"
        ))
    };
    let order = BTreeSet::from([Code::TimeOrder.as_str()]);
    assert_eq!(codes(&times("2026-11-20T10:01Z", "")), order);
    assert_eq!(
        codes(&times("2026-11-20T10:01Z", "resolved_by: automatic\n")),
        BTreeSet::new()
    );
    assert_eq!(
        codes(&times("2026-11-20T09:50Z", "resolved_by: automatic\n")),
        order
    );
    let saved = "{at: 2026-11-20T09:50Z, note: seen in the canary}";
    assert_eq!(
        codes(&times(saved, "resolved_by: automatic\n")),
        BTreeSet::new()
    );
}

#[test]
fn a_complete_debrief_owes_nothing() {
    let times = "times: {started: 2026-11-20T10:00Z, detected: 2026-11-20T10:01Z, resolved: 2026-11-20T10:30Z}\n";
    assert_eq!(codes(&incident(times)), BTreeSet::new());
    assert_eq!(
        codes("---\nkind: drill\nsummary: All well.\n---\n# A\n\n## Learnings\n\n- It works.\n"),
        BTreeSet::new()
    );
}
