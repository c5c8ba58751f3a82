//! Diagnostics as SARIF.

use std::collections::BTreeSet;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::{Code, Diagnostic, Level, Place, Positions, Sources, json::pretty};

/// Findings in the Static Analysis Results Interchange Format 2.1.0, for code scanning services.
/// <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>
#[must_use]
pub fn render(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let positions = Positions::of(diagnostics, sources);
    let codes: BTreeSet<Code> = diagnostics.iter().map(|d| d.code).collect();
    let codes: Vec<Code> = codes.into_iter().collect();
    let results = diagnostics.iter().map(|d| result(d, &codes, &positions));
    pretty(&json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": env!("CARGO_PKG_NAME"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": codes.iter().map(|&code| rule(code)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results.collect::<Vec<_>>(),
        }],
    }))
}

/// The pages of the rules are inside, because a SARIF `helpUri` must be absolute and a site need not be published.
fn rule(code: Code) -> Value {
    json!({
        "id": code.as_str(),
        "shortDescription": {"text": code.about()},
        "help": {"text": code.page(), "markdown": code.page()},
        "defaultConfiguration": {"level": level(code.default_level())},
    })
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Suggestion | Level::Notice => "note",
    }
}

fn result(diagnostic: &Diagnostic, codes: &[Code], positions: &Positions<'_>) -> Value {
    let text = match &diagnostic.help {
        Some(help) => format!("{}\n{help}", diagnostic.message),
        None => diagnostic.message.clone(),
    };
    let mut places = diagnostic
        .places
        .iter()
        .map(|place| location(place, positions));
    let first: Vec<Value> = places.by_ref().take(1).collect();
    json!({
        "ruleId": diagnostic.code.as_str(),
        "ruleIndex": codes.binary_search(&diagnostic.code).ok(),
        "level": level(diagnostic.level),
        "message": {"text": text},
        "locations": first,
        "relatedLocations": places.collect::<Vec<_>>(),
    })
}

fn location(place: &Place, positions: &Positions<'_>) -> Value {
    let mut physical = json!({"artifactLocation": {"uri": uri(&place.file)}});
    if let Some(region) = positions.region(place) {
        physical["region"] = json!({
            "startLine": region.start.line,
            "startColumn": region.start.column,
            "endLine": region.end.line,
            "endColumn": region.end.column,
        });
    }
    let mut location = json!({"physicalLocation": physical});
    if !place.label.is_empty() {
        location["message"] = json!({"text": place.label});
    }
    location
}

/// The characters of a path that may stand in a URI as they are (RFC 3986, unreserved) and `/`.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/');

/// A relative reference for a relative path, else a `file:` URI.
fn uri(path: &str) -> String {
    let slashed = if cfg!(windows) {
        path.replace('\\', "/")
    } else {
        path.into()
    };
    let encoded = utf8_percent_encode(&slashed, ESCAPED);
    if slashed.starts_with('/') {
        format!("file://{encoded}")
    } else {
        encoded.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::nasty;

    #[test]
    fn nasty_findings() {
        let (found, sources) = nasty::findings();
        let few: Vec<_> = found
            .into_iter()
            .filter(|d| {
                [
                    Code::OutputFailed,
                    Code::NotADebrief,
                    Code::UnknownKey,
                    Code::DuplicateId,
                ]
                .contains(&d.code)
            })
            .collect();
        let document: Value = serde_json::from_str(&render(&few, &sources)).unwrap();
        let run = &document["runs"][0];
        for (rule, code) in [(0, Code::NotADebrief), (1, Code::UnknownKey)] {
            let rule = &run["tool"]["driver"]["rules"][rule];
            assert_eq!(rule["id"], code.as_str());
            assert_eq!(rule["help"]["markdown"], code.page());
        }
        insta::assert_snapshot!(pretty(&run["results"]), @r#"
        [
          {
            "level": "error",
            "locations": [],
            "message": {
              "text": "the disk is full\nmake room"
            },
            "relatedLocations": [],
            "ruleId": "output-failed",
            "ruleIndex": 3
          },
          {
            "level": "note",
            "locations": [
              {
                "physicalLocation": {
                  "artifactLocation": {
                    "uri": "content/README"
                  }
                }
              }
            ],
            "message": {
              "text": "left out"
            },
            "relatedLocations": [],
            "ruleId": "not-a-debrief",
            "ruleIndex": 0
          },
          {
            "level": "warning",
            "locations": [
              {
                "message": {
                  "text": "not known"
                },
                "physicalLocation": {
                  "artifactLocation": {
                    "uri": "content/a%20b%2C%20%C3%BC%3A1.md"
                  },
                  "region": {
                    "endColumn": 9,
                    "endLine": 3,
                    "startColumn": 1,
                    "startLine": 3
                  }
                }
              }
            ],
            "message": {
              "text": "there is no key `severety`\ndid you mean `severity`?"
            },
            "relatedLocations": [],
            "ruleId": "unknown-key",
            "ruleIndex": 1
          },
          {
            "level": "error",
            "locations": [
              {
                "physicalLocation": {
                  "artifactLocation": {
                    "uri": "content/twice.md"
                  },
                  "region": {
                    "endColumn": 1,
                    "endLine": 3,
                    "startColumn": 5,
                    "startLine": 2
                  }
                }
              }
            ],
            "message": {
              "text": "two debriefs have the id `a`"
            },
            "relatedLocations": [
              {
                "message": {
                  "text": "also here"
                },
                "physicalLocation": {
                  "artifactLocation": {
                    "uri": "content/other.md"
                  },
                  "region": {
                    "endColumn": 1,
                    "endLine": 3,
                    "startColumn": 5,
                    "startLine": 2
                  }
                }
              }
            ],
            "ruleId": "duplicate-id",
            "ruleIndex": 2
          }
        ]
        "#);
    }

    #[test]
    fn paths_become_uris() {
        assert_eq!(uri("content/a b/ü:1%.md"), "content/a%20b/%C3%BC%3A1%25.md");
        assert_eq!(uri("/tmp/x y.md"), "file:///tmp/x%20y.md");
    }
}
