//! Files and folders of the staging folder.

use std::{
    fs::{self, File, Permissions},
    io::{self, ErrorKind, Read},
    path::Path,
};

/// Permissions of everything published, whatever the `umask` of the builder: web servers run as another user.
#[cfg(unix)]
const FILE_MODE: u32 = 0o644;
#[cfg(unix)]
const FOLDER_MODE: u32 = 0o755;

/// Makes a new file.
pub(super) fn write(to: &Path, mut from: impl Read) -> io::Result<u64> {
    let mut file = with_folders(to, || File::create_new(to))?;
    let bytes = io::copy(&mut from, &mut file)?;
    set_file_mode(&file)?;
    Ok(bytes)
}

/// Makes `to` the same file as `kept`; a copy of the same age where links are refused.
pub(super) fn keep(kept: &Path, to: &Path) -> io::Result<()> {
    if with_folders(to, || fs::hard_link(kept, to)).is_ok() {
        return Ok(());
    }
    let from = File::open(kept)?;
    let modified = from.metadata()?.modified()?;
    write(to, from)?;
    File::options().write(true).open(to)?.set_modified(modified)
}

/// Makes a folder that may not exist yet.
pub(super) fn make_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir(folder)?;
    set_folder_mode(folder)
}

/// Runs `make`, and once more with all folders above `to` when there were none.
fn with_folders<T>(to: &Path, make: impl Fn() -> io::Result<T>) -> io::Result<T> {
    match (make(), to.parent()) {
        (Err(error), Some(folder)) if error.kind() == ErrorKind::NotFound => {
            make_folders(folder)?;
            make()
        }
        (made, _) => made,
    }
}

/// Another thread may be making the same folders.
fn make_folders(folder: &Path) -> io::Result<()> {
    match (make_folder(folder), folder.parent()) {
        (Err(error), Some(above)) if error.kind() == ErrorKind::NotFound => {
            make_folders(above)?;
            make_folders(folder)
        }
        (Err(error), _) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        (made, _) => made,
    }
}

/// Whether a published file holds exactly `bytes`, and has our permissions.
pub(super) fn holds(published: &Path, bytes: &[u8]) -> bool {
    is_ours(published, bytes.len() as u64) && fs::read(published).is_ok_and(|old| old == bytes)
}

/// Whether a published file holds exactly what `from` holds, and has our permissions. Reads from `from`.
pub(super) fn equals(published: &Path, from: &mut File) -> bool {
    let same_size = from
        .metadata()
        .is_ok_and(|metadata| is_ours(published, metadata.len()));
    same_size && File::open(published).is_ok_and(|mut old| same(from, &mut old).unwrap_or(false))
}

fn same(a: &mut impl Read, b: &mut impl Read) -> io::Result<bool> {
    let (mut ours, mut theirs) = (vec![0; 1 << 16], vec![0; 1 << 16]);
    loop {
        let n = a.read(&mut ours)?;
        if n == 0 {
            return Ok(true);
        }
        b.read_exact(&mut theirs[..n])?;
        if ours[..n] != theirs[..n] {
            return Ok(false);
        }
    }
}

/// A plain file of this size with our permissions; a link is not followed.
fn is_ours(published: &Path, len: u64) -> bool {
    published.symlink_metadata().is_ok_and(|metadata| {
        metadata.is_file() && metadata.len() == len && has_mode(&metadata.permissions())
    })
}

#[cfg(unix)]
fn has_mode(permissions: &Permissions) -> bool {
    use std::os::unix::fs::PermissionsExt;
    permissions.mode() & 0o7777 == FILE_MODE
}

#[cfg(unix)]
fn set_file_mode(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(Permissions::from_mode(FILE_MODE))
}

#[cfg(unix)]
fn set_folder_mode(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, Permissions::from_mode(FOLDER_MODE))
}

#[cfg(not(unix))]
fn has_mode(permissions: &Permissions) -> bool {
    !permissions.readonly()
}

#[cfg(not(unix))]
#[allow(clippy::unnecessary_wraps, reason = "fails on Unix only")]
fn set_file_mode(_: &File) -> io::Result<()> {
    Ok(())
}

#[cfg(not(unix))]
#[allow(clippy::unnecessary_wraps, reason = "fails on Unix only")]
fn set_folder_mode(_: &Path) -> io::Result<()> {
    Ok(())
}
