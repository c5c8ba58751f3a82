//! Updates of a status page: what was said, and behind it when. Newest first, as they are copied.

use super::{Open, Reader};
use crate::{
    model::{Fragment, Mark},
    parse::{
        body::{clock, outline::Draft, source::Source},
        markdown::{Block, BlockKind},
    },
};

/// What an update begins with, and what it stands for where that is plain.
const STATES: &[(&str, Option<Mark>)] = &[
    ("resolved", Some(Mark::Resolved)),
    ("completed", Some(Mark::Resolved)),
    ("monitoring", Some(Mark::Mitigated)),
    ("identified", None),
    ("investigating", Some(Mark::Acknowledged)),
    ("update", None),
    ("verifying", None),
    ("in progress", None),
    ("scheduled", None),
];

/// Fewest updates that make a timeline.
const FEWEST: usize = 2;

/// Whether a section holds updates.
pub(super) fn are(source: &Source<'_>, draft: &Draft) -> bool {
    let updates = draft.pieces.iter().filter(|piece| {
        piece.block.kind == BlockKind::Paragraph && {
            let text = source.plain(source.inner(&piece.block));
            state(&text).is_some() && clock::trailing(&text).is_some()
        }
    });
    updates.count() >= FEWEST
}

/// Reads a paragraph that is an update; false when it is something else.
pub(super) fn read(reader: &mut Reader<'_>, block: &Block) -> bool {
    let source = reader.source;
    let inner = source.inner(block);
    let text = source.inline(inner.clone());
    let Some(mark) = state(&text.text) else {
        return false;
    };
    let Some((start, stamp)) = clock::trailing(&text.text) else {
        return false;
    };
    let said = text.text[..start].trim_end();
    let said = said
        .trim_end_matches("Posted")
        .trim_end_matches([' ', '-', '–', '—', ',', '(', '[']);
    let cut = text.source_range(&(said.len()..text.text.len()));
    let content = vec![Fragment {
        events: inner,
        cuts: vec![cut],
    }];
    reader.push(
        Some(&stamp),
        text.text[start..].trim(),
        super::entry::squeeze(said),
        content,
        mark.into_iter().collect(),
        block.range.clone(),
    );
    reader.open = Open::Nothing;
    true
}

/// What the first word of a text says: `Resolved - …`, or the word on a line of its own.
fn state(text: &str) -> Option<Option<Mark>> {
    let text = text.trim_start();
    STATES.iter().find_map(|(name, mark)| {
        let head = text.get(..name.len())?;
        let rest = &text[name.len()..];
        let parted = rest.starts_with([' ', ':', '-', '–', '—']);
        (head.eq_ignore_ascii_case(name) && head.starts_with(char::is_uppercase) && parted)
            .then_some(*mark)
    })
}
