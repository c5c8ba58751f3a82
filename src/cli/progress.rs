use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::process;
use crate::pipeline::Progress;

/// A line on stderr that shows how far the pipeline is; it vanishes when the work is done.
pub(super) struct Bar(ProgressBar);

impl Bar {
    /// An invisible one unless somebody watches.
    pub(super) fn new(watched: bool) -> Self {
        if !watched {
            return Self(ProgressBar::hidden());
        }
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        bar.enable_steady_tick(Duration::from_millis(100));
        Self(bar)
    }
}

impl Progress for Bar {
    fn stage(&self, name: &'static str, total: usize) {
        let template = if total == 0 {
            "{spinner} {msg}"
        } else {
            "{spinner} {msg} {bar:30} {pos}/{len}"
        };
        self.0.set_style(
            ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()),
        );
        self.0.reset();
        self.0.set_length(total as u64);
        self.0.set_message(name);
    }

    fn tick(&self) {
        self.0.inc(1);
    }

    fn worked(&self) -> Option<Duration> {
        process::worked()
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
