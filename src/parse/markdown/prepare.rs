use std::borrow::Cow;
use std::ops::Range;

use super::{export, redact};
use crate::model::Span;

/// The text that is parsed as markdown, and how its bytes map back to the file.
///
/// It is the body of the file, less what must not be published (`<!-- redact -->` blocks), and with the line breaks
/// that a pasted export lacks around its headings.
#[derive(Debug, Clone)]
pub struct Prepared<'a> {
    /// What to parse.
    pub text: Cow<'a, str>,
    /// In order. The first begins with the text.
    runs: Vec<Run>,
}

/// A stretch of the text that stands in the file as it is, or was put in before one of its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    /// Where it starts in the text.
    start: usize,
    /// Where it starts in the file.
    file: usize,
    /// It is not in the file.
    inserted: bool,
}

impl<'a> Prepared<'a> {
    fn unchanged(text: &'a str, start: usize) -> Self {
        Self {
            text: Cow::Borrowed(text),
            runs: vec![Run {
                start: 0,
                file: start,
                inserted: false,
            }],
        }
    }

    /// Whether its headings were plain lines: then each line is a paragraph of its own.
    #[must_use]
    pub fn is_export(&self) -> bool {
        self.runs.iter().any(|run| run.inserted)
    }

    /// The byte of the file that a byte of the text came from.
    #[must_use]
    pub fn to_file(&self, at: usize) -> usize {
        let run = self.run(at);
        if run.inserted {
            run.file
        } else {
            run.file + at.saturating_sub(run.start)
        }
    }

    /// The bytes of the file that a range of the text came from.
    #[must_use]
    pub fn span(&self, range: &Range<usize>) -> Span {
        let start = self.to_file(range.start);
        if range.end <= range.start {
            return Span::at(start);
        }
        let last = self.run(range.end - 1);
        let end = if last.inserted {
            last.file
        } else {
            last.file + range.end - last.start
        };
        Span::new(start, end)
    }

    fn run(&self, at: usize) -> Run {
        let next = self.runs.partition_point(|run| run.start <= at);
        self.runs[next.saturating_sub(1)]
    }
}

/// One change to the text on its way to markdown. Edits are sorted and do not overlap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Edit {
    /// These bytes go.
    Remove(Range<usize>),
    /// This is put before this byte.
    Insert(usize, &'static str),
}

impl Edit {
    fn at(&self) -> usize {
        match self {
            Self::Remove(range) => range.start,
            Self::Insert(at, _) => *at,
        }
    }
}

/// Makes the text to parse from the body of a file.
#[must_use]
pub fn prepare(text: &str, body: Span) -> Prepared<'_> {
    let body_text = &text[body.start..body.end];
    let removed = redact::redacted(body_text);
    let mut edits = export::missing_breaks(body_text);
    edits.retain(|edit| !removed.iter().any(|r| r.contains(&edit.at())));
    edits.extend(removed.into_iter().map(Edit::Remove));
    if edits.is_empty() {
        return Prepared::unchanged(body_text, body.start);
    }
    edits.sort_by_key(Edit::at);
    apply(body_text, body.start, &edits)
}

fn apply<'a>(text: &str, start: usize, edits: &[Edit]) -> Prepared<'a> {
    let mut out = String::with_capacity(text.len() + edits.len() * 4);
    let mut runs = Vec::with_capacity(edits.len() * 2 + 2);
    let mut from = 0;
    for edit in edits {
        runs.push(Run {
            start: out.len(),
            file: start + from,
            inserted: false,
        });
        out.push_str(&text[from..edit.at()]);
        from = edit.at();
        match edit {
            Edit::Remove(range) => from = range.end,
            Edit::Insert(at, what) => {
                runs.push(Run {
                    start: out.len(),
                    file: start + at,
                    inserted: true,
                });
                out.push_str(what);
            }
        }
    }
    runs.push(Run {
        start: out.len(),
        file: start + from,
        inserted: false,
    });
    out.push_str(&text[from..]);
    Prepared {
        text: Cow::Owned(out),
        runs,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(text: &str) -> Prepared<'_> {
        prepare(text, Span::new(0, text.len()))
    }

    #[test]
    fn text_without_edits_is_borrowed() {
        assert!(matches!(whole("# A\n\nb\n").text, Cow::Borrowed(_)));
    }

    #[test]
    fn redacted_text_is_gone_and_the_rest_keeps_its_place() {
        let text = "one <!-- redact -->secret<!-- /redact --> two";
        let prepared = whole(text);
        assert_eq!(prepared.text, "one  two");
        assert_eq!(prepared.to_file(5), text.find("two").unwrap());
    }

    #[test]
    fn labels_of_an_export_become_headings_in_place() {
        let text = "Some title\nOverview\nIt broke.\nTimeline\n10:00 Down\n";
        let prepared = whole(text);
        assert_eq!(
            prepared.text,
            "Some title\n\n## Overview\n\nIt broke.\n\n## Timeline\n\n10:00 Down\n"
        );
        let at = prepared.text.find("10:00").unwrap();
        assert_eq!(prepared.to_file(at), text.find("10:00").unwrap());
        let label = prepared.text.find("Timeline").unwrap();
        assert_eq!(prepared.span(&(label..label + 8)), Span::new(30, 38));
    }
}
