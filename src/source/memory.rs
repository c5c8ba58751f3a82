//! What is known of a content folder from the last time it was read, so that the next time only what changed is read.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use rayon::prelude::*;

use super::{
    SourceFile,
    load::{Loaded, load},
    role::Role,
    root::{Globs, Root},
    walk::{self, Entry, TOOL_MARKS, is_hidden, walk},
};
use crate::{config::ContentConfig, diagnostic::Diagnostic};

/// What may have changed since a folder was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Touched {
    /// Nobody knows.
    Anything,
    /// These files and folders, absolute and without links; some may be elsewhere, or not exist (any more).
    Paths(BTreeSet<PathBuf>),
}

impl Touched {
    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Paths(mut paths), Self::Paths(more)) => {
                paths.extend(more);
                Self::Paths(paths)
            }
            _ => Self::Anything,
        }
    }

    /// Whether this path may have changed.
    #[must_use]
    pub fn has(&self, path: &Path) -> bool {
        match self {
            Self::Anything => true,
            Self::Paths(paths) => paths.contains(path),
        }
    }

    /// Whether anything in this folder may have changed.
    #[must_use]
    pub fn is_under(&self, folder: &Path) -> bool {
        match self {
            Self::Anything => true,
            Self::Paths(paths) => paths.iter().any(|path| path.starts_with(folder)),
        }
    }
}

/// A content folder as it was read the last time.
#[derive(Debug, Default)]
pub struct Memory {
    /// The folder and the globs that `known` holds for; `None` when nothing is known.
    of: Option<(PathBuf, ContentConfig)>,
    /// Every file, in the order of the walk.
    pub(super) known: Vec<Known>,
    /// What the walk found.
    found: Vec<Diagnostic>,
}

/// A file as it was read.
#[derive(Debug)]
pub(super) struct Known {
    entry: Entry,
    loaded: Loaded,
    stamp: Option<Stamp>,
}

impl Known {
    fn read(entry: Entry, root: &Root, globs: &Globs) -> Self {
        // The stamp is older than the text: a change in between is seen the next time.
        let stamp = Stamp::of(&entry.path);
        let loaded = load(&entry, root, globs);
        Self {
            entry,
            loaded,
            stamp,
        }
    }

    pub(super) fn loaded(&self) -> Loaded {
        self.loaded.clone()
    }
}

/// What the file system says of a file that is not read again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stamp {
    modified: SystemTime,
    len: u64,
}

/// A file that was changed this shortly before it was looked at may change again without its stamp showing it: the
/// clocks of some file systems have steps of two seconds.
const CLOCK_STEP: Duration = Duration::from_secs(2);

impl Stamp {
    /// `None` when the stamp cannot be trusted.
    fn of(path: &Path) -> Option<Self> {
        let metadata = path.metadata().ok()?;
        let modified = metadata.modified().ok()?;
        let settled = SystemTime::now().duration_since(modified).ok()? > CLOCK_STEP;
        settled.then_some(Self {
            modified,
            len: metadata.len(),
        })
    }
}

impl Memory {
    /// Reads what changed. Gives what the walk found.
    pub(super) fn refresh(
        &mut self,
        root: &Root,
        globs: &Globs,
        config: &ContentConfig,
        touched: &Touched,
    ) -> Vec<Diagnostic> {
        let is_of = (self.of.as_ref())
            .is_some_and(|(folder, known)| *folder == root.path && is_same(known, config));
        if !is_of {
            self.known.clear();
        }
        match touched {
            Touched::Paths(paths) if is_of && !self.needs_walk(root, paths) => {
                self.reload(root, globs, paths);
            }
            _ => self.walk(root, globs, touched),
        }
        self.of = Some((root.path.clone(), config.clone()));
        self.found.clone()
    }

    /// Reads known debriefs again, and nothing else. `None` when these paths say anything more than that debriefs have
    /// another text: then the folder has to be looked at as a whole.
    pub(super) fn again(
        &mut self,
        root: &Root,
        globs: &Globs,
        paths: &BTreeSet<PathBuf>,
    ) -> Option<Vec<SourceFile>> {
        let is_of = (self.of.as_ref()).is_some_and(|(folder, _)| *folder == root.path);
        if !is_of || self.needs_walk(root, paths) {
            return None;
        }
        let read = self.reload(root, globs, paths);
        let files = read
            .into_iter()
            .map(|at| match &self.known[at].loaded.file {
                Some((Role::Debrief, file)) => Some(file.clone()),
                _ => None,
            });
        files.collect()
    }

