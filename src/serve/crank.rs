//! Turns the pipeline whenever something changed.
//!
//! An edited debrief is shown at once, on its own page. Everything else follows from the background: the lists, one
//! state of the files after the other, and when it is quiet what came back. A file that is touched meanwhile is taken in
//! when the work at hand is done, together with all others, so that work never piles up.

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
    pipeline::live::{Begun, Causes, Depth, Done, Live, Snapshot, Turn},
    source::Touched,
};

/// Why the crank is to turn.
pub(super) enum Wake {
    /// Something changed on disk.
    Touched {
        touched: Touched,
        /// Whether whoever writes the file has ended to.
        complete: bool,
    },
    /// The lists are up to date; `None` when they could not be worked out.
    Lists(Option<Box<Done>>),
    /// What came back is known; `None` when it could not be worked out.
    Causes(Option<Box<Causes>>),
    /// The preview ends.
    Stop,
}

/// After the first news of a change, the time without any more of it that is waited for. Editors write a file in
/// several steps within a few milliseconds.
const QUIET: Duration = Duration::from_millis(12);

/// The same when the writer has closed the file: only what comes with it is waited for.
const CLOSED: Duration = Duration::from_millis(2);

/// The longest wait for quiet.
const PATIENCE: Duration = Duration::from_millis(60);

/// Time without an edit before what came back is worked out, so that it is not in the way of the next.
const REST: Duration = Duration::from_millis(150);

/// How often the crank looks up by itself: for folders that were exchanged, and for the next day.
const TICK: Duration = Duration::from_secs(1);

