use std::collections::BTreeMap;

use serde::Serialize;

use super::{Diagnostic, Place, Sources};
use crate::model::Span;

/// A place in a text as people count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Position {
    /// 1-based.
    pub line: usize,
    /// 1-based, in characters; a byte order mark does not count.
    pub column: usize,
}

/// From the first character to one past the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    /// The first character.
    pub start: Position,
    /// One past the last character.
    pub end: Position,
}

/// Finds lines and columns of one text without reading it again each time.
struct LineIndex<'a> {
    text: &'a str,
    /// Byte at which each line begins.
    lines: Vec<usize>,
    /// Bytes that do not begin a character people see: the rest of a wide one, and a byte order mark.
    uncounted: Vec<usize>,
}

impl<'a> LineIndex<'a> {
    fn new(text: &'a str) -> Self {
        let bom = if text.starts_with('\u{feff}') { 3 } else { 0 };
        let bytes = text.bytes().enumerate();
        let breaks = bytes.clone().filter(|&(_, byte)| byte == b'\n');
        Self {
            text,
            lines: std::iter::once(0)
                .chain(breaks.map(|(at, _)| at + 1))
                .collect(),
            uncounted: bytes
                .filter(|&(at, byte)| at < bom || byte & 0b1100_0000 == 0b1000_0000)
                .map(|(at, _)| at)
                .collect(),
        }
    }

    /// A byte inside a character counts as the character's first, one past the end as the end.
    fn position(&self, at: usize) -> Position {
        let mut at = at.min(self.text.len());
        while at > 0 && self.uncounted.binary_search(&at).is_ok() {
            at -= 1;
        }
        let line = self.lines.partition_point(|&start| start <= at);
        let start = self.lines[line - 1];
        Position {
            line,
            column: at - start - (self.uncounted_before(at) - self.uncounted_before(start)) + 1,
        }
    }

    fn uncounted_before(&self, at: usize) -> usize {
        self.uncounted.partition_point(|&byte| byte < at)
    }

    fn region(&self, span: Span) -> Region {
        Region {
            start: self.position(span.start),
            end: self.position(span.end),
        }
    }
}

/// The lines and columns of all places of some findings; linear in the size of the files they are in.
pub struct Positions<'a>(BTreeMap<&'a str, LineIndex<'a>>);

impl<'a> Positions<'a> {
    /// Reads every file that a finding names once.
    #[must_use]
    pub fn of(diagnostics: &'a [Diagnostic], sources: &'a Sources) -> Self {
        let mut files = BTreeMap::new();
        for place in diagnostics.iter().flat_map(|d| &d.places) {
            if !files.contains_key(&*place.file)
                && let Some(text) = sources.text(&place.file)
            {
                files.insert(&*place.file, LineIndex::new(text));
            }
        }
        Self(files)
    }

    /// Where a place is; `None` when it is a whole file, or in a file whose text is not known.
    #[must_use]
    pub fn region(&self, place: &Place) -> Option<Region> {
        Some(self.0.get(&*place.file)?.region(place.span?))
    }

    /// The text of a file.
    #[must_use]
    pub fn text(&self, file: &str) -> Option<&'a str> {
        Some(self.0.get(file)?.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::line_col;

    #[test]
    fn agrees_with_counting_from_the_start() {
        for text in [
            "",
            "\n",
            "one\r\ntwo\r\n",
            "\u{feff}---\nß: 日本\u{1f33f}é\n\nend",
            "\u{feff}",
        ] {
            let index = LineIndex::new(text);
            for at in 0..text.len() + 3 {
                let Position { line, column } = index.position(at);
                assert_eq!((line, column), line_col(text, at), "byte {at} of {text:?}");
            }
        }
    }
}
