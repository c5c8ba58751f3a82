use std::sync::Arc;

use jiff::civil::Date;

use super::{body, file_name, frontmatter, redaction};
use crate::{
    config::Config,
    diagnostic::{Code, Diagnostic, Outcome},
    model::{
        Debrief, Label, Mark, Moment, Provenance, Sourced, Span, TimelineEntry, Times, folder_slug,
        slugify,
    },
    source::SourceFile,
};

/// A debrief with where its body is in the file, so that it can be rendered from there.
#[derive(Debug, Clone, PartialEq)]
pub struct Parsed {
    /// What was read.
    pub debrief: Debrief,
    /// Where its body is.
    pub body: Span,
}

/// Reads one file. `None` when it must be left out; the findings say why.
pub fn debrief(file: &SourceFile, config: &Config) -> Outcome<Option<Parsed>> {
    let mut found = Vec::new();
    let split = frontmatter::split(&file.shown, &file.text).take(&mut found);
    let Some(stated) = frontmatter::read(&file.shown, &file.text, &split, config).take(&mut found)
    else {
        return Outcome::new(None, found);
    };
    let block = split.frontmatter.map(|(_, block)| block);
    if !redaction::read(&file.shown, &file.text, block, split.body).take(&mut found) {
        return Outcome::new(None, found);
    }
    let name = file_name::read(&file.rel);
    let context = body::Context {
        file: &file.shown,
        text: &file.text,
        body: split.body,
        stated_zone: stated.timezone.as_ref().map(|zone| zone.value.as_str()),
        default_zone: &config.site.timezone,
        day: stated_day(&stated).or(name
            .date
            .map(|date| Sourced::new(date, Provenance::FileName))),
        tickets: &config.tickets,
    };
    let body = body::read(&context).take(&mut found);
    let debrief = merge(file, config, stated, body, name, &mut found);
    Outcome::new(
        Some(Parsed {
            debrief,
            body: split.body,
        }),
        found,
    )
}

/// The day the frontmatter gives, by the start or by `date`: times of day in the text count from the start.
fn stated_day(stated: &frontmatter::Frontmatter) -> Option<Sourced<Date>> {
    let date = stated.date.as_ref().map(|date| date.value);
    let started = || stated.times.started.as_ref().map(|at| at.value.at.date());
    started()
        .or(date)
        .map(|date| Sourced::new(date, Provenance::Frontmatter))
}

/// Puts together what the frontmatter states and what the body and the file's name let one infer. The frontmatter
/// wins; a different value elsewhere is reported, not hidden.
fn merge(
    file: &SourceFile,
    config: &Config,
    stated: frontmatter::Frontmatter,
    body: body::Body,
    name: file_name::FileName,
    found: &mut Vec<Diagnostic>,
) -> Debrief {
    let mut body = body;
    let times = merge_times(&file.shown, &stated.times, body.times, found);
    unmark(&mut body.timeline, &stated.times.unknown);
    let date = date(&file.shown, &stated, &times, body.date, name.date, found);
    let title = stated
        .title
        .map(|title| Sourced::new(title.value, Provenance::Frontmatter))
        .or(body.title)
        .unwrap_or_else(|| {
            untitled(
                name.title,
                stated.summary.as_ref().or(body.summary.as_ref()),
            )
        });
    let timezone = stated
        .timezone
        .map(|zone| Sourced::new(zone.value, Provenance::Frontmatter))
        .or(body.zone)
        .unwrap_or_else(|| Sourced::new(config.site.timezone.clone(), Provenance::Default));
    Debrief {
        id: id(file, stated.id, name.id, found),
        source: file.rel.clone(),
        aliases: stated
            .aliases
            .iter()
            .map(|alias| folder_slug(&alias.value))
            .collect(),
        title,
        kind: stated.kind.unwrap_or_default(),
        status: stated.status.unwrap_or_default(),
        visibility: stated.visibility.unwrap_or_default(),
        date,
        severity: stated.severity.map(|severity| severity.value),
        timezone,
        times,
        process: stated.process,
        detected_by: stated.detected_by,
        resolved_by: stated.resolved_by,
        services: unique(stated.services),
        teams: unique(stated.teams),
        trigger: stated.trigger,
        causes: stated.causes,
        impact: stated.impact,
        answers: stated.answers,
        recurs: ids(stated.recurs),
        not_related: ids(stated.not_related),
        people: stated.people,
        links: stated.links,
        tags: unique(stated.tags),
        summary: stated.summary.or(body.summary),
        sections: body.sections,
        timeline: body.timeline,
        actions: body.actions,
        learnings: body.learnings,
        incidents: body.incidents,
        words: body.words,
    }
}

fn ids(stated: Vec<frontmatter::Spanned<String>>) -> Vec<(String, Span)> {
    stated.into_iter().map(|id| (id.value, id.span)).collect()
}

/// The name of the file, unless a machine chose it: then the beginning of the summary.
fn untitled(name: String, summary: Option<&String>) -> Sourced<String> {
    match summary {
        Some(summary) if file_name::is_machine_made(&name) => {
            Sourced::new(first_words(summary), Provenance::Default)
        }
        _ => Sourced::new(name, Provenance::FileName),
    }
}

/// The first sentence, or as many of its words as a title can hold.
fn first_words(text: &str) -> String {
    const LONGEST: usize = 90;
    let sentence = text
        .find(". ")
        .map_or(text, |end| &text[..end])
        .trim_end_matches('.');
    if sentence.chars().count() <= LONGEST {
        return sentence.to_owned();
    }
    let mut title = String::new();
    for word in sentence.split_whitespace() {
        if title.chars().count() + word.chars().count() > LONGEST {
            break;
        }
        title.push_str(word);
        title.push(' ');
    }
    format!("{}…", title.trim_end().trim_end_matches([',', ';', ':']))
}

