//! Diagnostics as one JSON object.

use serde::Serialize;

use super::{Code, Counts, Diagnostic, Level, Place, Positions, Sources};

/// Version of the form; it grows when a field changes its meaning or goes away.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    diagnostics: Vec<Finding<'a>>,
    summary: Counts,
}

#[derive(Serialize)]
struct Finding<'a> {
    code: Code,
    level: Level,
    message: &'a str,
    help: Option<&'a str>,
    #[serde(flatten)]
    first: Region<'a>,
    places: Vec<Labelled<'a>>,
}

#[derive(Serialize)]
struct Labelled<'a> {
    #[serde(flatten)]
    region: Region<'a>,
    label: &'a str,
}

/// Everything is null when no file is to blame, all but `file` when the whole file is meant.
#[derive(Serialize, Default)]
struct Region<'a> {
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
}

impl<'a> Region<'a> {
    fn new(place: &'a Place, positions: &Positions<'_>) -> Self {
        let region = positions.region(place);
        Self {
            file: Some(&place.file),
            line: region.map(|r| r.start.line),
            column: region.map(|r| r.start.column),
            end_line: region.map(|r| r.end.line),
            end_column: region.map(|r| r.end.column),
        }
    }
}

/// One JSON object with all findings; lines and columns count from 1, columns in characters, the end is one past the
/// last character.
#[must_use]
pub fn render(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let positions = Positions::of(diagnostics, sources);
    let document = Document {
        version: VERSION,
        diagnostics: diagnostics.iter().map(|d| finding(d, &positions)).collect(),
        summary: Counts::of(diagnostics),
    };
    pretty(&document)
}

fn finding<'a>(diagnostic: &'a Diagnostic, positions: &Positions<'_>) -> Finding<'a> {
    let labelled = |place: &'a Place| Labelled {
        region: Region::new(place, positions),
        label: &place.label,
    };
    let first = diagnostic.places.first();
    Finding {
        code: diagnostic.code,
        level: diagnostic.level,
        message: &diagnostic.message,
        help: diagnostic.help.as_deref(),
        first: first.map_or_else(Region::default, |place| Region::new(place, positions)),
        places: diagnostic.places.iter().map(labelled).collect(),
    }
}

/// JSON as text with a line break at its end.
pub(super) fn pretty(document: &impl Serialize) -> String {
    #[allow(
        clippy::expect_used,
        reason = "structs of strings and numbers always serialize"
    )]
    let mut text =
        serde_json::to_string_pretty(document).expect("no map with other keys than strings");
    text.push('\n');
    text
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
                    Code::ImpossibleTime,
                ]
                .contains(&d.code)
            })
            .collect();
        insta::assert_snapshot!(render(&few, &sources), @r#"
        {
          "version": 1,
          "diagnostics": [
            {
              "code": "output-failed",
              "level": "error",
              "message": "the disk is full",
              "help": "make room",
              "file": null,
              "line": null,
              "column": null,
              "end_line": null,
              "end_column": null,
              "places": []
            },
            {
              "code": "not-a-debrief",
              "level": "notice",
              "message": "left out",
              "help": null,
              "file": "content/README",
              "line": null,
              "column": null,
              "end_line": null,
              "end_column": null,
              "places": [
                {
                  "file": "content/README",
                  "line": null,
                  "column": null,
                  "end_line": null,
                  "end_column": null,
                  "label": ""
                }
              ]
            },
            {
              "code": "unknown-key",
              "level": "warning",
              "message": "there is no key `severety`",
              "help": "did you mean `severity`?",
              "file": "content/a b, ü:1.md",
              "line": 3,
              "column": 1,
              "end_line": 3,
              "end_column": 9,
              "places": [
                {
                  "file": "content/a b, ü:1.md",
                  "line": 3,
                  "column": 1,
                  "end_line": 3,
                  "end_column": 9,
                  "label": "not known"
                }
              ]
            },
            {
              "code": "impossible-time",
              "level": "warning",
              "message": "100%\r\nwrong: \u001b[31m, really",
              "help": "first\nsecond \u001b[0m",
              "file": "content/escape.md",
              "line": 1,
              "column": 6,
              "end_line": 1,
              "end_column": 9,
              "places": [
                {
                  "file": "content/escape.md",
                  "line": 1,
                  "column": 6,
                  "end_line": 1,
                  "end_column": 9,
                  "label": "two\nlines"
                }
              ]
            },
            {
              "code": "duplicate-id",
              "level": "error",
              "message": "two debriefs have the id `a`",
              "help": null,
              "file": "content/twice.md",
              "line": 2,
              "column": 5,
              "end_line": 3,
              "end_column": 1,
              "places": [
                {
                  "file": "content/twice.md",
                  "line": 2,
                  "column": 5,
                  "end_line": 3,
                  "end_column": 1,
                  "label": ""
                },
                {
                  "file": "content/other.md",
                  "line": 2,
                  "column": 5,
                  "end_line": 3,
                  "end_column": 1,
                  "label": "also here"
                }
              ]
            }
          ],
          "summary": {
            "errors": 2,
            "warnings": 2,
            "suggestions": 0,
            "notices": 1
          }
        }
        "#);
    }

    #[test]
    fn nothing_found_is_a_whole_document_too() {
        insta::assert_snapshot!(render(&[], &Sources::default()), @r#"
        {
          "version": 1,
          "diagnostics": [],
          "summary": {
            "errors": 0,
            "warnings": 0,
            "suggestions": 0,
            "notices": 0
          }
        }
        "#);
    }
}
