//! What takes longer than reading what changed: everything that is said across debriefs.

use std::sync::Arc;

use super::{
    causes::Causes,
    snapshot::{Depth, Parts},
};
use crate::{insight, pipeline::pages::with_causes, site};

/// What is to be worked out for the newest state of the files. Holds everything it needs, so it can be done elsewhere
/// and later.
pub struct Work {
    /// Counts what was taken in: edits after it are not part of it.
    pub(super) clock: u64,
    pub(super) parts: Arc<Parts>,
    /// What came back, as far as it is known.
    pub(super) causes: Causes,
    /// Whether the lists are those of these debriefs already.
    pub(super) has_lists: bool,
}

/// What was worked out.
pub struct Done {
    pub(super) clock: u64,
    pub(super) parts: Parts,
}

impl Work {
    /// Does it.
    #[must_use]
    pub fn done(self) -> Done {
        let mut parts = Arc::unwrap_or_clone(self.parts);
        let (config, now) = (&parts.located.config, parts.now);
        let read = Arc::clone(&parts.read);
        let insight = match self.has_lists {
            true => std::mem::take(&mut parts.insight),
            false => insight::derive(&read.library, config, now),
        };
        let carried = self.causes.carried(&read.library);
        parts.insight = with_causes(insight, carried, &read, now);
        parts.site = Arc::new(site::plan(&read.library, &parts.insight, config));
        let are_of_these = self.causes.are_of(&read, now);
        parts.depth = match are_of_these {
            true => Depth::Causes,
            false => Depth::Lists,
        };
        parts.found_in_causes = match are_of_these {
            true => self.causes.found,
            false => Vec::new(),
        };
        Done {
            clock: self.clock,
            parts,
        }
    }

    /// A first look, for those who wait: the pages of debriefs and the lists that cost little.
    #[must_use]
    pub fn first_look(&self) -> Done {
        let mut parts = Parts::clone(&self.parts);
        let (config, now) = (&parts.located.config, parts.now);
        let read = Arc::clone(&parts.read);
        parts.insight = insight::derive_without_learnings(&read.library, config, now);
        parts.site = Arc::new(site::plan(&read.library, &parts.insight, config));
        parts.depth = Depth::Pages;
        Done {
            clock: self.clock,
            parts,
        }
    }
}
