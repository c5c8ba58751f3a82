//! What files were, version by version, on the way to `HEAD`.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use gix::{ObjectId, Repository};
use jiff::{Timestamp, civil::Date, tz::Offset};

use super::{NoHistory, open, trees};

/// A version of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The day its author committed it, on the author's clock.
    pub day: Date,
    blob: ObjectId,
}

/// The versions of files along the first parents of `HEAD`: what the main branch held, one commit after the other. What
/// happened on a branch counts from the day it was merged, so that two branches side by side do not seem to undo each
/// other.
pub struct Versions {
    repo: Repository,
    /// The commit that `HEAD` is, in hexadecimal.
    pub head: String,
    /// The versions of each file, the oldest first, by its path now.
    pub files: BTreeMap<String, Vec<Version>>,
    /// The paths that files had at the commit the walk ended at, by their paths now. `None` when it went to the end.
    pub before: Option<BTreeMap<String, String>>,
}

impl Versions {
    /// The text of a version; `None` when it is not UTF-8.
    #[must_use]
    pub fn text(&self, version: &Version) -> Option<String> {
        text(&self.repo, version.blob)
    }
}

/// Reads the versions of `rels` (paths under the content folder `root`), back to the commit `known` (in hexadecimal) where
/// that is on the way. A file that was renamed is followed, also when a part of it was changed at the same time.
///
/// # Errors
///
/// When the history cannot tell, see [`NoHistory`].
pub fn versions<'a>(
    root: &Path,
    rels: impl IntoIterator<Item = &'a str>,
    known: Option<&str>,
) -> Result<Versions, NoHistory> {
    let (repo, folder, head) = open(root)?;
    let mut walk = Walk {
        repo: &repo,
        folder,
        followed: rels
            .into_iter()
            .map(|rel| (rel.to_owned(), vec![rel.to_owned()]))
            .collect(),
        files: BTreeMap::new(),
    };
    let stop = known.and_then(|known| ObjectId::from_hex(known.as_bytes()).ok());
    let ended = walk.run(head, stop)?;
    let Walk {
        followed,
        mut files,
        ..
    } = walk;
    for versions in files.values_mut() {
        versions.reverse();
    }
    let before = ended.then(|| {
        let pairs = followed.into_iter();
        pairs
            .flat_map(|(path, now)| now.into_iter().map(move |now| (now, path.clone())))
            .collect()
    });
    Ok(Versions {
        head: head.to_string(),
        files,
        before,
        repo,
    })
}

struct Walk<'repo> {
    repo: &'repo Repository,
    /// Parts of the path of the content folder.
    folder: Vec<String>,
    /// The paths of the followed files in the commit that is looked at, each with the paths they have now.
    followed: BTreeMap<String, Vec<String>>,
    /// The newest version first.
    files: BTreeMap<String, Vec<Version>>,
}

/// A file of a commit that its parent has not as it is.
struct Changed {
    path: String,
    blob: ObjectId,
    is_new: bool,
}

