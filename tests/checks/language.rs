use std::{collections::BTreeMap, sync::Arc};

use debriefs::{
    config::{Config, LanguageFile},
    diagnostic::{Code, Diagnostic},
};
use proptest::prelude::*;

use super::{found, pointed_at};

const BLAMING: &str = include_str!("../fixtures/language/blaming.txt");
const HARMLESS: &str = include_str!("../fixtures/language/harmless.txt");

/// The rules about words.
pub(super) const RULES: &[Code] = &[
    Code::Counterfactual,
    Code::FailedTo,
    Code::HumanError,
    Code::Culprit,
    Code::Judgement,
    Code::NamedActor,
    Code::SingleRootCause,
    Code::WhyQuestion,
    Code::WeakFix,
    Code::Absolute,
    Code::HiddenActor,
    Code::HouseWording,
];

/// A report that holds a sentence where such sentences stand.
fn report(zone: &str, sentence: &str) -> String {
    match zone {
        "prose" => format!("# A day\n\n## What happened\n\n{sentence}\n"),
        "heading" => format!("# A day\n\n## {sentence}\n\nText.\n"),
        "timeline" => format!("# A day\n\n## Timeline\n\n- {sentence}\n- 23:00 It is over.\n"),
        "learnings" => format!("# A day\n\n## Learnings\n\n- {sentence}\n"),
        "went-well" => format!("# A day\n\n## What went well\n\n- {sentence}\n"),
        "actions" => format!("# A day\n\n## Action items\n\n- [ ] {sentence}\n"),
        other => panic!("no zone {other}"),
    }
}

fn lines(fixture: &str) -> Vec<&str> {
    fixture
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect()
}

/// What the language rules say of each report, by its position.
fn said(reports: &[String], config: &Config) -> BTreeMap<usize, Vec<Diagnostic>> {
    let team = "---\ntitle: Another\nteams: [platform]\n---\n";
    let files = reports
        .iter()
        .enumerate()
        .map(|(i, text)| (format!("{i}.md"), text.as_str()));
    let files = files.chain([("other.md".to_owned(), team)]);
    let mut by_report: BTreeMap<usize, Vec<Diagnostic>> = BTreeMap::new();
    for finding in found(files, config) {
        let position = finding.places[0].file.trim_end_matches(".md").parse();
        if let (true, Ok(position)) = (RULES.contains(&finding.code), position) {
            by_report.entry(position).or_default().push(finding);
        }
    }
    by_report
}

#[test]
fn nine_of_ten_blaming_sentences_are_found() {
    let lines = lines(BLAMING);
    let parts: Vec<Vec<&str>> = lines
        .iter()
        .map(|line| line.splitn(3, ' ').collect())
        .collect();
    let reports: Vec<String> = parts.iter().map(|part| report(part[1], part[2])).collect();
    let said = said(&reports, &Config::default());
    let is_found = |i: &usize| {
        let found = said.get(i).into_iter().flatten();
        found
            .clone()
            .any(|finding| finding.code.as_str() == parts[*i][0])
    };
    let missed: Vec<&str> = (0..lines.len())
        .filter(|i| !is_found(i))
        .map(|i| lines[i])
        .collect();
    assert!(lines.len() >= 80, "{}", lines.len());
    assert!(
        missed.len() * 10 <= lines.len(),
        "{} of {} missed:\n{}",
        missed.len(),
        lines.len(),
        missed.join("\n")
    );
}

