use std::ops::Range;

use super::{Open, Reader, entry::Draft, lines, marks};
use crate::{
    model::{Fragment, Mark},
    parse::{
        body::clock::{self, Stamp},
        markdown::{Block, BlockKind, InlineText},
    },
};

/// Lists nested deeper than this are content, whatever stands in them.
const DEEPEST: usize = 6;

/// What an item of a list is.
enum Item {
    /// Its text begins with a time.
    Timed(Stamp),
    /// `First detected: 10:42`: a mark, and the time behind it.
    Marked(Mark, Stamp, usize),
    /// A day or a phase, with times in a list inside.
    Group(Option<clock::DayRef>),
    /// Anything else.
    Plain,
}

/// Reads a list in which at least one item has a time; false when none has.
pub(super) fn read(reader: &mut Reader<'_>, list: &Block, depth: usize) -> bool {
    let source = reader.source;
    let items: Vec<_> = source
        .children(list)
        .into_iter()
        .map(|item| {
            let blocks = source.children(&item);
            let text = first_text(reader, &blocks);
            let kind = classify(reader, &text, &blocks, depth);
            (item, blocks, text, kind)
        })
        .collect();
    if items.iter().all(|(.., kind)| matches!(kind, Item::Plain)) {
        return false;
    }
    let mut any = false;
    for (item, blocks, text, kind) in items {
        match kind {
            Item::Timed(stamp) => {
                reader.entry(Draft {
                    stamp: Some(&stamp),
                    text: &text,
                    events: first_events(reader, &blocks),
                    bytes: item.range.clone(),
                });
                rest(reader, &blocks);
                any = true;
            }
            Item::Marked(mark, stamp, label) => {
                marked(
                    reader,
                    mark,
                    &stamp,
                    label,
                    &text,
                    first_events(reader, &blocks),
                    item.range.clone(),
                );
                rest(reader, &blocks);
                any = true;
            }
            Item::Group(day) => group(reader, day, &blocks, depth),
            Item::Plain if any => {
                for block in blocks {
                    reader.attach(block.events.clone(), &block.range);
                }
            }
            Item::Plain => {
                for block in blocks {
                    reader.parts.prose(Fragment::whole(block.events));
                }
            }
        }
    }
    reader.open = Open::Nothing;
    true
}

fn first_events(reader: &Reader<'_>, blocks: &[Block]) -> Range<u32> {
    match blocks.first() {
        Some(block) if block.kind == BlockKind::Paragraph => reader.source.inner(block),
        _ => 0..0,
    }
}

fn first_text(reader: &Reader<'_>, blocks: &[Block]) -> InlineText {
    match blocks.first() {
        Some(block) if block.kind == BlockKind::Paragraph => {
            reader.source.inline(reader.source.inner(block))
        }
        _ => InlineText::default(),
    }
}

fn classify(reader: &Reader<'_>, text: &InlineText, blocks: &[Block], depth: usize) -> Item {
    let nested = blocks
        .iter()
        .skip(1)
        .any(|b| matches!(b.kind, BlockKind::List(_)));
    if let Some(stamp) = clock::leading(&text.text) {
        let day_only = lines::is_day(&stamp, &text.text);
        let heads_times = || has_times(reader, &blocks[1..]);
        let day = lines::begins_with_day(&stamp, &text.text);
        if nested && depth < DEEPEST && (day_only || (day && heads_times())) {
            return Item::Group(stamp.day);
        }
        if lines::is_entry(&stamp, &text.text) || day_only || day {
            return Item::Timed(stamp);
        }
    }
    if let Some((mark, label)) = marks::label_mark(&text.text)
        && let Some(mut stamp) = clock::only(&text.text[label..])
    {
        let lead = text.text.len() - text.text[label..].trim_start().len() - label;
        let shift = label + lead.min(text.text.len() - label);
        stamp.start += shift;
        stamp.end += shift;
        stamp.rest = text.text.len();
        return Item::Marked(mark, stamp, label);
    }
    if nested && depth < DEEPEST && has_times(reader, &blocks[1..]) {
        return Item::Group(None);
    }
    Item::Plain
}

fn has_times(reader: &Reader<'_>, blocks: &[Block]) -> bool {
    blocks
        .iter()
        .filter(|b| matches!(b.kind, BlockKind::List(_)))
        .any(|list| {
            let items = reader.source.children(list);
            let timed = items.iter().filter(|item| {
                let text = reader.source.plain(item.events.clone());
                clock::leading(&text).is_some_and(|s| s.has_clock())
            });
            timed.count() * 2 > items.len()
        })
}

/// The blocks of an item after its first go with its entry.
fn rest(reader: &mut Reader<'_>, blocks: &[Block]) {
    for block in blocks.iter().skip(1) {
        reader.attach(block.events.clone(), &block.range);
    }
}

/// An entry whose text is its mark.
fn marked(
    reader: &mut Reader<'_>,
    mark: Mark,
    stamp: &Stamp,
    label: usize,
    text: &InlineText,
    events: Range<u32>,
    bytes: Range<usize>,
) {
    let written = text.text[stamp.start..stamp.end].trim().to_owned();
    let words = text.text[..label]
        .trim()
        .trim_end_matches([':', '-', '–'])
        .trim();
    let cut = text.source_range(&(label..text.text.len()));
    let content = vec![Fragment {
        events,
        cuts: vec![cut],
    }];
    reader.push(
        Some(stamp),
        &written,
        words.to_owned(),
        content,
        vec![mark],
        bytes,
    );
}

/// A day, or a phase: its own text is prose, its list is read in its turn.
fn group(reader: &mut Reader<'_>, day: Option<clock::DayRef>, blocks: &[Block], depth: usize) {
    if let Some(day) = day {
        reader.calendar.turn_to(day);
    }
    for block in blocks {
        let read_inside =
            matches!(block.kind, BlockKind::List(_)) && read(reader, block, depth + 1);
        if !read_inside {
            reader.parts.prose(Fragment::whole(block.events.clone()));
        }
    }
}
