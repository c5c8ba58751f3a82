use std::{
    fs::{self, File},
    io::{self, ErrorKind, Write},
    path::Path,
};

use super::Refusal;

/// What became of a file that was to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wrote {
    /// It is there now.
    New,
    /// Something of that name was there before, and is as it was.
    Kept,
}

/// Writes a file that must not be there yet; the folders above it are made.
pub(super) fn new_file(path: &Path, text: &[u8]) -> Result<Wrote, Refusal> {
    if path.symlink_metadata().is_ok() {
        return Ok(Wrote::Kept);
    }
    let refused =
        |error: &io::Error| Refusal(format!("`{}` cannot be written: {error}", path.display()));
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| refused(&error))?;
    }
    // Whoever was faster keeps their file.
    let mut file = match File::options().write(true).create_new(true).open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::AlreadyExists => return Ok(Wrote::Kept),
        Err(error) => return Err(refused(&error)),
    };
    file.write_all(text).map_err(|error| {
        // Half a file would be kept by the next try.
        let _ = fs::remove_file(path);
        refused(&error)
    })?;
    Ok(Wrote::New)
}
