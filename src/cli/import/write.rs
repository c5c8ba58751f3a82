use std::{
    fs,
    io::{self, ErrorKind},
    path::{Path, PathBuf},
};

use crate::{
    diagnostic::{Code, Diagnostic, Outcome},
    pipeline::Report,
    source::replace,
};

/// What became of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wrote {
    /// The file at this path is new, or holds more than before.
    Changed(PathBuf),
    /// There is nothing to write.
    Same,
    /// It would be written.
    Would,
    /// It could not be read, or not be written.
    Failed,
}

/// Writes a report's new frontmatter, or its copy.
pub(super) fn report(report: &Report, to: Option<&Path>, dry_run: bool) -> Outcome<Wrote> {
    let Some(imported) = &report.imported else {
        return Outcome::clean(Wrote::Failed);
    };
    let text = imported.text.as_deref();
    let result = match (to, text) {
        (_, Some(_)) if dry_run => Ok(Wrote::Would),
        (Some(folder), _) => copy(report, folder, text.unwrap_or(&report.file.text)),
        (None, Some(text)) => in_place(report, text),
        (None, None) => Ok(Wrote::Same),
    };
    match result {
        Ok(wrote) => Outcome::clean(wrote),
        Err(problem) => {
            let problem = problem.in_file(&report.file.shown);
            Outcome::new(Wrote::Failed, vec![problem])
        }
    }
}

/// A copy; one that is there already and says something else is kept.
fn copy(report: &Report, folder: &Path, text: &str) -> Result<Wrote, Diagnostic> {
    let path = folder.join(&report.file.rel);
    let path = match path.extension() {
        Some(_) => path,
        // What has no extension would need one to be read without a remark.
        None => path.with_extension("md"),
    };
    match fs::read(&path) {
        Ok(there) if there == text.as_bytes() => return Ok(Wrote::Same),
        Ok(_) => {
            let message = format!(
                "`{}` is there already and says something else",
                path.display()
            );
            return Err(failed(message).help("delete it, or name another folder with --to"));
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(unwritable(&path, &error)),
    }
    replace(&path, text.as_bytes()).map_err(|error| unwritable(&path, &error))?;
    Ok(Wrote::Changed(path))
}

/// The file itself; a link is followed to what it leads to. What somebody wrote meanwhile is not lost.
fn in_place(report: &Report, text: &str) -> Result<Wrote, Diagnostic> {
    let io = |error: io::Error| unwritable(&report.path, &error);
    let path = report.path.canonicalize().map_err(io)?;
    if fs::read(&path).map_err(io)? != report.file.text.as_bytes() {
        let message = "it was changed while it was read, so it was left alone";
        return Err(failed(message.to_owned()).help("run the import again"));
    }
    if fs::metadata(&path).map_err(io)?.permissions().readonly() {
        return Err(unwritable(&path, &ErrorKind::PermissionDenied.into()));
    }
    replace(&path, text.as_bytes()).map_err(io)?;
    Ok(Wrote::Changed(report.path.clone()))
}

fn unwritable(path: &Path, error: &io::Error) -> Diagnostic {
    failed(format!("`{}` cannot be written: {error}", path.display()))
        .help("give yourself permission to write it (`chmod u+w`), or write copies with --to")
}

fn failed(message: String) -> Diagnostic {
    Diagnostic::new(Code::OutputFailed, message)
}
