use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::Arc,
};

use super::history::Committed;
use crate::{
    diagnostic::Outcome,
    library::{Entry, history::Tracked},
    source::{
        self, SourceFile,
        git::{self, Change, NoHistory},
    },
};

type Changes = Arc<BTreeMap<String, Change>>;

/// What a preview keeps of one reading for the next.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// The files as they were read.
    pub(super) files: source::Memory,
    /// What was read from each file, by its path under the content folder; `None` when nothing is kept.
    parsed: Option<BTreeMap<String, Parsed>>,
    history: Option<History>,
    committed: Option<ItemHistory>,
}

/// What the history says of action items.
#[derive(Debug)]
struct ItemHistory {
    state: Option<git::State>,
    asked: BTreeSet<String>,
    files: Arc<Committed>,
}

#[derive(Debug)]
struct Parsed {
    hash: [u8; 32],
    outcome: Outcome<Option<Entry>>,
}

#[derive(Debug)]
struct History {
    state: Option<git::State>,
    /// Paths the history was asked for.
    asked: BTreeSet<String>,
    changes: Result<Changes, NoHistory>,
}

impl Memory {
    /// Keeps nothing: for those who read once.
    pub(super) fn none() -> Self {
        Self::default()
    }

    /// Keeps everything, and knows nothing yet.
    pub(super) fn empty() -> Self {
        Self {
            parsed: Some(BTreeMap::new()),
            ..Self::default()
        }
    }

    /// Forgets what depends on the configuration.
    pub(super) fn forget_parsed(&mut self) {
        if let Some(parsed) = &mut self.parsed {
            parsed.clear();
        }
        self.committed = None;
    }

    /// What was read from this very text.
    pub(super) fn parsed(&self, file: &SourceFile) -> Option<Outcome<Option<Entry>>> {
        let known = self.parsed.as_ref()?.get(&file.rel)?;
        (known.hash == file.hash).then(|| known.outcome.clone())
    }

    /// Keeps what was read from one file.
    pub(super) fn remember_one(&mut self, file: &SourceFile, outcome: &Outcome<Option<Entry>>) {
        if let Some(parsed) = &mut self.parsed {
            let (hash, outcome) = (file.hash, outcome.clone());
            parsed.insert(file.rel.clone(), Parsed { hash, outcome });
        }
    }

    /// The last change of a file, as far as it was asked for.
    pub(super) fn last_change(&self, rel: &str) -> Option<&Change> {
        let changes = self.history.as_ref()?.changes.as_ref().ok()?;
        changes.get(rel)
    }

    /// The items of a file as they are committed, as far as they were asked for.
    pub(super) fn committed_items(&self, rel: &str) -> Option<&[Tracked]> {
        let committed = self.committed.as_ref()?;
        committed.files.get(rel).map(Vec::as_slice)
    }

    /// Keeps what was read, and nothing of files that are gone.
    pub(super) fn remember(&mut self, files: &[SourceFile], read: &[Outcome<Option<Entry>>]) {
        let Some(parsed) = &mut self.parsed else {
            return;
        };
        let mut old = std::mem::take(parsed);
        *parsed = files
            .iter()
            .zip(read)
            .map(|(file, outcome)| {
                let kept = old.remove(&file.rel).filter(|old| old.hash == file.hash);
                let kept = kept.unwrap_or_else(|| Parsed {
                    hash: file.hash,
                    outcome: outcome.clone(),
                });
                (file.rel.clone(), kept)
            })
            .collect();
    }

    /// The last change of each file; the history is read again only when it may say something else.
    ///
    /// # Errors
    ///
    /// As [`git::last_changes`].
    pub(super) fn last_changes(
        &mut self,
        content: &Path,
        rels: &[&str],
    ) -> Result<Changes, NoHistory> {
        let ask = || git::last_changes(content, rels.iter().copied()).map(Arc::new);
        if self.parsed.is_none() {
            return ask();
        }
        let state = git::state(content);
        let holds = |known: &&History| {
            known.state == state && rels.iter().all(|rel| known.asked.contains(*rel))
        };
        if let Some(known) = self.history.as_ref().filter(holds) {
            return known.changes.clone();
        }
        let changes = ask();
        self.history = Some(History {
            state,
            asked: rels.iter().map(|rel| (*rel).to_owned()).collect(),
            changes: changes.clone(),
        });
        changes
    }

    /// The items of the files as they are committed; asked again only when the history may say something else.
    pub(super) fn committed(
        &mut self,
        content: &Path,
        asked: &BTreeSet<String>,
        ask: impl FnOnce() -> Committed,
    ) -> Arc<Committed> {
        if self.parsed.is_none() {
            return Arc::new(ask());
        }
        let state = git::state(content);
        let holds = |known: &&ItemHistory| known.state == state && asked.is_subset(&known.asked);
        if let Some(known) = self.committed.as_ref().filter(holds) {
            return Arc::clone(&known.files);
        }
        let files = Arc::new(ask());
        self.committed = Some(ItemHistory {
            state,
            asked: asked.clone(),
            files: Arc::clone(&files),
        });
        files
    }

    /// The state of the repository when the history was read.
    pub(super) fn git(&self) -> Option<&git::State> {
        self.history.as_ref()?.state.as_ref()
    }
}
