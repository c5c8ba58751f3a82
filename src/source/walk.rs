//! Finds the files of a content folder, without reading them.

use std::{
    collections::BTreeSet,
    io::ErrorKind,
    path::{Path, PathBuf},
};

use walkdir::{DirEntry, WalkDir};

use super::{
    SITE_MARKER,
    role::{self, Role},
    root::{Globs, Root},
};
use crate::diagnostic::{Code, Diagnostic, Level, Outcome};

/// A file that was met.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// Path under the content folder, with `/`.
    pub(super) rel: String,
    /// Where it is on disk.
    pub(super) path: PathBuf,
    /// What it is by its path.
    pub(super) role: Role,
    /// False for a pipe, a socket or a device, which is never opened.
    pub(super) regular: bool,
    /// The file itself, when a symbolic link on the way led to it.
    pub(super) real: Option<PathBuf>,
}

/// Whether both are read the same way.
pub(super) fn is_same(a: &Entry, b: &Entry) -> bool {
    a.rel == b.rel && a.regular == b.regular && a.real == b.real
}

impl Entry {
    /// A file that was named by itself.
    pub(super) fn named(path: &Path, rel: String) -> Self {
        Self {
            role: role::of(&rel),
            rel,
            path: path.to_owned(),
            regular: path.is_file(),
            real: None,
        }
    }
}

/// All files under the root that are not hidden, excluded or part of something else, sorted by path.
pub(super) fn walk(root: &Root, globs: &Globs) -> Outcome<Vec<Entry>> {
    let mut gate = Gate {
        root,
        globs,
        followed: Vec::new(),
        refused: Vec::new(),
    };
    let mut found = Vec::new();
    let mut entries = Vec::new();
    let mut walker = WalkDir::new(&root.path)
        .follow_links(true)
        // By name, since neighbours share the folder; comparing names themselves would take paths apart.
        .sort_by(|a, b| a.path().as_os_str().cmp(b.path().as_os_str()))
        .into_iter();
    while let Some(item) = walker.next() {
        match item {
            Ok(item) if item.depth() == 0 => {}
            Ok(item) => {
                let is_dir = item.file_type().is_dir();
                match gate.admit(&item) {
                    Some(entry) if !is_dir => entries.push(entry),
                    None if is_dir => walker.skip_current_dir(),
                    _ => {}
                }
            }
            Err(error) => found.extend(problem(root, globs, &error)),
        }
    }
    found.append(&mut gate.refused);
    entries.sort_by(|a, b| a.rel.cmp(&b.rel));
    once_each(entries, root, found)
}

/// Decides what the walk enters.
struct Gate<'a> {
    root: &'a Root,
    globs: &'a Globs,
    /// Linked folders that were entered.
    followed: Vec<PathBuf>,
    refused: Vec<Diagnostic>,
}

impl Gate<'_> {
    /// What was met, or `None` when it is passed by.
    fn admit(&mut self, item: &DirEntry) -> Option<Entry> {
        if is_hidden(item.file_name().to_str()) {
            return None;
        }
        let Some(rel) = self.root.rel(item.path()) else {
            self.refused.push(bad_name(item.path()));
            return None;
        };
        let kind = item.file_type();
        if self.globs.excludes(&rel) || (kind.is_dir() && is_made_by_a_tool(item.path())) {
            return None;
        }
        let linked = self
            .followed
            .iter()
            .any(|link| item.path().starts_with(link));
        if item.path_is_symlink() {
            self.follow(item, &rel, linked)?;
        }
        let real = (linked || item.path_is_symlink())
            .then(|| item.path().canonicalize().ok())
            .flatten();
        Some(Entry {
            role: role::of(&rel),
            rel,
            path: item.path().to_owned(),
            regular: kind.is_file(),
            real,
        })
    }

    /// Whether a link may be followed: its target is in the content folder, and no link led to the link itself.
    /// The second keeps a folder of links to each other from being walked once for every order of its links.
    fn follow(&mut self, item: &DirEntry, rel: &str, linked: bool) -> Option<()> {
        let inside = item
            .path()
            .canonicalize()
            .is_ok_and(|target| target.starts_with(&self.root.canonical));
        let reason = match (inside, linked) {
            (false, _) => "it leads out of the content folder",
            (true, true) => "it stands in a folder that is itself reached by a link",
            (true, false) => {
                if item.file_type().is_dir() {
                    self.followed.push(item.path().to_owned());
                }
                return Some(());
            }
        };
        self.refused.push(refused_link(self.root, rel, reason));
        None
    }
}

