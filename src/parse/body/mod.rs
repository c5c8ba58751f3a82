//! The prose of a debrief, read as people really write it: sections, timeline, actions, learnings, times.

use std::sync::Arc;

use jiff::civil::Date;

use crate::{
    config::TicketPattern,
    diagnostic::Outcome,
    model::{Action, Incident, Learning, Section, Sourced, Span, TimelineEntry, Times},
};

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
    let _ = context;
    Outcome::clean(Body::default())
}
