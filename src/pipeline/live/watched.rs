use std::path::{Path, PathBuf};

use super::real;
use crate::{
    config::beside,
    pipeline::{InputOptions, born::LOCK, locate::Located},
    source::git,
};

/// Everything a preview depends on; paths are absolute and without links.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Watched {
    /// The content folder.
    pub content: PathBuf,
    /// The configuration and the files it names.
    pub settings: Vec<PathBuf>,
    /// The folder of the theme, when the configuration names one.
    pub theme: Option<PathBuf>,
    /// Where git keeps its data.
    pub git: Option<PathBuf>,
}

impl Watched {
    pub(super) fn of(
        options: &InputOptions,
        located: Option<&Located>,
        git: Option<&git::State>,
    ) -> Self {
        let Some(located) = located else {
            let file = (options.config.clone()).or_else(|| {
                crate::config::find(options.content.as_deref().unwrap_or(Path::new(".")))
            });
            return Self {
                content: real(options.content.clone().unwrap_or_else(|| "content".into())),
                settings: file.into_iter().map(whole).collect(),
                ..Self::default()
            };
        };
        let config = &located.config;
        let named = [&config.causes.lexicon, &config.language.rules];
        let named = named.into_iter().flatten().map(|path| beside(config, path));
        let lock = beside(config, LOCK.as_ref());
        let settings = (config.file.iter().cloned()).chain(named).chain([lock]);
        let themes = || {
            config
                .file
                .as_ref()?
                .parent()
                .map(|folder| folder.join("themes"))
        };
        Self {
            content: real(located.content.clone()),
            settings: match config.file {
                Some(_) => settings.map(whole).collect(),
                // One may be written at any time.
                None => vec![whole(beside(config, "debriefs.toml".as_ref()))],
            },
            theme: (config.site.theme.as_ref()).and_then(|name| Some(real(themes()?.join(name)))),
            git: git.map(|state| state.folder.clone()),
        }
    }
}

/// The path of a file whose folder has no links; the file itself may be missing, or be a link.
fn whole(path: PathBuf) -> PathBuf {
    let name = path.file_name().map(ToOwned::to_owned);
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder.to_owned(),
        _ => PathBuf::from("."),
    };
    match name {
        Some(name) => real(folder).join(name),
        None => path,
    }
}
