use serde::Serialize;

use super::{Fragment, Moment, Span};

/// What an entry of the timeline stands for in the life of the incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// The fault was made, long before it showed.
    Introduced,
    /// The fault went live.
    Started,
    /// Somebody or something noticed.
    Detected,
    /// Somebody took it.
    Acknowledged,
    /// Users were no longer hurt.
    Mitigated,
    /// Completely fixed.
    Resolved,
}

impl Mark {
    /// The name of its time in frontmatter and data.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Introduced => "introduced",
            Self::Started => "started",
            Self::Detected => "detected",
            Self::Acknowledged => "acknowledged",
            Self::Mitigated => "mitigated",
            Self::Resolved => "resolved",
        }
    }
}

/// One dated event of the timeline.
#[derive(Debug, Clone, PartialEq)]
pub struct TimelineEntry {
    /// When; `None` where only a placeholder (`HH:mm`, `??:??`) or an impossible time was written.
    pub at: Option<Moment>,
    /// The end of a range such as `17:00-18:00`.
    pub until: Option<Moment>,
    /// The time exactly as written, for people: `~13:30`, `2022-05-?? HH:mm`.
    pub written: String,
    /// What happened, as plain text of one line.
    pub text: String,
    /// What happened, as markdown to render: one piece of the body after another.
    pub content: Vec<Fragment>,
    /// What it stands for.
    pub mark: Option<Mark>,
    /// What else its author says it stands for: `DETECTED, ACKNOWLEDGED`.
    pub also: Vec<Mark>,
    /// Whether the author wrote the mark (a column, a label, `DETECTED`); false when ordinary words were read as one.
    pub mark_stated: bool,
    /// 1-based line in the file.
    pub line: u32,
    /// Where it stands in the file.
    pub span: Span,
}
