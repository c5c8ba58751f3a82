//! Cuts the body into sections: at headings, and at the labels that stand for headings.

use std::ops::Range;

pub(super) use super::draft::{Draft, Piece};
use super::{
    anchor::Anchors,
    clock, incidents,
    label::{self, Label},
    source::Source,
};
use crate::{
    model::{Fragment, Heading, SectionKind},
    parse::markdown::{Block, BlockKind, exact_section_kind, section_kind},
};

/// The body in sections.
pub(super) struct Outline {
    /// The heading that is the title of the whole.
    pub(super) title: Option<Block>,
    pub(super) sections: Vec<Draft>,
}

/// Cuts the body into sections.
pub(super) fn read(source: &Source<'_>) -> Outline {
    let blocks = source.blocks(source.whole());
    let incidents = incidents::level(source, &blocks);
    let title = title_index(source, &blocks)
        .filter(|&i| incidents.is_none_or(|level| blocks[i].kind != BlockKind::Heading(level)));
    let mut builder = Builder::new(source, blocks.len());
    builder.incidents = incidents;
    for (i, block) in blocks.iter().enumerate() {
        if Some(i) == title {
            builder.restart(block);
        } else if let BlockKind::Heading(level) = block.kind {
            builder.heading(block, level, &blocks[i + 1..]);
        } else {
            builder.block(block);
        }
    }
    builder.finish(title.map(|i| blocks[i].clone()))
}

/// The first H1, wherever it stands; without one, a first heading that is the name of no section and has others below.
fn title_index(source: &Source<'_>, blocks: &[Block]) -> Option<usize> {
    let first_of_all = || {
        let BlockKind::Heading(level) = blocks.first()?.kind else {
            return None;
        };
        let others = blocks[1..]
            .iter()
            .any(|b| matches!(b.kind, BlockKind::Heading(next) if next >= level));
        let named = section_kind(&source.plain(source.inner(&blocks[0]))).is_some();
        (others && !named).then_some(0)
    };
    blocks
        .iter()
        .position(|b| b.kind == BlockKind::Heading(1))
        .or_else(first_of_all)
}

struct Builder<'a> {
    source: &'a Source<'a>,
    anchors: Anchors,
    sections: Vec<Draft>,
    /// Open headings: level and kind.
    open: Vec<(u8, SectionKind)>,
    /// Level of the last real heading; labels stand one below it.
    real_level: u8,
    /// Level of the headings of incidents, when the file tells of several.
    incidents: Option<u8>,
}

impl<'a> Builder<'a> {
    fn new(source: &'a Source<'a>, capacity: usize) -> Self {
        let mut sections = Vec::with_capacity(capacity / 3 + 1);
        sections.push(Draft::preamble(0));
        Self {
            source,
            anchors: Anchors::default(),
            sections,
            open: Vec::new(),
            real_level: 1,
            incidents: None,
        }
    }

    /// The title: what follows it is not part of a section before it.
    fn restart(&mut self, block: &Block) {
        self.open.clear();
        self.real_level = 1;
        let mut next = Draft::preamble(block.range.end);
        next.level = 0;
        self.sections.push(next);
    }

    fn parent(&self, level: u8) -> Option<SectionKind> {
        self.open
            .iter()
            .rev()
            .find(|(l, _)| *l < level)
            .map(|&(_, kind)| kind)
    }

    fn current(&mut self) -> &mut Draft {
        // There is always the preamble.
        let last = self.sections.len() - 1;
        &mut self.sections[last]
    }

