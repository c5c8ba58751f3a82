use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::sync::watch;

use super::shown::Shown;
use crate::{
    diagnostic::{Diagnostic, Sources},
    pipeline::live::Snapshot,
};

/// The site at one moment, as far as it could be made.
#[derive(Debug)]
pub(super) struct State {
    /// Counts states, from 1.
    pub(super) number: u64,
    /// `None` when nothing could be made yet.
    pub(super) snapshot: Option<Arc<Snapshot>>,
    /// Why the snapshot is not that of the files.
    pub(super) problems: Vec<Diagnostic>,
    /// The texts the problems point into.
    pub(super) sources: Sources,
    /// Paths in the site of images and other files that were replaced.
    pub(super) replaced: Vec<String>,
    /// What was made of it for those who asked, by path.
    pub(super) made: Mutex<BTreeMap<String, Arc<Shown>>>,
}

/// Pages that stay known to have been good, in case they break.
const GOOD: usize = 64;

/// The states, one after the other.
#[derive(Debug)]
pub(super) struct States {
    newest: watch::Sender<Option<Arc<State>>>,
    /// The last pages that were right, the newest last.
    good: Mutex<Vec<(String, Arc<Shown>)>>,
}

impl Default for States {
    fn default() -> Self {
        Self {
            newest: watch::Sender::new(None),
            good: Mutex::default(),
        }
    }
}

impl States {
    /// Makes a state the newest.
    pub(super) fn publish(&self, state: State) {
        self.newest.send_replace(Some(Arc::new(state)));
    }

    /// The newest state; waits for the first.
    pub(super) async fn newest(&self) -> Option<Arc<State>> {
        let mut states = self.subscribe();
        let state = states.wait_for(Option::is_some).await.ok()?;
        state.clone()
    }

    /// Tells of every state from now on.
    pub(super) fn subscribe(&self) -> watch::Receiver<Option<Arc<State>>> {
        self.newest.subscribe()
    }

    /// Remembers a page that was right.
    pub(super) fn was_good(&self, path: &str, shown: &Arc<Shown>) {
        let mut good = self.good.lock().unwrap_or_else(PoisonError::into_inner);
        good.retain(|(known, _)| known != path);
        good.push((path.to_owned(), Arc::clone(shown)));
        let over = good.len().saturating_sub(GOOD);
        good.drain(..over);
    }

    /// The page as it was when it was last right.
    pub(super) fn last_good(&self, path: &str) -> Option<Arc<Shown>> {
        let good = self.good.lock().unwrap_or_else(PoisonError::into_inner);
        let known = good.iter().find(|(known, _)| known == path);
        known.map(|(_, shown)| Arc::clone(shown))
    }
}
