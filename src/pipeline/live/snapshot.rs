use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use jiff::Timestamp;

use super::causes::{Causes, is_same_read};
use crate::{
    config::Config,
    diagnostic::{Diagnostic, Sources, apply_levels},
    insight::{self, Insight},
    library::{Entry, Library},
    pipeline::{locate::Located, read::Read},
    render::{Inputs, Theme},
    search::{self, files::Exported},
    site::Site,
};

/// Everything the pages of one moment are made of. Never changes.
pub struct Snapshot {
    pub(super) parts: Arc<Parts>,
    /// Debriefs whose newest text is shown before anything else knows it.
    pub(super) ahead: Option<Ahead>,
    shown: Shown,
    /// The search index, made when somebody first searches; `None` when it could not be.
    index: Arc<OnceLock<Option<Exported>>>,
}

/// Files of the content folder that pages show or link to, as far as pages were made.
pub(super) type Shown = Arc<Mutex<BTreeSet<String>>>;

/// Debriefs that were edited since everything was worked out.
pub(super) struct Ahead {
    /// What their own pages are made of.
    pub(super) snapshot: Box<Snapshot>,
    /// Their positions, with what keeps their newest text from being shown.
    pub(super) debriefs: BTreeMap<usize, Option<Diagnostic>>,
}

impl std::fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let debriefs = self.library().entries.len();
        write!(f, "Snapshot of {debriefs} debriefs")
    }
}

/// What a snapshot is made of.
#[derive(Clone)]
pub(super) struct Parts {
    pub(super) located: Arc<Located>,
    pub(super) theme: Arc<Theme>,
    pub(super) read: Arc<Read>,
    pub(super) insight: Insight,
    pub(super) site: Arc<Site>,
    pub(super) now: Timestamp,
    /// What the stages found, levels of the config not applied.
    pub(super) found: Vec<Diagnostic>,
    /// What was found while working out what came back.
    pub(super) found_in_causes: Vec<Diagnostic>,
    pub(super) sources: Sources,
    /// How much of the insight is that of just these debriefs.
    pub(super) depth: Depth,
}

/// How much was worked out for just the debriefs of a snapshot; the rest is missing, or that of a moment ago.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// What a debrief says of itself.
    Pages,
    /// All lists, learnings and figures too.
    Lists,
    /// What came back, too: everything.
    Causes,
}

impl Snapshot {
    pub(super) fn new(parts: Parts, shown: Shown) -> Self {
        Self {
            parts: Arc::new(parts),
            ahead: None,
            shown,
            index: Arc::default(),
        }
    }

    /// The same, with these debriefs ahead of the rest.
    pub(super) fn with_ahead(&self, ahead: Option<Ahead>) -> Self {
        Self {
            parts: Arc::clone(&self.parts),
            ahead,
            shown: Arc::clone(&self.shown),
            index: Arc::clone(&self.index),
        }
    }

    /// The state in which the newest text of a debrief is known.
    #[must_use]
    pub fn newest_of(&self, debrief: usize) -> &Self {
        let ahead = self.ahead.as_ref();
        let ahead = ahead.filter(|ahead| ahead.debriefs.contains_key(&debrief));
        ahead.map_or(self, |ahead| &ahead.snapshot)
    }

    /// The debriefs.
    #[must_use]
    pub fn library(&self) -> &Library {
        &self.parts.read.library
    }

    /// What they say together.
    #[must_use]
    pub fn insight(&self) -> &Insight {
        &self.parts.insight
    }

    /// The configuration.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.parts.located.config
    }

    /// The content folder, as people would type it from where they stand.
    #[must_use]
    pub fn content(&self) -> &Path {
        &self.parts.located.content
    }

    /// The moment everything is computed for.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.parts.now
    }

    /// The texts that findings point into.
    #[must_use]
    pub fn sources(&self) -> &Sources {
        &self.parts.sources
    }

    /// How much of it is that of the newest texts.
    #[must_use]
    pub fn depth(&self) -> Depth {
        match &self.ahead {
            Some(_) => Depth::Pages,
            None => self.parts.depth,
        }
    }

    /// Whether everything was worked out for just these debriefs: every file is that of a build.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.depth() == Depth::Causes
    }

    /// What pages are made of.
    #[must_use]
    pub fn inputs(&self) -> Inputs<'_> {
        Inputs {
            library: self.library(),
            insight: &self.parts.insight,
            config: self.config(),
            edition: &self.parts.read.edition,
            site: &self.parts.site,
            texts: self.parts.theme.strings(),
            search_build: (self.index.get()).and_then(|index| Some(index.as_ref()?.build.as_str())),
            now: self.parts.now,
        }
    }

    /// The search index; made when it is first asked for.
    pub(super) fn index(&self) -> Option<&Exported> {
        let make = || {
            let edition = &self.parts.read.edition;
            search::files::export(self.library(), self.insight(), self.config(), edition).ok()
        };
        self.index.get_or_init(make).as_ref()
    }

    /// Works out what came back. This takes as long as all the rest together.
    #[must_use]
    pub fn causes(&self) -> Causes {
        Causes::work_out(&self.parts)
    }

    /// What was found while reading, at the levels of the config.
    #[must_use]
    pub fn found(&self) -> Vec<Diagnostic> {
        let found = self.parts.all_found().cloned().collect();
        apply_levels(found, &self.config().check)
    }

    /// Positions of the debriefs that another state does not have, or has with another text.
    #[must_use]
    pub fn changed_since(&self, other: &Self) -> Vec<usize> {
        let others = other.library();
        let is_new = |at: usize, entry: &Entry| {
            let text = &self.newest_of(at).library().entries[at].text;
            let known = others.by_source.get(&entry.debrief.source).map(|&then| {
                let known = other.newest_of(then).library();
                &known.entries[then].text
            });
            known.is_none_or(|known| !Arc::ptr_eq(known, text) && known != text)
        };
        let entries = self.library().entries.iter().enumerate();
        entries
            .filter(|(at, entry)| is_new(*at, entry))
            .map(|(at, _)| at)
            .collect()
    }

    /// What remembers the files that pages show.
    pub(super) fn shown(&self) -> &Shown {
        &self.shown
    }

    pub(super) fn is_shown(&self, path: &str) -> bool {
        self.lock_shown().contains(path)
    }

    pub(super) fn shows(&self, files: &[String]) {
        if !files.is_empty() {
            self.lock_shown().extend(files.iter().cloned());
        }
    }

    fn lock_shown(&self) -> std::sync::MutexGuard<'_, BTreeSet<String>> {
        // A set is whole whatever happened to the thread that held it.
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The day everything is computed for, in UTC.
    pub(super) fn today(&self) -> jiff::civil::Date {
        insight::today(self.parts.now)
    }
}

impl Parts {
    /// Everything that was found, levels of the config not applied.
    pub(super) fn all_found(&self) -> impl Iterator<Item = &Diagnostic> {
        self.found.iter().chain(&self.found_in_causes)
    }

    /// Whether they were read from the same files, to be shown in the same way.
    pub(super) fn is_of(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.located, &other.located)
            && Arc::ptr_eq(&self.theme, &other.theme)
            && self.now == other.now
            && is_same_read(&self.read, &other.read)
            && self.found == other.found
    }

    /// Whether every page of both is the same, and everything that is to be said.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.depth == other.depth
            && Arc::ptr_eq(&self.insight.causes, &other.insight.causes)
            && self.is_of(other)
    }
}
