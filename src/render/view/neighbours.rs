use serde::Serialize;

use super::{Link, home::gap};
use crate::{
    render::{Inputs, clock::When},
    site::url,
};

/// Another debrief, seen from the one being read.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Neighbour {
    link: Link,
    date: Option<When>,
    /// `eight months`, the time between the two.
    gap: Option<String>,
}

impl Neighbour {
    /// The debrief at `other`, seen from that at `position`.
    pub(crate) fn new(
        inputs: &Inputs<'_>,
        root: &url::Root,
        position: usize,
        other: usize,
    ) -> Self {
        let entry = &inputs.library.entries[other];
        Self {
            link: Link {
                text: entry.debrief.title.value.clone(),
                url: root.to(&url::debrief(&entry.debrief.id)),
            },
            date: entry.date().map(|date| When::day(inputs.texts, date)),
            gap: gap(inputs, position, other),
        }
    }
}

/// What stands before and after a debrief in time.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Neighbours {
    pub(crate) earlier: Option<Neighbour>,
    pub(crate) later: Option<Neighbour>,
}

impl Neighbours {
    /// Of the debrief at `position`.
    pub(crate) fn new(inputs: &Inputs<'_>, root: &url::Root, position: usize) -> Self {
        let library = inputs.library;
        let neighbour = |other: usize| Neighbour::new(inputs, root, position, other);
        let next = position + 1;
        Self {
            earlier: (next < library.entries.len()).then(|| neighbour(next)),
            later: position.checked_sub(1).map(neighbour),
        }
    }
}
