//! The walk over the history.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use gix::{
    ObjectId, Repository, revision::walk::Sorting, traverse::commit::simple::CommitTimeOrder,
};
use jiff::{Timestamp, tz::Offset};

use super::{
    Change, NoHistory,
    trees::{changed, entries, folder_in, path},
};
use crate::model::At;

/// What is looked for, and what was found.
pub(super) struct Search<'repo> {
    repo: &'repo Repository,
    head: ObjectId,
    /// Parts of the path of the content folder.
    folder: Vec<String>,
    /// The content folder of commits that were met.
    folders: HashMap<ObjectId, Option<ObjectId>>,
    /// Files whose commit is not known yet, with what they hold in `HEAD`.
    wanted: BTreeMap<String, ObjectId>,
    found: BTreeMap<String, Change>,
}

impl<'repo> Search<'repo> {
    /// Looks for those of `rels` that `head` has.
    pub(super) fn new(
        repo: &'repo Repository,
        folder: Vec<String>,
        head: ObjectId,
        rels: &BTreeSet<&str>,
    ) -> Result<Self, NoHistory> {
        let mut search = Self {
            repo,
            head,
            folder,
            folders: HashMap::new(),
            wanted: BTreeMap::new(),
            found: BTreeMap::new(),
        };
        if let Some(tree) = search.folder_of(head)? {
            search.want(tree, "", rels)?;
        }
        Ok(search)
    }

    /// Walks from the newest commit until every file is found.
    pub(super) fn run(mut self) -> Result<BTreeMap<String, Change>, NoHistory> {
        let newest_first = Sorting::ByCommitTime(CommitTimeOrder::NewestFirst);
        let walk = self
            .repo
            .rev_walk([self.head])
            .sorting(newest_first)
            .all()?;
        for commit in walk {
            if self.wanted.is_empty() {
                break;
            }
            let commit = commit?;
            self.visit(commit.id, &commit.parent_ids)?;
        }
        Ok(self.found)
    }

    fn visit(&mut self, commit: ObjectId, parents: &[ObjectId]) -> Result<(), NoHistory> {
        let here = self.folder_of(commit)?;
        let mut before = Vec::new();
        for parent in parents {
            before.push(self.folder_of(*parent)?);
        }
        let Some(here) = here.filter(|here| !before.contains(&Some(*here))) else {
            return Ok(());
        };
        let before: Vec<ObjectId> = before.into_iter().flatten().collect();
        let mut made = Vec::new();
        self.compare(here, &before, "", &mut made)?;
        self.credit(commit, made)
    }
    /// The tree of the content folder in a commit.
    fn folder_of(&mut self, commit: ObjectId) -> Result<Option<ObjectId>, NoHistory> {
        if let Some(known) = self.folders.get(&commit) {
            return Ok(*known);
        }
        let at = folder_in(self.repo, &self.folder, commit)?;
        self.folders.insert(commit, at);
        Ok(at)
    }

    /// Notes what `rels` hold in a tree at `prefix`.
    fn want(
        &mut self,
        tree: ObjectId,
        prefix: &str,
        rels: &BTreeSet<&str>,
    ) -> Result<(), NoHistory> {
        let data = self.data(tree)?;
        for entry in entries(&data) {
            let entry = entry?;
            let Some(rel) = path(prefix, &entry) else {
                continue;
            };
            if !entry.mode.is_tree() {
                if rels.contains(rel.as_str()) {
                    self.wanted.insert(rel, entry.oid.to_owned());
                }
            } else if rels
                .range(rel.as_str()..)
                .next()
                .is_some_and(|next| next.starts_with(&rel))
            {
                self.want(entry.oid.to_owned(), &rel, rels)?;
            }
        }
        Ok(())
    }

    /// Finds wanted files that a tree has as they are in `HEAD`, and no tree of `before` has so.
    fn compare(
        &self,
        tree: ObjectId,
        before: &[ObjectId],
        prefix: &str,
        made: &mut Vec<String>,
    ) -> Result<(), NoHistory> {
        let data = self.data(tree)?;
        let before: Result<Vec<Vec<u8>>, NoHistory> =
            before.iter().map(|tree| self.data(*tree)).collect();
        for (entry, before) in changed(&data, &before?)? {
            let Some(rel) = path(prefix, &entry) else {
                continue;
            };
            if entry.mode.is_tree() {
                if self.wants_in(&rel) {
                    self.compare(entry.oid.to_owned(), &before, &rel, made)?;
                }
            } else if self.wanted.get(&rel).is_some_and(|id| *id == entry.oid) {
                made.push(rel);
            }
        }
        Ok(())
    }

    fn data(&self, tree: ObjectId) -> Result<Vec<u8>, NoHistory> {
        Ok(self.repo.find_tree(tree)?.detach().data)
    }

    /// Whether a file under a folder (that ends in `/`) is still wanted.
    fn wants_in(&self, folder: &str) -> bool {
        let next = self.wanted.range(folder.to_owned()..).next();
        next.is_some_and(|(rel, _)| rel.starts_with(folder))
    }

    /// Says that a commit made these files.
    fn credit(&mut self, commit: ObjectId, made: Vec<String>) -> Result<(), NoHistory> {
        if made.is_empty() {
            return Ok(());
        }
        let object = self.repo.find_commit(commit)?;
        let time = object.author()?.time()?;
        let change = Change {
            at: At::Instant {
                timestamp: Timestamp::from_second(time.seconds)
                    .map_err(|error| NoHistory::Broken(error.to_string()))?,
                offset: Offset::from_seconds(time.offset).unwrap_or(Offset::UTC),
            },
            id: commit.to_string(),
        };
        for rel in made {
            self.wanted.remove(&rel);
            self.found.insert(rel, change.clone());
        }
        Ok(())
    }
}
