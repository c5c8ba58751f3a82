//! Reading two trees side by side.

use std::iter::Peekable;

use gix::{
    ObjectId, Repository,
    objs::{TreeRefIter, tree::EntryRef},
};

use super::NoHistory;

/// The tree of a folder, named by the parts of its path, in a commit.
pub(super) fn folder_in(
    repo: &Repository,
    folder: &[String],
    commit: ObjectId,
) -> Result<Option<ObjectId>, NoHistory> {
    let mut at = Some(repo.find_commit(commit)?.tree_id()?.detach());
    for part in folder {
        let Some(tree) = at else { break };
        let data = repo.find_tree(tree)?;
        at = data
            .find_entry(part.as_str())
            .filter(|entry| entry.mode().is_tree())
            .map(|entry| entry.object_id());
    }
    Ok(at)
}

/// The entries of a tree object.
pub(super) fn entries(data: &[u8]) -> impl Iterator<Item = Result<EntryRef<'_>, NoHistory>> {
    TreeRefIter::from_bytes(data, gix::hash::Kind::Sha1)
        .map(|entry| entry.map_err(|error| NoHistory::Broken(error.to_string())))
}

/// The path of an entry, under that of its tree (empty or ending in `/`); a folder's ends in `/`. `None` when it is not
/// UTF-8.
pub(super) fn path(prefix: &str, entry: &EntryRef<'_>) -> Option<String> {
    let name = std::str::from_utf8(entry.filename).ok()?;
    let end = if entry.mode.is_tree() { "/" } else { "" };
    Some(format!("{prefix}{name}{end}"))
}

/// Entries that none of the trees `before` has as they are, each with what those have under its name.
pub(super) fn changed<'a>(
    data: &'a [u8],
    before: &[Vec<u8>],
) -> Result<Vec<(EntryRef<'a>, Vec<ObjectId>)>, NoHistory> {
    let mut cursors: Vec<Cursor<'_>> = before.iter().map(|data| Cursor::new(data)).collect();
    let mut changed = Vec::new();
    let mut there = Vec::new();
    for entry in entries(data) {
        let entry = entry?;
        there.clear();
        for cursor in &mut cursors {
            there.extend(cursor.seek(&entry).map(|other| other.oid.to_owned()));
        }
        if !there.iter().any(|id| *id == entry.oid) {
            changed.push((entry, there.clone()));
        }
    }
    Ok(changed)
}

/// A place in a tree that is read beside another; both are in the order of git.
struct Cursor<'a> {
    entries: Peekable<TreeRefIter<'a>>,
}

impl<'a> Cursor<'a> {
    /// At the beginning of a tree object.
    fn new(data: &'a [u8]) -> Self {
        Self {
            entries: TreeRefIter::from_bytes(data, gix::hash::Kind::Sha1).peekable(),
        }
    }

    /// Goes on to the entry of the same name and kind, if there is one. `entry` must not go back.
    fn seek(&mut self, entry: &EntryRef<'_>) -> Option<EntryRef<'a>> {
        while self
            .entries
            .next_if(|next| next.as_ref().is_ok_and(|next| next < entry))
            .is_some()
        {}
        let same = |next: &EntryRef<'_>| {
            next.filename == entry.filename && next.mode.is_tree() == entry.mode.is_tree()
        };
        self.entries
            .next_if(|next| next.as_ref().is_ok_and(same))?
            .ok()
    }
}
