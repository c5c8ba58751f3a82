use std::path::{Path, PathBuf};

use super::{
    InputOptions, Progress,
    locate::{Located, locate},
    read::{Read, read},
    stages::Stages,
};
use crate::{
    config::Config,
    diagnostic::{Diagnostic, Outcome, Sources, apply_levels},
    insight::{self, Insight},
    output::{self, Cached},
    search::{Engine, Error, Notice, Shown, Snippet, files, kept},
    source,
};

/// What `debriefs search` is told.
#[derive(Debug, Clone)]
pub struct SearchOptions {
    /// What is searched.
    pub input: InputOptions,
    /// What was typed.
    pub query: String,
    /// Hits that are shown at most.
    pub limit: usize,
    /// Folder for caches, when there is one.
    pub cache: Option<PathBuf>,
}

/// A debrief that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchHit {
    /// What is known of it.
    pub shown: Shown,
    /// Its title, with the words of the query marked.
    pub title: Vec<crate::search::Piece>,
    /// The part that fits best.
    pub snippet: Snippet,
    /// How well it fits.
    pub score: f64,
    /// It has some of the words only.
    pub partial: bool,
}

/// What `debriefs search` found.
#[derive(Debug, Clone, Default)]
pub struct SearchReport {
    /// False when nothing could be searched; the findings say why.
    pub ran: bool,
    /// Debriefs that were searched.
    pub debriefs: u64,
    /// The content folder.
    pub content: PathBuf,
    /// Debriefs with all words.
    pub total: usize,
    /// Debriefs with some of them.
    pub some: usize,
    /// The best, those with all words first.
    pub hits: Vec<SearchHit>,
    /// What to tell the one who asked.
    pub notices: Vec<Notice>,
    /// The cache was found damaged and made anew.
    pub repaired: bool,
    /// Why nothing can be kept for the next time.
    pub unkept: Option<String>,
    /// Everything that was found on the way, when the content had to be read.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts the diagnostics point into.
    pub sources: Sources,
}

/// Searches a content folder. The index is kept in the cache folder, and brought up to date when files changed.
pub fn search(options: &SearchOptions, progress: &dyn Progress) -> SearchReport {
    let mut sources = Sources::default();
    let mut stages = Stages::new(progress);
    let mut report = SearchReport::default();
    let mut levels = Default::default();
    if let Some(located) = locate(&options.input, &mut sources, stages.found()) {
        levels = located.config.check.clone();
        report.content = located.content.clone();
        let engine = Search {
            located: &located,
            options,
            report: &mut report,
        }
        .engine(&mut sources, &mut stages);
        if let Some(engine) = engine {
            match answer(&engine, options, &mut report) {
                Ok(()) => report.ran = true,
                Err(error) => stages.found().push(failed(&error)),
            }
        }
    }
    report.diagnostics = apply_levels(stages.finish().0, &levels);
    report.sources = sources;
    report
}

struct Search<'a> {
    located: &'a Located,
    options: &'a SearchOptions,
    report: &'a mut SearchReport,
}

