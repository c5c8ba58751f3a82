use std::borrow::Cow;
use std::ops::Range;

use crate::model::Span;

/// The text that is parsed as markdown, and how its bytes map back to the file.
///
/// It is the body of the file, less what must not be published (`<!-- redact -->` blocks), and with the line breaks
/// that a pasted export lacks around its headings.
#[derive(Debug, Clone)]
pub struct Prepared<'a> {
    /// What to parse.
    pub text: Cow<'a, str>,
    /// For each run of `text`: where it starts in `text`, and where in the file. Sorted by both.
    runs: Vec<(usize, usize)>,
}

impl<'a> Prepared<'a> {
    fn unchanged(text: &'a str, start: usize) -> Self {
        Self {
            text: Cow::Borrowed(text),
            runs: vec![(0, start)],
        }
    }

    /// The byte of the file that a byte of the text came from.
    #[must_use]
    pub fn to_file(&self, at: usize) -> usize {
        let run = self.runs.partition_point(|&(start, _)| start <= at);
        let (start, file) = self.runs[run.saturating_sub(1)];
        file + at.saturating_sub(start)
    }

    /// The bytes of the file that a range of the text came from.
    #[must_use]
    pub fn span(&self, range: &Range<usize>) -> Span {
        let end = if range.end > range.start {
            self.to_file(range.end - 1) + 1
        } else {
            self.to_file(range.start)
        };
        Span::new(self.to_file(range.start), end)
    }
}

/// Makes the text to parse from the body of a file.
#[must_use]
pub fn prepare(text: &str, body: Span) -> Prepared<'_> {
    Prepared::unchanged(&text[body.start..body.end], body.start)
}
