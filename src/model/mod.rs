//! The words of the product as types: what one debrief is, once it has been read.
//!
//! Values only. Nothing here reads a file, formats HTML or knows where a site is published.

mod action;
mod body;
mod debrief;
mod facet;
mod impact;
mod moment;
mod path;
mod review;
mod span;
mod timeline;

pub use action::{Action, ActionState, ActionType, ItemHistory, Ticket, TicketState};
pub use body::{Fragment, Heading, Learning, LearningKind, Part, Section, SectionKind};
pub use debrief::{
    Accepted, AnswerNote, Answers, Cause, Checkpoint, Debrief, DetectedBy, Incident, Kind, Link,
    People, Process, ResolvedBy, Status, Times, Trigger, Visibility,
};
pub use facet::{Label, folder_slug, slugify};
pub use impact::{Cost, DataLoss, Impact, Quantity};
pub use moment::{At, Moment, Precision, Provenance, Sourced};
pub use path::unfit;
pub use review::{Decision, Month, Review, ReviewBlock, ReviewLine, ReviewSection, Verdict};
pub use span::Span;
pub use timeline::{Mark, TimelineEntry};
