//! The pipeline for a preview: turn after turn, each as cheap as what changed.
//!
//! A turn reads the files that were touched, and makes a [`Snapshot`]: everything pages are made of, but no page. A page
//! is made when somebody asks for it, from the snapshot of the moment, so it costs nothing to have ten thousand others,
//! and none of them can be stale. What came back takes longest by far: a snapshot carries over what the last one knew,
//! and [`Snapshot::causes`] works it out anew, away from the turns.

mod pages;
mod problems;
mod snapshot;
mod watched;

use std::{path::PathBuf, sync::Arc};

use jiff::Timestamp;

pub use pages::{File, Page};
pub use snapshot::{Causes, Snapshot};
pub use watched::Watched;

use super::{
    InputOptions, Silent,
    locate::{Located, locate},
    memory::Memory,
    pages::with_causes,
    read::reread,
    stages::Stages,
};
use crate::{
    diagnostic::{Diagnostic, Level, Outcome, Sources},
    insight,
    render::Theme,
    site,
    source::{Touched, git},
};
use snapshot::Parts;

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

/// The pipeline, with what it remembers.
pub struct Live {
    options: InputOptions,
    memory: Memory,
    located: Option<Arc<Located>>,
    /// The texts of the configuration and what belongs to it.
    settings: Sources,
    theme: Option<Arc<Theme>>,
    causes: Causes,
    last: Option<Turn>,
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
            last: None,
        }
    }

    /// Takes in what was touched.
    pub fn turn(&mut self, now: Timestamp, touched: &Touched) -> Turn {
        let turn = self.take_in(now, touched);
        let Some(snapshot) = &turn.snapshot else {
            return turn;
        };
        Turn {
            replaced: snapshot.replaced(touched),
            ..turn
        }
    }

    fn take_in(&mut self, now: Timestamp, touched: &Touched) -> Turn {
        let mut problems = Vec::new();
        let mut sources = Sources::default();
        let fresh = self.locate(touched, &mut sources, &mut problems);
        if let Some(located) = self.located.clone() {
            self.load_theme(&located, (fresh, touched), &mut sources, &mut problems);
            let touched = if fresh { &Touched::Anything } else { touched };
            self.options.now = now;
            let made = self.make(&located, touched, (&mut sources, &mut problems));
            return self.end(made, problems, sources);
        }
        self.end(None, problems, sources)
    }

    /// Forgets everything that was read, after something went so wrong that it cannot be trusted.
    pub fn forget(&mut self) {
        self.memory = Memory::empty();
        self.located = None;
        self.theme = None;
    }

    /// Takes in what [`Snapshot::causes`] worked out, of the newest snapshot or of an older one.
    pub fn adopt(&mut self, causes: Causes) -> Option<Turn> {
        self.causes = causes;
        let last = self.last.as_ref()?;
        let snapshot = last.snapshot.as_ref()?;
        let snapshot = Arc::new(snapshot.with_causes(&self.causes));
        let turn = Turn {
            changed: !snapshot.is_same(last.snapshot.as_deref()),
            snapshot: Some(snapshot),
            ..last.clone()
        };
        self.last = Some(turn.clone());
        Some(turn)
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

    fn make(
        &mut self,
        located: &Arc<Located>,
        touched: &Touched,
        (sources, problems): (&mut Sources, &mut Vec<Diagnostic>),
    ) -> Option<Snapshot> {
        let mut stages = Stages::new(&Silent);
        let memory = &mut self.memory;
        let read = reread(
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
        let now = self.options.now;
        let insight = insight::derive(&read.library, &located.config, now);
        let read = Arc::new(read);
        let insight = with_causes(insight, self.causes.carried(&read), &read, now);
        let site = site::plan(&read.library, &insight, &located.config);
        Some(Snapshot::new(Parts {
            located: Arc::clone(located),
            theme: Arc::clone(self.theme.as_ref()?),
            is_settled: self.causes.are_of(&read, now),
            shown: self.shown(),
            read,
            insight,
            site,
            now,
            found,
            sources: sources.clone(),
        }))
    }

    /// Files of the content folder that pages showed so far.
    fn shown(&self) -> std::collections::BTreeSet<String> {
        let last = self.last.as_ref().and_then(|last| last.snapshot.as_ref());
        last.map(|snapshot| snapshot.shown()).unwrap_or_default()
    }

    fn end(&mut self, made: Option<Snapshot>, problems: Vec<Diagnostic>, sources: Sources) -> Turn {
        let last = self.last.take();
        let former = last.as_ref().and_then(|last| last.snapshot.clone());
        let is_same = match &made {
            Some(made) => made.is_same(former.as_deref()),
            None => true,
        };
        let said = last.as_ref().map(|last| &last.problems);
        let changed = !is_same || said != Some(&problems);
        let snapshot = match made {
            Some(made) if !is_same => Some(Arc::new(made)),
            _ => former,
        };
        let turn = Turn {
            snapshot,
            problems,
            sources,
            changed,
            replaced: Vec::new(),
        };
        self.last = Some(turn.clone());
        turn
    }
}

/// A folder that exists, without links; else as it stands.
fn real(path: PathBuf) -> PathBuf {
    path.canonicalize()
        .or_else(|_| std::path::absolute(&path))
        .unwrap_or(path)
}
