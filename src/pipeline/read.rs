use std::{path::Path, sync::Arc};

use jiff::Timestamp;
use rayon::prelude::*;

use super::{
    InputOptions, Progress, born::LOCK, follow_up, hidden, history, locate::Located,
    memory::Memory, stages::Stages,
};
use crate::{
    config::{self, Config, Edition, PeopleAs, SiteFile},
    diagnostic::{Code, Diagnostic, Outcome, Sources},
    insight,
    library::{self, Change, Entry, Library, Selection},
    parse,
    source::{
        self, SourceFile, Touched, Tree,
        git::{self, NoHistory},
    },
};

/// Everything that was read, ready to be shown.
#[derive(Clone)]
pub(super) struct Read {
    pub(super) library: Library,
    /// The site's own lexicon of causes.
    pub(super) lexicon: Option<SiteFile>,
    /// The lock file of the recurring causes; empty when there is none.
    pub(super) lock: String,
    /// Name of the edition.
    pub(super) edition_name: String,
    /// Whose site it is.
    pub(super) edition: Edition,
    /// Files that should have been debriefs but could not be read.
    pub(super) left_out: usize,
}

/// Reads the content folder into a library. `None` when there is nothing to read at all.
pub(super) fn read(
    located: &Located,
    options: &InputOptions,
    drafts: bool,
    sources: &mut Sources,
    stages: &mut Stages<'_>,
) -> Option<Read> {
    let tree =
        |sources: &mut Sources| source::read(&located.content, &located.config.content, sources);
    finish(
        located,
        (options, drafts),
        &mut Memory::none(),
        tree,
        (sources, stages),
    )
}