#[test]
fn sentences_that_only_look_like_blame_are_left_alone() {
    let lines = lines(HARMLESS);
    let reports: Vec<String> = lines
        .iter()
        .map(|line| line.split_once(' ').unwrap())
        .map(|(zone, sentence)| report(zone, sentence))
        .collect();
    let said = said(&reports, &Config::default());
    let wrong: Vec<String> = said
        .iter()
        .map(|(i, found)| format!("{}: {}", lines[*i], found[0].message))
        .collect();
    assert!(lines.len() >= 80, "{}", lines.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_finding_points_at_the_words_and_says_what_to_write() {
    let text = "---\r\ntitle: Ä\r\n---\r\n## What happened\r\n\r\nAt two the *on-call\r\nengineer* **forgot** to [call](https://example.com) home.\r\n";
    let said = said(&[text.to_owned()], &Config::default());
    let finding = &said[&0][0];
    assert_eq!(
        pointed_at(finding, text),
        "the *on-call\r\nengineer* **forgot** to [call"
    );
    assert_eq!(
        finding.message,
        "\"the on-call engineer forgot to call\" says what a person did not do"
    );
    assert!(finding.help.as_ref().unwrap().contains("checklist"));
}

#[test]
fn code_and_quotations_are_not_read() {
    let text = "## What happened\n\n> It was human error.\n\n```\nhuman error\n```\n\n`human error` and \"it was human error\".\n\n<div>human error</div>\n\n[a](https://example.com/human-error)\n";
    assert!(said(&[text.to_owned()], &Config::default()).is_empty());
}

fn with_rules(text: &str) -> Config {
    let mut config = Config::default();
    config.language.own = Some(LanguageFile {
        file: "language.toml".into(),
        text: Arc::from(text),
    });
    config
}

#[test]
fn a_site_adds_rules_and_words() {
    let config = with_rules(
        r#"
        [words]
        role = "gardeners?"
        [people]
        names = ["Ottokar"]
        [[rule]]
        patterns = ["war rooms?"]
        finds = "is no word of ours"
        instead = "write \"incident channel\""
        why = "nobody is at war"
        "#,
    );
    let reports = [
        "The gardener forgot to water it.",
        "Ottokar deleted the fern.",
        "We met in the war room.",
    ]
    .map(|sentence| report("prose", sentence));
    let said = said(&reports, &config);
    let codes: Vec<_> = said.values().map(|found| found[0].code).collect();
    assert_eq!(
        codes,
        [Code::FailedTo, Code::NamedActor, Code::HouseWording]
    );
}

#[test]
fn wrong_rules_of_a_site_are_said_so() {
    let said = |text: &str| {
        let found = found([], &with_rules(text));
        let said: Vec<_> = found
            .iter()
            .map(|finding| finding.message.clone())
            .collect();
        said.join("\n")
    };
    let rule =
        |what: &str| format!("[[rule]]\n{what}\nfinds = \"a\"\ninstead = \"b\"\nwhy = \"c\"\n");
    insta::assert_snapshot!(said("rule = 3"), @"the rules cannot be read: invalid type: integer `3`, expected a sequence");
    insta::assert_snapshot!(said(&rule("patterns = [\"(\"]")), @"a pattern cannot be read: unclosed group");
    insta::assert_snapshot!(said(&rule("patterns = [\"{rolle}\"]")), @"there are no words `{rolle}`; did you mean `{role}`?");
    insta::assert_snapshot!(said(&rule("rule = \"human-eror\"\npatterns = [\"a\"]")), @"there is no language rule `human-eror`; did you mean `human-error`?");
    insta::assert_snapshot!(said("[words]\nrole = '{role}'\n"), @"words stand for one another in a circle");
}

#[test]
fn rules_that_are_off_are_off_unless_they_get_a_level() {
    let report = || report("prose", "The table was accidentally deleted.");
    assert!(said(&[report()], &Config::default()).is_empty());
    let mut config = Config::default();
    config.check.insert(
        Code::HiddenActor,
        Some(debriefs::diagnostic::Level::Warning),
    );
    assert_eq!(said(&[report()], &config).len(), 1);
}

const PIECES: &[&str] = &[
    "the engineer forgot to ",
    "human error",
    "\"",
    "“",
    "`",
    "@ana deleted ",
    "*",
    "**",
    "\n",
    "\r\n",
    "- ",
    "> ",
    "| a | b |\n|---|---|\n| ",
    " | ",
    "## Learnings\n\n",
    "## Action items\n\n- [ ] ",
    "be more careful",
    "é",
    "&amp;",
    "<!-- debriefs ignore human-error -->",
    "[x](y) ",
    "\\",
    "why did you ",
    ". ",
    "![](a.png)",
    "---\n",
    "title: a\n",
    "if only she ",
    "🙂",
];

proptest! {
    #[test]
    fn spans_point_into_the_file(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..24)) {
        let text: String = pieces.concat();
        let held = std::panic::catch_unwind(|| found([("a.md".to_owned(), text.as_str())], &Config::default()));
        let held = held.map_err(|_| TestCaseError::fail("it panicked"))?;
        for place in held.iter().flat_map(|finding| &finding.places) {
            if let Some(span) = place.span {
                prop_assert!(text.get(span.start..span.end).is_some(), "{span:?} in {text:?}");
            }
        }
    }
}
