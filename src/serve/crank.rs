//! Turns the pipeline whenever something changed.

use std::{
    collections::BTreeSet,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, Mutex,
        mpsc::{Receiver, RecvTimeoutError, Sender},
    },
    time::{Duration, Instant},
};

use super::{
    Event, Reporter, ServeOptions, Turned,
    background::Background,
    state::{State, States},
    watcher::Watcher,
};
use crate::{
    diagnostic::{Code, Counts, Diagnostic},
    pipeline::live::{Causes, Live, Snapshot, Turn},
    source::Touched,
};

/// Why the crank is to turn.
pub(super) enum Wake {
    /// Something changed on disk.
    Touched(Touched),
    /// What came back is known; `None` when it could not be worked out.
    Causes(Option<Box<Causes>>),
    /// The preview ends.
    Stop,
}

/// After the first news of a change, the time without any more of it that is waited for. Editors write a file in
/// several steps within a few milliseconds.
const QUIET: Duration = Duration::from_millis(12);

/// The longest wait for quiet.
const PATIENCE: Duration = Duration::from_millis(60);

/// Time without an edit before heavy work begins, so that it is not in the way of the next.
const REST: Duration = Duration::from_millis(150);

/// How often the crank looks up by itself: for folders that were exchanged, and for the next day.
const TICK: Duration = Duration::from_secs(1);

/// Debriefs whose findings are counted after a turn; of more the terminal says only how many there are.
const COUNTED: usize = 20;

pub(super) struct Crank {
    options: ServeOptions,
    live: Live,
    states: Arc<States>,
    report: Reporter,
    watcher: Watcher,
    background: Background,
    number: u64,
    last: Option<Arc<Snapshot>>,
    /// The problems that were told last.
    problems: Vec<Diagnostic>,
}

impl Crank {
    pub(super) fn new(
        options: ServeOptions,
        states: Arc<States>,
        report: Reporter,
        wake: Sender<Wake>,
    ) -> Self {
        Self {
            live: Live::new(options.input.clone()),
            watcher: Watcher::new(wake.clone(), options.poll),
            background: Background::new(wake),
            options,
            states,
            report,
            number: 0,
            last: None,
            problems: Vec::new(),
        }
    }

    /// Turns until it is told to stop.
    pub(super) fn run(mut self, woken: &Receiver<Wake>) {
        self.watch();
        self.turn(&Touched::Anything, Instant::now());
        loop {
            let wait = if self.has_work() { REST } else { TICK };
            match woken.recv_timeout(wait) {
                Ok(Wake::Stop) | Err(RecvTimeoutError::Disconnected) => return,
                Ok(Wake::Causes(causes)) => self.adopt(causes),
                Ok(Wake::Touched(touched)) => {
                    let began = Instant::now();
                    let (touched, others) = gather(touched, woken);
                    self.touched(touched, began);
                    for wake in others {
                        match wake {
                            Wake::Stop => return,
                            Wake::Causes(causes) => self.adopt(causes),
                            Wake::Touched(touched) => self.touched(touched, began),
                        }
                    }
                }
                Err(RecvTimeoutError::Timeout) => self.rest(),
            }
        }
    }

    /// Whether what came back is to be worked out.
    fn has_work(&self) -> bool {
        let is_behind = (self.last.as_ref()).is_some_and(|snapshot| !snapshot.is_settled());
        is_behind && !self.background.is_busy
    }

    fn rest(&mut self) {
        if self.has_work()
            && let Some(snapshot) = self.last.clone()
        {
            self.background.begin(snapshot);
        }
        let missed = self.watch();
        let day_ended = (self.last.as_ref()).is_some_and(|last| last.now() != self.options.now());
        if missed || day_ended {
            self.turn(&Touched::Anything, Instant::now());
        }
    }

    fn touched(&mut self, touched: Touched, began: Instant) {
        if self.watch() {
            self.turn(&Touched::Anything, began);
            return;
        }
        let Some(touched) = self.watcher.relevant(touched) else {
            return;
        };
        if self.watcher.is_git_only(&touched) && !self.live.has_new_history() {
            return;
        }
        self.turn(&touched, began);
    }

    /// Watches what there is to watch. Whether anything may have been missed.
    fn watch(&mut self) -> bool {
        let (missed, polling) = self.watcher.watch(&self.live.watched());
        if let Some(reason) = polling {
            (self.report)(Event::Polling(reason));
        }
        missed
    }

