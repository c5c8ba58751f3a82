use std::path::{Path, PathBuf};

use super::InputOptions;
use crate::{
    config::{self, Config, beside},
    diagnostic::{Diagnostic, Sources},
};

/// The configuration with the folders it and the command line name.
pub(super) struct Located {
    pub(super) config: Config,
    /// The content folder, as people would type it from where they stand.
    pub(super) content: PathBuf,
}

impl Located {
    /// The folder to write to: the one asked for, else the one of the config (beside it), else `public`.
    pub(super) fn output(&self, asked: Option<&Path>) -> PathBuf {
        asked.map_or_else(
            || beside(&self.config, &self.config.content.output),
            Path::to_path_buf,
        )
    }
}

/// Finds and loads the configuration. `None` when it is unusable; the findings say why.
pub(super) fn locate(
    options: &InputOptions,
    sources: &mut Sources,
    found: &mut Vec<Diagnostic>,
) -> Option<Located> {
    let start = options.content.as_deref().unwrap_or(Path::new("."));
    let file = options.config.clone().or_else(|| config::find(start));
    let config = match file {
        Some(file) => config::load(&file, sources).take(found)?,
        None => Config::default(),
    };
    let content = options
        .content
        .clone()
        .unwrap_or_else(|| beside(&config, &config.content.dir));
    Some(Located { config, content })
}
