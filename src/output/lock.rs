//! One build at a time for each target.

use std::{
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
};

/// Holds a target for this process until it is dropped. The system lets go of it when the process dies, however.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    /// `None` on a file system without locks: there nothing that another build may own is cleaned up.
    file: Option<File>,
}

/// Why a target is not held.
#[derive(Debug)]
pub(super) enum LockError {
    /// Another build has it.
    Held,
    /// The lock file cannot be made.
    Io(io::Error),
}

impl Lock {
    /// Takes the lock, or says at once that it is taken.
    pub(super) fn take(path: PathBuf) -> Result<Self, LockError> {
        loop {
            let file = File::options()
                .write(true)
                .create(true)
                .truncate(false)
                .open(&path)
                .map_err(LockError::Io)?;
            match file.try_lock() {
                Ok(()) if is_at(&file, &path) => {
                    return Ok(Self {
                        path,
                        file: Some(file),
                    });
                }
                // The former holder removed the file after we had opened it.
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(LockError::Held),
                Err(TryLockError::Error(_)) => return Ok(Self { path, file: None }),
            }
        }
    }

    /// Whether no other build can be at work.
    pub(super) fn is_certain(&self) -> bool {
        self.file.is_some()
    }
}

impl Drop for Lock {
    /// Leaves nothing beside the target. Elsewhere than on Unix a file that is removed and one that is opened anew
    /// cannot be told apart, so there it stays.
    fn drop(&mut self) {
        if cfg!(unix) {
            let _ = fs::remove_file(&self.path);
        }
    }
}

#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |metadata: &fs::Metadata| (metadata.dev(), metadata.ino());
    matches!((file.metadata(), path.metadata()), (Ok(a), Ok(b)) if id(&a) == id(&b))
}

#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> bool {
    true
}
