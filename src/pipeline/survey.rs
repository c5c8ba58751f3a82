use std::{collections::BTreeSet, path::PathBuf};

use super::{InputOptions, Silent, locate::locate, read::read, stages::Stages};
use crate::{
    config::Config,
    diagnostic::{Outcome, Sources},
    library::{Facet, Library},
};

/// What a folder of debriefs knows already; for those who add to it.
#[derive(Debug, Clone, Default)]
pub struct Survey {
    /// The configuration.
    pub config: Config,
    /// The content folder, as people would type it from where they stand.
    pub content: PathBuf,
    /// Names of services, sorted.
    pub services: Vec<String>,
    /// Names of teams, sorted.
    pub teams: Vec<String>,
    /// Ids that are taken, former ones too.
    pub ids: BTreeSet<String>,
}

/// Reads the content folder for what it knows already. What cannot be read is passed over: `check` tells. `None` when
/// the configuration is unusable; the findings say why.
pub fn survey(options: &InputOptions, sources: &mut Sources) -> Outcome<Option<Survey>> {
    let mut found = Vec::new();
    let Some(located) = locate(options, sources, &mut found) else {
        return Outcome::new(None, found);
    };
    let mut stages = Stages::new(&Silent);
    let library = read(&located, options, true, sources, &mut stages).map(|read| read.library);
    let library = library.unwrap_or_default();
    Outcome::clean(Some(Survey {
        services: names(&library.facets.services),
        teams: names(&library.facets.teams),
        ids: ids(&library),
        config: located.config,
        content: located.content,
    }))
}

fn names(facets: &[Facet]) -> Vec<String> {
    facets
        .iter()
        .map(|facet| facet.label.name.clone())
        .collect()
}

/// The ids of withheld debriefs are not known, but nearly always the names of their files.
fn ids(library: &Library) -> BTreeSet<String> {
    let stem = |path: &String| {
        let name = path.rsplit('/').next().unwrap_or(path);
        name.rsplit_once('.')
            .map_or(name, |(stem, _)| stem)
            .to_owned()
    };
    let known = library.by_id.keys().chain(library.aliases.keys()).cloned();
    known.chain(library.withheld.iter().map(stem)).collect()
}
