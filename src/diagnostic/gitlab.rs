//! Diagnostics as a Code Quality report, which GitLab shows beside the lines of a merge request.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Code, Diagnostic, Level, Positions, Sources, json::pretty};

#[derive(Serialize)]
struct Finding<'a> {
    description: String,
    check_name: Code,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
}

/// Findings as one JSON list. A finding about a whole file stands on its first line.
/// <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>
#[must_use]
pub fn render(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let positions = Positions::of(diagnostics, sources);
    let mut seen = BTreeMap::new();
    let findings: Vec<Finding<'_>> = diagnostics
        .iter()
        .map(|diagnostic| finding(diagnostic, &positions, &mut seen))
        .collect();
    pretty(&findings)
}

fn finding<'a>(
    diagnostic: &'a Diagnostic,
    positions: &Positions<'_>,
    seen: &mut BTreeMap<String, usize>,
) -> Finding<'a> {
    let place = diagnostic.places.first();
    let region = place.and_then(|place| positions.region(place));
    let path = place.map_or(".", |place| &place.file);
    let help = diagnostic.help.iter().map(|help| format!(" ({help})"));
    Finding {
        description: diagnostic.message.clone() + &help.collect::<String>(),
        check_name: diagnostic.code,
        fingerprint: fingerprint(diagnostic, path, seen),
        severity: match diagnostic.level {
            Level::Error => "critical",
            Level::Warning => "major",
            Level::Suggestion => "minor",
            Level::Notice => "info",
        },
        location: Location {
            path,
            lines: Lines {
                begin: region.map_or(1, |region| region.start.line),
            },
        },
    }
}

/// What GitLab knows a finding by from one commit to the next. Lines move, so they are no part of it; equal findings are
/// counted.
fn fingerprint(diagnostic: &Diagnostic, path: &str, seen: &mut BTreeMap<String, usize>) -> String {
    let what = format!(
        "{}\n{path}\n{}",
        diagnostic.code.as_str(),
        diagnostic.message
    );
    let count = seen.entry(what.clone()).or_default();
    *count += 1;
    let hash = blake3::hash(format!("{what}\n{count}").as_bytes());
    hash.to_hex()[..32].to_owned()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::diagnostic::nasty;

    #[test]
    fn nasty_findings() {
        let (found, sources) = nasty::findings();
        let few = [Code::OutputFailed, Code::NotADebrief, Code::UnknownKey];
        let few: Vec<_> = found
            .into_iter()
            .filter(|d| few.contains(&d.code))
            .collect();
        insta::assert_snapshot!(render(&few, &sources), @r#"
        [
          {
            "description": "the disk is full (make room)",
            "check_name": "output-failed",
            "fingerprint": "ea61bbe6d424e8f5216b7c1d821bff9f",
            "severity": "critical",
            "location": {
              "path": ".",
              "lines": {
                "begin": 1
              }
            }
          },
          {
            "description": "left out",
            "check_name": "not-a-debrief",
            "fingerprint": "3427348980c50c5abd8f3877dd18b3f4",
            "severity": "info",
            "location": {
              "path": "content/README",
              "lines": {
                "begin": 1
              }
            }
          },
          {
            "description": "there is no key `severety` (did you mean `severity`?)",
            "check_name": "unknown-key",
            "fingerprint": "0e54c4b406e35eb9b6374df87c39f136",
            "severity": "major",
            "location": {
              "path": "content/a b, ü:1.md",
              "lines": {
                "begin": 3
              }
            }
          }
        ]
        "#);
    }

    #[test]
    fn equal_findings_have_fingerprints_of_their_own() {
        let (mut found, sources) = nasty::findings();
        found.extend(found.clone());
        let report: Vec<serde_json::Value> =
            serde_json::from_str(&render(&found, &sources)).unwrap();
        let prints: BTreeSet<_> = report
            .iter()
            .map(|finding| finding["fingerprint"].to_string())
            .collect();
        assert_eq!(prints.len(), found.len());
    }
}
