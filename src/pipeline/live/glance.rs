//! An edited debrief on its own page, before anything else knows of the edit.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    Live, Turn,
    snapshot::{Ahead, Depth, Parts, Snapshot},
};
use crate::{
    config::PeopleAs,
    diagnostic::{Code, Diagnostic, Level, Outcome},
    insight,
    library::{Edited, Entry, history::of_current},
    pipeline::{
        memory::Memory,
        read::{Read, change, parse_one},
    },
    source::{self, SourceFile, Touched},
};

/// A newer text of a debrief than everything else knows.
#[derive(Clone)]
pub(super) struct Edit {
    /// Counts what was taken in.
    pub(super) clock: u64,
    file: SourceFile,
    read: Outcome<Option<Entry>>,
}

impl Live {
    /// Shows edited debriefs on their own pages: it reads them and nothing else. `None` when this cannot show what was
    /// touched, or when nothing is different. In any case [`Live::begin`] has to be told of the same files.
    pub fn glance(&mut self, touched: &Touched) -> Option<Turn> {
        let Touched::Paths(paths) = touched else {
            return None;
        };
        let content = self.watched().content;
        let is_inside = paths.iter().all(|path| path.starts_with(&content));
        let (located, whole) = (self.located.clone()?, self.whole()?);
        if !is_inside || !Arc::ptr_eq(&located, &whole.parts.located) {
            return None;
        }
        let config = &located.config;
        let memory = &mut self.memory.files;
        let files = source::read_again(&located.content, &config.content, paths, memory)?;
        self.clock += 1;
        let mut is_news = false;
        for file in files {
            let rel = file.rel.clone();
            let known = whole.library().by_source.get(&rel);
            let known = known.map(|&at| &whole.library().entries[at].text);
            let is_ahead = self.ahead.get(&rel).map(|edit| &edit.file.text);
            if is_ahead.or(known) == Some(&file.text) {
                continue;
            }
            is_news = true;
            if known == Some(&file.text) {
                self.ahead.remove(&rel);
                continue;
            }
            let read = parse_one(&file, config);
            self.memory.remember_one(&file, &read);
            let clock = self.clock;
            self.ahead.insert(rel, Edit { clock, file, read });
        }
        is_news.then(|| self.show(Some(whole), false))
    }

    /// A state with the edits that it does not know, as far as they can be shown without working out the rest.
    pub(super) fn with_ahead(&self, whole: Arc<Snapshot>) -> Arc<Snapshot> {
        // Names are taken out of all texts together, so a single one cannot be shown ahead of the others.
        if whole.parts.read.edition.people == PeopleAs::Roles {
            return whole;
        }
        let mut debriefs = BTreeMap::new();
        let mut edits = Vec::new();
        let mut parts = None;
        for edit in self.ahead.values() {
            let Some(&position) = whole.library().by_source.get(&edit.file.rel) else {
                continue;
            };
            let problem = match edit.edited(&whole, &self.memory) {
                Ok(Some(edited)) => {
                    edits.push(edited);
                    None
                }
                Ok(None) => continue,
                Err(problem) => Some(problem),
            };
            debriefs.insert(position, problem);
            let parts = parts.get_or_insert_with(|| Bare::of(&whole.parts));
            parts.take(edit, &whole.parts);
        }
        let Some(bare) = parts else {
            return whole;
        };
        let edited: BTreeSet<usize> = edits.iter().map(|edit| edit.position).collect();
        let library = whole.library().with_edits(edits);
        let now = (whole.config(), whole.now());
        let causes = self.causes.carried(&library);
        let insight = insight::glance(&library, (whole.insight(), causes), &edited, now);
        let parts = bare.with(&whole.parts, library, insight);
        let snapshot = Box::new(Snapshot::new(parts, Arc::clone(whole.shown())));
        Arc::new(whole.with_ahead(Some(Ahead { snapshot, debriefs })))
    }
}

impl Edit {
    /// The edit for a library. `None` when it moves the debrief, and others with it.
    ///
    /// # Errors
    ///
    /// What keeps the text from being read.
    fn edited(&self, whole: &Snapshot, memory: &Memory) -> Result<Option<Edited>, Diagnostic> {
        let Some(mut entry) = self.read.value.clone() else {
            let mut found = self.read.diagnostics.iter();
            let worst = found.find(|found| found.level == Level::Error);
            return worst.map_or(Ok(None), |worst| Err(worst.clone()));
        };
        entry.changed = memory.last_change(&self.file.rel).and_then(change);
        let actions = &entry.debrief.actions;
        let committed = memory.committed_items(&self.file.rel);
        let history = committed.map(|committed| of_current(committed, actions));
        let edited = Edited::new(whole.library(), entry);
        Ok(edited.map(|edited| Edited { history, ..edited }))
    }
}

/// What was found and read, with that of the edits.
struct Bare {
    found: Vec<Diagnostic>,
    sources: crate::diagnostic::Sources,
}

impl Bare {
    fn of(parts: &Parts) -> Self {
        Self {
            found: parts.all_found().cloned().collect(),
            sources: parts.sources.clone(),
        }
    }

    /// Replaces what was found in a file. What other files have to do with it stays, where its place is the same.
    fn take(&mut self, edit: &Edit, before: &Parts) {
        let shown = &edit.file.shown;
        let old = before.sources.get(shown).map(|(_, text)| Arc::clone(text));
        let new = &edit.file.text;
        self.found.retain(|found| {
            let mut here = found.places.iter().filter(|place| place.file == *shown);
            let is_here = here.clone().next().is_some();
            let stays = here.all(|place| {
                place.span.is_none_or(|span| {
                    let old = old.as_ref().and_then(|old| old.get(span.start..span.end));
                    old.is_some() && old == new.get(span.start..span.end)
                })
            });
            !is_here || (is_of_many(found.code) && stays)
        });
        self.found.extend(edit.read.diagnostics.iter().cloned());
        self.sources.insert(Arc::clone(shown), Arc::clone(new));
    }

    fn with(
        self,
        whole: &Parts,
        library: crate::library::Library,
        insight: insight::Insight,
    ) -> Parts {
        let read = &whole.read;
        Parts {
            located: Arc::clone(&whole.located),
            theme: Arc::clone(&whole.theme),
            read: Arc::new(Read {
                library,
                lexicon: read.lexicon.clone(),
                lock: read.lock.clone(),
                edition_name: read.edition_name.clone(),
                edition: read.edition.clone(),
                left_out: read.left_out,
            }),
            insight,
            site: Arc::clone(&whole.site),
            now: whole.now,
            found: self.found,
            found_in_causes: Vec::new(),
            sources: self.sources,
            depth: Depth::Pages,
        }
    }
}

/// Whether it is found by comparing debriefs, not by reading one.
fn is_of_many(code: Code) -> bool {
    matches!(
        code,
        Code::DuplicateId | Code::UnknownReference | Code::PathCollision
    )
}
