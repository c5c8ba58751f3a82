//! Secrets in what is about to be published. The build looks too, and not only `check`: once published is too late.

use std::{collections::BTreeSet, sync::Arc};

use super::read::Read;
use crate::{
    check,
    config::Config,
    diagnostic::{Diagnostic, Sources},
};

/// Looks through the debriefs of the edition and the text files they show or link to.
pub(super) fn find(
    shown: &BTreeSet<String>,
    read: &Read,
    config: &Config,
    sources: &mut Sources,
) -> Vec<Diagnostic> {
    let assets = shown
        .iter()
        .filter_map(|path| read.library.assets.get(path));
    let attached: Vec<(Arc<str>, Arc<str>)> = assets
        .filter_map(|asset| Some((asset.path.display().to_string().into(), asset.text()?)))
        .collect();
    let debriefs = read
        .library
        .entries
        .iter()
        .map(|entry| (&entry.shown, &*entry.text));
    let files = attached.iter().map(|(path, text)| (path, &**text));
    let texts: Vec<(&Arc<str>, &str)> = debriefs.chain(files).collect();
    let found = check::secrets(&texts, config);
    for (path, text) in &attached {
        if found
            .iter()
            .any(|finding| finding.places.iter().any(|place| place.file == *path))
        {
            sources.insert(Arc::clone(path), Arc::clone(text));
        }
    }
    found
}
