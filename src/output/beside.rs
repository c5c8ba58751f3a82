use std::path::Path;

use crate::{
    diagnostic::{Code, Diagnostic},
    source::replace,
};

/// Replaces a text file of the repository in one step: it is the old one or the new one, never half of one.
///
/// # Errors
///
/// `output-failed` when the folder cannot be written to; the file is as it was.
pub fn write_beside(path: &Path, text: &str) -> Result<(), Diagnostic> {
    replace(path, text.as_bytes()).map_err(|error| {
        Diagnostic::new(
            Code::OutputFailed,
            format!("`{}` could not be written: {error}", path.display()),
        )
        .help("give the folder write permission, or build with `--locked`")
    })
}