impl Search<'_> {
    /// The index, up to date; from the cache when nothing changed.
    fn engine(&mut self, sources: &mut Sources, stages: &mut Stages<'_>) -> Option<Engine> {
        let located = self.located;
        let config = &located.config;
        let fingerprint = match source::fingerprint(&self.located.content, &config.content) {
            Ok(fingerprint) => fingerprint,
            Err(problem) => {
                stages.found().push(problem);
                return None;
            }
        };
        let Some(folder) = self.folder() else {
            let (read, insight) = self.read(sources, stages)?;
            return in_memory(&inputs(config, &read, &insight), stages);
        };
        let key = self.key(&fingerprint);
        if output::inspect_cache(&folder, &key) == Cached::Fresh
            && let Ok(engine) = kept::open(&folder, config)
        {
            return Some(engine);
        }
        let (read, insight) = self.read(sources, stages)?;
        let inputs = inputs(config, &read, &insight);
        match stages.run("index", 0, |_| {
            Outcome::clean(self.refreshed(&folder, &key, &inputs))
        }) {
            Ok(engine) => Some(engine),
            Err(reason) => {
                self.report.unkept = Some(reason);
                in_memory(&inputs, stages)
            }
        }
    }

    /// Where the index of this content, configuration and edition is kept. One that cannot be made is told of.
    fn folder(&mut self) -> Option<PathBuf> {
        let cache = self.options.cache.as_deref()?;
        let mut hasher = blake3::Hasher::new();
        let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
        hasher.update(real(&self.located.content).to_string_lossy().as_bytes());
        hasher.update(&[0]);
        if let Some(file) = &self.located.config.file {
            hasher.update(real(file).to_string_lossy().as_bytes());
        }
        hasher.update(&[0]);
        hasher.update(self.options.input.edition.as_bytes());
        let name = &hasher.finalize().to_hex()[..16];
        let folder = cache.join("search").join(name);
        match output::make_cache(&folder) {
            Ok(()) => Some(folder),
            Err(error) => {
                self.report.unkept = Some(format!("`{}`: {error}", folder.display()));
                None
            }
        }
    }

    /// What the index depends on: the files, the configuration, the day (debriefs of the future are held back), and how
    /// this program makes one.
    fn key(&self, fingerprint: &[u8; 32]) -> String {
        let mut hasher = blake3::Hasher::new();
        hasher.update(fingerprint);
        hasher.update(format!("{:?}", self.located.config).as_bytes());
        let today = insight::today(self.options.input.now);
        let program = env!("CARGO_PKG_VERSION");
        hasher.update(format!("{today} {program} {}", files::FORMAT).as_bytes());
        hasher.finalize().to_hex().to_string()
    }

    /// Brings the kept index up to date while other processes wait. Why it could not be, for people.
    fn refreshed(
        &mut self,
        folder: &Path,
        key: &str,
        inputs: &kept::Inputs<'_>,
    ) -> Result<Engine, String> {
        let cannot = |error: &dyn std::fmt::Display| format!("`{}`: {error}", folder.display());
        let _lock = kept::lock(folder).map_err(|error| cannot(&error))?;
        // Another process may have done the work meanwhile.
        let state = output::inspect_cache(folder, key);
        if state == Cached::Fresh
            && let Ok(engine) = kept::open(folder, inputs.config)
        {
            return Ok(engine);
        }
        let refreshed = match state {
            Cached::Damaged => None,
            _ => kept::refresh(folder, inputs).ok(),
        };
        let engine = match refreshed {
            Some(engine) => engine,
            None => {
                self.report.repaired = true;
                output::clear_cache(folder).map_err(|error| cannot(&error))?;
                kept::refresh(folder, inputs).map_err(|error| cannot(&error))?
            }
        };
        output::seal_cache(folder, key).map_err(|error| cannot(&error))?;
        Ok(engine)
    }

    fn read(&self, sources: &mut Sources, stages: &mut Stages<'_>) -> Option<(Read, Insight)> {
        let input = &self.options.input;
        let read = read(self.located, input, false, sources, stages)?;
        let config = &self.located.config;
        let insight = stages.run("insight", 0, |_| {
            Outcome::clean(insight::derive(&read.library, config, input.now))
        });
        Some((read, insight))
    }
}

fn inputs<'b>(config: &'b Config, read: &'b Read, insight: &'b Insight) -> kept::Inputs<'b> {
    kept::Inputs {
        library: &read.library,
        insight,
        config,
        edition: &read.edition,
    }
}

fn in_memory(inputs: &kept::Inputs<'_>, stages: &mut Stages<'_>) -> Option<Engine> {
    stages.run("index", 0, |_| match kept::in_memory(inputs) {
        Ok(engine) => Outcome::clean(Some(engine)),
        Err(error) => Outcome::new(None, vec![failed(&error)]),
    })
}

fn answer(
    engine: &Engine,
    options: &SearchOptions,
    report: &mut SearchReport,
) -> Result<(), Error> {
    let answer = engine.search(&options.query, false, options.limit)?;
    report.debriefs = engine.docs();
    report.total = answer.found.total;
    report.some = answer.found.some;
    report.notices = answer.found.notices;
    for (place, hit) in answer.found.hits.iter().enumerate() {
        let shown = engine.shown(hit.doc)?;
        report.hits.push(SearchHit {
            title: answer.marker.mark(&shown.title),
            snippet: answer.marker.snippet(&shown),
            shown,
            score: hit.score,
            partial: place >= report.total,
        });
    }
    Ok(())
}

fn failed(error: &Error) -> Diagnostic {
    Diagnostic::new(crate::diagnostic::Code::OutputFailed, error.to_string())
        .help("delete the folder for caches, or name another with `--cache-dir`")
}
