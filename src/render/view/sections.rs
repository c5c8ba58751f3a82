use serde::Serialize;

use super::{item::Item, learnings, timeline::TimelineView};
use crate::{
    insight::Derived,
    model::{Cause, Debrief, Part, Section, SectionKind},
    render::{Html, Inputs, Texts, body::Body, clock::Clock},
    site::url,
};

/// A heading and what stands under it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct SectionView {
    /// Plain text of the heading, for the table of contents.
    title: Option<String>,
    /// The heading; `None` for text before the first one.
    heading: Option<Html>,
    /// The `id` on the page.
    anchor: Option<String>,
    /// Level on the page, 2 to 6; no level is skipped on the way down.
    level: u8,
    /// Whether the drawing of the timeline stands here.
    chart: bool,
    /// Causes named in the frontmatter.
    causes: Vec<CauseView>,
    parts: Vec<PartView>,
}

#[derive(Debug, Clone, Serialize)]
struct CauseView {
    name: String,
    note: Option<String>,
}

impl SectionView {
    /// Whether the drawing of the timeline stands in it.
    pub(crate) fn has_chart(&self) -> bool {
        self.chart
    }
}

/// A stretch of a section.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub(crate) enum PartView {
    Prose { html: Html },
    Timeline { timeline: TimelineView },
    Actions { items: Vec<Item> },
    Learnings { items: Vec<LearningView> },
}

/// One learning on the page of its debrief.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct LearningView {
    anchor: String,
    text: Html,
}

/// What sections are made from.
pub(crate) struct Making<'a, 'b> {
    pub(crate) inputs: &'a Inputs<'a>,
    pub(crate) root: &'a url::Root,
    pub(crate) debrief: &'a Debrief,
    pub(crate) derived: &'a Derived,
    pub(crate) clock: &'a Clock<'a>,
    pub(crate) body: &'a mut Body<'b>,
}

impl Making<'_, '_> {
    /// All sections in the author's order but the one at `lifted`, which stands at the top of the page already.
    pub(crate) fn sections(&mut self, lifted: Option<usize>) -> Vec<SectionView> {
        let debrief = self.debrief;
        let levels = levels(&debrief.sections);
        let rest = debrief.sections.iter().zip(levels).enumerate();
        let mut views: Vec<SectionView> = rest
            .filter(|(i, _)| Some(*i) != lifted)
            .map(|(_, (section, level))| self.section(section, level))
            .collect();
        place_chart(&mut views);
        let own = debrief.sections.iter().enumerate();
        let home = own
            .filter(|(i, _)| Some(*i) != lifted)
            .position(|(_, section)| section.kind == SectionKind::Causes);
        place_causes(self.inputs.texts, &mut views, home, &debrief.causes);
        views
    }

    fn section(&mut self, section: &Section, level: u8) -> SectionView {
        let heading = section.heading.as_ref();
        SectionView {
            title: heading.map(|heading| heading.text.clone()),
            heading: heading.map(|heading| self.body.inline(&heading.content)),
            anchor: heading.map(|heading| heading.anchor.clone()),
            level,
            chart: false,
            causes: Vec::new(),
            parts: section.parts.iter().map(|part| self.part(part)).collect(),
        }
    }

    /// One stretch.
    pub(crate) fn part(&mut self, part: &Part) -> PartView {
        match part {
            Part::Prose(fragment) => PartView::Prose {
                html: self.body.blocks(std::slice::from_ref(fragment)),
            },
            Part::Timeline(range) => PartView::Timeline {
                timeline: TimelineView::new(
                    &self.debrief.timeline,
                    range.clone(),
                    self.clock,
                    self.body,
                ),
            },
            Part::Actions(range) => PartView::Actions {
                items: range.clone().map(|index| self.action(index)).collect(),
            },
            Part::Learnings(range) => PartView::Learnings {
                items: range.clone().map(|index| self.learning(index)).collect(),
            },
        }
    }

