//! Numbers of footnotes, in the order a reader of the whole debrief meets them.

use std::collections::BTreeMap;

use pulldown_cmark::{Event, Tag};

use crate::parse::markdown::Spanned;

/// One place that refers to a footnote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reference {
    /// 1-based number of the footnote.
    pub(super) number: usize,
    /// How many references to the same footnote came before.
    pub(super) nth: usize,
}

impl Reference {
    /// The `id` of the reference. A colon keeps it apart from every heading's anchor, which are slugs.
    pub(super) fn id(self) -> String {
        match self.nth {
            0 => format!("fnref:{}", self.number),
            nth => format!("fnref:{}:{}", self.number, nth + 1),
        }
    }
}

/// The footnotes of a body.
#[derive(Debug, Default)]
pub(super) struct Footnotes {
    /// By name: number and count of references.
    notes: BTreeMap<String, (usize, usize)>,
    /// By index of the event.
    references: BTreeMap<usize, Reference>,
}

impl Footnotes {
    pub(super) fn new(events: &[Spanned<'_>]) -> Self {
        let mut footnotes = Self::default();
        for (at, (event, _)) in events.iter().enumerate() {
            if let Event::FootnoteReference(name) = event {
                let next = footnotes.notes.len() + 1;
                let (number, count) =
                    (footnotes.notes.entry(name.to_string())).or_insert((next, 0));
                let reference = Reference {
                    number: *number,
                    nth: *count,
                };
                *count += 1;
                footnotes.references.insert(at, reference);
            }
        }
        for (event, _) in events {
            if let Event::Start(Tag::FootnoteDefinition(name)) = event {
                let next = footnotes.notes.len() + 1;
                footnotes.notes.entry(name.to_string()).or_insert((next, 0));
            }
        }
        footnotes
    }

    /// The reference that is the event at `index`.
    pub(super) fn reference(&self, index: usize) -> Option<Reference> {
        self.references.get(&index).copied()
    }

    /// The number of a footnote, and the references to it.
    pub(super) fn definition(&self, name: &str) -> (usize, impl Iterator<Item = Reference>) {
        let (number, count) = self.notes.get(name).copied().unwrap_or_default();
        (number, (0..count).map(move |nth| Reference { number, nth }))
    }
}
