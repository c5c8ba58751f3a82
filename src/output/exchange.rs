//! Puts a finished folder in the place of another, and tidies up after a process that died while doing so.
//!
//! The names beside the target are the journal. `.<name>.debriefs-staging-<process>` is a site being made, or the
//! former one being removed: it is never needed. `.<name>.debriefs-old` exists only between two renames, on systems
//! that cannot exchange: when the target is missing, it is the site.

use std::{
    ffi::OsString,
    fs, io,
    path::{Path, PathBuf},
};

use crate::source::SITE_MARKER;

const OLD: &str = "old";

/// A path beside the target, on the same file system.
pub(super) fn beside(target: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(target.file_name().unwrap_or_default());
    name.push(".debriefs-");
    name.push(suffix);
    target.with_file_name(name)
}

/// Puts `staging` at `target`. What was there is at `staging` then, or gone.
pub(super) fn put_in_place(staging: &Path, target: &Path) -> io::Result<()> {
    if !target.exists() {
        return fs::rename(staging, target);
    }
    match exchange(staging, target) {
        Err(error) if is_unknown(&error) => two_renames(staging, target),
        done => done,
    }
}

/// Both names change in one step; there is no moment without a site.
#[cfg(target_os = "linux")]
fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
}

#[cfg(not(target_os = "linux"))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// The kernel or the file system cannot exchange (`ENOSYS`, `EOPNOTSUPP`, `EINVAL`).
fn is_unknown(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput
    )
}

fn two_renames(staging: &Path, target: &Path) -> io::Result<()> {
    let old = beside(target, OLD);
    fs::rename(target, &old)?;
    if let Err(error) = fs::rename(staging, target) {
        fs::rename(&old, target)?;
        return Err(error);
    }
    fs::rename(&old, staging)
}

/// Finishes what a dead process left half done. Only for who holds the lock of the target.
pub(super) fn recover(target: &Path) -> io::Result<()> {
    let old = beside(target, OLD);
    if old.join(SITE_MARKER).exists() {
        if target.exists() {
            fs::remove_dir_all(&old)?;
        } else {
            fs::rename(&old, target)?;
        }
    }
    for staging in leftovers(target)? {
        fs::remove_dir_all(staging)?;
    }
    Ok(())
}

/// Staging folders of this target, of any process.
fn leftovers(target: &Path) -> io::Result<Vec<PathBuf>> {
    let prefix = beside(target, "staging-");
    let (Some(folder), Some(prefix)) = (target.parent(), prefix.file_name()) else {
        return Ok(Vec::new());
    };
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        if name
            .as_encoded_bytes()
            .starts_with(prefix.as_encoded_bytes())
        {
            found.push(entry.path());
        }
    }
    Ok(found)
}

/// Whether a folder is where another file system is attached: such a folder cannot be renamed.
#[cfg(target_os = "linux")]
pub(super) fn is_mount_point(folder: &Path) -> bool {
    use rustix::fs::{AtFlags, CWD, StatxAttributes, StatxFlags, statx};
    statx(CWD, folder, AtFlags::SYMLINK_NOFOLLOW, StatxFlags::empty())
        .is_ok_and(|stat| stat.stx_attributes.contains(StatxAttributes::MOUNT_ROOT))
}

#[cfg(not(target_os = "linux"))]
pub(super) fn is_mount_point(_: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(path: &Path, generation: &str) {
        fs::create_dir_all(path).unwrap();
        fs::write(path.join(SITE_MARKER), "").unwrap();
        fs::write(path.join("index.html"), generation).unwrap();
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn without_an_exchange_two_renames_do() {
        let dir = tempfile::tempdir().unwrap();
        let target = dir.path().join("public");
        let staging = beside(&target, "staging-1");
        site(&target, "1");
        site(&staging, "2");
        two_renames(&staging, &target).unwrap();
        assert_eq!(fs::read_to_string(target.join("index.html")).unwrap(), "2");
        assert_eq!(fs::read_to_string(staging.join("index.html")).unwrap(), "1");
        assert!(!beside(&target, OLD).exists());
    }

    #[test]
    fn a_second_rename_that_fails_is_undone() {
        let dir = tempfile::tempdir().unwrap();
        let target = dir.path().join("public");
        site(&target, "1");
        assert!(two_renames(&dir.path().join("missing"), &target).is_err());
        assert_eq!(fs::read_to_string(target.join("index.html")).unwrap(), "1");
    }

    /// Every point at which a process can die between the two renames.
    #[test]
    fn every_half_done_exchange_is_recovered() {
        for (at_target, at_old, at_staging, then) in [
            (Some("1"), None, Some("2"), "1"),
            (None, Some("1"), Some("2"), "1"),
            (Some("2"), Some("1"), None, "2"),
            (Some("2"), None, Some("1"), "2"),
        ] {
            let dir = tempfile::tempdir().unwrap();
            let target = dir.path().join("public");
            let places = [
                target.clone(),
                beside(&target, OLD),
                beside(&target, "staging-7"),
            ];
            for (place, generation) in places.iter().zip([at_target, at_old, at_staging]) {
                if let Some(generation) = generation {
                    site(place, generation);
                }
            }
            site(&dir.path().join(".other.debriefs-staging-7"), "9");
            recover(&target).unwrap();
            assert_eq!(fs::read_to_string(target.join("index.html")).unwrap(), then);
            assert_eq!(names(dir.path()), [".other.debriefs-staging-7", "public"]);
        }
    }
}
