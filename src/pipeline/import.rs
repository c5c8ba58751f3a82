use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use rayon::prelude::*;

use super::{InputOptions, Progress, locate::locate, stages::Stages};
use crate::{
    config::{Config, ContentConfig},
    diagnostic::{Code, Diagnostic, Outcome, Sources, apply_levels},
    import::{self, Imported, Mapping},
    source::{self, SourceFile},
};

/// What an import read; nothing has been written yet.
#[derive(Debug, Clone, Default)]
pub struct ImportReport {
    /// False when the configuration is unusable.
    pub ran: bool,
    /// The reports, sorted by path.
    pub reports: Vec<Report>,
    /// Keys and values of another tool that stand in many of them.
    pub mapping: Mapping,
    /// Everything that was found, levels of the config applied.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts the diagnostics point into.
    pub sources: Sources,
}

/// One report.
#[derive(Debug, Clone)]
pub struct Report {
    /// The file.
    pub file: SourceFile,
    /// Where it is on disk.
    pub path: PathBuf,
    /// What was read; `None` when it could not be.
    pub imported: Option<Imported>,
}

/// Reads the reports at these paths, files or folders, and works out their frontmatter.
#[must_use]
pub fn import(options: &InputOptions, paths: &[PathBuf], progress: &dyn Progress) -> ImportReport {
    let mut report = ImportReport::default();
    let mut found = Vec::new();
    let Some(located) = locate(options, &mut report.sources, &mut found) else {
        report.diagnostics = found;
        return report;
    };
    let config = &located.config;
    let mut stages = Stages::new(progress);
    let files = stages.run("read", 0, |_| files(paths, &mut report.sources));
    report.reports = stages.run("import", files.len(), |progress| {
        all(files, config, progress)
    });
    report.ran = true;
    let read = report.reports.iter().filter_map(|r| r.imported.as_ref());
    report.mapping = import::mapping(read.map(|imported| imported.foreign.as_slice()), config);
    found.append(&mut stages.finish().0);
    report.diagnostics = apply_levels(found, &config.check);
    report
}

/// All files that were named, each once.
fn files(paths: &[PathBuf], sources: &mut Sources) -> Outcome<Vec<(PathBuf, SourceFile)>> {
    let mut found = Vec::new();
    let mut files = Vec::new();
    for path in paths {
        let read = if path.is_dir() {
            folder(path, sources)
        } else if path.exists() {
            let file = source::read_file(path, sources);
            let one = file.value.map(|file| (path.clone(), file));
            Outcome::new(one.into_iter().collect(), file.diagnostics)
        } else {
            Outcome::new(Vec::new(), vec![nothing_there(path)])
        };
        files.extend(read.take(&mut found));
    }
    let mut seen = BTreeSet::new();
    files.retain(|(path, _)| seen.insert(path.canonicalize().unwrap_or_else(|_| path.clone())));
    files.sort_by(|a, b| a.0.cmp(&b.0));
    Outcome::new(files, found)
}

fn folder(path: &Path, sources: &mut Sources) -> Outcome<Vec<(PathBuf, SourceFile)>> {
    let read = source::read(path, &ContentConfig::default(), sources);
    let files = read.value.map(|tree| tree.files).unwrap_or_default();
    let files = files.into_iter().map(|file| (path.join(&file.rel), file));
    Outcome::new(files.collect(), read.diagnostics)
}

fn nothing_there(path: &Path) -> Diagnostic {
    Diagnostic::new(
        Code::UnreadableFile,
        format!("there is no file or folder `{}`", path.display()),
    )
    .help("name the files or folders that hold your reports")
}

fn all(
    files: Vec<(PathBuf, SourceFile)>,
    config: &Config,
    progress: &dyn Progress,
) -> Outcome<Vec<Report>> {
    let read: Vec<Outcome<Report>> = files
        .into_par_iter()
        .map(|(path, file)| {
            let Outcome { value, diagnostics } = import::import(&file, config);
            progress.tick();
            let report = Report {
                file,
                path,
                imported: value,
            };
            Outcome::new(report, diagnostics)
        })
        .collect();
    let mut found = Vec::new();
    let reports = read.into_iter().map(|one| one.take(&mut found)).collect();
    Outcome::new(reports, found)
}
