use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use super::{
    Exit, Failure, Refusal,
    args::{Check, Global},
    build::input,
    present::{Terminal, findings},
    progress::Bar,
    summary,
};
use crate::{
    diagnostic::{Diagnostic, Level, in_order},
    pipeline::{self, CheckReport},
};

pub(super) fn run(
    global: &Global,
    check: &Check,
    terminal: &mut Terminal,
) -> Result<Exit, Failure> {
    let wanted = real_paths(&check.paths)?;
    let options = input(global)?;
    let mut report = {
        let bar = Bar::new(terminal.is_watched());
        pipeline::check(&options, &bar)
    };
    report.diagnostics = in_order(report.diagnostics);
    if report.ran && !wanted.is_empty() {
        are_content(&check.paths, &wanted, &report)?;
        report.diagnostics = concerning(report.diagnostics, &wanted);
    }
    terminal.result(&findings(
        check.format,
        &report.diagnostics,
        &report.sources,
        None,
    ))?;
    if !terminal.is_quiet() || !report.ran {
        terminal.say(&summary::check(&report));
    }
    Ok(exit(&report))
}

fn exit(report: &CheckReport) -> Exit {
    let is_error = |found: &Diagnostic| found.level == Level::Error;
    if !report.ran {
        Exit::CannotRun
    } else if report.diagnostics.iter().any(is_error) {
        Exit::Findings
    } else {
        Exit::Success
    }
}

/// The same files however they are named, links followed.
fn real_paths(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Refusal> {
    let real = |path: &PathBuf| {
        fs::canonicalize(path)
            .map_err(|error| Refusal(format!("`{}` cannot be checked: {error}", path.display())))
    };
    paths.iter().map(real).collect()
}

fn are_content(typed: &[PathBuf], wanted: &[PathBuf], report: &CheckReport) -> Result<(), Refusal> {
    let Ok(content) = fs::canonicalize(&report.content) else {
        return Ok(());
    };
    for (typed, wanted) in typed.iter().zip(wanted) {
        if !wanted.starts_with(&content) {
            return Err(Refusal(format!(
                "`{}` is not under the content folder `{}`; to check another folder, name it with --content",
                typed.display(),
                report.content.display()
            )));
        }
    }
    Ok(())
}

/// The findings that have a place in one of the files or folders.
fn concerning(diagnostics: Vec<Diagnostic>, wanted: &[PathBuf]) -> Vec<Diagnostic> {
    let mut known: BTreeMap<String, bool> = BTreeMap::new();
    let mut is_wanted = |file: &str| {
        *known.entry(file.into()).or_insert_with(|| {
            let real = fs::canonicalize(Path::new(file));
            real.is_ok_and(|real| wanted.iter().any(|path| real.starts_with(path)))
        })
    };
    diagnostics
        .into_iter()
        .filter(|found| found.places.iter().any(|place| is_wanted(&place.file)))
        .collect()
}