    fn action(&mut self, index: usize) -> Item {
        let action = &self.debrief.actions[index];
        let item = &self.inputs.insight.actions[self.derived.actions[index]];
        let html = self.body.blocks(&action.content);
        Item::own(self.inputs, self.root, item, (action, index), html)
    }

    fn learning(&mut self, index: usize) -> LearningView {
        LearningView {
            anchor: learnings::anchor(index),
            text: self.body.blocks(&self.debrief.learnings[index].content),
        }
    }
}

/// The level of each section on the page: the author's nesting below the page's own title, without gaps.
fn levels(sections: &[Section]) -> Vec<u8> {
    let mut open: Vec<(u8, u8)> = Vec::new();
    let level_of = |section: &Section| {
        let Some(heading) = &section.heading else {
            return 2;
        };
        while open
            .last()
            .is_some_and(|(written, _)| *written >= heading.level)
        {
            open.pop();
        }
        let shown = open.last().map_or(2, |(_, shown)| (shown + 1).min(6));
        open.push((heading.level, shown));
        shown
    };
    sections.iter().map(level_of).collect()
}

/// The drawing stands above the first readable list.
fn place_chart(sections: &mut [SectionView]) {
    let has_timeline = |section: &&mut SectionView| {
        let mut parts = section.parts.iter();
        parts.any(|part| matches!(part, PartView::Timeline { .. }))
    };
    if let Some(section) = sections.iter_mut().find(has_timeline) {
        section.chart = true;
    }
}

/// Causes of the frontmatter open the author's section on causes; without one they get their own, at the top.
fn place_causes(t: &Texts, sections: &mut Vec<SectionView>, home: Option<usize>, causes: &[Cause]) {
    if causes.is_empty() {
        return;
    }
    let causes = causes.iter().map(|cause| CauseView {
        // A bare id is the author's shorthand for its words.
        name: match cause.label.name == cause.label.slug {
            true => cause.label.name.replace('-', " "),
            false => cause.label.name.clone(),
        },
        note: cause.note.clone(),
    });
    match home.and_then(|home| sections.get_mut(home)) {
        Some(section) => section.causes = causes.collect(),
        None => sections.insert(
            0,
            SectionView {
                title: Some(t.get("debrief.factors").into()),
                heading: Some(Html::text(t.get("debrief.factors"))),
                anchor: Some("_causes".into()),
                level: 2,
                chart: false,
                causes: causes.collect(),
                parts: Vec::new(),
            },
        ),
    }
}

/// A line of the table of contents.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct TocLine {
    title: String,
    anchor: String,
    sub: bool,
}

/// The table of contents: the two upper levels. Empty when there is little to choose.
pub(crate) fn toc(sections: &[SectionView]) -> Vec<TocLine> {
    let lines: Vec<TocLine> = sections
        .iter()
        .filter(|section| section.level <= 3)
        .filter_map(|section| {
            Some(TocLine {
                title: section.title.clone()?,
                anchor: section.anchor.clone()?,
                sub: section.level == 3,
            })
        })
        .collect();
    if lines.len() < 3 { Vec::new() } else { lines }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Fragment, Heading, Span};

    fn section(level: u8) -> Section {
        let heading = Heading {
            text: "x".into(),
            level,
            anchor: "x".into(),
            line: 1,
            content: Fragment::whole(0..0),
        };
        Section {
            kind: SectionKind::Other,
            heading: (level > 0).then_some(heading),
            parts: Vec::new(),
            span: Span::default(),
        }
    }

    fn shown(written: &[u8]) -> Vec<u8> {
        levels(
            &written
                .iter()
                .map(|&level| section(level))
                .collect::<Vec<_>>(),
        )
    }

    #[test]
    fn headings_hang_below_the_title_without_gaps() {
        assert_eq!(shown(&[0, 2, 3, 2]), [2, 2, 3, 2]);
        assert_eq!(shown(&[1, 2, 1]), [2, 3, 2]);
        assert_eq!(shown(&[2, 4, 4, 3, 5]), [2, 3, 3, 3, 4]);
        assert_eq!(shown(&[3, 2, 3]), [2, 2, 3]);
    }
}
