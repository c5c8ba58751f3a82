mod json;
mod text;
mod write;

use std::path::PathBuf;

use super::{
    Exit, Failure,
    args::{Format, Global},
    build::input,
    present::{Terminal, findings},
    progress::Bar,
};
use crate::{
    diagnostic::{Counts, Level, in_order},
    pipeline::{self, ImportReport, Report},
};
use write::Wrote;

/// Write what can be read from old reports into their frontmatter
///
/// Shows for every report what was read and what stays unknown, and adds the missing keys to its frontmatter, each
/// with a comment that names the line it was read from. Nothing else in the file changes. Confirm a value by deleting
/// its comment.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Import {
    /// Reports, or folders of them
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// Show what was read, and write nothing
    #[arg(long, short = 'n')]
    dry_run: bool,
    /// Write copies into this folder, and leave the reports as they are
    #[arg(long, value_name = "DIR", conflicts_with = "dry_run")]
    to: Option<PathBuf>,
    /// Write what was read as JSON
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "\
Examples:
  debriefs import reports --dry-run
  debriefs import reports
  debriefs import ~/wiki-export --to content/2023

Exit status: 0 every report was read, 1 some were not, or could not be written, 2 the import could not run";

/// Findings of one rule that are shown.
const SHOWN: usize = 5;

pub(super) fn run(
    global: &Global,
    import: &Import,
    terminal: &mut Terminal,
) -> Result<Exit, Failure> {
    let mut report = {
        let bar = Bar::new(terminal.is_watched());
        pipeline::import(&input(global)?, &import.paths, &bar)
    };
    let mut wrote = Vec::with_capacity(report.reports.len());
    for one in &report.reports {
        let outcome = write::report(one, import.to.as_deref(), import.dry_run);
        wrote.push(outcome.take(&mut report.diagnostics));
    }
    report.diagnostics = in_order(std::mem::take(&mut report.diagnostics));
    let result = if import.json {
        json::render(&report, &wrote)
    } else {
        text::render(&report, &wrote)
    };
    if report.ran {
        terminal.result(&result)?;
    }
    let mut shown = report.diagnostics.clone();
    shown.retain(|found| !terminal.is_quiet() || found.level == Level::Error);
    terminal.say(&findings(
        Format::Text,
        &shown,
        &report.sources,
        Some(SHOWN),
    ));
    terminal.talk(&text::summary(&report, &wrote, import.dry_run));
    Ok(exit(&report))
}

fn exit(report: &ImportReport) -> Exit {
    let failed = Counts::of(&report.diagnostics).errors > 0;
    if !report.ran || (failed && report.reports.is_empty()) {
        Exit::CannotRun
    } else if failed {
        Exit::Findings
    } else {
        Exit::Success
    }
}

/// A report with what became of it.
fn pairs<'a>(
    report: &'a ImportReport,
    wrote: &'a [Wrote],
) -> impl Iterator<Item = (&'a Report, &'a Wrote)> {
    report.reports.iter().zip(wrote)
}
