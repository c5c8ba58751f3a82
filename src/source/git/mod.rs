//! When each file was last changed, from the history of the repository it is in.

mod search;
mod trees;
mod versions;

#[cfg(test)]
mod tests;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt, io,
    path::{Path, PathBuf},
};

use gix::{ObjectId, Repository};

use self::search::Search;
pub use self::versions::{Version, Versions, versions};
use crate::model::At;

/// Memory for objects that are met more than once (the tree of a commit is that of its child's parent), in bytes.
const OBJECT_CACHE: usize = 32 << 20;

/// The commit that made a file what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// When its author made it, on the author's clock; rebasing keeps it.
    pub at: At,
    /// The commit's full hash, in hexadecimal.
    pub id: String,
}

/// Why nothing is said about changes. None of these is wrong: a site can be made without.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoHistory {
    /// The content folder is in no git repository.
    NoRepository,
    /// The repository has no work tree.
    Bare,
    /// There is no commit yet.
    NoCommit,
    /// Only the newest commits are there: the oldest of them would seem to have made every file.
    Shallow,
    /// The history could not be read, and why.
    Broken(String),
}

impl fmt::Display for NoHistory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoRepository => f.write_str("the content folder is not in a git repository"),
            Self::Bare => f.write_str("the git repository has no work tree"),
            Self::NoCommit => f.write_str("the git repository has no commit yet"),
            Self::Shallow => f.write_str(
                "the git clone is shallow, so dates of changes are unknown: fetch the full history (`git fetch --unshallow`)",
            ),
            Self::Broken(reason) => write!(f, "the git history could not be read: {reason}"),
        }
    }
}

/// Every error of the history itself is a reason to say nothing.
impl From<gix::Error> for NoHistory {
    fn from(error: gix::Error) -> Self {
        Self::Broken(error.to_string())
    }
}

/// For each of `rels` (paths under the content folder `root`) the newest commit that made it what it is in `HEAD`.
///
/// One walk over the history, newest first, which ends as soon as all are known. A merge counts when the file is as in
/// none of its parents, and a change that a merge threw away does not count. Files that `HEAD` does not have are
/// missing in the answer; changes that are not committed do not count.
///
/// # Errors
///
/// When the history cannot tell, see [`NoHistory`].
pub fn last_changes<'a>(
    root: &Path,
    rels: impl IntoIterator<Item = &'a str>,
) -> Result<BTreeMap<String, Change>, NoHistory> {
    let (repo, folder, head) = open(root)?;
    let rels: BTreeSet<&str> = rels.into_iter().collect();
    Search::new(&repo, folder, head, &rels)?.run()
}

/// The repository around a content folder, the path of the folder in it, and the commit that `HEAD` is.
fn open(root: &Path) -> Result<(Repository, Vec<String>, ObjectId), NoHistory> {
    let mut repo = gix::discover(root).map_err(not_found)?;
    let folder = folder_in(&repo, root)?;
    if repo.is_shallow()? {
        return Err(NoHistory::Shallow);
    }
    repo.object_cache_size_if_unset(OBJECT_CACHE);
    if repo.head()?.is_unborn() {
        return Err(NoHistory::NoCommit);
    }
    let head = repo.head_commit()?.id;
    Ok((repo, folder, head))
}

/// What the history of a folder depends on: two equal states have the same history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// Where git keeps its data; the newest commit changes when something in it does.
    pub folder: PathBuf,
    /// The full hash of the newest commit; `None` before the first.
    head: Option<String>,
    shallow: bool,
}

/// The state of the repository that `root` is in, if it is in one.
#[must_use]
pub fn state(root: &Path) -> Option<State> {
    let repo = gix::discover(root).ok()?;
    Some(State {
        folder: repo.git_dir().canonicalize().ok()?,
        head: repo.head_id().ok().map(|id| id.to_string()),
        shallow: repo.is_shallow().unwrap_or_default(),
    })
}

fn not_found(error: gix::Error) -> NoHistory {
    use gix::discover::upwards::Error::{
        NoGitRepository, NoGitRepositoryWithinCeiling, NoGitRepositoryWithinFs,
    };
    match error.downcast_any_ref() {
        Some(
            NoGitRepository { .. }
            | NoGitRepositoryWithinCeiling { .. }
            | NoGitRepositoryWithinFs { .. },
        ) => NoHistory::NoRepository,
        _ => error.into(),
    }
}

/// The path of the content folder in the repository, part by part.
fn folder_in(repo: &Repository, root: &Path) -> Result<Vec<String>, NoHistory> {
    let workdir = repo.workdir().ok_or(NoHistory::Bare)?;
    let broken = |error: io::Error| NoHistory::Broken(error.to_string());
    let root = root.canonicalize().map_err(broken)?;
    let workdir = workdir.canonicalize().map_err(broken)?;
    let folder = root
        .strip_prefix(&workdir)
        .map_err(|_| NoHistory::NoRepository)?;
    Ok(folder
        .iter()
        .map(|part| part.to_string_lossy().into_owned())
        .collect())
}
