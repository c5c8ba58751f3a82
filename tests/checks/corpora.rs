//! The language rules on real reports, which are not part of this repository. Every finding was read and judged; a new
//! one fails the test until somebody judges it too.

use std::{
    collections::BTreeMap,
    env,
    path::{Path, PathBuf},
};

use debriefs::{
    diagnostic::Diagnostic,
    pipeline::{self, InputOptions, Silent},
};

use super::language::RULES;

/// File, rule, how many findings, how many of them are wrong: `mybinder/2018-01-01-a.md counterfactual 2 1`.
const JUDGED: &str = include_str!("../fixtures/language/judged.txt");

/// At most so many wrong findings in a thousand words.
const MOST_WRONG: f64 = 1.0;

fn corpora() -> Option<PathBuf> {
    let shared = env::var_os("DEBRIEFS_CORPORA").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"),
        PathBuf::from,
    );
    let folder = shared.join("corpora");
    folder.is_dir().then_some(folder)
}

fn findings(folder: &Path) -> (Vec<Diagnostic>, usize) {
    let options = InputOptions {
        content: Some(folder.to_owned()),
        config: None,
        cache_dir: None,
        edition: "company".into(),
        now: super::NOW.parse().unwrap(),
    };
    let report = pipeline::check(&options, &Silent);
    let words = report
        .sources
        .iter()
        .map(|(_, text)| text.split_whitespace().count())
        .sum();
    let found = report
        .diagnostics
        .into_iter()
        .filter(|finding| RULES.contains(&finding.code));
    (found.collect(), words)
}

/// Findings by `file rule`.
fn counted(corpus: &str, folder: &Path, found: &[Diagnostic]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for finding in found {
        let file = Path::new(&*finding.places[0].file)
            .strip_prefix(folder)
            .unwrap();
        let key = format!("{corpus}/{} {}", file.display(), finding.code.as_str());
        *counts.entry(key).or_default() += 1;
    }
    counts
}

#[test]
#[allow(clippy::print_stderr, reason = "a skipped test says so")]
fn few_findings_in_real_reports_are_wrong() {
    let Some(corpora) = corpora() else {
        eprintln!(
            "\n!!! SKIPPED: no corpora, so the language rules were not tried on real reports.\n"
        );
        return;
    };
    let judged: Vec<Vec<&str>> = (JUDGED.lines())
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.rsplitn(3, ' ').collect())
        .collect();
    for corpus in ["mybinder", "2i2c", "dfds"] {
        let folder = corpora.join(corpus);
        let (found, words) = findings(&folder);
        let own = |line: &&Vec<&str>| line[2].starts_with(&format!("{corpus}/"));
        let known: BTreeMap<String, usize> = (judged.iter().filter(own))
            .map(|line| (line[2].to_owned(), line[1].parse().unwrap()))
            .collect();
        let counts = counted(corpus, &folder, &found);
        assert_eq!(counts, known, "read and judge the findings that differ");
        let wrong: usize = judged
            .iter()
            .filter(own)
            .map(|line| line[0].parse::<usize>().unwrap())
            .sum();
        let rate = wrong as f64 * 1000.0 / words as f64;
        assert!(
            rate <= MOST_WRONG,
            "{corpus}: {rate:.2} wrong findings in 1,000 words"
        );
    }
}