    fn heading(&mut self, block: &Block, level: u8, after: &[Block]) {
        let text = self.source.plain(self.source.inner(block));
        let incident = self.incidents == Some(level);
        let incident = if incident {
            incidents::heading(&text)
        } else {
            None
        };
        let day = match &incident {
            Some(title) => title.stamp.as_ref().and_then(|s| s.day),
            None => match self.in_timeline(&text, level, after) {
                InTimeline::Entry => return self.piece(block.clone(), Vec::new()),
                InTimeline::Day(day) => Some(day),
                InTimeline::No => None,
            },
        };
        self.real_level = level;
        let own = match (&incident, day) {
            (Some(_), _) => Some(SectionKind::Other),
            (None, Some(_)) => Some(SectionKind::Timeline),
            (None, None) => self.kind_of(&text, level),
        };
        let kind = own
            .or_else(|| self.parent(level))
            .unwrap_or(SectionKind::Other);
        let content = Fragment::whole(self.source.inner(block));
        self.open_section(
            &text,
            content,
            level,
            kind,
            own.is_some(),
            block.range.clone(),
        );
        self.current().day = day;
        self.current().incident = incident.is_some();
    }

    /// What a heading that begins with a time is.
    fn in_timeline(&mut self, text: &str, level: u8, after: &[Block]) -> InTimeline {
        let under = self.parent(level) == Some(SectionKind::Timeline);
        if !(under || self.current().kind == SectionKind::Timeline) {
            let alone = clock::only(text).is_some_and(|s| s.has_clock());
            return if alone {
                InTimeline::Entry
            } else {
                InTimeline::No
            };
        }
        let Some(stamp) = clock::leading(text) else {
            return InTimeline::No;
        };
        let bare = text[stamp.rest..].trim().is_empty();
        match stamp.day {
            _ if stamp.has_clock() || (under && !bare) => InTimeline::Entry,
            Some(day) if bare && self.heads_a_day(level, after) => InTimeline::Day(day),
            _ if bare => InTimeline::Entry,
            _ => InTimeline::No,
        }
    }

    /// Whether times follow below a heading that is only a day, so that it is not an event of its own.
    fn heads_a_day(&self, level: u8, after: &[Block]) -> bool {
        for block in after {
            match block.kind {
                BlockKind::Heading(next) => {
                    let text = self.source.plain(self.source.inner(block));
                    return next >= level
                        && clock::leading(&text).is_some_and(|s| s.has_clock() && s.day.is_none());
                }
                BlockKind::Table => return true,
                BlockKind::Paragraph | BlockKind::List(_) => {
                    let text = self.source.plain(block.events.clone());
                    if clock::leading(&text).is_some_and(|s| s.has_clock()) {
                        return true;
                    }
                }
                _ => {}
            }
        }
        false
    }

    /// What the heading says of its own. Under action items a `Detection` or `Process` only groups them.
    fn kind_of(&self, text: &str, level: u8) -> Option<SectionKind> {
        let kind = section_kind(text)?;
        let strong = matches!(
            kind,
            SectionKind::WentWell
                | SectionKind::WentWrong
                | SectionKind::Lucky
                | SectionKind::Learnings
                | SectionKind::Timeline
                | SectionKind::Actions
        );
        match self.parent(level) {
            Some(SectionKind::Actions | SectionKind::Timeline) if !strong => None,
            _ => Some(kind),
        }
    }

    fn open_section(
        &mut self,
        text: &str,
        content: Fragment,
        level: u8,
        kind: SectionKind,
        own_kind: bool,
        range: Range<usize>,
    ) {
        while self.open.last().is_some_and(|&(l, _)| l >= level) {
            self.open.pop();
        }
        self.open.push((level, kind));
        let heading = Heading {
            text: text.to_owned(),
            level,
            anchor: self.anchors.make(text),
            line: self.source.line(range.start),
            content,
        };
        self.sections.push(Draft {
            kind,
            reads_as: kind,
            own_kind,
            heading: Some(heading),
            level,
            incident: false,
            day: None,
            pieces: Vec::new(),
            range,
        });
    }

    fn piece(&mut self, block: Block, cuts: Vec<Range<usize>>) {
        let draft = self.current();
        draft.range.end = draft.range.end.max(block.range.end);
        draft.pieces.push(Piece { block, cuts });
    }

