use std::{path::Path, time::Duration};

use jiff::civil::Time;

use crate::{
    diagnostic::{Counts, Diagnostic},
    pipeline::{BuildReport, CheckReport, Ending},
    serve::Turned,
};

/// The last words of a build.
pub(super) fn build(report: &BuildReport, elapsed: Duration) -> String {
    let output = folder(&report.output);
    let found = counts(report.left_out, &report.diagnostics);
    let first = match report.ending {
        Ending::Published => published(report, elapsed),
        Ending::Withheld => {
            format!("Nothing was published, because of --strict; {output} is as it was")
        }
        Ending::CannotRun => format!("Nothing was published; {output} is as it was"),
    };
    if found.is_empty() {
        format!("{first}\n")
    } else {
        format!("{first}\n{found}\n")
    }
}

fn published(report: &BuildReport, elapsed: Duration) -> String {
    format!(
        "Built {}: {}, {} in {} -> {} ({} written, {} unchanged, {} removed)",
        number(report.debriefs, "debrief"),
        number(report.pages, "page"),
        size(report.bytes),
        seconds(elapsed),
        folder(&report.output),
        report.written,
        report.unchanged,
        report.removed
    )
}

/// A path that is seen to be a folder.
fn folder(path: &Path) -> String {
    format!("{}/", path.display().to_string().trim_end_matches('/'))
}

/// The last words of a check.
pub(super) fn check(report: &CheckReport) -> String {
    let found = counts(0, &report.diagnostics);
    let first = if report.ran {
        format!("Checked {}", number(report.debriefs, "debrief"))
    } else {
        "Nothing was checked".into()
    };
    if found.is_empty() {
        format!("{first}: nothing to report\n")
    } else {
        format!("{first}: {found}\n")
    }
}

/// Files that are named in a line.
const NAMED: usize = 3;

/// What a turn of the preview did, in a line.
pub(super) fn turned(turned: &Turned, at: Time) -> String {
    let found = found(0, turned.counts);
    let mut parts = vec![what(turned)];
    if !found.is_empty() {
        parts.push(found);
    }
    parts.push(format!("{} ms", turned.took.as_millis()));
    format!("{}  {}\n", at.strftime("%H:%M:%S"), parts.join(" · "))
}

fn what(turned: &Turned) -> String {
    if turned.first {
        return number(turned.debriefs, "debrief");
    }
    let mut parts: Vec<String> = match turned.changed.len() {
        0 => Vec::new(),
        1..=NAMED => turned.changed.clone(),
        many => vec![format!("{many} debriefs")],
    };
    if turned.removed > 0 {
        parts.push(format!("{} removed", number(turned.removed, "debrief")));
    }
    match parts.is_empty() {
        false => parts.join(", "),
        true if turned.problems.is_empty() => "all is well again".into(),
        true => "the last good state is shown".into(),
    }
}

/// `2 left out, 3 errors, 5 warnings`; empty when there is nothing to say.
fn counts(left_out: usize, diagnostics: &[Diagnostic]) -> String {
    found(left_out, Counts::of(diagnostics))
}

fn found(left_out: usize, counts: Counts) -> String {
    let mut parts = vec![
        (counts.errors, number(counts.errors, "error")),
        (counts.warnings, number(counts.warnings, "warning")),
        (counts.suggestions, number(counts.suggestions, "suggestion")),
        (counts.notices, number(counts.notices, "notice")),
    ];
    parts.insert(0, (left_out, format!("{left_out} left out")));
    let said = parts
        .into_iter()
        .filter(|(n, _)| *n > 0)
        .map(|(_, text)| text);
    said.collect::<Vec<_>>().join(", ")
}

fn number(n: usize, thing: &str) -> String {
    format!("{n} {thing}{}", if n == 1 { "" } else { "s" })
}

/// Bytes in decimal units, as file managers and hosts count.
fn size(bytes: u64) -> String {
    #[allow(clippy::cast_precision_loss, reason = "one decimal is shown")]
    let bytes_f = bytes as f64;
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{:.1} kB", bytes_f / 1e3),
        1_000_000..1_000_000_000 => format!("{:.1} MB", bytes_f / 1e6),
        _ => format!("{:.1} GB", bytes_f / 1e9),
    }
}

fn seconds(duration: Duration) -> String {
    format!("{:.2} s", duration.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::diagnostic::Code;

    fn report() -> BuildReport {
        BuildReport {
            ending: Ending::Published,
            debriefs: 30,
            left_out: 2,
            pages: 112,
            bytes: 3_140_000,
            written: 12,
            unchanged: 100,
            diagnostics: vec![
                Diagnostic::new(Code::HeldBack, "it"),
                Diagnostic::new(Code::UnknownKey, "it"),
                Diagnostic::new(Code::UnknownKey, "it"),
            ],
            ..BuildReport::empty(PathBuf::from("public"))
        }
    }

    #[test]
    fn a_build_ends_with_what_it_did_and_found() {
        insta::assert_snapshot!(build(&report(), Duration::from_millis(421)), @r"
        Built 30 debriefs: 112 pages, 3.1 MB in 0.42 s -> public/ (12 written, 100 unchanged, 0 removed)
        2 left out, 1 error, 2 warnings
        ");
    }

    #[test]
    fn a_strict_build_says_that_the_old_site_stands() {
        let report = BuildReport {
            ending: Ending::Withheld,
            ..report()
        };
        insta::assert_snapshot!(build(&report, Duration::ZERO), @r"
        Nothing was published, because of --strict; public/ is as it was
        2 left out, 1 error, 2 warnings
        ");
    }

    #[test]
    fn sizes_have_one_decimal() {
        assert_eq!(
            [0, 999, 1_000, 1_949, 999_999, 5_000_000_000].map(size),
            ["0 B", "999 B", "1.0 kB", "1.9 kB", "1000.0 kB", "5.0 GB"]
        );
    }
}
