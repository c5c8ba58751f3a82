use std::path::Path;

use super::{
    BuildOptions, BuildReport, CheckReport, Ending, InputOptions, Progress, born,
    locate::{Located, locate},
    pages::{Extent, Made, make},
    read::{Read, read},
    stages::Stages,
    whole,
};
use crate::{
    check::{self, Ignores},
    diagnostic::{Diagnostic, Level, Outcome, Sources, apply_levels},
    insight,
    output::{Guards, MemorySite, Publication, Report},
};

/// Builds the site. The output folder is replaced in one step at the end, or left as it was.
pub fn build(options: &BuildOptions, progress: &dyn Progress) -> BuildReport {
    let mut sources = Sources::default();
    let mut stages = Stages::new(progress);
    let located = locate(&options.input, &mut sources, stages.found());
    let asked = options.output.as_deref();
    let output = match &located {
        Some(located) => located.output(asked),
        None => asked.unwrap_or(Path::new("public")).to_path_buf(),
    };
    let mut report = BuildReport::empty(output);
    let check = located.as_ref().map(|located| located.config.check.clone());
    if let Some(located) = located {
        run(located, options, &mut sources, &mut stages, &mut report);
    }
    let (found, timings) = stages.finish();
    check::hide(&found, &mut sources);
    report.diagnostics = apply_levels(found, &check.unwrap_or_default());
    report.timings = timings;
    report.sources = sources;
    report
}

/// Everything after the configuration. The report says that the build could not run until it did.
fn run(
    mut located: Located,
    options: &BuildOptions,
    sources: &mut Sources,
    stages: &mut Stages<'_>,
    report: &mut BuildReport,
) {
    let configured = located.config.site.base_url.take();
    let asked = options.base_url.clone();
    located.config.site.base_url = asked.or(configured).or_else(|| options.host_url.clone());
    // Before the work, so that a refused target is known at once.
    let Some(publication) = begin(&located, &report.output, stages) else {
        return;
    };
    let Some(read) = read(&located, &options.input, options.drafts, sources, stages) else {
        return;
    };
    report.left_out = read.left_out;
    report.debriefs = read.library.entries.len();
    let Some(made) = make(
        &located.config,
        &read,
        (options.input.now, Extent::Whole),
        &publication,
        (sources, stages),
    ) else {
        return;
    };
    (report.pages, report.files) = (made.pages, made.files);
    let found = std::mem::take(stages.found());
    *stages.found() = Ignores::read(sources, &located.config).apply(found);
    if whole::is_incomplete(stages.found()) {
        whole::fold(stages.found());
        return;
    }
    if options.strict && has_errors(stages.found(), &located) {
        report.ending = Ending::Withheld;
        return;
    }
    let published = stages.run("publish", 0, |_| match publication.commit() {
        Ok(published) => Outcome::clean(Some(published)),
        Err(problem) => Outcome::new(None, vec![problem]),
    });
    if let Some(published) = published {
        report.ending = Ending::Published;
        // Drafts come and go: no address is kept for what only they have in common.
        if !options.drafts {
            let born = &made.insight.causes.born;
            let (edition, lock) = (&read.edition_name, &read.lock);
            let kept = born::keep(&located, edition, lock, born, !options.locked);
            stages.found().extend(kept);
        }
        count(report, published);
    }
}

fn begin(located: &Located, output: &Path, stages: &mut Stages<'_>) -> Option<Publication> {
    let config = located.config.file.as_deref().and_then(Path::parent);
    let others: Vec<&Path> = config.into_iter().collect();
    let guards = Guards {
        content: Some(&located.content),
        others: &others,
    };
    Publication::begin(output, &guards)
        .map_err(|problem| stages.found().push(problem))
        .ok()
}

fn has_errors(found: &[Diagnostic], located: &Located) -> bool {
    apply_levels(found.to_vec(), &located.config.check)
        .iter()
        .any(|finding| finding.level == Level::Error)
}

fn count(report: &mut BuildReport, published: Report) {
    let whole = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
    report.bytes = published.bytes;
    report.written = whole(published.written);
    report.unchanged = whole(published.unchanged);
    report.removed = whole(published.removed);
}

/// Reads and renders everything, says what is wrong or missing, and writes nothing.
pub fn check(options: &InputOptions, progress: &dyn Progress) -> CheckReport {
    let mut sources = Sources::default();
    let mut stages = Stages::new(progress);
    let mut report = CheckReport::default();
    let located = locate(options, &mut sources, stages.found());
    let mut levels = Default::default();
    if let Some(located) = located {
        report.content = located.content.clone();
        levels = located.config.check.clone();
        // Drafts are checked too: that is when their authors need it.
        if let Some(read) = read(&located, options, true, &mut sources, &mut stages) {
            let made = throw_away(&located, &read, options, (&mut sources, &mut stages));
            report.ran = made.is_some();
            report.debriefs = read.library.entries.len();
            if let Some(made) = made {
                owed(&located, &read, &made, options, &mut stages);
            }
        }
        ignore(&located, &sources, &mut stages);
    }
    let found = stages.finish().0;
    check::hide(&found, &mut sources);
    report.diagnostics = apply_levels(found, &levels);
    report.sources = sources;
    report
}

/// Makes the whole site in memory, only to see what goes wrong.
fn throw_away(
    located: &Located,
    read: &Read,
    options: &InputOptions,
    (sources, stages): (&mut Sources, &mut Stages<'_>),
) -> Option<Made> {
    make(
        &located.config,
        read,
        (options.now, Extent::Checked),
        &MemorySite::default(),
        (sources, stages),
    )
}

/// What the debriefs owe their readers. A build does not ask for it: see `docs/decisions/0014-check-and-build.md`.
fn owed(
    located: &Located,
    read: &Read,
    made: &Made,
    options: &InputOptions,
    stages: &mut Stages<'_>,
) {
    let today = insight::today(options.now);
    stages.run("check", 0, |_| {
        let found = check::check(&read.library, &made.insight, &located.config, today);
        Outcome::new((), found)
    });
}

/// Takes out what the authors asked to ignore, and says where they ask in vain.
fn ignore(located: &Located, sources: &Sources, stages: &mut Stages<'_>) {
    let mut ignores = Ignores::read(sources, &located.config);
    let found = std::mem::take(stages.found());
    *stages.found() = ignores.apply(found);
    stages.found().extend(ignores.complaints());
}
