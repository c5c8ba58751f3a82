use std::path::PathBuf;

use super::locate::Located;
use crate::{
    config::beside,
    diagnostic::{Code, Diagnostic},
    insight::causes::{Born, with_born},
    output,
};

/// The file beside the configuration that keeps the addresses of recurring causes.
pub(super) const LOCK: &str = "debriefs.lock";

/// Where the lock file is; nowhere without a configuration, so that nothing is written beside foreign reports.
pub(super) fn path(located: &Located) -> Option<PathBuf> {
    located.config.file.as_ref()?;
    Some(beside(&located.config, LOCK.as_ref()))
}

/// Adds newly born groups to the lock file, or, when nothing may be written, says that they are not there.
pub(super) fn keep(
    located: &Located,
    edition: &str,
    text: &str,
    born: &[Born],
    may_write: bool,
) -> Option<Diagnostic> {
    let path = path(located).filter(|_| !born.is_empty())?;
    if may_write {
        return output::write_beside(&path, &with_born(text, edition, born)).err();
    }
    let ids: Vec<&str> = born.iter().map(|group| group.id.as_str()).collect();
    let message = format!(
        "`{}` does not have {} of the recurring causes: {}",
        path.display(),
        ids.len(),
        ids.join(", ")
    );
    Some(Diagnostic::new(Code::StaleLock, message).help(
        "run `debriefs build` without `--locked` and commit the file, so that their addresses stay",
    ))
}