/// As [`read`], drafts too; what was read the last time and was not touched since is taken from `memory`.
pub(super) fn reread(
    located: &Located,
    options: &InputOptions,
    touched: &Touched,
    memory: &mut Memory,
    (sources, stages): (&mut Sources, &mut Stages<'_>),
) -> Option<Read> {
    let mut files = std::mem::take(&mut memory.files);
    let tree = |sources: &mut Sources| {
        let config = &located.config.content;
        source::reread(&located.content, config, touched, &mut files, sources)
    };
    let read = finish(located, (options, true), memory, tree, (sources, stages));
    memory.files = files;
    read
}

fn finish(
    located: &Located,
    (options, drafts): (&InputOptions, bool),
    memory: &mut Memory,
    tree: impl FnOnce(&mut Sources) -> Outcome<Option<Tree>>,
    (sources, stages): (&mut Sources, &mut Stages<'_>),
) -> Option<Read> {
    let config = &located.config;
    let selection = selection(
        config,
        &options.edition,
        drafts,
        options.now,
        stages.found(),
    )?;
    let tree = stages.run("read", 0, |_| tree(sources))?;
    let (tree, hidden) = match selection.edition.people {
        PeopleAs::Names => (tree, None),
        PeopleAs::Roles => {
            let hide = |_: &dyn Progress| Outcome::clean(hidden::hide(tree, config, sources));
            let (tree, hidden) = stages.run("names", 0, hide);
            (tree, Some(hidden))
        }
    };
    let Tree {
        files,
        assets,
        reviews,
    } = tree;
    let candidates = files.len();
    let mut parsed = stages.run("parse", files.len(), |progress| {
        parse_all(&files, config, memory, progress)
    });
    if let Some(hidden) = &hidden {
        hidden.seal(&mut parsed);
    }
    let entries = stages.run("history", 0, |_| {
        with_history(&located.content, parsed, memory)
    });
    let mut histories = stages.run("item history", 0, |_| {
        let cache = options.cache_dir.as_deref();
        Outcome::clean(history::histories(
            &located.content,
            &entries,
            config,
            cache,
            memory,
        ))
    });
    let mut library = stages.run("library", 0, |_| {
        library::build(entries, assets, &selection)
    });
    histories.retain(|rel, _| library.by_source.contains_key(rel));
    library.follow_up.histories = histories;
    library.follow_up.tickets = follow_up::tickets(&located.content).take(stages.found());
    library.follow_up.reviews =
        follow_up::reviews(&reviews, &selection.edition).take(stages.found());
    if let Some(hidden) = &hidden {
        hidden.seal_reviews(&mut library.follow_up.reviews);
    }
    // What became neither part of the library nor withheld from it is lost: unreadable, or with an id twice.
    let lost = candidates.saturating_sub(library.entries.len() + library.withheld.len());
    let unreadable = stages
        .found()
        .iter()
        .filter(|finding| is_unread(finding.code))
        .count();
    let lexicon = config::read_lexicon(config, sources).take(stages.found());
    let lock = config::read_beside(config, LOCK).take(stages.found());
    Some(Read {
        library,
        lexicon,
        lock,
        edition_name: options.edition.clone(),
        edition: selection.edition,
        left_out: lost + unreadable,
    })
}

fn selection(
    config: &Config,
    edition: &str,
    drafts: bool,
    now: Timestamp,
    found: &mut Vec<Diagnostic>,
) -> Option<Selection> {
    let Some(edition) = config
        .editions
        .get(edition)
        .cloned()
        .or_else(|| default_edition(edition))
    else {
        let known: Vec<&str> = config.editions.keys().map(String::as_str).collect();
        found.push(
            Diagnostic::new(
                Code::ConfigWrongValue,
                format!("there is no edition `{edition}`"),
            )
            .help(format!(
                "the config has: {}; add `[editions.{edition}]` to make another",
                known.join(", ")
            )),
        );
        return None;
    };
    Some(Selection {
        edition,
        drafts,
        today: insight::today(now),
    })
}

/// `company` exists without being configured.
fn default_edition(name: &str) -> Option<Edition> {
    (name == "company").then(Edition::company)
}

/// Reads every file that is not remembered, in parallel, keeping their order.
fn parse_all(
    files: &[SourceFile],
    config: &Config,
    memory: &mut Memory,
    progress: &dyn Progress,
) -> Outcome<Vec<Entry>> {
    let read: Vec<Outcome<Option<Entry>>> = files
        .par_iter()
        .map(|file| {
            let read = memory.parsed(file);
            let read = read.unwrap_or_else(|| parse_one(file, config));
            progress.tick();
            read
        })
        .collect();
    memory.remember(files, &read);
    let mut found = Vec::new();
    let entries = read
        .into_iter()
        .filter_map(|one| one.take(&mut found))
        .collect();
    Outcome::new(entries, found)
}

/// Reads one file.
pub(super) fn parse_one(file: &SourceFile, config: &Config) -> Outcome<Option<Entry>> {
    let Outcome { value, diagnostics } = parse::debrief(file, config);
    Outcome::new(value.map(|parsed| entry(file, parsed)), diagnostics)
}

fn entry(file: &SourceFile, parsed: parse::Parsed) -> Entry {
    Entry {
        debrief: Arc::new(parsed.debrief),
        text: file.text.clone(),
        body: parsed.body,
        shown: file.shown.clone(),
        changed: None,
    }
}

/// Adds when each file last changed, where the history can tell.
fn with_history(
    content: &Path,
    mut entries: Vec<Entry>,
    memory: &mut Memory,
) -> Outcome<Vec<Entry>> {
    let rels: Vec<&str> = entries
        .iter()
        .map(|entry| entry.debrief.source.as_str())
        .collect();
    match memory.last_changes(content, &rels) {
        Ok(changes) => {
            for entry in &mut entries {
                entry.changed = changes.get(&entry.debrief.source).and_then(change);
            }
            Outcome::clean(entries)
        }
        // No repository is no reason for a remark; one that could tell more is.
        Err(NoHistory::NoRepository | NoHistory::Bare | NoHistory::NoCommit) => {
            Outcome::clean(entries)
        }
        Err(reason @ (NoHistory::Shallow | NoHistory::Broken(_))) => Outcome::new(
            entries,
            vec![Diagnostic::new(Code::NoHistory, reason.to_string())],
        ),
    }
}

/// A change as the library keeps it.
pub(super) fn change(change: &git::Change) -> Option<Change> {
    Some(Change {
        at: change.at.timestamp()?,
        commit: change.id.get(..12)?.to_owned(),
    })
}

/// Rules that stand for a file the walk could not hand on.
fn is_unread(code: Code) -> bool {
    matches!(
        code,
        Code::UnreadableFile | Code::NotUtf8 | Code::FileTooLarge
    )
}
