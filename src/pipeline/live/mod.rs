//! The pipeline for a preview: turn after turn, each as cheap as what changed.
//!
//! A turn reads the files that were touched, and makes a [`Snapshot`]: everything pages are made of, but no page. A page
//! is made when somebody asks for it, from the snapshot of the moment, so it costs nothing to have ten thousand others,
//! and none of them can be stale.
//!
//! What takes time is put off, and done elsewhere. [`Live::glance`] reads an edited debrief and nothing else, and shows
//! it on its own page. [`Live::begin`] takes in everything that was touched; the [`Work`] it leads to brings the lists up
//! to date, and [`Live::finish`] shows them, with the edits of the meantime ahead of them. What came back takes longest
//! by far: a snapshot carries over what the last one knew, [`Snapshot::causes`] works it out anew, and [`Live::learn`]
//! takes it in.

mod causes;
mod glance;
mod pages;
mod problems;
mod snapshot;
mod watched;
mod work;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use jiff::Timestamp;

pub use causes::Causes;
pub use pages::{File, Page};
pub use snapshot::{Depth, Snapshot};
pub use watched::Watched;
pub use work::{Done, Work};

use super::{
    InputOptions, Silent,
    locate::{Located, locate},
    memory::Memory,
    read::{Read, reread},
    stages::Stages,
};
use crate::{
    diagnostic::{Diagnostic, Level, Outcome, Sources},
    insight::Insight,
    library::Library,
    render::Theme,
    site::{Site, url},
    source::{Touched, git},
};
use glance::Edit;
use snapshot::{Parts, Shown};

/// What a turn led to.
#[derive(Debug, Clone, Default)]
pub struct Turn {
    /// The newest state that could be made; `None` when none ever could.
    pub snapshot: Option<Arc<Snapshot>>,
    /// Why it is not the state of the files: what keeps the configuration, the content folder or the theme from being
    /// used. Empty when all is well.
    pub problems: Vec<Diagnostic>,
    /// The texts the problems point into.
    pub sources: Sources,
    /// Whether anything is different from the turn before.
    pub changed: bool,
    /// Paths in the site of images and other files that were touched.
    pub replaced: Vec<String>,
}

/// What taking in the files led to.
pub enum Begun {
    /// All there is to say.
    Turn(Turn),
    /// Something that is worked out in another place; [`Live::finish`] takes it in.
    Work(Work),
}

/// The pipeline, with what it remembers.
pub struct Live {
    options: InputOptions,
    memory: Memory,
    located: Option<Arc<Located>>,
    /// The texts of the configuration and what belongs to it.
    settings: Sources,
    theme: Option<Arc<Theme>>,
    causes: Causes,
    /// Whether the last turn does not know them yet.
    has_new_causes: bool,
    last: Option<Turn>,
    /// Counts what was taken in.
    clock: u64,
    /// The count at which what all pages know was taken in.
    known: u64,
    /// Edits that only the pages of their own debriefs show so far, by path under the content folder.
    ahead: BTreeMap<String, Edit>,
    /// Files beside the debriefs that were touched, as far as nobody was told.
    replaced: Vec<String>,
    shown: Shown,
}

impl Live {
    /// A preview of what the options name. `now` of the options does not count: each turn is told.
    #[must_use]
    pub fn new(options: InputOptions) -> Self {
        Self {
            options,
            memory: Memory::empty(),
            located: None,
            settings: Sources::default(),
            theme: None,
            causes: Causes::default(),
            has_new_causes: false,
            last: None,
            clock: 0,
            known: 0,
            ahead: BTreeMap::new(),
            replaced: Vec::new(),
            shown: Shown::default(),
        }
    }

    /// Takes in what was touched, and works out the lists.
    pub fn turn(&mut self, now: Timestamp, touched: &Touched) -> Turn {
        match self.begin(now, touched) {
            Begun::Turn(turn) => turn,
            Begun::Work(work) => self.finish(work.done()),
        }
    }

