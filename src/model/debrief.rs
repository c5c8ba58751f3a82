use jiff::civil::Date;
use serde::Serialize;

use super::{Action, Impact, Label, Learning, Moment, Section, Sourced, Span, TimelineEntry};

/// What was debriefed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Something broke.
    #[default]
    Incident,
    /// Something nearly broke; owes little text.
    NearMiss,
    /// A security incident.
    Security,
    /// An exercise.
    Drill,
}

/// How far the text has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Being written; only in previews.
    Draft,
    /// Being read by others.
    Review,
    /// Out. What a file without a status is.
    #[default]
    Published,
    /// Out, and nothing is left to do.
    Closed,
}

/// Who may read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Visibility {
    /// Anybody.
    Public,
    /// Every employee.
    #[default]
    Company,
    /// Its teams.
    Team,
    /// Named people.
    Restricted,
}

/// Who or what noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DetectedBy {
    /// An alert.
    Monitoring,
    /// A customer.
    Customer,
    /// An employee.
    Employee,
    /// Somebody outside who is not a customer.
    ThirdParty,
    /// A machine that also acted on it.
    Automation,
    /// The author says that nobody knows.
    Unknown,
}

/// What ended it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ResolvedBy {
    /// It healed itself.
    Automatic,
    /// The former version.
    Rollback,
    /// A feature flag.
    FlagOff,
    /// The former configuration.
    ConfigRevert,
    /// Another place took over.
    Failover,
    /// More capacity.
    Scale,
    /// A new version.
    Hotfix,
    /// Hands.
    Manual,
    /// Somebody outside.
    ThirdParty,
}

/// The lifecycle. A missing time was not said anywhere that could be read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Times {
    /// The latent fault was made.
    pub introduced: Option<Sourced<Moment>>,
    /// The fault went live in production; never the first complaint.
    pub started: Option<Sourced<Moment>>,
    /// Somebody or something noticed.
    pub detected: Option<Sourced<Moment>>,
    /// Somebody took it.
    pub acknowledged: Option<Sourced<Moment>>,
    /// Users no longer hurt.
    pub mitigated: Option<Sourced<Moment>>,
    /// Completely fixed.
    pub resolved: Option<Sourced<Moment>>,
}

impl Times {
    /// The times in the order of a life, with the names used in frontmatter and data.
    #[must_use]
    pub fn named(&self) -> [(&'static str, Option<&Sourced<Moment>>); 6] {
        [
            ("introduced", self.introduced.as_ref()),
            ("started", self.started.as_ref()),
            ("detected", self.detected.as_ref()),
            ("acknowledged", self.acknowledged.as_ref()),
            ("mitigated", self.mitigated.as_ref()),
            ("resolved", self.resolved.as_ref()),
        ]
    }
}

/// One look, about two weeks later, at whether the immediate actions were done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// When it should be held.
    pub due: Date,
    /// When it was held.
    pub held: Option<Date>,
    /// What the author added.
    pub note: Option<String>,
    /// False when the date was computed because nobody wrote one.
    pub stated: bool,
}

/// The debrief as a meeting, and what followed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Process {
    /// When people met.
    pub debriefed: Option<Moment>,
    /// Stated ones only; the default one is derived by `insight`.
    pub checkpoints: Vec<Checkpoint>,
}

/// The one change or event that set it off.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Trigger {
    /// `deploy`, `config`, `traffic`, `time`, … as written, slugified.
    pub kind: Option<String>,
    /// In words.
    pub note: Option<String>,
}

/// A contributing factor a person named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// The cause's id (slug) and name.
    pub label: Label,
    /// In what way it contributed.
    pub note: Option<String>,
    /// Where it stands in the file.
    pub span: Span,
}

/// Why a "no" is accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted(pub String);

/// What would turn a "no" into a yes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AnswerNote {
    /// Anchors of action items (`a1`).
    pub actions: Vec<String>,
    /// Or the reason why the "no" stands.
    pub accepted: Option<Accepted>,
}

/// Notes on the two questions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answers {
    /// Found in time?
    pub detect: AnswerNote,
    /// Fixed in time?
    pub fix: AnswerNote,
}

/// Roles in the debrief, as written without `@`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct People {
    /// Whose debrief it is.
    pub owner: Option<String>,
    /// Who led the meeting.
    pub facilitator: Option<String>,
}

/// A link from the frontmatter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// What it is.
    pub title: String,
    /// Where it leads.
    pub url: String,
}

/// One of several incidents told in one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incident {
    /// Its heading.
    pub title: String,
    /// The `id` on the debrief's page.
    pub anchor: String,
    /// Its lifecycle.
    pub times: Times,
}

/// One debrief, read.
#[derive(Debug, Clone, PartialEq)]
pub struct Debrief {
    /// Permalink; unique in the library.
    pub id: String,
    /// Path under the content folder, with `/`.
    pub source: String,
    /// Old ids that lead here.
    pub aliases: Vec<String>,
    /// What it is called.
    pub title: Sourced<String>,
    /// What was debriefed.
    pub kind: Kind,
    /// How far the text has come.
    pub status: Status,
    /// Who may read it.
    pub visibility: Visibility,
    /// The day it is filed under.
    pub date: Option<Sourced<Date>>,
    /// One of the names of the config, or whatever was written.
    pub severity: Option<String>,
    /// Zone for times without an offset: an IANA name or an offset such as `+01:00`.
    pub timezone: Sourced<String>,
    /// The lifecycle.
    pub times: Times,
    /// Meeting and checkpoints.
    pub process: Process,
    /// Who or what noticed.
    pub detected_by: Option<DetectedBy>,
    /// What ended it.
    pub resolved_by: Option<ResolvedBy>,
    /// Services hurt.
    pub services: Vec<Label>,
    /// Teams involved.
    pub teams: Vec<Label>,
    /// What set it off.
    pub trigger: Option<Trigger>,
    /// Contributing factors named in the frontmatter.
    pub causes: Vec<Cause>,
    /// What it cost.
    pub impact: Impact,
    /// What would turn a "no" into a yes.
    pub answers: Answers,
    /// Earlier debriefs a person says it repeats, with where that was written.
    pub recurs: Vec<(String, Span)>,
    /// Earlier debriefs a person says it does not repeat.
    pub not_related: Vec<(String, Span)>,
    /// Roles.
    pub people: People,
    /// Links of the frontmatter.
    pub links: Vec<Link>,
    /// Free tags.
    pub tags: Vec<Label>,
    /// The short text people read first: of the frontmatter (`summary`), else plain text of the summary section,
    /// else of the first paragraph.
    pub summary: Option<String>,
    /// The body, in order; no block is missing.
    pub sections: Vec<Section>,
    /// What happened when, in the order written.
    pub timeline: Vec<TimelineEntry>,
    /// What is to be done, in the order written.
    pub actions: Vec<Action>,
    /// What was learned, in the order written.
    pub learnings: Vec<Learning>,
    /// Set when one file tells of several incidents.
    pub incidents: Vec<Incident>,
    /// Words of prose in the body.
    pub words: u32,
}
