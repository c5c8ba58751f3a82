use std::path::{Path, PathBuf};

use super::Config;
use crate::diagnostic::{Outcome, Sources};

/// The nearest `debriefs.toml` at or above `content`.
#[must_use]
pub fn find(content: &Path) -> Option<PathBuf> {
    let _ = content;
    None
}

/// Reads a configuration file. `None` when it cannot be used at all; its text is added to `sources`.
pub fn load(file: &Path, sources: &mut Sources) -> Outcome<Option<Config>> {
    let _ = (file, sources);
    Outcome::clean(Some(Config::default()))
}
