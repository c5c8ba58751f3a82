//! What templates are given: one serialisable struct for each kind of page, made when the page is.
//!
//! Sentences, dates and links are finished here, so that a template decides only where they stand.

mod actions;
mod answers;
mod causes;
mod checkpoints;
mod debrief;
mod digest;
mod facts;
mod frame;
mod group;
mod home;
mod item;
mod learnings;
mod learnings_home;
mod list;
mod neighbours;
mod preview;
mod reviews;
mod row;
mod search;
mod sections;
pub(super) mod stats;
mod steps;
mod timeline;

use serde::Serialize;

pub(super) use actions::ActionsView;
pub(super) use causes::{AgainView, CauseView, CausesView};
pub(super) use checkpoints::CheckpointsView;
pub(super) use debrief::{DebriefView, anchors};
pub(super) use frame::{Frames, canonical};
pub(super) use group::{GroupIndexView, GroupView};
pub(super) use home::HomeView;
pub(super) use item::Item;
pub(super) use learnings::{LearningsView, Topic};
pub(super) use learnings_home::LearningsHomeView;
pub(super) use list::ListView;
pub use preview::{Preview, preview};
pub(super) use reviews::{ReviewView, ReviewsView};
pub(super) use row::{Dates, Row};
pub(super) use search::SearchView;

pub(super) use digest::{DigestView, DigestsView};
pub(super) use stats::StatsView;

/// A link with its text.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Link {
    pub(super) text: String,
    pub(super) url: String,
}

/// A stretch of a sentence; some stretches lead somewhere.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Phrase {
    pub(super) text: String,
    pub(super) url: Option<String>,
}

impl Phrase {
    pub(super) fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            url: None,
        }
    }

    pub(super) fn link(text: impl Into<String>, url: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            url: Some(url.into()),
        }
    }
}
