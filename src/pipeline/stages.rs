use std::{mem, time::Instant};

use super::{Progress, StageTime};
use crate::diagnostic::{Diagnostic, Outcome};

/// Runs the stages of a pipeline: tells the progress, keeps the findings and the time of each.
pub(super) struct Stages<'a> {
    progress: &'a dyn Progress,
    found: Vec<Diagnostic>,
    timings: Vec<StageTime>,
}

impl<'a> Stages<'a> {
    pub(super) fn new(progress: &'a dyn Progress) -> Self {
        Self {
            progress,
            found: Vec::new(),
            timings: Vec::new(),
        }
    }

    /// Runs a stage of `total` things (0 when nobody knows).
    pub(super) fn run<T>(
        &mut self,
        name: &'static str,
        total: usize,
        stage: impl FnOnce(&dyn Progress) -> Outcome<T>,
    ) -> T {
        self.progress.stage(name, total);
        let (began, worked) = (Instant::now(), self.progress.worked());
        let value = stage(self.progress).take(&mut self.found);
        self.timings.push(StageTime {
            name,
            wall: began.elapsed(),
            cpu: worked.and_then(|before| self.progress.worked()?.checked_sub(before)),
        });
        value
    }

    /// Everything found so far.
    pub(super) fn found(&mut self) -> &mut Vec<Diagnostic> {
        &mut self.found
    }

    /// Findings and times; nothing is left here.
    pub(super) fn finish(&mut self) -> (Vec<Diagnostic>, Vec<StageTime>) {
        (mem::take(&mut self.found), mem::take(&mut self.timings))
    }
}
