//! A site that is not written anywhere.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use super::{Sink, SitePath, claims::Claims};
use crate::diagnostic::Diagnostic;

/// What stands at a path of a [`MemorySite`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// A file that was made.
    Bytes(Arc<[u8]>),
    /// A file on disk, read only when it is asked for.
    File(PathBuf),
}

/// A site in memory, for the preview and for tests.
#[derive(Debug, Default)]
pub struct MemorySite(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    claims: Claims,
    files: BTreeMap<SitePath, Body>,
}

impl MemorySite {
    /// The files, by path.
    #[must_use]
    pub fn into_files(self) -> BTreeMap<SitePath, Body> {
        self.0
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner)
            .files
    }

    fn add(&self, path: &SitePath, body: Body) -> Result<(), Diagnostic> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.claims.take(path)?;
        state.files.insert(path.clone(), body);
        Ok(())
    }
}

impl Sink for MemorySite {
    fn put(&self, path: &SitePath, bytes: &[u8]) -> Result<(), Diagnostic> {
        self.add(path, Body::Bytes(bytes.into()))
    }

    fn copy(&self, path: &SitePath, from: &Path) -> Result<(), Diagnostic> {
        self.add(path, Body::File(from.to_owned()))
    }
}
