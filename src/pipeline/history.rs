//! What the git history says about action items, remembered between runs.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::memory::Memory;
use crate::{
    config::Config,
    library::{
        Entry,
        history::{Tracked, advance, of_current},
    },
    model::ItemHistory,
    parse,
    source::{
        SourceFile, cache,
        git::{self, Versions},
    },
};

/// Items of each file as they are committed, by its path.
pub(super) type Committed = BTreeMap<String, Vec<Tracked>>;

/// What was known at a commit.
#[derive(Default, Serialize, Deserialize)]
struct Known {
    /// What else decides how a file is read: the version of the program, the settings.
    reading: String,
    head: String,
    /// Files that were looked for.
    asked: BTreeSet<String>,
    files: BTreeMap<String, Vec<Tracked>>,
}

/// For each file, by its path, what the history says of its items. Empty when the history cannot tell; why is said where the
/// days of the files are read.
pub(super) fn histories(
    content: &Path,
    entries: &[Entry],
    config: &Config,
    cache_folder: Option<&Path>,
    memory: &mut Memory,
) -> BTreeMap<String, Vec<Option<ItemHistory>>> {
    // Of every file, whatever this edition may hold: the cache serves all of them.
    let debriefs = entries.iter().map(|entry| &*entry.debrief);
    let debriefs = debriefs.filter(|debrief| !debrief.actions.is_empty());
    let actions: BTreeMap<&str, _> = debriefs
        .map(|debrief| (debrief.source.as_str(), &debrief.actions))
        .collect();
    let asked: BTreeSet<String> = actions.keys().map(|&rel| rel.to_owned()).collect();
    let committed = memory.committed(content, &asked, || {
        committed(content, &asked, config, cache_folder)
    });
    let histories = actions.iter().filter_map(|(&rel, actions)| {
        Some((rel.to_owned(), of_current(committed.get(rel)?, actions)))
    });
    histories.collect()
}

/// The items of the files as they are committed.
fn committed(
    content: &Path,
    asked: &BTreeSet<String>,
    config: &Config,
    cache_folder: Option<&Path>,
) -> Committed {
    let name = cache_name(content);
    let reading = reading(config);
    let former = cache_folder.and_then(|folder| former(folder, &name, &reading));
    // A file that had no item when the cache was made is not in it.
    let former = former.filter(|former| asked.is_subset(&former.asked));
    let known = former.as_ref().map(|former| former.head.as_str());
    let Ok(versions) = git::versions(content, asked.iter().map(String::as_str), known) else {
        return Committed::new();
    };
    let files = follow(&versions, former.as_ref(), config);
    let Some(folder) = cache_folder.filter(|_| known != Some(versions.head.as_str())) else {
        return files;
    };
    let known = Known {
        reading,
        head: versions.head,
        asked: asked.clone(),
        files,
    };
    if let Ok(bytes) = serde_json::to_vec(&known) {
        cache::write(folder, &name, &bytes);
    }
    known.files
}

/// Items of each file as of `HEAD`: what was known before, and every version since.
fn follow(
    versions: &Versions,
    former: Option<&Known>,
    config: &Config,
) -> BTreeMap<String, Vec<Tracked>> {
    let mut files: BTreeMap<String, Vec<Tracked>> = BTreeMap::new();
    if let (Some(former), Some(before)) = (former, &versions.before) {
        for (now, then) in before {
            if let Some(items) = former.files.get(then) {
                files.insert(now.clone(), items.clone());
            }
        }
    }
    // Reading objects is for one thread, reading text for all of them.
    let texts: Vec<(&String, Vec<_>)> = versions
        .files
        .iter()
        .map(|(rel, of_file)| {
            let texts = of_file
                .iter()
                .map(|version| (version.day, versions.text(version)));
            (rel, texts.collect())
        })
        .collect();
    let read: Vec<(String, Vec<Tracked>)> = texts
        .into_par_iter()
        .map(|(rel, texts)| {
            let mut items = files.get(rel).cloned();
            for (day, text) in texts {
                if let Some(text) = text {
                    let actions = actions(rel, &text, config);
                    items = Some(advance(items.as_deref(), &actions, day));
                }
            }
            (rel.clone(), items.unwrap_or_default())
        })
        .collect();
    files.extend(read);
    files
}

/// The items of a version; none when it could not be read at all.
fn actions(rel: &str, text: &str, config: &Config) -> Vec<crate::model::Action> {
    let file = SourceFile {
        rel: rel.to_owned(),
        shown: rel.into(),
        text: text.into(),
        hash: [0; 32],
    };
    let parsed = parse::debrief(&file, config).value;
    parsed
        .map(|parsed| parsed.debrief.actions)
        .unwrap_or_default()
}

fn former(folder: &Path, name: &str, reading: &str) -> Option<Known> {
    let bytes = cache::read(folder, name)?;
    let known: Known = serde_json::from_slice(&bytes).ok()?;
    (known.reading == reading).then_some(known)
}

/// One file for each content folder.
fn cache_name(content: &Path) -> String {
    let path = content
        .canonicalize()
        .unwrap_or_else(|_| content.to_path_buf());
    let hash = blake3::hash(path.to_string_lossy().as_bytes()).to_hex();
    format!("history-{}.json", &hash[..16])
}

fn reading(config: &Config) -> String {
    let settings = format!(
        "{:?}",
        (
            &config.tickets,
            &config.fields,
            &config.values,
            &config.site.timezone
        )
    );
    let hash = blake3::hash(settings.as_bytes()).to_hex();
    format!("{} {}", env!("CARGO_PKG_VERSION"), &hash[..16])
}
