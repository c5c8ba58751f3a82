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
        let answered = Search {
            located: &located,
            options,
            report: &mut report,
        }
        .answer(&mut sources, &mut stages);
        match answered {
            Some(Ok(answered)) => answered.put(&mut report),
            Some(Err(error)) => stages.found().push(failed(&error)),
            None => {}
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
    /// The answer of an index that is up to date; of the kept one when nothing changed. `None` when there is no index.
    fn answer(
        &mut self,
        sources: &mut Sources,
        stages: &mut Stages<'_>,
    ) -> Option<Result<Answered, Error>> {
        let (located, options) = (self.located, self.options);
        let config = &located.config;
        let folder = self.folder();
        // The kept index is asked while the files are looked at: most of the time nothing changed.
        let (fingerprint, ahead) = rayon::join(
            || source::fingerprint(&located.content, &config.content),
            || ahead(folder.as_deref()?, config, options),
        );
        let fingerprint = match fingerprint {
            Ok(fingerprint) => fingerprint,
            Err(problem) => {
                stages.found().push(problem);
                return None;
            }
        };
        let engine = match &folder {
            Some(folder) => {
                let key = self.key(&fingerprint);
                if output::inspect_cache(folder, &key) == Cached::Fresh && ahead.is_some() {
                    return ahead.map(Ok);
                }
                self.engine(folder, &key, sources, stages)?
            }
            None => {
                let (read, insight) = self.read(sources, stages)?;
                in_memory(&inputs(config, &read, &insight), stages)?
            }
        };
        Some(answer(&engine, options))
    }

    /// The index of a folder, brought up to date.
    fn engine(
        &mut self,
        folder: &Path,
        key: &str,
        sources: &mut Sources,
        stages: &mut Stages<'_>,
    ) -> Option<Engine> {
        let (read, insight) = self.read(sources, stages)?;
        let config = &self.located.config;
        let inputs = inputs(config, &read, &insight);
        match stages.run("index", 0, |_| {
            Outcome::clean(self.refreshed(folder, key, &inputs))
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

/// What an index answers.
struct Answered {
    debriefs: u64,
    total: usize,
    some: usize,
    hits: Vec<SearchHit>,
    notices: Vec<Notice>,
}

impl Answered {
    fn put(self, report: &mut SearchReport) {
        report.ran = true;
        report.debriefs = self.debriefs;
        (report.total, report.some) = (self.total, self.some);
        report.hits = self.hits;
        report.notices = self.notices;
    }
}

/// What the kept index says as it is, unless its files are not those that were sealed.
fn ahead(folder: &Path, config: &Config, options: &SearchOptions) -> Option<Answered> {
    // No key is empty: a cache that is whole is stale at best.
    if output::inspect_cache(folder, "") != Cached::Stale {
        return None;
    }
    let engine = kept::open(folder, config).ok()?;
    answer(&engine, options).ok()
}

fn answer(engine: &Engine, options: &SearchOptions) -> Result<Answered, Error> {
    let answer = engine.search(&options.query, false, options.limit)?;
    let total = answer.found.total;
    let mut hits = Vec::with_capacity(answer.found.hits.len());
    for (place, hit) in answer.found.hits.iter().enumerate() {
        let shown = engine.shown(hit.doc)?;
        hits.push(SearchHit {
            title: answer.marker.mark(&shown.title),
            snippet: answer.marker.snippet(&shown),
            shown,
            score: hit.score,
            partial: place >= total,
        });
    }
    Ok(Answered {
        debriefs: engine.docs(),
        total,
        some: answer.found.some,
        hits,
        notices: answer.found.notices,
    })
}

fn failed(error: &Error) -> Diagnostic {
    Diagnostic::new(crate::diagnostic::Code::OutputFailed, error.to_string())
        .help("delete the folder for caches, or name another with `--cache-dir`")
}
