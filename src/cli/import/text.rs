//! An import as text.

use std::{collections::BTreeMap, fmt::Write};

use super::{pairs, write::Wrote};
use crate::{
    import::{Foreign, Imported, Mapping},
    model::{Debrief, Label, Provenance},
    pipeline::ImportReport,
};

pub(super) fn render(report: &ImportReport, wrote: &[Wrote]) -> String {
    let mut out = String::new();
    for (one, wrote) in pairs(report, wrote) {
        if let Some(imported) = &one.imported {
            out.push_str(&one.file.shown);
            out.push('\n');
            facts(&mut out, imported, wrote);
            out.push('\n');
        }
    }
    mapping(&mut out, &report.mapping);
    out
}

/// A line of a report: a name and what was read.
fn row(out: &mut String, name: &str, value: &str) {
    // Writing to a `String` cannot fail.
    let _ = writeln!(out, "  {name:<13} {value}");
}

fn facts(out: &mut String, imported: &Imported, wrote: &Wrote) {
    let debrief = &imported.parsed.debrief;
    row(
        out,
        "title",
        &sourced(&debrief.title.value, debrief.title.from),
    );
    if let Some(date) = &debrief.date {
        row(out, "date", &sourced(&date.value.to_string(), date.from));
    }
    for (name, time) in debrief.times.named() {
        if let Some(time) = time {
            let about = match time.value.precision {
                crate::model::Precision::Approx => "~",
                _ => "",
            };
            row(
                out,
                name,
                &sourced(&format!("{about}{}", time.value.at), time.from),
            );
        }
    }
    if debrief.timezone.from != Provenance::Default {
        row(
            out,
            "timezone",
            &sourced(&debrief.timezone.value, debrief.timezone.from),
        );
    }
    if let Some(severity) = &debrief.severity {
        row(out, "severity", severity);
    }
    for (name, labels) in [
        ("services", &debrief.services),
        ("teams", &debrief.teams),
        ("tags", &debrief.tags),
    ] {
        if !labels.is_empty() {
            row(out, name, &names(labels));
        }
    }
    for incident in &debrief.incidents {
        row(out, "incident", &incident.title);
    }
    row(out, "in the text", &counts(debrief));
    let unknown = unknown(debrief);
    if !unknown.is_empty() {
        row(out, "unknown", &unknown.join(", "));
    }
    row(out, "added", &added(imported, wrote));
}

fn sourced(value: &str, from: Provenance) -> String {
    let place = match from {
        Provenance::Timeline(line) | Provenance::Body(line) | Provenance::Heading(line) => {
            format!("line {line}")
        }
        Provenance::Frontmatter => "frontmatter".to_owned(),
        Provenance::FileName => "the name of the file".to_owned(),
        Provenance::Git => "git".to_owned(),
        Provenance::Default => "the beginning of its text".to_owned(),
    };
    format!("{value}  ({place})")
}

fn names(labels: &[Label]) -> String {
    let names: Vec<&str> = labels.iter().map(|label| label.name.as_str()).collect();
    names.join(", ")
}

fn counts(debrief: &Debrief) -> String {
    let days = debrief.timeline.iter().filter(|entry| entry.at.is_some());
    format!(
        "{}, {}, {}",
        count(days.count(), "dated event", "dated events"),
        count(debrief.actions.len(), "action", "actions"),
        count(debrief.learnings.len(), "learning", "learnings"),
    )
}

/// What readers will miss most, by the names of its keys.
pub(super) fn unknown(debrief: &Debrief) -> Vec<&'static str> {
    let several = !debrief.incidents.is_empty();
    let times = debrief.times.named().into_iter();
    let times = times.filter(|(name, time)| {
        time.is_none() && !several && !matches!(*name, "introduced" | "acknowledged")
    });
    let mut unknown: Vec<&str> = times.map(|(name, _)| name).collect();
    let facts = [
        ("date", debrief.date.is_some()),
        ("severity", debrief.severity.is_some()),
        ("services", !debrief.services.is_empty()),
        ("detected_by", debrief.detected_by.is_some()),
    ];
    unknown.extend(
        facts
            .iter()
            .filter(|(_, known)| !known)
            .map(|(name, _)| name),
    );
    unknown
}