    /// One turn. What fails in it is told, and the last state stays.
    fn turn(&mut self, touched: &Touched, began: Instant) {
        let now = self.options.now();
        let turned = catch_unwind(AssertUnwindSafe(|| self.live.turn(now, touched)));
        let Ok(turn) = turned else {
            self.live.forget();
            self.publish_problem(crashed());
            return;
        };
        // The configuration may name other folders now.
        if self.watch() && touched != &Touched::Anything {
            self.turn(&Touched::Anything, began);
            return;
        }
        if turn.changed || self.number == 0 || !turn.replaced.is_empty() {
            self.publish(turn, began);
        }
    }

    fn publish(&mut self, turn: Turn, began: Instant) {
        self.number += 1;
        let first = self.last.is_none();
        let before = std::mem::replace(&mut self.last, turn.snapshot.clone());
        self.states.publish(State {
            number: self.number,
            snapshot: turn.snapshot.clone(),
            problems: turn.problems.clone(),
            sources: turn.sources.clone(),
            replaced: turn.replaced,
            made: Mutex::default(),
        });
        let turned = turned(before.as_deref(), self.last.as_deref(), first);
        let is_news = !turned.changed.is_empty() || turned.removed > 0 || first;
        if is_news || turn.problems != self.problems {
            (self.report)(Event::Turned(Turned {
                took: began.elapsed(),
                problems: turn.problems.clone(),
                sources: turn.sources,
                ..turned
            }));
        }
        self.problems = turn.problems;
    }

    fn publish_problem(&mut self, problem: Diagnostic) {
        let turn = Turn {
            snapshot: self.last.clone(),
            problems: vec![problem],
            ..Turn::default()
        };
        self.publish(turn, Instant::now());
    }

    fn adopt(&mut self, causes: Option<Box<Causes>>) {
        self.background.is_busy = false;
        let Some(causes) = causes else {
            // It would fail again: the debriefs are shown without.
            self.background.is_busy = true;
            self.publish_problem(crashed());
            return;
        };
        let Some(turn) = self.live.adopt(*causes) else {
            return;
        };
        let settled = (turn.snapshot.as_ref()).is_some_and(|snapshot| snapshot.is_settled());
        if turn.changed {
            self.publish(turn, Instant::now());
        }
        if settled {
            (self.report)(Event::Settled);
        }
    }
}

/// Everything that is touched until it is quiet, and what else came in between.
fn gather(first: Touched, woken: &Receiver<Wake>) -> (Touched, Vec<Wake>) {
    let until = Instant::now() + PATIENCE;
    let mut all = first;
    let mut others = Vec::new();
    while let Some(left) = until.checked_duration_since(Instant::now()) {
        match woken.recv_timeout(QUIET.min(left)) {
            Ok(Wake::Touched(touched)) => all = all.and(touched),
            Ok(other) => others.push(other),
            Err(_) => break,
        }
    }
    (all, others)
}

/// What is different between two states.
fn turned(before: Option<&Snapshot>, after: Option<&Snapshot>, first: bool) -> Turned {
    let mut turned = Turned {
        debriefs: after.map_or(0, |after| after.library().entries.len()),
        changed: Vec::new(),
        removed: 0,
        took: Duration::ZERO,
        counts: Counts::default(),
        problems: Vec::new(),
        sources: Default::default(),
        first,
    };
    let Some(after) = after else {
        return turned;
    };
    let Some(before) = before else {
        turned.counts = Counts::of(&after.found());
        return turned;
    };
    let changed = after.changed_since(before);
    let entries = &after.library().entries;
    if changed.len() <= COUNTED {
        let found: Vec<Diagnostic> = (changed.iter())
            .flat_map(|&debrief| after.findings(debrief))
            .collect();
        turned.counts = Counts::of(&found);
    }
    turned.changed = (changed.iter())
        .map(|&debrief| entries[debrief].debrief.source.clone())
        .collect();
    let now: BTreeSet<&String> = after.library().by_source.keys().collect();
    turned.removed = (before.library().by_source.keys())
        .filter(|source| !now.contains(source))
        .count();
    turned
}

fn crashed() -> Diagnostic {
    Diagnostic::new(
        Code::OutputFailed,
        "debriefs itself failed on the newest state of the files; what is shown is the state before",
    )
    .help("the terminal says where; please report it with the text you were writing")
}