/// One label a slug, the first spelling kept.
fn unique(labels: Vec<Label>) -> Vec<Label> {
    let mut kept: Vec<Label> = Vec::with_capacity(labels.len());
    for label in labels {
        if kept.iter().all(|other| other.slug != label.slug) {
            kept.push(label);
        }
    }
    kept
}

/// The permalink: what the author typed, made safe for a URL, else the file's name.
fn id(
    file: &SourceFile,
    stated: Option<frontmatter::Spanned<String>>,
    from_name: String,
    found: &mut Vec<Diagnostic>,
) -> String {
    let Some(stated) = stated else {
        return from_name;
    };
    let slug = slugify(&stated.value);
    let used = if slug.is_empty() {
        from_name
    } else {
        file_name::safe_id(&slug, &stated.value)
    };
    if used != stated.value {
        found.push(
            Diagnostic::new(
                Code::WrongValue,
                format!("`{}` cannot stand in a URL as it is", stated.value),
            )
            .at(
                &file.shown,
                stated.span,
                format!("`{used}` is used instead"),
            )
            .help("an id holds lower-case letters, digits and single hyphens"),
        );
    }
    used
}

/// Times of the frontmatter before those of the body.
fn merge_times(
    file: &Arc<str>,
    stated: &frontmatter::StatedTimes,
    inferred: Times,
    found: &mut Vec<Diagnostic>,
) -> Times {
    let mut pick = |name, time: &Option<frontmatter::Spanned<Moment>>, inferred| {
        // Who writes `unknown` has looked.
        let inferred = if stated.unknown.contains(&name) {
            None
        } else {
            inferred
        };
        pick_time(file, name, time.as_ref(), inferred, found)
    };
    Times {
        introduced: pick("introduced", &stated.introduced, inferred.introduced),
        started: pick("started", &stated.started, inferred.started),
        detected: pick("detected", &stated.detected, inferred.detected),
        acknowledged: pick("acknowledged", &stated.acknowledged, inferred.acknowledged),
        mitigated: pick("mitigated", &stated.mitigated, inferred.mitigated),
        resolved: pick("resolved", &stated.resolved, inferred.resolved),
    }
}

/// Takes the marks from entries that were read as times of which a person says that nobody knows them.
fn unmark(timeline: &mut [TimelineEntry], unknown: &[&str]) {
    for entry in timeline.iter_mut().filter(|entry| !entry.mark_stated) {
        let name = entry.mark.map(Mark::name);
        if name.is_some_and(|name| unknown.contains(&name)) {
            entry.mark = None;
        }
    }
}

fn pick_time(
    file: &Arc<str>,
    name: &str,
    stated: Option<&frontmatter::Spanned<Moment>>,
    inferred: Option<Sourced<Moment>>,
    found: &mut Vec<Diagnostic>,
) -> Option<Sourced<Moment>> {
    let Some(stated) = stated else {
        return inferred;
    };
    if let Some(other) = inferred.filter(|other| differ(&stated.value, &other.value)) {
        found.push(
            Diagnostic::new(
                Code::Contradiction,
                format!(
                    "`{name}` is {} here, but {} in the body",
                    stated.value.at, other.value.at
                ),
            )
            .at(
                file,
                stated.span,
                format!("the body says otherwise ({})", other.from),
            )
            .help("the frontmatter is used; correct whichever is wrong"),
        );
    }
    Some(Sourced::new(stated.value.clone(), Provenance::Frontmatter))
}

/// Whether two times for one event cannot both be right: more than a minute apart, or on other days when either is
/// known to the day only. Approximate times never contradict.
fn differ(a: &Moment, b: &Moment) -> bool {
    use crate::model::Precision::{Approx, Day, Exact};
    match (a.precision, b.precision) {
        (Approx, _) | (_, Approx) => false,
        (Day, _) | (_, Day) => a.at.date() != b.at.date(),
        (Exact, Exact) => {
            let apart = a.at.sort_key().duration_since(b.at.sort_key());
            apart.unsigned_abs().as_secs() > 60
        }
    }
}

/// The day a debrief is filed under: `date`, else the start, the body, the file's name. Git, the last resort, is
/// asked by the library, which knows the history.
fn date(
    file: &Arc<str>,
    stated: &frontmatter::Frontmatter,
    times: &Times,
    body: Option<Sourced<Date>>,
    name: Option<Date>,
    found: &mut Vec<Diagnostic>,
) -> Option<Sourced<Date>> {
    if let Some(date) = &stated.date {
        return Some(Sourced::new(date.value, Provenance::Frontmatter));
    }
    let started = times
        .started
        .as_ref()
        .map(|started| Sourced::new(started.value.at.date(), started.from));
    let from_text = started.or(body);
    if let (Some(text), Some(name)) = (&from_text, name) {
        // A debrief is often named after the day it was written; a month apart is a mistake.
        let days = (text.value - name).get_days().abs();
        if text.from != Provenance::Frontmatter && days > 31 {
            found.push(
                Diagnostic::new(
                    Code::Contradiction,
                    format!("the file's name says {name}, its text {}", text.value),
                )
                .in_file(file)
                .help("the text is used; add `date:` to the frontmatter to settle it"),
            );
        }
    }
    let published = stated.published_on;
    from_text
        .or(name.map(|date| Sourced::new(date, Provenance::FileName)))
        .or(published.map(|date| Sourced::new(date, Provenance::Frontmatter)))
}
