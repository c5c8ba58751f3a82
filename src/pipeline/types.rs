use std::{path::PathBuf, time::Duration};

use jiff::Timestamp;

use crate::diagnostic::{Diagnostic, Sources};

/// What every command that reads a content folder is told.
#[derive(Debug, Clone)]
pub struct InputOptions {
    /// Folder with the debriefs; `None` for the one the config names.
    pub content: Option<PathBuf>,
    /// Configuration file; `None` for the nearest `debriefs.toml` at or above the content folder.
    pub config: Option<PathBuf>,
    /// Folder for caches; `None` for the user's cache folder.
    pub cache_dir: Option<PathBuf>,
    /// Which of the config's editions is made.
    pub edition: String,
    /// The moment everything that depends on today is computed for.
    pub now: Timestamp,
}

/// What `debriefs build` is told.
#[derive(Debug, Clone)]
pub struct BuildOptions {
    /// What is read.
    pub input: InputOptions,
    /// Folder to write the site to; `None` for the one the config names.
    pub output: Option<PathBuf>,
    /// Absolute address the site is published at, ending in `/`; wins over the config.
    pub base_url: Option<String>,
    /// The address the host says it publishes at, ending in `/`; used when neither `base_url` nor the config has one.
    pub host_url: Option<String>,
    /// Whether drafts are built too.
    pub drafts: bool,
    /// Whether anything at error level keeps the site from being published.
    pub strict: bool,
    /// Whether the lock file of the recurring causes is left as it is; the build warns when it lacks one.
    pub locked: bool,
}

/// How a build ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The output folder holds the new site.
    Published,
    /// Something is wrong and the build was strict; the output folder is as it was.
    Withheld,
    /// The build could not run (config unusable, target refused, disk full); the output folder is as it was.
    CannotRun,
}

/// What a stage took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StageTime {
    /// Which.
    pub name: &'static str,
    /// Time that passed.
    pub wall: Duration,
    /// Time all cores worked for this process; `None` where the system does not tell.
    pub cpu: Option<Duration>,
}

/// What a build did.
#[derive(Debug, Clone)]
pub struct BuildReport {
    /// How it ended.
    pub ending: Ending,
    /// The folder the site was, or would have been, written to.
    pub output: PathBuf,
    /// Debriefs in the site.
    pub debriefs: usize,
    /// Files that should have been debriefs but could not be read.
    pub left_out: usize,
    /// HTML pages of the site.
    pub pages: usize,
    /// Files of the site, pages included.
    pub files: usize,
    /// Size of the site in bytes.
    pub bytes: u64,
    /// Files that are new or differ from the former site.
    pub written: usize,
    /// Files that are as they were.
    pub unchanged: usize,
    /// Files of the former site that are gone.
    pub removed: usize,
    /// How long each stage took, in the order they ran.
    pub timings: Vec<StageTime>,
    /// Everything that was found, levels of the config applied.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts the diagnostics point into.
    pub sources: Sources,
}

impl BuildReport {
    /// A report of a build that has done nothing so far.
    #[must_use]
    pub fn empty(output: PathBuf) -> Self {
        Self {
            ending: Ending::CannotRun,
            output,
            debriefs: 0,
            left_out: 0,
            pages: 0,
            files: 0,
            bytes: 0,
            written: 0,
            unchanged: 0,
            removed: 0,
            timings: Vec::new(),
            diagnostics: Vec::new(),
            sources: Sources::default(),
        }
    }
}

/// What `debriefs check` found.
#[derive(Debug, Clone, Default)]
pub struct CheckReport {
    /// False when nothing could be checked: the config or the content folder is unusable.
    pub ran: bool,
    /// The content folder.
    pub content: PathBuf,
    /// Debriefs that were read.
    pub debriefs: usize,
    /// Everything that was found, levels of the config applied.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts the diagnostics point into.
    pub sources: Sources,
}

/// Told how far a pipeline is; called from several threads.
pub trait Progress: Sync {
    /// A stage begins; `total` things will be done, 0 when nobody knows how many.
    fn stage(&self, name: &'static str, total: usize);
    /// One of them is done.
    fn tick(&self);
    /// What all threads of this process have worked so far, when anybody knows.
    fn worked(&self) -> Option<Duration> {
        None
    }
}

/// For those who do not want to be told.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Progress for Silent {
    fn stage(&self, _name: &'static str, _total: usize) {}
    fn tick(&self) {}
}