/// Names beginning with `_` or `.` are never content, and neither are installed packages and what editors leave behind
/// (`x.md~`, `#x.md#`).
pub(super) fn is_hidden(name: Option<&str>) -> bool {
    name.is_some_and(|name| {
        name.starts_with(['.', '_', '#']) || name.ends_with('~') || name == "node_modules"
    })
}

/// Files whose presence decides what their folder is.
pub(super) const TOOL_MARKS: [&str; 2] = [SITE_MARKER, "CACHEDIR.TAG"];

/// A site that debriefs published, or a folder that marks itself as a cache (<https://bford.info/cachedir/>), as
/// Cargo's `target` does.
fn is_made_by_a_tool(dir: &Path) -> bool {
    TOOL_MARKS.iter().any(|mark| dir.join(mark).exists())
}

fn bad_name(path: &Path) -> Diagnostic {
    let message = format!(
        "the name of `{}` is not valid UTF-8, so it was left out",
        path.display()
    );
    Diagnostic::new(Code::UnreadableFile, message).help("rename it")
}

fn refused_link(root: &Root, rel: &str, reason: &str) -> Diagnostic {
    Diagnostic::new(
        Code::SymlinkRefused,
        format!("the link `{rel}` was not followed: {reason}"),
    )
    .in_file(&root.shown(rel))
    .help("put the file itself into the content folder")
}

/// What to say about something that could not be walked.
fn problem(root: &Root, globs: &Globs, error: &walkdir::Error) -> Option<Diagnostic> {
    let path = error.path().unwrap_or(&root.path);
    let rel = root
        .rel(path)
        .unwrap_or_else(|| path.to_string_lossy().into_owned());
    if is_hidden(rel.rsplit('/').next()) || globs.excludes(&rel) {
        return None;
    }
    if error.loop_ancestor().is_some() {
        return Some(refused_link(
            root,
            &rel,
            "it leads back to a folder above it",
        ));
    }
    let missing = error
        .io_error()
        .is_some_and(|error| error.kind() == ErrorKind::NotFound);
    if missing && path.is_symlink() {
        return Some(refused_link(root, &rel, "its target does not exist"));
    }
    let reason = error
        .io_error()
        .map(ToString::to_string)
        .unwrap_or_default();
    let (message, help) = if missing {
        (
            format!("`{rel}` vanished while the content folder was read"),
            "run it again",
        )
    } else {
        (
            format!("`{rel}` could not be read: {reason}"),
            "give yourself permission to read it (`chmod u+rX`)",
        )
    };
    Some(
        Diagnostic::new(Code::UnreadableFile, message)
            .in_file(&root.shown(&rel))
            .help(help),
    )
}

/// A document that links reach a second time is read once. Assets may stand at several paths: pages name them.
fn once_each(entries: Vec<Entry>, root: &Root, mut found: Vec<Diagnostic>) -> Outcome<Vec<Entry>> {
    let (direct, linked): (Vec<_>, Vec<_>) =
        entries.into_iter().partition(|entry| entry.real.is_none());
    if linked.is_empty() {
        return Outcome::new(direct, found);
    }
    let mut seen: BTreeSet<PathBuf> = direct
        .iter()
        .map(|entry| root.canonical.join(&entry.rel))
        .collect();
    let mut kept = direct;
    for entry in linked {
        let real = entry.real.clone().unwrap_or_default();
        if entry.role == Role::Asset || seen.insert(real) {
            kept.push(entry);
        } else {
            let mut notice = refused_link(root, &entry.rel, "what it leads to is read already");
            notice.level = Level::Notice;
            notice.help = None;
            found.push(notice);
        }
    }
    kept.sort_by(|a, b| a.rel.cmp(&b.rel));
    Outcome::new(kept, found)
}
