//! The timeline: tables, lists, headings or plain lines with times.

mod entry;
mod lines;
mod list;
mod marks;
mod table;
mod updates;

use std::ops::Range;

pub(super) use marks::label_mark;

use super::{
    calendar::Calendar,
    clock,
    outline::{Draft, Piece},
    parts::Parts,
    source::Source,
};
use crate::{
    diagnostic::Diagnostic,
    model::{Fragment, Part, SectionKind, TimelineEntry},
    parse::markdown::{self, Block, BlockKind},
};

/// What is read so far, and what is needed to go on.
pub(super) struct Reader<'a> {
    source: &'a Source<'a>,
    calendar: Calendar,
    entries: Vec<TimelineEntry>,
    diagnostics: Vec<Diagnostic>,
    parts: Parts,
    /// Which entry blocks without a time of their own belong to.
    open: Open,
}

/// What takes the blocks that follow an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    /// Nothing: they are prose of the section.
    Nothing,
    /// An entry that is a heading: everything up to the next heading.
    Heading,
    /// An entry that is a line: everything up to the next line with a time.
    Line {
        /// Where its last line ends in the events, so that the next one joins it.
        end: u32,
    },
}

impl<'a> Reader<'a> {
    pub(super) fn new(source: &'a Source<'a>, calendar: Calendar) -> Self {
        Self {
            source,
            calendar,
            entries: Vec::new(),
            diagnostics: Vec::new(),
            parts: Parts::default(),
            open: Open::Nothing,
        }
    }

    /// Goes to the day a heading names.
    pub(super) fn turn_to(&mut self, day: clock::DayRef) {
        self.calendar.turn_to(day);
    }

    /// Reads a section as timeline; its parts hold all its blocks.
    pub(super) fn section(&mut self, draft: &Draft) -> Vec<Part> {
        self.open = Open::Nothing;
        for piece in &draft.pieces {
            self.piece(piece);
        }
        std::mem::take(&mut self.parts).finish()
    }

    pub(super) fn finish(self) -> (Vec<TimelineEntry>, Vec<Diagnostic>) {
        (self.entries, self.diagnostics)
    }

    fn piece(&mut self, piece: &Piece) {
        match piece.block.kind {
            BlockKind::Heading(_) => self.heading(&piece.block),
            _ if self.open == Open::Heading => {
                self.attach(piece.block.events.clone(), &piece.block.range)
            }
            BlockKind::Table => {
                if table::read(self, &piece.block) {
                    self.open = Open::Nothing;
                } else {
                    self.loose(piece);
                }
            }
            BlockKind::List(_) => {
                if !list::read(self, &piece.block, 0) {
                    self.loose(piece);
                }
            }
            BlockKind::Paragraph if piece.cuts.is_empty() && updates::read(self, &piece.block) => {}
            BlockKind::Paragraph if piece.cuts.is_empty() => lines::read(self, &piece.block),
            _ => self.loose(piece),
        }
    }

    /// A block without times: it belongs to the open entry, else it is prose.
    fn loose(&mut self, piece: &Piece) {
        if let Open::Line { .. } = self.open {
            self.attach(piece.block.events.clone(), &piece.block.range);
        } else {
            self.parts.piece(piece);
        }
    }

    /// Gives events to the last entry.
    fn attach(&mut self, events: Range<u32>, bytes: &Range<usize>) {
        let Some(entry) = self.entries.last_mut() else {
            self.parts.prose(Fragment::whole(events));
            return;
        };
        if entry.text.is_empty() {
            entry.text = self.source.plain(events.clone());
        }
        entry.content.push(Fragment::whole(events.clone()));
        entry.span.end = entry.span.end.max(self.source.span(bytes).end);
        if let Open::Line { end } = &mut self.open {
            *end = u32::MAX;
        }
        self.adopt(marks::in_emphasis(self.source, &events));
    }

    /// A heading that is an event: its blocks follow.
    fn heading(&mut self, block: &Block) {
        let inner = self.source.inner(block);
        let text = self.source.inline(inner.clone());
        if let Some(stamp) = clock::leading(&text.text) {
            self.entry(entry::Draft {
                stamp: Some(&stamp),
                text: &text,
                events: inner,
                bytes: block.range.clone(),
            });
        } else {
            self.parts.prose(Fragment::whole(block.events.clone()));
        }
        self.open = Open::Heading;
    }
}

/// Marks the sections that hold a timeline without being called one: a list in which times come first, and where no
/// section is called timeline also a table with a column of times.
pub(super) fn find_unnamed(source: &Source<'_>, drafts: &mut [Draft]) {
    let named = drafts.iter().any(|d| d.kind == SectionKind::Timeline);
    for draft in drafts {
        let suits = match draft.kind {
            SectionKind::Narrative => true,
            SectionKind::Other
            | SectionKind::Preamble
            | SectionKind::Detection
            | SectionKind::Resolution => !named,
            _ => false,
        };
        if suits
            && (draft
                .pieces
                .iter()
                .any(|p| looks_timed(source, &p.block, named))
                || (!named && updates::are(source, draft)))
        {
            draft.reads_as = SectionKind::Timeline;
        }
    }
}

/// Fewest times in a row that make a timeline of what is not called one.
const FEWEST_TIMES: usize = 3;

fn looks_timed(source: &Source<'_>, block: &Block, named: bool) -> bool {
    match block.kind {
        BlockKind::Table if !named => table::has_time_column(source, block),
        BlockKind::List(_) => {
            let items = source.children(block);
            let timed = items
                .iter()
                .filter(|item| {
                    clock::leading(&source.plain(item.events.clone()))
                        .is_some_and(|s| s.has_clock())
                })
                .count();
            timed >= FEWEST_TIMES && timed * 2 > items.len()
        }
        BlockKind::Paragraph if !named => {
            let lines = markdown::lines(source.events, source.inner(block));
            let timed = lines.iter().filter(|line| {
                let start = source.plain_start(line.events.clone(), 24);
                clock::leading(&start).is_some_and(|s| s.has_clock())
            });
            let timed = timed.count();
            timed >= FEWEST_TIMES && timed * 2 > lines.len()
        }
        BlockKind::Heading(_) => !named,
        _ => false,
    }
}