/// Time after an edit until the whole content folder is looked through once more, in case some news of a change was lost.
/// By then the stamps of files can be trusted.
const SWEEP: Duration = Duration::from_secs(3);

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
    /// What was touched and not taken in yet, since when.
    waiting: Option<(Touched, Instant)>,
    /// When what is being worked out was touched.
    began: Instant,
    /// When the content folder is to be looked through.
    sweep: Option<Instant>,
    /// Whether what came back cannot be worked out: it would fail again.
    gave_up: bool,
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
            waiting: None,
            began: Instant::now(),
            sweep: None,
            gave_up: false,
        }
    }

    /// Turns until it is told to stop.
    pub(super) fn run(mut self, woken: &Receiver<Wake>) {
        self.watch();
        self.take_in(Touched::Anything, Instant::now());
        loop {
            let wait = if self.has_causes_to_find() {
                REST
            } else {
                TICK
            };
            let wakes = match woken.recv_timeout(wait) {
                Ok(Wake::Touched { touched, complete }) => {
                    let began = Instant::now();
                    let (touched, others) = gather(touched, complete, woken);
                    self.touched(touched, began);
                    others
                }
                Ok(other) => vec![other],
                Err(RecvTimeoutError::Disconnected) => return,
                Err(RecvTimeoutError::Timeout) => {
                    self.rest();
                    Vec::new()
                }
            };
            for wake in wakes {
                match wake {
                    Wake::Stop => return,
                    Wake::Causes(causes) => self.learn(causes),
                    Wake::Lists(done) => self.finish(done),
                    Wake::Touched { touched, .. } => self.touched(touched, Instant::now()),
                }
            }
            self.go_on();
        }
    }

    /// Whether what came back is to be worked out.
    fn has_causes_to_find(&self) -> bool {
        let is_behind =
            (self.last.as_ref()).is_some_and(|snapshot| snapshot.depth() == Depth::Lists);
        let is_busy = self.background.is_at_causes || self.background.is_at_lists;
        is_behind && !is_busy && !self.gave_up && self.waiting.is_none()
    }

    fn rest(&mut self) {
        if self.has_causes_to_find()
            && let Some(snapshot) = self.last.clone()
        {
            self.background.recall(snapshot);
        }
        let missed = self.watch();
        let day_ended = (self.last.as_ref()).is_some_and(|last| last.now() != self.options.now());
        if missed || day_ended {
            self.take_in(Touched::Anything, Instant::now());
        } else if self.sweep.is_some_and(|due| due <= Instant::now()) {
            self.sweep = None;
            let content = self.live.watched().content;
            self.take_in(Touched::Paths([content].into()), Instant::now());
        }
    }

    fn touched(&mut self, touched: Touched, began: Instant) {
        if self.watch() {
            self.take_in(Touched::Anything, began);
            return;
        }
        let Some(touched) = self.watcher.relevant(touched) else {
            return;
        };
        if self.watcher.is_git_only(&touched) && !self.live.has_new_history() {
            return;
        }
        let glanced = catch_unwind(AssertUnwindSafe(|| self.live.glance(&touched)));
        if let Ok(Some(turn)) = glanced
            && turn.changed
        {
            self.publish(turn, began);
        }
        self.sweep = Some(Instant::now() + SWEEP);
        self.take_in(touched, began);
    }

    /// Watches what there is to watch. Whether anything may have been missed.
    fn watch(&mut self) -> bool {
        let (missed, polling) = self.watcher.watch(&self.live.watched());
        if let Some(reason) = polling {
            (self.report)(Event::Polling(reason));
        }
        missed
    }

    /// Takes in what was touched, as soon as there is nothing else to be done.
    fn take_in(&mut self, touched: Touched, began: Instant) {
        self.waiting = Some(match self.waiting.take() {
            Some((before, since)) => (before.and(touched), since),
            None => (touched, began),
        });
        self.go_on();
    }

    fn go_on(&mut self) {
        while !self.background.is_at_lists {
            if let Some((touched, began)) = self.waiting.take() {
                self.begin(&touched, began);
            } else if let Some(work) = self.live.renewed() {
                self.began = Instant::now();
                self.background.bring_up(work);
            } else {
                return;
            }
        }
    }

    /// Reads what was touched. What fails in it is told, and the last state stays.
    fn begin(&mut self, touched: &Touched, began: Instant) {
        let now = self.options.now();
        let begun = catch_unwind(AssertUnwindSafe(|| self.live.begin(now, touched)));
        let Ok(begun) = begun else {
            self.live.forget();
            self.publish_problem(crashed());
            return;
        };
        // The configuration may name other folders now.
        if self.watch() && touched != &Touched::Anything {
            self.waiting = Some((Touched::Anything, began));
            return;
        }
        self.gave_up = false;
        match begun {
            Begun::Turn(turn) => {
                if turn.changed || self.number == 0 || !turn.replaced.is_empty() {
                    self.publish(turn, began);
                }
            }
            Begun::Work(work) => {
                self.began = began;
                if self.last.is_none() {
                    let first = catch_unwind(AssertUnwindSafe(|| work.first_look()));
                    if let Ok(done) = first {
                        let turn = self.live.finish(done);
                        self.publish(turn, began);
                    }
                }
                self.background.bring_up(work);
            }
        }
    }

    fn finish(&mut self, done: Option<Box<Done>>) {
        self.background.is_at_lists = false;
        let Some(done) = done else {
            self.live.forget();
            self.publish_problem(crashed());
            return;
        };
        let turn = self.live.finish(*done);
        let is_settled = (turn.snapshot.as_ref()).is_some_and(|snapshot| snapshot.is_settled());
        if turn.changed || !turn.replaced.is_empty() {
            self.publish(turn, self.began);
        }
        if is_settled {
            (self.report)(Event::Settled);
        }
    }

    fn learn(&mut self, causes: Option<Box<Causes>>) {
        self.background.is_at_causes = false;
        match causes {
            Some(causes) => self.live.learn(*causes),
            None => {
                // The debriefs are shown without.
                self.gave_up = true;
                self.publish_problem(crashed());
            }
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
}

/// Everything that is touched until it is quiet, and what else came in between.
fn gather(first: Touched, mut complete: bool, woken: &Receiver<Wake>) -> (Touched, Vec<Wake>) {
    let until = Instant::now() + PATIENCE;
    let mut all = first;
    let mut others = Vec::new();
    while let Some(left) = until.checked_duration_since(Instant::now()) {
        let quiet = if complete { CLOSED } else { QUIET };
        match woken.recv_timeout(quiet.min(left)) {
            Ok(Wake::Touched {
                touched,
                complete: is_complete,
            }) => {
                all = all.and(touched);
                complete = is_complete;
            }
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
