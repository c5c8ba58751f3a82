use std::{collections::BTreeMap, fs, path::Path};

use gix::{
    ObjectId, Repository,
    objs::{
        Tree,
        tree::{Entry, EntryKind},
    },
};
use proptest::prelude::*;
use tempfile::TempDir;

use super::{NoHistory, last_changes};

/// Path to text: all files of a commit.
type Files = BTreeMap<String, String>;

/// A repository whose commits are made without a work tree.
struct History {
    dir: TempDir,
    repo: Repository,
}

impl History {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir_all(dir.path().join("docs/content")).unwrap();
        let repo = gix::init(dir.path()).unwrap();
        Self { dir, repo }
    }

    fn content(&self) -> std::path::PathBuf {
        self.dir.path().join("docs/content")
    }

    /// A commit at `seconds` whose author's clock is an hour ahead of UTC.
    fn commit(&self, seconds: u64, files: &Files, parents: &[ObjectId]) -> ObjectId {
        let files: Vec<(&str, &str)> = files
            .iter()
            .map(|(at, text)| (at.as_str(), text.as_str()))
            .collect();
        let time = format!("{seconds} +0100");
        let who = gix::actor::SignatureRef {
            name: "A".into(),
            email: "a@example.com".into(),
            time: &time,
        };
        let commit = self
            .repo
            .new_commit_as(
                who,
                who,
                "change",
                self.tree(&files),
                parents.iter().copied(),
            )
            .unwrap();
        let id = commit.id;
        fs::write(self.repo.git_dir().join("HEAD"), format!("{id}\n")).unwrap();
        id
    }

    fn tree(&self, files: &[(&str, &str)]) -> ObjectId {
        let mut folders: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
        let mut entries = Vec::new();
        for (at, text) in files {
            match at.split_once('/') {
                Some((folder, rest)) => folders.entry(folder).or_default().push((rest, text)),
                None => entries.push(Entry {
                    mode: EntryKind::Blob.into(),
                    filename: (*at).into(),
                    oid: self.repo.write_blob(text).unwrap().detach(),
                }),
            }
        }
        entries.extend(folders.into_iter().map(|(folder, files)| Entry {
            mode: EntryKind::Tree.into(),
            filename: folder.into(),
            oid: self.tree(&files),
        }));
        entries.sort();
        self.repo.write_object(Tree { entries }).unwrap().detach()
    }

    /// The commit that each of the files is credited to.
    fn credits(&self, rels: &[&str]) -> BTreeMap<String, String> {
        let changes = last_changes(&self.content(), rels.iter().copied()).unwrap();
        changes
            .into_iter()
            .map(|(rel, change)| (rel, change.id))
            .collect()
    }
}

fn files(list: &[(&str, &str)]) -> Files {
    list.iter()
        .map(|(at, text)| ((*at).to_owned(), (*text).to_owned()))
        .collect()
}

fn credited(list: &[(&str, ObjectId)]) -> BTreeMap<String, String> {
    list.iter()
        .map(|(rel, id)| ((*rel).to_owned(), id.to_string()))
        .collect()
}

#[test]
fn each_file_has_the_newest_commit_that_made_it_what_it_is() {
    let history = History::new();
    let one = history.commit(
        100,
        &files(&[
            ("docs/content/a.md", "a"),
            ("docs/content/2026/b.md", "b"),
            ("x", "x"),
        ]),
        &[],
    );
    let two = history.commit(
        200,
        &files(&[
            ("docs/content/a.md", "a"),
            ("docs/content/2026/b.md", "B"),
            ("x", "x"),
        ]),
        &[one],
    );
    // Outside of the content folder.
    let three = history.commit(
        300,
        &files(&[
            ("docs/content/a.md", "a"),
            ("docs/content/2026/b.md", "B"),
            ("x", "X"),
        ]),
        &[two],
    );
    // A file that is put back as it was counts when it was put back; a name may become a folder.
    let four = history.commit(
        400,
        &files(&[("docs/content/2026/b.md", "B"), ("docs/content/c", "c")]),
        &[three],
    );
    let five = history.commit(
        500,
        &files(&[
            ("docs/content/a.md", "a"),
            ("docs/content/2026/b.md", "B"),
            ("docs/content/c/d.md", "c"),
        ]),
        &[four],
    );
    let credits = history.credits(&["a.md", "2026/b.md", "c/d.md", "2026/new.md", "c"]);
    assert_eq!(
        credits,
        credited(&[("2026/b.md", two), ("a.md", five), ("c/d.md", five)])
    );

    let changes = last_changes(&history.content(), ["2026/b.md"]).unwrap();
    assert_eq!(
        changes["2026/b.md"].at.to_string(),
        "1970-01-01T01:03:20+01:00"
    );
}