    /// Takes in what was touched. The work of the last call must be finished, or given up.
    pub fn begin(&mut self, now: Timestamp, touched: &Touched) -> Begun {
        self.clock += 1;
        self.options.now = now;
        let mut problems = Vec::new();
        let mut sources = Sources::default();
        let read = self.take_in(touched, &mut sources, &mut problems);
        let whole = self.whole();
        let is_news = |parts: &Parts| whole.as_ref().is_none_or(|whole| !whole.parts.is_of(parts));
        if let Some(parts) = read {
            if is_news(&parts) {
                self.say(problems, sources);
                return Begun::Work(Work {
                    clock: self.clock,
                    parts: Arc::new(parts),
                    causes: self.causes.clone(),
                    has_lists: false,
                });
            }
            // Nothing is different from what all pages know.
            self.ahead.clear();
        }
        let was_said = self.last.as_ref().map(|last| &last.problems);
        let changed = was_said != Some(&problems);
        self.say(problems, sources);
        Begun::Turn(self.show(whole, changed))
    }

    fn take_in(
        &mut self,
        touched: &Touched,
        sources: &mut Sources,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<Parts> {
        let fresh = self.locate(touched, sources, problems);
        let located = self.located.clone()?;
        self.load_theme(&located, (fresh, touched), sources, problems);
        let parts = {
            let touched = if fresh { &Touched::Anything } else { touched };
            self.read(&located, touched, (sources, problems))?
        };
        let content = &located.content;
        self.replaced
            .extend(replaced(content, &parts.read.library, touched));
        Some(parts)
    }

    /// Takes in what was worked out.
    pub fn finish(&mut self, done: Done) -> Turn {
        self.known = done.clock;
        self.ahead.retain(|_, edit| edit.clock > done.clock);
        let whole = self.whole();
        let is_same = whole
            .as_ref()
            .is_some_and(|whole| whole.parts.is_same(&done.parts));
        match is_same {
            true => self.show(whole, false),
            false => {
                let whole = Snapshot::new(done.parts, Arc::clone(&self.shown));
                self.show(Some(Arc::new(whole)), true)
            }
        }
    }

    /// Keeps what is wrong, to be told with the next turn.
    fn say(&mut self, problems: Vec<Diagnostic>, sources: Sources) {
        let last = self.last.get_or_insert_default();
        (last.problems, last.sources) = (problems, sources);
    }

    /// Makes a state the newest, with the edits that it does not know.
    fn show(&mut self, whole: Option<Arc<Snapshot>>, changed: bool) -> Turn {
        let snapshot = whole.map(|whole| self.with_ahead(whole));
        let last = self.last.get_or_insert_default();
        let had_ahead = (last.snapshot.as_ref()).is_some_and(|last| last.ahead.is_some());
        let has_ahead = (snapshot.as_ref()).is_some_and(|now| now.ahead.is_some());
        last.snapshot = snapshot;
        last.changed = changed || had_ahead || has_ahead;
        Turn {
            replaced: std::mem::take(&mut self.replaced),
            ..last.clone()
        }
    }

    /// The newest state in which everything knows everything.
    fn whole(&self) -> Option<Arc<Snapshot>> {
        let snapshot = self.last.as_ref()?.snapshot.as_ref()?;
        Some(match snapshot.ahead {
            Some(_) => Arc::new(snapshot.with_ahead(None)),
            None => Arc::clone(snapshot),
        })
    }

    /// Forgets everything that was read, after something went so wrong that it cannot be trusted.
    pub fn forget(&mut self) {
        self.memory = Memory::empty();
        self.ahead.clear();
        self.located = None;
        self.theme = None;
    }

    /// Takes in what [`Snapshot::causes`] worked out, of the newest snapshot or of an older one.
    pub fn learn(&mut self, causes: Causes) {
        self.causes = causes;
        self.has_new_causes = true;
    }

    /// What is to be worked out to show what was learned since the last turn.
    pub fn renewed(&mut self) -> Option<Work> {
        if !std::mem::take(&mut self.has_new_causes) {
            return None;
        }
        let whole = self.whole()?;
        Some(Work {
            // It knows no edit that the last turn did not know.
            clock: self.known,
            parts: Arc::clone(&whole.parts),
            causes: self.causes.clone(),
            has_lists: whole.parts.depth >= Depth::Lists,
        })
    }

    /// Whether there are commits that the last turn did not know.
    #[must_use]
    pub fn has_new_history(&self) -> bool {
        let content = self.located.as_ref().map(|located| &located.content);
        content.is_some_and(|content| git::state(content).as_ref() != self.memory.git())
    }

    /// What to keep an eye on.
    #[must_use]
    pub fn watched(&self) -> Watched {
        Watched::of(&self.options, self.located.as_deref(), self.memory.git())
    }

    /// Reads the configuration, when it may have changed. Whether it did.
    fn locate(
        &mut self,
        touched: &Touched,
        sources: &mut Sources,
        problems: &mut Vec<Diagnostic>,
    ) -> bool {
        let is_known = self.located.is_some()
            && (self.last.as_ref()).is_some_and(|last| last.problems.is_empty());
        if is_known && !(self.watched().settings.iter()).any(|file| touched.has(file)) {
            for (file, text) in self.settings.iter() {
                sources.insert(Arc::clone(file), Arc::clone(text));
            }
            return false;
        }
        let located = locate(&self.options, sources, problems);
        let Some(located) = located else {
            return false;
        };
        let is_same = self.located.is_some() && self.settings == *sources;
        if is_same {
            return false;
        }
        self.settings = sources.clone();
        self.memory.forget_parsed();
        self.located = Some(Arc::new(located));
        true
    }

    /// Loads the theme, when it may have changed; one that cannot be used leaves the last one in place.
    fn load_theme(
        &mut self,
        located: &Located,
        (fresh, touched): (bool, &Touched),
        sources: &mut Sources,
        problems: &mut Vec<Diagnostic>,
    ) {
        let watched = Watched::of(&self.options, Some(located), None);
        let was_broken =
            (self.last.as_ref()).is_some_and(|last| problems::of_theme(&last.problems));
        let is_touched = (watched.theme.as_ref()).is_some_and(|folder| touched.is_under(folder));
        if self.theme.is_some() && !fresh && !was_broken && !is_touched {
            return;
        }
        let Outcome { value, diagnostics } = Theme::load(&located.config);
        for (shown, text) in value.texts() {
            sources.insert(Arc::clone(shown), Arc::clone(text));
        }
        let broken = diagnostics.iter().any(|found| found.level == Level::Error);
        if self.theme.is_none() || !broken {
            self.theme = Some(Arc::new(value));
        }
        problems.extend(diagnostics);
    }

    /// What is read, with nothing worked out.
    fn read(
        &mut self,
        located: &Arc<Located>,
        touched: &Touched,
        (sources, problems): (&mut Sources, &mut Vec<Diagnostic>),
    ) -> Option<Parts> {
        let mut stages = Stages::new(&Silent);
        let memory = &mut self.memory;
        let read: Option<Read> = reread(
            located,
            &self.options,
            touched,
            memory,
            (sources, &mut stages),
        );
        let (found, _) = stages.finish();
        let Some(read) = read else {
            problems.extend(found);
            return None;
        };
        Some(Parts {
            located: Arc::clone(located),
            theme: Arc::clone(self.theme.as_ref()?),
            read: Arc::new(read),
            insight: Insight::default(),
            site: Arc::new(Site::default()),
            now: self.options.now,
            found,
            found_in_causes: Vec::new(),
            sources: sources.clone(),
            depth: Depth::Pages,
        })
    }
}

/// Paths in the site of the files beside the debriefs that were touched.
fn replaced(content: &Path, library: &Library, touched: &Touched) -> Vec<String> {
    let Touched::Paths(paths) = touched else {
        return Vec::new();
    };
    let Ok(content) = content.canonicalize() else {
        return Vec::new();
    };
    let rels = paths.iter().filter_map(|path| {
        let names = path.strip_prefix(&content).ok()?.iter();
        let names: Option<Vec<&str>> = names.map(|name| name.to_str()).collect();
        Some(names?.join("/"))
    });
    rels.filter(|rel| library.assets.contains_key(rel))
        .map(|rel| url::content_path(&rel))
        .collect()
}

/// A folder that exists, without links; else as it stands.
fn real(path: PathBuf) -> PathBuf {
    path.canonicalize()
        .or_else(|_| std::path::absolute(&path))
        .unwrap_or(path)
}
