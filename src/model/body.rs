use std::ops::Range;

use serde::Serialize;

use super::Span;

/// A piece of the body to render: a run of markdown events, less some bytes.
///
/// Markdown is parsed twice, once to read it and once to render it. Both runs give the same events, so an index
/// into them is a stable name for a piece of text and no debrief keeps its events in memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fragment {
    /// Events to render, as indices into the event list of the body.
    pub events: Range<u32>,
    /// Bytes of the body text (not of the file) to leave out: a time already shown, `@owner`, `due:…`.
    pub cuts: Vec<Range<usize>>,
}

impl Fragment {
    /// All of these events.
    #[must_use]
    pub fn whole(events: Range<u32>) -> Self {
        Self {
            events,
            cuts: Vec::new(),
        }
    }
}

/// What a section is about, whatever its author called it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SectionKind {
    /// Text before the first heading.
    Preamble,
    /// Summary, TL;DR, overview.
    Summary,
    /// What happened, background, lead-up.
    Narrative,
    /// Impact.
    Impact,
    /// Timeline, chain of events.
    Timeline,
    /// Detection.
    Detection,
    /// Response, resolution, recovery, mitigation.
    Resolution,
    /// Root causes, contributing factors, trigger.
    Causes,
    /// Lessons learned, takeaways.
    Learnings,
    /// What went well.
    WentWell,
    /// What went wrong, what was hard.
    WentWrong,
    /// Where we got lucky.
    Lucky,
    /// Action items.
    Actions,
    /// Open questions.
    Questions,
    /// Links, related, supporting information.
    Links,
    /// Who took part.
    People,
    /// Stats: figures stated as label and value.
    Stats,
    /// Any other.
    Other,
}

/// A heading of the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Plain text.
    pub text: String,
    /// 1 to 6, as written.
    pub level: u8,
    /// The `id` on the page; unique in the debrief.
    pub anchor: String,
    /// 1-based line in the file.
    pub line: u32,
    /// Its inline content, to render.
    pub content: Fragment,
}

/// One stretch of a section, in reading order. Together they hold every block of it: nothing is dropped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Markdown to render as it is.
    Prose(Fragment),
    /// These entries of [`super::Debrief::timeline`].
    Timeline(Range<usize>),
    /// These items of [`super::Debrief::actions`].
    Actions(Range<usize>),
    /// These of [`super::Debrief::learnings`].
    Learnings(Range<usize>),
}

/// A heading and what stands under it, up to the next heading of any level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// What it is about; a subsection that says nothing of its own has its parent's kind.
    pub kind: SectionKind,
    /// `None` for the text before the first heading.
    pub heading: Option<Heading>,
    /// What stands in it.
    pub parts: Vec<Part>,
    /// Whole extent in the file, heading included.
    pub span: Span,
}

/// What kind of insight a learning is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LearningKind {
    /// From a section of lessons or takeaways.
    Lesson,
    /// From what went well.
    WentWell,
    /// From what went wrong.
    WentWrong,
    /// From where we got lucky.
    Lucky,
}

/// One thing learned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Learning {
    /// Plain text of one line.
    pub text: String,
    /// To render.
    pub content: Vec<Fragment>,
    /// What kind.
    pub kind: LearningKind,
    /// 1-based line in the file.
    pub line: u32,
    /// Where it stands in the file.
    pub span: Span,
}
