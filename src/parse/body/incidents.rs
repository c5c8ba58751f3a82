//! Several incidents told in one file.

use super::{
    Body, clock,
    facts::Facts,
    label, lifecycle,
    outline::Draft,
    source::Source,
    title::{self, Title},
};
use crate::{
    diagnostic::Diagnostic,
    model::{Incident, SectionKind},
    parse::markdown::{Block, BlockKind, exact_section_kind, section_kind},
};

/// The heading of an incident, taken apart: one with a date, and a name beside it.
pub(super) fn heading(text: &str) -> Option<Title> {
    let title = title::read(text);
    let dated = title
        .stamp
        .as_ref()
        .is_some_and(|s| title::full_date(s).is_some() && s.until.is_none());
    (dated && title.text != text.trim() && clock::leading(&title.text).is_none()).then_some(title)
}

/// The level at which a file has the headings of incidents, when it tells of more than one: dated headings outside any
/// timeline, at least two of which head sections of their own.
pub(super) fn level(source: &Source<'_>, blocks: &[Block]) -> Option<u8> {
    let mut scan = Scan::default();
    for block in blocks {
        match block.kind {
            BlockKind::Heading(level) => scan.heading(level, &source.plain(source.inner(block))),
            BlockKind::List(_) | BlockKind::Paragraph if scan.waiting => {
                scan.tells |= names_sections(source, block)
            }
            _ => {}
        }
        scan.settle();
    }
    (1..=6_u8).find(|&level| scan.told[usize::from(level)] >= 2)
}

#[derive(Default)]
struct Scan {
    /// Level of the timeline we are under.
    timeline: Option<u8>,
    /// Level of the last heading of an incident.
    open: u8,
    /// It has not been seen to head sections yet.
    waiting: bool,
    tells: bool,
    /// By level, how many headings of incidents head sections.
    told: [u32; 7],
}

impl Scan {
    fn heading(&mut self, level: u8, text: &str) {
        if self.timeline.is_some_and(|t| level <= t) {
            self.timeline = None;
        }
        if self.timeline.is_some() {
            return;
        }
        let kind = section_kind(text);
        if heading(text).is_some() {
            (self.open, self.waiting) = (level, true);
        } else if kind == Some(SectionKind::Timeline) && level > 1 {
            self.timeline = Some(level);
            self.tells |= self.waiting && level > self.open;
        } else if self.waiting && level > self.open && kind.is_some() {
            self.tells = true;
        } else if level <= self.open {
            self.waiting = false;
        }
    }

    fn settle(&mut self) {
        if std::mem::take(&mut self.tells) && std::mem::take(&mut self.waiting) {
            self.told[usize::from(self.open.min(6))] += 1;
        }
    }
}

/// Whether a block begins with the name of a section: `**Impact**: …`, as a paragraph or the first item of a list.
fn names_sections(source: &Source<'_>, block: &Block) -> bool {
    let first = match block.kind {
        BlockKind::List(_) => source
            .children(block)
            .first()
            .and_then(|item| source.children(item).into_iter().next()),
        _ => Some(block.clone()),
    };
    first
        .filter(|b| b.kind == BlockKind::Paragraph)
        .and_then(|b| label::of_section(source, &source.inner(&b)))
        .is_some_and(|label| exact_section_kind(&label.text).is_some())
}

/// The incidents of a file that tells of more than one, each with its own lifecycle; empty for any other.
pub(super) fn read(
    source: &Source<'_>,
    drafts: &[Draft],
    body: &mut Body,
    facts: &Facts,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Incident> {
    let starts: Vec<&Draft> = drafts.iter().filter(|d| d.incident).collect();
    let mut found = Vec::with_capacity(starts.len());
    for (i, draft) in starts.iter().enumerate() {
        let Some(named) = &draft.heading else {
            continue;
        };
        let end = starts
            .get(i + 1)
            .map_or(usize::MAX, |next| next.range.start);
        let bytes = draft.range.start..end;
        let file = source.span(&(bytes.start..bytes.start)).start..if end == usize::MAX {
            end
        } else {
            source.span(&(end..end)).start
        };
        let first = body.timeline.partition_point(|e| e.span.start < file.start);
        let last = body.timeline.partition_point(|e| e.span.start < file.end);
        let own = facts.within(&bytes);
        let times = lifecycle::infer(
            source,
            &mut body.timeline[first..last.max(first)],
            &own,
            diagnostics,
        );
        let title = heading(&named.text).map_or_else(|| named.text.clone(), |t| t.text);
        found.push(Incident {
            title,
            anchor: named.anchor.clone(),
            times,
        });
    }
    found
}
