use std::{
    collections::BTreeSet,
    path::Path,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use jiff::Timestamp;

use crate::{
    config::Config,
    diagnostic::{Diagnostic, Sources, apply_levels},
    insight::{
        self, Insight,
        causes::{self, Lock},
    },
    library::{Entry, Library},
    pipeline::{locate::Located, pages::with_causes, read::Read},
    render::{Inputs, Theme},
    search::{self, files::Exported},
    site::{self, Site, url},
    source::Touched,
};

/// Everything the pages of one moment are made of. Never changes.
pub struct Snapshot {
    pub(super) parts: Parts,
    /// Files of the content folder that pages show or link to, as far as pages were made.
    shown: Mutex<BTreeSet<String>>,
    /// The search index, made when somebody first searches; `None` when it could not be.
    index: OnceLock<Option<Exported>>,
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
    pub(super) site: Site,
    pub(super) now: Timestamp,
    /// What the stages found, levels of the config not applied.
    pub(super) found: Vec<Diagnostic>,
    pub(super) sources: Sources,
    /// Whether what came back was worked out for just these debriefs.
    pub(super) is_settled: bool,
    pub(super) shown: BTreeSet<String>,
}

/// What came back, with the debriefs it was worked out for.
#[derive(Clone, Default)]
pub struct Causes {
    causes: Arc<causes::Causes>,
    of: Option<(Arc<Read>, Timestamp)>,
    found: Vec<Diagnostic>,
}

impl Causes {
    /// Whether they were worked out for just what was read.
    pub(super) fn are_of(&self, read: &Read, now: Timestamp) -> bool {
        let Some((known, then)) = &self.of else {
            return false;
        };
        *then == now
            && known.lexicon == read.lexicon
            && known.lock == read.lock
            && is_same_library(&known.library, &read.library)
    }

    /// As much of them as holds for what was read now.
    pub(super) fn carried(&self, read: &Read) -> Arc<causes::Causes> {
        let Some((known, _)) = &self.of else {
            return Arc::default();
        };
        let (old, new) = (&known.library, &read.library);
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

impl Snapshot {
    pub(super) fn new(mut parts: Parts) -> Self {
        let shown = Mutex::new(std::mem::take(&mut parts.shown));
        let index = OnceLock::new();
        Self {
            parts,
            shown,
            index,
        }
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

    /// Whether what came back was worked out for just these debriefs; else it is that of a moment ago.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.parts.is_settled
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
        let read = &self.parts.read;
        let settings = causes::Settings {
            config: &self.config().causes,
            lexicon: read.lexicon.as_ref(),
            lock: &Lock::read(&read.lock, &read.edition_name),
        };
        let mut found = Vec::new();
        let causes = causes::derive(&read.library, &self.parts.insight, settings).take(&mut found);
        Causes {
            causes: Arc::new(causes),
            of: Some((Arc::clone(read), self.parts.now)),
            found,
        }
    }

    /// The same with what came back.
    pub(super) fn with_causes(&self, causes: &Causes) -> Self {
        let read = &self.parts.read;
        let mut parts = self.parts.clone();
        parts.insight = with_causes(parts.insight, causes.carried(read), read, parts.now);
        parts.is_settled = causes.are_of(read, parts.now);
        parts.site = site::plan(&read.library, &parts.insight, self.config());
        if parts.is_settled {
            parts.found.extend(causes.found.iter().cloned());
        }
        parts.shown = self.shown();
        Self::new(parts)
    }

    /// What was found while reading, at the levels of the config.
    #[must_use]
    pub fn found(&self) -> Vec<Diagnostic> {
        apply_levels(self.parts.found.clone(), &self.config().check)
    }

    /// Positions of the debriefs that another state does not have, or has with another text.
    #[must_use]
    pub fn changed_since(&self, other: &Self) -> Vec<usize> {
        let others = other.library();
        let is_new = |entry: &Entry| {
            let known = others.by_source.get(&entry.debrief.source);
            known.is_none_or(|&at| !Arc::ptr_eq(&others.entries[at].text, &entry.text))
        };
        let entries = self.library().entries.iter().enumerate();
        entries
            .filter(|(_, entry)| is_new(entry))
            .map(|(at, _)| at)
            .collect()
    }

    /// Paths in the site of the files beside the debriefs that were touched.
    pub(super) fn replaced(&self, touched: &Touched) -> Vec<String> {
        let Touched::Paths(paths) = touched else {
            return Vec::new();
        };
        let Ok(content) = self.content().canonicalize() else {
            return Vec::new();
        };
        let rels = paths.iter().filter_map(|path| {
            let names = path.strip_prefix(&content).ok()?.iter();
            let names: Option<Vec<&str>> = names.map(|name| name.to_str()).collect();
            Some(names?.join("/"))
        });
        rels.filter(|rel| self.library().assets.contains_key(rel))
            .map(|rel| url::content_path(&rel))
            .collect()
    }

    /// Whether every page of both is the same, and everything that is to be said.
    pub(super) fn is_same(&self, other: Option<&Self>) -> bool {
        let Some(other) = other else {
            return false;
        };
        let (a, b) = (&self.parts, &other.parts);
        Arc::ptr_eq(&a.located, &b.located)
            && Arc::ptr_eq(&a.theme, &b.theme)
            && a.now == b.now
            && Arc::ptr_eq(&a.insight.causes, &b.insight.causes)
            && a.is_settled == b.is_settled
            && is_same_library(&a.read.library, &b.read.library)
            && a.read.lexicon == b.read.lexicon
            && a.read.lock == b.read.lock
            && a.found == b.found
    }

    /// Files of the content folder that pages show or link to, as far as pages were made.
    pub(super) fn shown(&self) -> BTreeSet<String> {
        self.lock_shown().clone()
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
