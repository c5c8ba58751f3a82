//! Which folders may be replaced by a site. The answer is no unless it is certain that nothing of the user is lost.

use std::{
    env, fs, io,
    path::{Component, Path, PathBuf},
};

use super::exchange::is_mount_point;
use crate::{
    diagnostic::{Code, Diagnostic},
    source::SITE_MARKER,
};

/// Folders of the user that a site must not replace.
#[derive(Debug, Clone, Copy, Default)]
pub struct Guards<'a> {
    /// The content folder: not it, nothing in it, nothing above it.
    pub content: Option<&'a Path>,
    /// Others, such as those of the config and the theme: not they, nothing above them.
    pub others: &'a [&'a Path],
}

/// What is at the target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// Nothing.
    Missing,
    /// An empty folder.
    Empty,
    /// A site that was published before.
    Site,
}

/// The folder that `asked` means, without links: a link is followed, so that what it leads to is replaced and the link
/// stays. Nothing is changed on disk.
pub(super) fn resolve(asked: &Path, guards: &Guards<'_>) -> Result<PathBuf, Diagnostic> {
    let target = canonical(asked).map_err(|reason| refused(asked, &reason))?;
    match forbidden(&target, guards) {
        Some(reason) => Err(refused(asked, reason)),
        None => Ok(target),
    }
}

/// What is at the target, unless it holds anything but a site.
pub(super) fn inspect(target: &Path, asked: &Path) -> Result<State, Diagnostic> {
    let unreadable = |error: io::Error| refused(asked, &format!("it cannot be read: {error}"));
    match target.symlink_metadata() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(State::Missing),
        Err(error) => return Err(unreadable(error)),
        Ok(metadata) if !metadata.is_dir() => {
            return Err(refused(asked, "it is a file, not a folder"));
        }
        Ok(_) => {}
    }
    if is_mount_point(target) {
        return Err(mounted(asked));
    }
    if target.join(SITE_MARKER).is_file() {
        return Ok(State::Site);
    }
    match fs::read_dir(target).map_err(unreadable)?.next() {
        None => Ok(State::Empty),
        Some(entry) => Err(foreign(asked, &entry.map_err(unreadable)?.path())),
    }
}

/// The path without links; of a path that does not exist, the part that does.
fn canonical(asked: &Path) -> Result<PathBuf, String> {
    let absolute = std::path::absolute(asked).map_err(|error| error.to_string())?;
    for existing in absolute.ancestors() {
        if existing.symlink_metadata().is_err() {
            continue;
        }
        let rest = absolute.strip_prefix(existing).unwrap_or(Path::new(""));
        if rest
            .components()
            .any(|part| !matches!(part, Component::Normal(_)))
        {
            return Err("it goes up from a folder that does not exist".into());
        }
        return match existing.canonicalize() {
            Ok(base) if rest.as_os_str().is_empty() => Ok(base),
            Ok(base) if base.is_dir() => Ok(base.join(rest)),
            Ok(base) => Err(format!("`{}` is a file, not a folder", base.display())),
            Err(error) => Err(format!(
                "`{}` cannot be followed: {error}",
                existing.display()
            )),
        };
    }
    Err("no part of its path exists".into())
}

/// Why a folder is not replaced, whatever it holds.
fn forbidden(target: &Path, guards: &Guards<'_>) -> Option<&'static str> {
    if target.parent().is_none() {
        return Some("it is the root of the file system");
    }
    if target.iter().any(|part| part == ".git") {
        return Some("it is part of a git repository's own data");
    }
    let holds = |folder: Option<PathBuf>| folder.is_some_and(|folder| folder.starts_with(target));
    let clean = |path: &Path| Some(path.canonicalize().unwrap_or_else(|_| path.to_owned()));
    let content = guards.content.and_then(clean);
    if content
        .as_ref()
        .is_some_and(|content| target.starts_with(content))
    {
        return Some("it is the content folder, or lies in it");
    }
    if holds(content) {
        return Some("it holds the content folder");
    }
    if guards.others.iter().any(|other| holds(clean(other))) {
        return Some("it holds the config or the theme");
    }
    if holds(env::current_dir().ok().and_then(|dir| clean(&dir))) {
        return Some("it is the current folder, or holds it");
    }
    let home = env::home_dir().filter(|home| home.is_absolute());
    holds(home.and_then(|dir| clean(&dir))).then_some("it is your home folder, or holds it")
}

fn refused(asked: &Path, reason: &str) -> Diagnostic {
    let message = format!(
        "the site cannot be published to `{}`: {reason}",
        asked.display()
    );
    Diagnostic::new(Code::OutputRefused, message).help(
        "choose a folder of its own, such as `public`, with `--output` or with `output` under `[content]`",
    )
}

fn foreign(asked: &Path, entry: &Path) -> Diagnostic {
    let name = entry.file_name().unwrap_or_default().to_string_lossy();
    let reason = format!("it holds files that debriefs did not write, such as `{name}`");
    refused(asked, &reason).help(
        "publishing replaces the whole folder: empty it if nothing in it is needed, or choose another with `--output`",
    )
}

fn mounted(asked: &Path) -> Diagnostic {
    refused(
        asked,
        "another file system (a volume) is mounted there, so it cannot be exchanged in one step",
    )
    .help(format!(
        "publish to a folder inside it: `--output {}`",
        asked.join("site").display()
    ))
}
