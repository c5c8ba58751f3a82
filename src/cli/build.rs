use std::time::Instant;

use super::{
    Exit, Failure, Refusal,
    args::{Build, Format, Global},
    environment,
    present::{Terminal, findings},
    process,
    progress::Bar,
    summary, timings,
};
use crate::{
    diagnostic::{Level, in_order},
    pipeline::{self, BuildOptions, BuildReport, Ending, InputOptions},
};

/// Findings of one rule that a build shows; `debriefs check` shows all.
const SHOWN: usize = 5;

pub(super) fn run(
    global: &Global,
    build: &Build,
    terminal: &mut Terminal,
) -> Result<Exit, Failure> {
    let options = options(global, build)?;
    let started = Instant::now();
    let mut report = {
        let bar = Bar::new(terminal.is_watched());
        pipeline::build(&options, &bar)
    };
    let elapsed = started.elapsed();
    report.diagnostics = in_order(report.diagnostics);
    show_findings(&report, build.format, terminal)?;
    if build.timings {
        let (stages, debriefs) = (&report.timings, report.debriefs);
        let peak_memory = process::peak_memory();
        terminal.say(&timings::timings(stages, elapsed, debriefs, peak_memory));
    }
    if !terminal.is_quiet() || report.ending != Ending::Published {
        terminal.say(&summary::build(&report, elapsed));
    }
    Ok(match report.ending {
        Ending::Published => Exit::Success,
        Ending::Withheld => Exit::Findings,
        Ending::CannotRun => Exit::CannotRun,
    })
}

/// What is read, from the options that every command has.
pub(super) fn input(global: &Global) -> Result<InputOptions, Refusal> {
    Ok(InputOptions {
        content: global.content.clone(),
        config: global.config.clone(),
        cache_dir: environment::cache_folder(global.cache_dir.as_deref()),
        edition: global.edition.clone(),
        now: environment::now(global.now)?,
    })
}

fn options(global: &Global, build: &Build) -> Result<BuildOptions, Refusal> {
    Ok(BuildOptions {
        input: input(global)?,
        output: build.output.clone(),
        base_url: build.base_url.clone(),
        host_url: environment::host_url()?,
        drafts: build.drafts,
        strict: build.strict,
        locked: build.locked,
    })
}

/// People read what was found on stderr; machines on stdout, where nothing else is.
fn show_findings(
    report: &BuildReport,
    format: Format,
    terminal: &mut Terminal,
) -> Result<(), Failure> {
    if format != Format::Text {
        let text = findings(format, &report.diagnostics, &report.sources, None);
        return Ok(terminal.result(&text)?);
    }
    let mut shown = report.diagnostics.clone();
    shown.retain(|found| !terminal.is_quiet() || found.level == Level::Error);
    terminal.say(&findings(format, &shown, &report.sources, Some(SHOWN)));
    Ok(())
}