    fn block(&mut self, block: &Block) {
        match block.kind {
            BlockKind::Paragraph if self.paragraph_label(block) => {}
            BlockKind::List(_) if self.label_list(block) => {}
            _ => self.piece(block.clone(), Vec::new()),
        }
    }

    /// The kind of the real heading we are under.
    fn real_kind(&self) -> SectionKind {
        self.open
            .iter()
            .rev()
            .find(|(l, _)| *l <= self.real_level)
            .map_or(SectionKind::Preamble, |&(_, kind)| kind)
    }

    /// `**Impact**: …` or `Action items:` as a paragraph.
    fn paragraph_label(&mut self, block: &Block) -> bool {
        let inner = self.source.inner(block);
        let Some(label) = label::of_section(self.source, &inner) else {
            return false;
        };
        let under = self.real_kind();
        let grouped = matches!(under, SectionKind::Actions | SectionKind::Learnings);
        let known = exact_section_kind(&label.text);
        let kind = match known {
            Some(kind) if !matches!(under, SectionKind::Timeline | SectionKind::Actions) => kind,
            Some(
                kind @ (SectionKind::Actions
                | SectionKind::WentWell
                | SectionKind::WentWrong
                | SectionKind::Lucky),
            ) => kind,
            _ if grouped && label.emphasised && !label.more => under,
            _ => return false,
        };
        self.open_label(&label, kind, known.is_some(), block);
        true
    }

    fn open_label(&mut self, label: &Label, kind: SectionKind, own: bool, block: &Block) {
        let level = (self.real_level + 1).clamp(2, 6);
        let start = block.range.start;
        self.open_section(
            &label.text,
            label.content.clone(),
            level,
            kind,
            own,
            start..start,
        );
        if label.more {
            self.piece(block.clone(), vec![label.cut.clone()]);
        } else {
            self.current().range.end = block.range.end;
        }
    }

    /// A list whose items are the sections: `- **Impact**: …`, `- **Timeline**:` with a list inside.
    fn label_list(&mut self, list: &Block) -> bool {
        if matches!(
            self.real_kind(),
            SectionKind::Timeline | SectionKind::Actions | SectionKind::Learnings
        ) {
            return false;
        }
        let items = self.source.children(list);
        let labels: Vec<Option<(Label, Block, SectionKind)>> =
            items.iter().map(|item| self.item_label(item)).collect();
        let known = labels.iter().flatten().count();
        if known < 2 || known * 3 < items.len() {
            return false;
        }
        for (item, label) in items.iter().zip(labels) {
            let blocks = self.source.children(item);
            let Some((label, first, kind)) = label else {
                for block in blocks {
                    self.piece(block, Vec::new());
                }
                continue;
            };
            self.open_label(&label, kind, true, &first);
            for block in blocks.into_iter().skip(1) {
                self.piece(block, Vec::new());
            }
        }
        true
    }

    fn item_label(&self, item: &Block) -> Option<(Label, Block, SectionKind)> {
        let parts = self.source.children(item);
        let first = parts.first().cloned()?;
        if first.kind != BlockKind::Paragraph {
            return None;
        }
        let inner = self.source.inner(&first);
        if let Some(label) = label::of_section(self.source, &inner) {
            let kind = exact_section_kind(&label.text)?;
            return label.emphasised.then_some((label, first, kind));
        }
        // `- Timeline (UTC)`, with what it holds inside.
        let label = label::plain(self.source, &inner).filter(|_| parts.len() > 1)?;
        let kind = exact_section_kind(&label.text)?;
        Some((label, first, kind))
    }

    fn finish(mut self, title: Option<Block>) -> Outline {
        self.sections
            .retain(|s| s.heading.is_some() || !s.pieces.is_empty());
        Outline {
            title,
            sections: self.sections,
        }
    }
}

/// What a heading is to the timeline it stands in or beside.
enum InTimeline {
    /// An event; the blocks that follow belong to it.
    Entry,
    /// The day of the events that follow.
    Day(clock::DayRef),
    /// Nothing.
    No,
}