impl Walk<'_> {
    /// Goes back to the beginning, or to `stop`; true when that was met.
    fn run(&mut self, head: ObjectId, stop: Option<ObjectId>) -> Result<bool, NoHistory> {
        let mut at = Some(head);
        let mut here = self.content(head)?;
        while let Some(commit) = at {
            if Some(commit) == stop {
                return Ok(true);
            }
            let object = self.repo.find_commit(commit)?;
            let parent = object.parent_ids().next().map(gix::Id::detach);
            let before = match parent {
                Some(parent) => self.content(parent)?,
                None => None,
            };
            if here != before {
                let day = day(&object)?;
                self.visit(here, before, day)?;
            }
            (at, here) = (parent, before);
        }
        Ok(false)
    }

    fn visit(
        &mut self,
        here: Option<ObjectId>,
        before: Option<ObjectId>,
        day: Date,
    ) -> Result<(), NoHistory> {
        let mut changed = Vec::new();
        if let Some(here) = here {
            self.changes(here, before, "", &mut changed)?;
        }
        changed.retain(|file| self.followed.contains_key(&file.path));
        for file in &changed {
            for now in &self.followed[&file.path] {
                let versions = self.files.entry(now.clone()).or_default();
                versions.push(Version {
                    day,
                    blob: file.blob,
                });
            }
        }
        let new: Vec<&Changed> = changed.iter().filter(|file| file.is_new).collect();
        if let (false, Some(before)) = (new.is_empty(), before) {
            let mut gone = Vec::new();
            self.changes(before, here, "", &mut gone)?;
            gone.retain(|file| file.is_new);
            self.rename(&new, gone);
        } else {
            for file in new {
                self.followed.remove(&file.path);
            }
        }
        Ok(())
    }

    /// Goes on with the files that new ones were before: those that are gone and equal, else those most alike.
    fn rename(&mut self, new: &[&Changed], mut gone: Vec<Changed>) {
        for file in new {
            let Some(now) = self.followed.remove(&file.path) else {
                continue;
            };
            let equal = gone.iter().position(|old| old.blob == file.blob);
            if let Some(old) = equal.or_else(|| self.alike(file, &gone)) {
                let old = gone.swap_remove(old);
                self.followed.entry(old.path).or_default().extend(now);
            }
        }
    }

    /// The most alike of some files, if it is alike at all.
    fn alike(&self, file: &Changed, gone: &[Changed]) -> Option<usize> {
        let lines = |blob| -> Option<BTreeSet<String>> {
            let text = text(self.repo, blob)?;
            let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
            Some(lines.map(String::from).collect())
        };
        let wanted = lines(file.blob)?;
        let scored = gone
            .iter()
            .take(MOST_COMPARED)
            .enumerate()
            .filter_map(|(i, old)| {
                let other = lines(old.blob)?;
                let all = wanted.len().max(other.len()).max(1);
                Some((wanted.intersection(&other).count() * 100 / all, i))
            });
        let best = scored.max_by_key(|&(score, i)| (score, std::cmp::Reverse(i)));
        best.filter(|(score, _)| *score >= ALIKE).map(|(_, i)| i)
    }

    /// The tree of the content folder in a commit.
    fn content(&self, commit: ObjectId) -> Result<Option<ObjectId>, NoHistory> {
        trees::folder_in(self.repo, &self.folder, commit)
    }

    /// Files of a tree that another has not as they are.
    fn changes(
        &self,
        tree: ObjectId,
        other: Option<ObjectId>,
        prefix: &str,
        changed: &mut Vec<Changed>,
    ) -> Result<(), NoHistory> {
        let data = self.data(tree)?;
        let other: Result<Vec<Vec<u8>>, NoHistory> =
            other.into_iter().map(|tree| self.data(tree)).collect();
        for (entry, there) in trees::changed(&data, &other?)? {
            let Some(path) = trees::path(prefix, &entry) else {
                continue;
            };
            if entry.mode.is_tree() {
                self.changes(entry.oid.to_owned(), there.first().copied(), &path, changed)?;
            } else {
                changed.push(Changed {
                    path,
                    blob: entry.oid.to_owned(),
                    is_new: there.is_empty(),
                });
            }
        }
        Ok(())
    }

    fn data(&self, tree: ObjectId) -> Result<Vec<u8>, NoHistory> {
        Ok(self.repo.find_tree(tree)?.detach().data)
    }
}

/// Share of equal lines, in hundredths, from which a file that is gone and a new one are one (as in git).
const ALIKE: usize = 50;

/// Files that went in one commit with which a new one is compared; a commit that moves more is a move of a whole folder, and
/// leaves them equal.
const MOST_COMPARED: usize = 50;

fn text(repo: &Repository, blob: ObjectId) -> Option<String> {
    let data = repo.find_blob(blob).ok()?.detach().data;
    String::from_utf8(data).ok()
}

fn day(commit: &gix::Commit<'_>) -> Result<Date, NoHistory> {
    let time = commit.author()?.time()?;
    let at = Timestamp::from_second(time.seconds)
        .map_err(|error| NoHistory::Broken(error.to_string()))?;
    let offset = Offset::from_seconds(time.offset).unwrap_or(Offset::UTC);
    Ok(offset.to_datetime(at).date())
}
