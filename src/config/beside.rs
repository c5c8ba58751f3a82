//! Files that lie beside the configuration: the lexicon of causes, the lock file.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::Config;
use crate::diagnostic::{Code, Diagnostic, Outcome, Sources};

/// A file beside the configuration, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteFile {
    /// The path diagnostics name.
    pub shown: Arc<str>,
    /// What it holds.
    pub text: Arc<str>,
}

/// Where a path of the configuration leads: it is relative to the configuration's own folder.
#[must_use]
pub fn beside(config: &Config, path: &Path) -> PathBuf {
    let folder = config.file.as_deref().and_then(Path::parent);
    match folder {
        Some(folder) if folder != Path::new(".") => folder.join(path),
        _ => path.to_path_buf(),
    }
}

/// Reads the site's own lexicon of causes, when the configuration names one. One that cannot be read is reported.
pub fn read_lexicon(config: &Config, sources: &mut Sources) -> Outcome<Option<SiteFile>> {
    let Some(path) = &config.causes.lexicon else {
        return Outcome::clean(None);
    };
    let path = beside(config, path);
    let shown: Arc<str> = path.display().to_string().into();
    match fs::read_to_string(&path) {
        Ok(text) => {
            let text: Arc<str> = text.into();
            sources.insert(Arc::clone(&shown), Arc::clone(&text));
            Outcome::clean(Some(SiteFile { shown, text }))
        }
        Err(error) => Outcome::new(None, vec![unreadable(&shown, &error)]),
    }
}

/// The text of a file beside the configuration; empty when it is not there, or when there is no configuration.
///
/// # Errors
///
/// `unreadable-file` when it is there and cannot be read.
pub fn read_beside(config: &Config, name: &str) -> Outcome<String> {
    if config.file.is_none() {
        return Outcome::clean(String::new());
    }
    let path = beside(config, Path::new(name));
    match fs::read_to_string(&path) {
        Ok(text) => Outcome::clean(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Outcome::clean(String::new()),
        Err(error) => {
            let shown: Arc<str> = path.display().to_string().into();
            let problem = Diagnostic::new(
                Code::UnreadableFile,
                format!("`{shown}` cannot be read: {error}"),
            );
            Outcome::new(String::new(), vec![problem.in_file(&shown)])
        }
    }
}

fn unreadable(shown: &Arc<str>, error: &io::Error) -> Diagnostic {
    Diagnostic::new(
        Code::CausesFile,
        format!("the lexicon of causes `{shown}` cannot be read: {error}"),
    )
    .in_file(shown)
    .help("correct `causes.lexicon` in the configuration, or remove it")
}
