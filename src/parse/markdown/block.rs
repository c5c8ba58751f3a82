use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::Spanned;

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// With its level, 1 to 6.
    Heading(u8),
    /// A paragraph, or the bare inline content of a tight list item.
    Paragraph,
    /// A list; true when numbered.
    List(bool),
    /// One item of a list.
    Item,
    /// A table.
    Table,
    /// The head row of a table.
    TableHead,
    /// A row of a table.
    TableRow,
    /// One cell.
    TableCell,
    /// A fenced or indented block of code.
    Code,
    /// A quotation or callout.
    Quote,
    /// Raw HTML.
    Html,
    /// A horizontal rule.
    Rule,
    /// A footnote's text, or anything else that stands alone.
    Other,
}

/// A block: its events (from its start event to its end event, both included) and its bytes of the prepared text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its events.
    pub events: Range<u32>,
    /// Its bytes.
    pub range: Range<usize>,
}

impl Block {
    /// The events between its start and its end event; all of them for a run of bare inline events.
    #[must_use]
    pub fn inner(&self, events: &[Spanned<'_>]) -> Range<u32> {
        match events.get(self.events.start as usize) {
            Some((Event::Start(_), _)) if !is_inline(&events[self.events.start as usize].0) => {
                self.events.start + 1..self.events.end.saturating_sub(1).max(self.events.start + 1)
            }
            _ => self.events.clone(),
        }
    }
}

fn is_inline(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => matches!(
            tag,
            Tag::Emphasis
                | Tag::Strong
                | Tag::Strikethrough
                | Tag::Superscript
                | Tag::Subscript
                | Tag::Link { .. }
                | Tag::Image { .. }
        ),
        Event::Html(_) | Event::Rule | Event::End(_) => false,
        _ => true,
    }
}

fn kind_of(event: &Event<'_>) -> BlockKind {
    match event {
        Event::Start(tag) => match tag {
            Tag::Heading { level, .. } => BlockKind::Heading(*level as u8),
            Tag::Paragraph => BlockKind::Paragraph,
            Tag::List(first) => BlockKind::List(first.is_some()),
            Tag::Item => BlockKind::Item,
            Tag::Table(_) => BlockKind::Table,
            Tag::TableHead => BlockKind::TableHead,
            Tag::TableRow => BlockKind::TableRow,
            Tag::TableCell => BlockKind::TableCell,
            Tag::CodeBlock(_) => BlockKind::Code,
            Tag::BlockQuote(_) => BlockKind::Quote,
            Tag::HtmlBlock => BlockKind::Html,
            _ => BlockKind::Other,
        },
        Event::Rule => BlockKind::Rule,
        Event::Html(_) => BlockKind::Html,
        _ => BlockKind::Other,
    }
}

/// The index just past the end event that closes the start event at `start`; `start + 1` for any other event.
#[must_use]
pub fn block_end(events: &[Spanned<'_>], start: usize) -> usize {
    let mut depth = 0_usize;
    for (i, (event, _)) in events.iter().enumerate().skip(start) {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return i + 1;
        }
    }
    events.len()
}

/// The blocks of a run of events, outermost only. Bare inline events in a row (a tight list item's text) are one
/// [`BlockKind::Paragraph`].
#[must_use]
pub fn blocks(events: &[Spanned<'_>], within: Range<u32>) -> Vec<Block> {
    let mut found: Vec<Block> = Vec::new();
    let (mut i, end) = (within.start as usize, within.end as usize);
    while i < end {
        let start = i;
        let kind = if is_inline(&events[i].0) {
            while i < end && is_inline(&events[i].0) {
                i = block_end(events, i).min(end);
            }
            BlockKind::Paragraph
        } else {
            i = block_end(events, i).min(end);
            kind_of(&events[start].0)
        };
        let stop = events[start..i].iter().map(|(_, r)| r.end).max();
        found.push(Block {
            kind,
            // A body is at most a few MB (see `source`), so the number of events fits.
            #[allow(clippy::cast_possible_truncation)]
            events: start as u32..i as u32,
            range: events[start].1.start..stop.unwrap_or(events[start].1.end),
        });
    }
    found
}

/// The blocks inside a block: items of a list, rows of a table, cells of a row, blocks of an item.
#[must_use]
pub fn children(events: &[Spanned<'_>], block: &Block) -> Vec<Block> {
    blocks(events, block.inner(events))
}