    /// Whether a path says more than that a known file has another content.
    fn needs_walk(&self, root: &Root, paths: &BTreeSet<PathBuf>) -> bool {
        paths.iter().any(|path| {
            let Ok(below) = path.strip_prefix(&root.canonical) else {
                return false;
            };
            let names: Option<Vec<&str>> = below.iter().map(|name| name.to_str()).collect();
            let Some(names) = names else {
                return true;
            };
            if names.last().is_none_or(|name| TOOL_MARKS.contains(name)) {
                return true;
            }
            if names.iter().any(|name| is_hidden(Some(name))) {
                return false;
            }
            self.changes_the_list(path, &names.join("/"))
        })
    }

    /// Whether a path is a file that was not there, or is not a file that was.
    fn changes_the_list(&self, path: &Path, rel: &str) -> bool {
        let file = path.symlink_metadata();
        let known = self.find(rel).is_some();
        let reached = || (self.known.iter()).any(|known| known.entry.real.as_deref() == Some(path));
        match file {
            Ok(file) => !(file.is_file() && (known || reached())),
            Err(_) => known || reached() || self.holds_folder(rel),
        }
    }

    fn find(&self, rel: &str) -> Option<usize> {
        (self.known)
            .binary_search_by(|known| known.entry.rel.as_str().cmp(rel))
            .ok()
    }

    fn holds_folder(&self, rel: &str) -> bool {
        let folder = format!("{rel}/");
        let at = (self.known).partition_point(|known| known.entry.rel < folder);
        (self.known.get(at)).is_some_and(|known| known.entry.rel.starts_with(&folder))
    }

    /// Reads known files again; which.
    fn reload(&mut self, root: &Root, globs: &Globs, paths: &BTreeSet<PathBuf>) -> Vec<usize> {
        let of = |known: &Known| match &known.entry.real {
            Some(real) => paths.contains(real),
            None => false,
        };
        let linked: Vec<usize> = (0..self.known.len())
            .filter(|&at| of(&self.known[at]))
            .collect();
        let named = paths.iter().filter_map(|path| {
            let below = path.strip_prefix(&root.canonical).ok()?;
            let names: Option<Vec<&str>> = below.iter().map(|name| name.to_str()).collect();
            self.find(&names?.join("/"))
        });
        let stale: BTreeSet<usize> = named.chain(linked).collect();
        let fresh: Vec<(usize, Known)> = stale
            .into_par_iter()
            .map(|at| (at, Known::read(self.known[at].entry.clone(), root, globs)))
            .collect();
        let places = fresh.iter().map(|(at, _)| *at).collect();
        for (at, known) in fresh {
            self.known[at] = known;
        }
        places
    }

    /// Walks the folder and reads what is new, touched, or does not look as it did.
    fn walk(&mut self, root: &Root, globs: &Globs, touched: &Touched) {
        self.found.clear();
        let entries: Vec<Entry> = walk(root, globs).take(&mut self.found);
        let old: BTreeMap<String, Known> = self
            .known
            .drain(..)
            .map(|known| (known.entry.rel.clone(), known))
            .collect();
        let is_touched = |entry: &Entry| match touched {
            Touched::Anything => false,
            Touched::Paths(paths) => {
                let real = (entry.real.clone()).unwrap_or_else(|| root.canonical.join(&entry.rel));
                paths.contains(&real)
            }
        };
        self.known = entries
            .into_par_iter()
            .map(|entry| match old.get(&entry.rel) {
                Some(known)
                    if !is_touched(&entry)
                        && known.stamp.is_some()
                        && known.stamp == Stamp::of(&entry.path)
                        && walk::is_same(&known.entry, &entry) =>
                {
                    Known {
                        entry,
                        loaded: known.loaded.clone(),
                        stamp: known.stamp,
                    }
                }
                _ => Known::read(entry, root, globs),
            })
            .collect();
    }
}

/// Whether the same files are wanted.
fn is_same(a: &ContentConfig, b: &ContentConfig) -> bool {
    a.include == b.include && a.exclude == b.exclude
}
