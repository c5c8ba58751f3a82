use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Spanned;

/// The plain text of inline events, with the way back to the bytes they came from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct InlineText {
    /// Text of one line; breaks have become spaces.
    pub text: String,
    /// Byte of `text` to byte of the prepared text, one entry for each run; sorted by the first.
    runs: Vec<(usize, usize)>,
    /// Where the last run ends in the prepared text.
    end: usize,
}

impl InlineText {
    /// The byte of the prepared text where a byte of the plain text came from.
    #[must_use]
    pub fn source(&self, at: usize) -> usize {
        let run = self.runs.partition_point(|&(start, _)| start <= at);
        match run.checked_sub(1).map(|i| self.runs[i]) {
            Some((start, source)) => (source + (at - start)).min(self.end.max(source)),
            None => self.end,
        }
    }

    /// The first byte of the plain text that came from this byte of the prepared text, or from one behind it.
    #[must_use]
    pub fn offset(&self, source: usize) -> usize {
        for (i, &(start, from)) in self.runs.iter().enumerate() {
            let end = self
                .runs
                .get(i + 1)
                .map_or(self.text.len(), |&(next, _)| next);
            if from + (end - start) > source {
                let mut at = start + source.saturating_sub(from);
                while !self.text.is_char_boundary(at) {
                    at += 1;
                }
                return at;
            }
        }
        self.text.len()
    }

    /// The bytes of the prepared text behind a range of the plain text.
    #[must_use]
    pub fn source_range(&self, range: &Range<usize>) -> Range<usize> {
        if range.end <= range.start {
            let at = self.source(range.start);
            return at..at;
        }
        let last = self.source(range.end - 1);
        self.source(range.start)..last + 1
    }

    fn push(&mut self, text: &str, range: &Range<usize>) {
        self.runs.push((self.text.len(), range.start));
        self.text.push_str(text);
        self.end = self.end.max(range.end);
    }
}

/// One line of a paragraph: its events, and whether it ends at a break that the author typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Events of the line, the break left out.
    pub events: Range<u32>,
}

/// Splits inline events at the breaks of the outermost level. A break inside emphasis or a link does not split.
#[must_use]
pub fn lines(events: &[Spanned<'_>], within: Range<u32>) -> Vec<Line> {
    let mut found = Vec::new();
    let (mut start, mut depth) = (within.start, 0_usize);
    for i in within.clone() {
        match events[i as usize].0 {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::SoftBreak | Event::HardBreak if depth == 0 => {
                found.push(Line { events: start..i });
                start = i + 1;
            }
            _ => {}
        }
    }
    if start < within.end || found.is_empty() {
        found.push(Line {
            events: start..within.end,
        });
    }
    found
}

/// The plain text of events, blocks separated by a space. Code keeps its text, images their description; raw HTML
/// and footnote references give nothing, but `<br>` a space.
#[must_use]
pub fn inline_text(events: &[Spanned<'_>], within: Range<u32>) -> InlineText {
    let mut out = InlineText::default();
    for (event, range) in &events[within.start as usize..within.end as usize] {
        match event {
            Event::Text(text) => out.push(text, range),
            Event::Code(text) => {
                // The backticks and a padding space are part of the range but not of the text.
                let pad = (range.len().saturating_sub(text.len())) / 2;
                out.push(text, &(range.start + pad..range.end));
            }
            Event::SoftBreak | Event::HardBreak => out.push(" ", range),
            Event::InlineHtml(html)
                if html.trim_start().to_ascii_lowercase().starts_with("<br") =>
            {
                out.push(" ", range);
            }
            Event::Start(Tag::Item | Tag::Paragraph | Tag::TableCell)
            | Event::End(
                TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell | TagEnd::CodeBlock,
            ) if !out.text.is_empty() && !out.text.ends_with(' ') => {
                out.push(" ", range);
            }
            _ => {}
        }
    }
    out
}

/// The plain text of events, with runs of white space made one space and none at the ends.
#[must_use]
pub fn plain_text(events: &[Spanned<'_>], within: Range<u32>) -> String {
    let text = inline_text(events, within).text;
    let mut plain = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !plain.is_empty() {
            plain.push(' ');
        }
        plain.push_str(word);
    }
    plain
}
