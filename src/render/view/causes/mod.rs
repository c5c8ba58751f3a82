//! What came back: the ledger, the recurring causes, the panels on the page of a debrief.

mod again;
mod cause;
mod index;
mod line;
mod panel;

pub(crate) use again::AgainView;
pub(crate) use cause::CauseView;
pub(crate) use index::CausesView;
pub(crate) use line::Line;
pub(crate) use panel::Panel;

use super::Link;
use crate::{render::Inputs, site::url};

/// The way to a debrief.
pub(super) fn debrief_link(inputs: &Inputs<'_>, root: &url::Root, position: usize) -> Link {
    let debrief = &inputs.library.entries[position].debrief;
    Link {
        text: debrief.title.value.clone(),
        url: root.to(&url::debrief(&debrief.id)),
    }
}

/// The way to a recurring cause.
fn cause_link(inputs: &Inputs<'_>, root: &url::Root, cluster: usize) -> Link {
    let cluster = &inputs.insight.causes.clusters[cluster];
    Link {
        text: cluster.name.clone(),
        url: root.to(&url::cause(&cluster.id)),
    }
}
