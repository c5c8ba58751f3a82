//! Work that may take its time, on threads that let others go first.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, mpsc::Sender},
};

use rayon::{ThreadPool, ThreadPoolBuilder};

use super::crank::Wake;
use crate::pipeline::live::Snapshot;

/// Works out what came back.
pub(super) struct Background {
    pool: Option<ThreadPool>,
    wake: Sender<Wake>,
    /// Whether it is at work.
    pub(super) is_busy: bool,
}

impl Background {
    pub(super) fn new(wake: Sender<Wake>) -> Self {
        let pool = ThreadPoolBuilder::new()
            .thread_name(|number| format!("background {number}"))
            .start_handler(|_| be_nice())
            .build();
        Self {
            // Without a pool of its own the work is done in that of all.
            pool: pool.ok(),
            wake,
            is_busy: false,
        }
    }

    /// Begins; the crank is woken with the result.
    pub(super) fn begin(&mut self, snapshot: Arc<Snapshot>) {
        self.is_busy = true;
        let wake = self.wake.clone();
        let work = move || {
            let causes = catch_unwind(AssertUnwindSafe(|| snapshot.causes())).ok();
            // The crank may have stopped in the meantime.
            let _ = wake.send(Wake::Causes(causes.map(Box::new)));
        };
        match &self.pool {
            Some(pool) => pool.spawn(work),
            None => rayon::spawn(work),
        }
    }
}

/// Lets an edit be shown first when both want the processor.
fn be_nice() {
    #[cfg(target_os = "linux")]
    {
        const NICE: i32 = 10;
        // A thread that may not step back competes: slower, and still right.
        let _ = rustix::process::nice(NICE);
    }
}
