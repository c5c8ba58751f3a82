use std::{fs, path::Path, process};

use crate::diagnostic::{Code, Diagnostic};

/// Replaces a text file of the repository in one step: it is the old one or the new one, never half of one.
///
/// # Errors
///
/// `output-failed` when the folder cannot be written to; the file is as it was.
pub fn write_beside(path: &Path, text: &str) -> Result<(), Diagnostic> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}", process::id()));
    let temporary = path.with_file_name(name);
    let written = fs::write(&temporary, text).and_then(|()| fs::rename(&temporary, path));
    written.map_err(|error| {
        // Nothing can be done when even this fails.
        let _ = fs::remove_file(&temporary);
        Diagnostic::new(
            Code::OutputFailed,
            format!("`{}` could not be written: {error}", path.display()),
        )
        .help("give the folder write permission, or build with `--locked`")
    })
}