fn added(imported: &Imported, wrote: &Wrote) -> String {
    let keys: Vec<&str> = imported.added.iter().map(|fact| fact.path).collect();
    let keys = keys.join(", ");
    match wrote {
        Wrote::Failed => "nothing: it could not be written".to_owned(),
        Wrote::Same | Wrote::Changed(_) if keys.is_empty() => {
            "nothing: all that was read stands there".to_owned()
        }
        Wrote::Would => format!("{keys} (not written)"),
        Wrote::Same | Wrote::Changed(_) => keys,
    }
}

fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// Lines for `debriefs.toml`.
fn mapping(out: &mut String, mapping: &Mapping) {
    if mapping.is_empty() {
        return;
    }
    out.push_str(
        "Many of these reports have keys or severities of another tool. In debriefs.toml:\n\n",
    );
    if !mapping.fields.is_empty() {
        out.push_str("[fields]\n");
    }
    for (from, to, reports) in &mapping.fields {
        let _ = writeln!(out, "\"{from}\" = \"{to}\"  # in {}", in_reports(*reports));
    }
    if !mapping.values.is_empty() {
        out.push_str("\n[values]\n");
    }
    for (from, to, reports) in &mapping.values {
        let _ = writeln!(out, "{from:?} = \"{to}\"  # in {}", in_reports(*reports));
    }
    let unplaced = mapping.unplaced.iter().map(|(foreign, reports)| {
        let name = match foreign {
            Foreign::Key(path) => format!("`{path}`"),
            Foreign::Severity(word) => format!("the severity `{word}`"),
        };
        format!("{name} ({reports})")
    });
    let unplaced: Vec<String> = unplaced.collect();
    if !unplaced.is_empty() {
        let _ = writeln!(
            out,
            "# No place is known for {}; docs/frontmatter.md lists the keys",
            unplaced.join(", ")
        );
    }
    out.push('\n');
}

fn in_reports(number: usize) -> String {
    count(number, "report", "reports")
}

/// What was done, and what to do next.
pub(super) fn summary(report: &ImportReport, wrote: &[Wrote], dry_run: bool) -> String {
    if !report.ran {
        return "Nothing was read\n".to_owned();
    }
    let number = |wanted: fn(&Wrote) -> bool| wrote.iter().filter(|one| wanted(one)).count();
    let failed = number(|one| *one == Wrote::Failed);
    let same = number(|one| *one == Wrote::Same);
    let changed = wrote.len() - failed - same;
    let verb = if dry_run { "would get" } else { "got" };
    let mut out = format!(
        "Read {}: {changed} {verb} more frontmatter",
        count(wrote.len() - failed, "report", "reports")
    );
    if same > 0 {
        let _ = write!(out, ", {same} stay as they are");
    }
    if failed > 0 {
        let _ = write!(out, ", {failed} failed");
    }
    out.push('\n');
    if let Some(often) = often_unknown(report) {
        let _ = writeln!(out, "Unknown most often: {often}; who was there may know");
    }
    if changed > 0 && dry_run {
        out.push_str("Nothing was written, because of --dry-run\n");
    } else if changed > 0 {
        out.push_str("Look for `# inferred from`: confirm a value by deleting its comment, or correct it. `debriefs check` says what is still missing\n");
    }
    out
}

/// The three keys that most reports lack.
fn often_unknown(report: &ImportReport) -> Option<String> {
    let read: Vec<_> = report
        .reports
        .iter()
        .filter_map(|r| r.imported.as_ref())
        .collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for imported in &read {
        for name in unknown(&imported.parsed.debrief) {
            *counts.entry(name).or_default() += 1;
        }
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(name, number)| (std::cmp::Reverse(*number), *name));
    let often = counts
        .iter()
        .take(3)
        .map(|(name, number)| format!("{name} ({number} of {})", read.len()));
    let often: Vec<String> = often.collect();
    (!often.is_empty()).then(|| often.join(", "))
}