#[test]
fn merges_count_when_they_decide() {
    let history = History::new();
    let base = history.commit(
        100,
        &files(&[
            ("docs/content/a.md", "a"),
            ("docs/content/b.md", "b"),
            ("docs/content/c.md", "c"),
        ]),
        &[],
    );
    let left = history.commit(
        200,
        &files(&[
            ("docs/content/a.md", "left"),
            ("docs/content/b.md", "left"),
            ("docs/content/c.md", "c"),
        ]),
        &[base],
    );
    let right = history.commit(
        300,
        &files(&[
            ("docs/content/a.md", "a"),
            ("docs/content/b.md", "right"),
            ("docs/content/c.md", "right"),
        ]),
        &[base],
    );
    // `a` from the left, `b` resolved by hand, the right side's `c` thrown away.
    let merge = files(&[
        ("docs/content/a.md", "left"),
        ("docs/content/b.md", "both"),
        ("docs/content/c.md", "c"),
    ]);
    let merge = history.commit(400, &merge, &[left, right]);
    let credits = history.credits(&["a.md", "b.md", "c.md"]);
    assert_eq!(
        credits,
        credited(&[("a.md", left), ("b.md", merge), ("c.md", base)])
    );
}

#[test]
fn the_content_may_be_the_whole_repository() {
    let history = History::new();
    let one = history.commit(100, &files(&[("a.md", "a"), ("deep/b.md", "b")]), &[]);
    let changes = last_changes(history.dir.path(), ["a.md", "deep/b.md"]).unwrap();
    assert!(changes.len() == 2 && changes.values().all(|change| one == change.id));
}

#[test]
fn what_the_history_cannot_tell_is_not_claimed() {
    let reason = |root: &Path| last_changes(root, ["a.md"]).unwrap_err();
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(reason(dir.path()), NoHistory::NoRepository);
    gix::init_bare(dir.path().join("bare.git")).unwrap();
    assert_eq!(reason(&dir.path().join("bare.git")), NoHistory::Bare);

    let history = History::new();
    assert_eq!(reason(&history.content()), NoHistory::NoCommit);
    let one = history.commit(100, &files(&[("docs/content/a.md", "a")]), &[]);
    history.commit(
        200,
        &files(&[("docs/content/a.md", "a"), ("docs/content/b.md", "b")]),
        &[one],
    );
    let shallow = history.repo.git_dir().join("shallow");
    fs::write(&shallow, format!("{one}\n")).unwrap();
    assert_eq!(reason(&history.content()), NoHistory::Shallow);

    fs::remove_file(shallow).unwrap();
    assert_eq!(history.credits(&["a.md"]).len(), 1);
    let hex = one.to_string();
    let object = history
        .repo
        .git_dir()
        .join("objects")
        .join(&hex[..2])
        .join(&hex[2..]);
    fs::remove_file(&object).unwrap();
    assert!(
        matches!(reason(&history.content()), NoHistory::Broken(_)),
        "a commit is missing"
    );
    fs::write(&object, "rubbish").unwrap();
    assert!(
        matches!(reason(&history.content()), NoHistory::Broken(_)),
        "a commit is rubbish"
    );
}

/// What [`last_changes`] promises, said plainly: over whole snapshots, without trees and without stopping early.
fn by_definition(commits: &[(ObjectId, Files, Vec<usize>)]) -> BTreeMap<String, String> {
    let mut credits = BTreeMap::new();
    let head = &commits.last().unwrap().1;
    for (at, text) in head {
        let made = commits.iter().rev().find(|(_, snapshot, parents)| {
            let same = |files: &Files| files.get(at) == Some(text);
            same(snapshot) && !parents.iter().any(|parent| same(&commits[*parent].1))
        });
        if let Some(rel) = at.strip_prefix("docs/content/") {
            credits.insert(rel.to_owned(), made.unwrap().0.to_string());
        }
    }
    credits
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Any history: each commit changes a few files of its parent, or of two merged ones of which any file may win.
    #[test]
    fn any_history_is_read_as_defined(
        steps in prop::collection::vec((prop::collection::vec((0..6usize, 0..4u8), 0..3), any::<Option<u8>>()), 1..12)
    ) {
        const PATHS: [&str; 6] =
            ["docs/content/a.md", "docs/content/a/b.md", "docs/content/a/c.md", "docs/content/a-b/d.md", "docs/content/z.md", "other.md"];
        let history = History::new();
        let mut commits: Vec<(ObjectId, Files, Vec<usize>)> = Vec::new();
        for (i, (edits, other)) in steps.iter().enumerate() {
            let mut parents: Vec<usize> = i.checked_sub(1).into_iter().collect();
            let mut snapshot = parents.first().map(|p| commits[*p].1.clone()).unwrap_or_default();
            if let Some(other) = other.filter(|_| i > 1) {
                // A second parent anywhere in the past; its files win where their number is even.
                let second = usize::from(other) % (i - 1);
                parents.push(second);
                for (at, text) in commits[second].1.iter().step_by(2) {
                    snapshot.insert(at.clone(), text.clone());
                }
            }
            for (file, value) in edits {
                match value {
                    0 => snapshot.remove(PATHS[*file]),
                    value => snapshot.insert(PATHS[*file].to_owned(), value.to_string()),
                };
            }
            let ids: Vec<ObjectId> = parents.iter().map(|p| commits[*p].0).collect();
            let id = history.commit(100 * (i as u64 + 1), &snapshot, &ids);
            commits.push((id, snapshot, parents));
        }
        let rels: Vec<&str> = PATHS.iter().filter_map(|at| at.strip_prefix("docs/content/")).collect();
        prop_assert_eq!(history.credits(&rels), by_definition(&commits));
    }
}
