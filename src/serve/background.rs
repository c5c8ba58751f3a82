//! Work that may take its time, on threads that let others go first.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, mpsc::Sender},
};

use rayon::{ThreadPool, ThreadPoolBuilder};

use super::crank::Wake;
use crate::pipeline::live::{Snapshot, Work};

/// Threads for what pages wait for: they let a page that is asked for go first.
const LISTS: i32 = 2;

/// Threads for what came back: they let everything else go first.
const CAUSES: i32 = 10;

/// Works out what is not needed at once: one thing of a kind at a time.
pub(super) struct Background {
    lists: Option<ThreadPool>,
    causes: Option<ThreadPool>,
    wake: Sender<Wake>,
    /// Whether the lists are being brought up to date.
    pub(super) is_at_lists: bool,
    /// Whether what came back is being worked out.
    pub(super) is_at_causes: bool,
}

impl Background {
    pub(super) fn new(wake: Sender<Wake>) -> Self {
        Self {
            lists: pool("lists", LISTS),
            causes: pool("causes", CAUSES),
            wake,
            is_at_lists: false,
            is_at_causes: false,
        }
    }

    /// Begins to bring the lists up to date; the crank is woken with the result.
    pub(super) fn bring_up(&mut self, work: Work) {
        self.is_at_lists = true;
        let wake = self.wake.clone();
        spawn(self.lists.as_ref(), move || {
            let done = catch_unwind(AssertUnwindSafe(|| work.done())).ok();
            // The crank may have stopped in the meantime.
            let _ = wake.send(Wake::Lists(done.map(Box::new)));
        });
    }

    /// Begins to work out what came back; the crank is woken with the result.
    pub(super) fn recall(&mut self, snapshot: Arc<Snapshot>) {
        self.is_at_causes = true;
        let wake = self.wake.clone();
        spawn(self.causes.as_ref(), move || {
            let causes = catch_unwind(AssertUnwindSafe(|| snapshot.causes())).ok();
            let _ = wake.send(Wake::Causes(causes.map(Box::new)));
        });
    }
}

fn pool(name: &'static str, niceness: i32) -> Option<ThreadPool> {
    let pool = ThreadPoolBuilder::new()
        .thread_name(move |number| format!("{name} {number}"))
        .start_handler(move |_| step_back(niceness))
        .build();
    pool.ok()
}

/// Without a pool of its own the work is done in that of all.
fn spawn(pool: Option<&ThreadPool>, work: impl FnOnce() + Send + 'static) {
    match pool {
        Some(pool) => pool.spawn(work),
        None => rayon::spawn(work),
    }
}

/// Lets an edit be shown first when both want the processor.
#[cfg_attr(not(target_os = "linux"), allow(unused_variables))]
fn step_back(niceness: i32) {
    #[cfg(target_os = "linux")]
    {
        // A thread that may not step back competes: slower, and still right.
        let _ = rustix::process::nice(niceness);
    }
}
