//! The prose of a debrief, read as people really write it: sections, timeline, actions, learnings, times.
//!
//! One pass over the markdown cuts the body into sections (`outline`); what each section is about decides who reads
//! it. Every block ends up in exactly one part of one section, whether it was understood or not.

mod actions;
mod anchor;
mod calendar;
mod clock;
mod day;
mod draft;
mod duration;
mod facts;
mod incidents;
mod label;
mod learnings;
mod lifecycle;
mod metadata;
mod outline;
mod parts;
mod source;
mod summary;
mod template;
mod timeline;
mod title;

use std::sync::Arc;

use jiff::civil::Date;
use pulldown_cmark::Event;

use crate::{
    config::TicketPattern,
    diagnostic::{Diagnostic, Outcome},
    model::{
        Action, Incident, Learning, Part, Section, SectionKind, Sourced, Span, TimelineEntry, Times,
    },
    parse::markdown,
};
use outline::Draft;
use parts::Parts;
use source::Source;

/// What is known before the body is read.
#[derive(Debug, Clone)]
pub struct Context<'a> {
    /// The path diagnostics name.
    pub file: &'a Arc<str>,
    /// The whole file.
    pub text: &'a str,
    /// Where its body is.
    pub body: Span,
    /// The zone of the frontmatter, which wins over whatever the body says.
    pub stated_zone: Option<&'a str>,
    /// The zone when nobody says one.
    pub default_zone: &'a str,
    /// The day of the frontmatter, else of the file's name: times of day without a date belong to it.
    pub day: Option<Sourced<Date>>,
    /// How tickets look.
    pub tickets: &'a [TicketPattern],
}

/// A body, read.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Body {
    /// Of the first heading (or of the metadata block of a pasted export), less a date or `Incident on …` before it.
    pub title: Option<Sourced<String>>,
    /// The day of the first heading, else of the timeline, else of a line such as `Date: …`.
    pub date: Option<Sourced<Date>>,
    /// A zone the body states, as an IANA name or an offset.
    pub zone: Option<Sourced<String>>,
    /// Every block of the body, in order, the title heading left out.
    pub sections: Vec<Section>,
    /// What happened when.
    pub timeline: Vec<TimelineEntry>,
    /// What is to be done.
    pub actions: Vec<Action>,
    /// What was learned.
    pub learnings: Vec<Learning>,
    /// Times inferred from labels, marks, words and stated figures.
    pub times: Times,
    /// Set when the file tells of several incidents.
    pub incidents: Vec<Incident>,
    /// Plain text of the summary section, else of the first paragraph.
    pub summary: Option<String>,
    /// Words of prose.
    pub words: u32,
}

/// Reads the body of a file.
pub fn read(context: &Context<'_>) -> Outcome<Body> {
    let prepared = markdown::prepare(context.text, context.body);
    let events = markdown::events(&prepared);
    let source = Source::new(context, &prepared, &events);
    let mut outline = outline::read(&source);
    timeline::find_unnamed(&source, &mut outline.sections);

    let mut diagnostics = Vec::new();
    let title = metadata::title(&source, &outline);
    let zone = day::zone(&source, &outline.sections, &mut diagnostics);
    let mut calendar = day::calendar(&source, &outline.sections, title.as_ref(), zone.as_ref());
    let facts = facts::read(&source, &outline.sections, &calendar);
    calendar.set_origin(&facts);
    let mut body = contents(&source, &outline.sections, calendar, &mut diagnostics);
    body.incidents = incidents::read(
        &source,
        &outline.sections,
        &mut body,
        &facts,
        &mut diagnostics,
    );
    if body.incidents.is_empty() {
        body.times = lifecycle::infer(&source, &mut body.timeline, &facts, &mut diagnostics);
    }
    body.date = day::date(&source, title.as_ref(), &body, &facts);
    body.title = title.map(|t| t.name);
    body.zone = zone;
    body.summary = summary::read(&source, &outline.sections);
    body.words = words(&events);
    Outcome::new(body, diagnostics)
}

/// Reads each section as what it is about.
fn contents(
    source: &Source<'_>,
    drafts: &[Draft],
    calendar: calendar::Calendar,
    diagnostics: &mut Vec<Diagnostic>,
) -> Body {
    let mut timeline = timeline::Reader::new(source, calendar);
    let mut actions = actions::Reader::new(source);
    let mut learnings = Vec::new();
    let mut sections = Vec::with_capacity(drafts.len());
    for draft in drafts {
        if let Some(day) = draft.day {
            timeline.turn_to(day);
        }
        let parts = match draft.reads_as {
            SectionKind::Timeline => timeline.section(draft),
            SectionKind::Actions => actions.section(draft),
            kind => match learnings::kind_of(kind) {
                Some(kind) => learnings::section(source, draft, kind, &mut learnings),
                None => prose(draft),
            },
        };
        sections.push(Section {
            kind: draft.kind,
            heading: draft.heading.clone(),
            parts,
            span: source.span(&draft.range),
        });
    }
    let (timeline, found) = timeline.finish();
    diagnostics.extend(found);
    let (actions, found) = actions.finish();
    diagnostics.extend(found);
    Body {
        sections,
        timeline,
        actions,
        learnings,
        ..Body::default()
    }
}

fn prose(draft: &Draft) -> Vec<Part> {
    let mut parts = Parts::default();
    for piece in &draft.pieces {
        parts.piece(piece);
    }
    parts.finish()
}

/// Words of prose; code is not counted.
fn words(events: &[markdown::Spanned<'_>]) -> u32 {
    let (mut count, mut in_code) = (0_usize, false);
    for (event, _) in events {
        match event {
            Event::Start(pulldown_cmark::Tag::CodeBlock(_)) => in_code = true,
            Event::End(pulldown_cmark::TagEnd::CodeBlock) => in_code = false,
            Event::Text(text) if !in_code => count += text.split_whitespace().count(),
            _ => {}
        }
    }
    u32::try_from(count).unwrap_or(u32::MAX)
}
