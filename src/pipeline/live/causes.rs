use std::sync::Arc;

use jiff::Timestamp;

use super::snapshot::Parts;
use crate::{
    diagnostic::Diagnostic,
    insight::causes::{self, Lock},
    library::{Entry, Library},
    pipeline::read::Read,
};

/// What came back, with the debriefs it was worked out for.
#[derive(Clone, Default)]
pub struct Causes {
    causes: Arc<causes::Causes>,
    of: Option<(Arc<Read>, Timestamp)>,
    pub(super) found: Vec<Diagnostic>,
}

impl Causes {
    /// Works out what came back. This takes as long as all the rest together.
    pub(super) fn work_out(parts: &Parts) -> Self {
        let read = &parts.read;
        let settings = causes::Settings {
            config: &parts.located.config.causes,
            lexicon: read.lexicon.as_ref(),
            lock: &Lock::read(&read.lock, &read.edition_name),
        };
        let mut found = Vec::new();
        let causes = causes::derive(&read.library, &parts.insight, settings).take(&mut found);
        Self {
            causes: Arc::new(causes),
            of: Some((Arc::clone(read), parts.now)),
            found,
        }
    }

    /// Whether they were worked out for just what was read.
    pub(super) fn are_of(&self, read: &Read, now: Timestamp) -> bool {
        let Some((known, then)) = &self.of else {
            return false;
        };
        *then == now && is_same_read(known, read)
    }

    /// As much of them as holds for these debriefs.
    pub(super) fn carried(&self, new: &Library) -> Arc<causes::Causes> {
        let Some((known, _)) = &self.of else {
            return Arc::default();
        };
        let old = &known.library;
        let at_least = |(old, new): (&Entry, &Entry)| {
            old.debrief.source == new.debrief.source
                && old.debrief.actions.len() <= new.debrief.actions.len()
        };
        if old.entries.len() == new.entries.len()
            && old.entries.iter().zip(&new.entries).all(at_least)
        {
            return Arc::clone(&self.causes);
        }
        let to: Vec<Option<usize>> = (old.entries.iter())
            .map(|entry| new.by_source.get(&entry.debrief.source).copied())
            .collect();
        Arc::new(self.causes.carried(new, &to))
    }
}

/// Whether the same was read both times.
pub(super) fn is_same_read(a: &Read, b: &Read) -> bool {
    is_same_library(&a.library, &b.library) && a.lexicon == b.lexicon && a.lock == b.lock
}

fn is_same_library(a: &Library, b: &Library) -> bool {
    let is_same = |(a, b): (&Entry, &Entry)| {
        Arc::ptr_eq(&a.text, &b.text) && a.changed == b.changed && a.shown == b.shown
    };
    a.entries.len() == b.entries.len()
        && a.entries.iter().zip(&b.entries).all(is_same)
        && a.withheld == b.withheld
        && a.assets == b.assets
        && a.follow_up == b.follow_up
}
