use std::ops::Range;

use pulldown_cmark::Event;

use super::Context;
use crate::{
    diagnostic::{Code, Diagnostic},
    model::Span,
    parse::markdown::{self, Block, InlineText, Prepared, Spanned},
};

/// What every reader of a part of the body needs: the events, the text they came from, and the way back to the file.
pub(super) struct Source<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) prepared: &'a Prepared<'a>,
    pub(super) events: &'a [Spanned<'a>],
    /// Bytes of the file at which a line ends.
    line_ends: Vec<usize>,
}

impl<'a> Source<'a> {
    pub(super) fn new(
        context: &'a Context<'a>,
        prepared: &'a Prepared<'a>,
        events: &'a [Spanned<'a>],
    ) -> Self {
        let bytes = context.text.as_bytes();
        let line_ends = (0..bytes.len()).filter(|&i| bytes[i] == b'\n').collect();
        Self {
            context,
            prepared,
            events,
            line_ends,
        }
    }

    /// All events.
    pub(super) fn whole(&self) -> Range<u32> {
        // A body is at most a few MB, so the number of events fits.
        #[allow(clippy::cast_possible_truncation)]
        let end = self.events.len() as u32;
        0..end
    }

    /// 1-based line in the file of a byte of the prepared text.
    pub(super) fn line(&self, at: usize) -> u32 {
        let file = self.prepared.to_file(at);
        let before = self.line_ends.partition_point(|&end| end < file);
        u32::try_from(before + 1).unwrap_or(u32::MAX)
    }

    /// Bytes of the file behind bytes of the prepared text.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        self.prepared.span(range)
    }

    pub(super) fn blocks(&self, within: Range<u32>) -> Vec<Block> {
        markdown::blocks(self.events, within)
    }

    pub(super) fn children(&self, block: &Block) -> Vec<Block> {
        markdown::children(self.events, block)
    }

    /// The events inside a block.
    pub(super) fn inner(&self, block: &Block) -> Range<u32> {
        block.inner(self.events)
    }

    /// Plain text of one line.
    pub(super) fn plain(&self, events: Range<u32>) -> String {
        markdown::plain_text(self.events, events)
    }

    /// The beginning of the plain text: at least so many bytes, if there are as many.
    pub(super) fn plain_start(&self, events: Range<u32>, bytes: usize) -> String {
        let mut end = events.start;
        let mut length = 0;
        while end < events.end && length < bytes {
            if let Event::Text(text) | Event::Code(text) = &self.events[end as usize].0 {
                length += text.len();
            }
            end += 1;
        }
        self.plain(events.start..end)
    }

    /// Plain text of what stands behind the cuts.
    pub(super) fn plain_after(&self, events: Range<u32>, cuts: &[Range<usize>]) -> String {
        let Some(end) = cuts.iter().map(|c| c.end).max() else {
            return self.plain(events);
        };
        let inline = self.inline(events);
        let words: Vec<&str> = inline.text[inline.offset(end)..]
            .split_whitespace()
            .collect();
        words.join(" ")
    }

    /// Plain text with the way back to its bytes.
    pub(super) fn inline(&self, events: Range<u32>) -> InlineText {
        markdown::inline_text(self.events, events)
    }

    /// The bytes of the prepared text that a run of events covers.
    pub(super) fn bytes(&self, events: &Range<u32>) -> Range<usize> {
        let slice = &self.events[events.start as usize..events.end as usize];
        let start = slice.first().map_or(0, |(_, range)| range.start);
        let end = slice
            .iter()
            .map(|(_, range)| range.end)
            .max()
            .unwrap_or(start);
        start..end.max(start)
    }

    /// The lines of a paragraph of a pasted export, joined where its tool has wrapped them: a line goes on where the next
    /// word would not have fitted, or begins with a small letter.
    pub(super) fn unwrapped(&self, inline: Range<u32>) -> Vec<Range<u32>> {
        let width = self.wrap_width();
        let mut found: Vec<Range<u32>> = Vec::new();
        let mut last = 0;
        for line in markdown::lines(self.events, inline) {
            let text = self.plain(line.events.clone());
            let word = text.split(' ').next().unwrap_or_default().chars().count();
            let small = text.starts_with(|c: char| c.is_lowercase() || c == '(');
            match found.last_mut() {
                Some(open) if small || last + 1 + word > width => open.end = line.events.end,
                _ => found.push(line.events),
            }
            last = text.chars().count();
        }
        found
    }

    /// How long nine of ten lines are at most.
    fn wrap_width(&self) -> usize {
        let lines = self.prepared.text.lines().map(str::trim);
        let mut lengths: Vec<usize> = lines
            .filter(|line| !line.is_empty())
            .map(|line| line.chars().count())
            .collect();
        lengths.sort_unstable();
        let at = lengths.len() * 9 / 10;
        lengths.get(at).copied().unwrap_or_default()
    }

    /// A finding at a place of the prepared text.
    pub(super) fn finding(
        &self,
        code: Code,
        message: impl Into<String>,
        at: &Range<usize>,
        label: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic::new(code, message).at(self.context.file, self.span(at), label)
    }
}
