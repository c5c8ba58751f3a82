//! What a browser is shown at a path: a file of the site, or the last good one of it.

use std::{path::PathBuf, sync::Arc};

use super::state::{State, States};
use crate::{
    diagnostic::{Diagnostic, Level, Sources},
    pipeline::live::{File, Snapshot},
};

/// What stands at a path.
#[derive(Debug)]
pub(super) struct Shown {
    pub(super) body: Body,
    /// A hash of the body, in hexadecimal; empty for files on disk.
    pub(super) hash: String,
    /// Why it is not what the files say now: mistakes of the page's own, with the texts they point into.
    pub(super) problems: Vec<Diagnostic>,
    pub(super) sources: Sources,
    /// The debrief it is the page of: its position in the library of the state.
    pub(super) debrief: Option<usize>,
    /// The file it is made of, as diagnostics name it, for pages of debriefs.
    pub(super) source: Option<Arc<str>>,
}

#[derive(Debug, Clone)]
pub(super) enum Body {
    /// A file that was made.
    Made(Arc<[u8]>),
    /// A file of the content folder.
    OnDisk(PathBuf),
    /// There is none.
    Missing,
    /// There should be one, but its template has a mistake.
    Broken,
}

impl Shown {
    fn new(body: Body) -> Self {
        let hash = match &body {
            Body::Made(bytes) => blake3::hash(bytes).to_hex()[..16].to_owned(),
            _ => String::new(),
        };
        Self {
            body,
            hash,
            problems: Vec::new(),
            sources: Sources::default(),
            debrief: None,
            source: None,
        }
    }

    /// What is left when the making of a page panicked.
    pub(super) fn crashed() -> Self {
        Self::new(Body::Broken)
    }

    fn with(mut self, problems: Vec<Diagnostic>, sources: &Sources) -> Self {
        self.problems = problems;
        self.sources = sources.clone();
        self
    }

    /// The same body, shown although something is wrong with what replaces it.
    fn kept(&self, problems: Vec<Diagnostic>, sources: &Sources) -> Self {
        Self {
            body: self.body.clone(),
            hash: self.hash.clone(),
            problems,
            sources: sources.clone(),
            debrief: None,
            source: self.source.clone(),
        }
    }
}

/// What stands at `path` (`debriefs/x/index.html`) in a state. Takes as long as making a page.
pub(super) fn shown(state: &State, states: &States, path: &str) -> Arc<Shown> {
    let known = |state: &State| {
        let made = state
            .made
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        made.get(path).cloned()
    };
    if let Some(known) = known(state) {
        return known;
    }
    let shown = Arc::new(look(state, states, path));
    let is_right = matches!(shown.body, Body::Made(_)) && shown.problems.is_empty();
    if is_right && path.ends_with(".html") {
        states.was_good(path, &shown);
    }
    let mut made = state
        .made
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    made.insert(path.to_owned(), Arc::clone(&shown));
    shown
}

fn look(state: &State, states: &States, path: &str) -> Shown {
    let Some(snapshot) = &state.snapshot else {
        return Shown::new(Body::Missing);
    };
    match snapshot.file(path) {
        Ok(Some(File::Made(bytes))) => {
            let debrief = snapshot.page(path).and_then(|page| page.debrief);
            Shown {
                debrief,
                source: debrief.map(|at| Arc::clone(&snapshot.library().entries[at].shown)),
                ..Shown::new(Body::Made(bytes.into()))
            }
        }
        Ok(Some(File::OnDisk(file))) => Shown::new(Body::OnDisk(file)),
        Ok(None) => gone(snapshot, states, path),
        Err(problem) => {
            let problems = vec![*problem];
            match states.last_good(path) {
                Some(good) => good.kept(problems, snapshot.sources()),
                None => Shown::new(Body::Broken).with(problems, snapshot.sources()),
            }
        }
    }
}

/// A page that is not there: of a debrief that cannot be read just now the last good one is.
fn gone(snapshot: &Snapshot, states: &States, path: &str) -> Shown {
    let missing = || Shown::new(Body::Missing);
    let Some(good) = states.last_good(path) else {
        return missing();
    };
    let Some(source) = &good.source else {
        return missing();
    };
    let is_left_out = !(snapshot.library().entries.iter()).any(|entry| entry.shown == *source);
    let mut problems = snapshot.findings_in(source);
    problems.retain(|problem| matches!(problem.level, Level::Error | Level::Warning));
    match is_left_out && !problems.is_empty() {
        true => good.kept(problems, snapshot.sources()),
        false => missing(),
    }
}
