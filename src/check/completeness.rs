//! What a debrief of its kind and status says, and what it still owes.

use serde::Serialize;

use super::subject::Subject;
use crate::{
    diagnostic::{Code, Diagnostic},
    model::{Debrief, Kind, SectionKind},
    render::words,
};

/// Where an author writes a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// A key of the frontmatter.
    Key(&'static str),
    /// A section of the body.
    Section(&'static str),
}

/// Something readers look for.
struct Owed {
    /// Completes "does not say …".
    what: &'static str,
    place: Place,
    /// Whether a near miss and a drill owe it too.
    always: bool,
    said: fn(&Subject<'_>) -> bool,
}

const fn key(what: &'static str, path: &'static str, said: fn(&Subject<'_>) -> bool) -> Owed {
    Owed {
        what,
        place: Place::Key(path),
        always: false,
        said,
    }
}

const fn section(
    what: &'static str,
    heading: &'static str,
    said: fn(&Subject<'_>) -> bool,
) -> Owed {
    Owed {
        what,
        place: Place::Section(heading),
        always: false,
        said,
    }
}

#[rustfmt::skip] // One line a thing reads as the table it is.
const OWED: &[Owed] = &[
    Owed { always: true, ..section("in short what happened", "Summary", |s| s.debrief().summary.is_some()) },
    key("when it started", "times.started", |s| has_several(s) || s.debrief().times.started.is_some()),
    key("when it was noticed", "times.detected", |s| has_several(s) || s.debrief().times.detected.is_some()),
    key("when it was completely fixed", "times.resolved", |s| has_several(s) || s.debrief().times.resolved.is_some()),
    key("how severe it was", "severity", |s| s.debrief().severity.is_some()),
    key("which services were hurt", "services", |s| !s.debrief().services.is_empty()),
    key("who or what noticed", "detected_by", |s| s.debrief().detected_by.is_some()),
    key("how many customers were affected", "impact.customers", |s| s.debrief().impact.customers.is_some()),
    key("how many complained", "impact.complaints", |s| s.debrief().impact.complaints.is_some()),
    key("what it cost", "impact.cost", |s| s.debrief().impact.cost.is_some()),
    key("what contributed to it", "causes", |s| !s.debrief().causes.is_empty() || has_section(s, SectionKind::Causes)),
    section("what happened when", "Timeline", |s| has_timeline(s.debrief())),
    Owed { always: true, ..section("what was learned", "Learnings", |s| !s.debrief().learnings.is_empty()) },
    section("what is to be done, or why nothing is", "Action items", |s| !s.debrief().actions.is_empty() || says_why_not(s)),
];

/// How much of what readers look for a debrief says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Completeness {
    /// Things a debrief of its kind owes.
    pub owed: usize,
    /// Those it does not say, each to complete "does not say …".
    pub missing: Vec<&'static str>,
}

/// How much of what it owes a debrief says.
pub(super) fn completeness(subject: &Subject<'_>) -> Completeness {
    Completeness {
        owed: owed(subject).count(),
        missing: missing(subject).iter().map(|owed| owed.what).collect(),
    }
}

fn owed(subject: &Subject<'_>) -> impl Iterator<Item = &'static Owed> + use<> {
    let full = matches!(subject.debrief().kind, Kind::Incident | Kind::Security);
    OWED.iter().filter(move |owed| full || owed.always)
}

fn missing(subject: &Subject<'_>) -> Vec<&'static Owed> {
    owed(subject)
        .filter(|owed| !(owed.said)(subject) && !is_said_unknown(subject, owed))
        .collect()
}

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let missing = missing(subject);
    if subject.is_foreign() {
        found.extend(bare(subject, &missing));
    } else if !missing.is_empty() {
        found.push(incomplete(subject, &missing));
    }
}

/// `started: unknown` is an answer, though it reads like none.
fn is_said_unknown(subject: &Subject<'_>, owed: &Owed) -> bool {
    let Place::Key(path) = owed.place else {
        return false;
    };
    let written = subject
        .keys
        .as_ref()
        .and_then(|keys| keys.node(path)?.text());
    written.is_some_and(|text| text.eq_ignore_ascii_case("unknown"))
}

fn incomplete(subject: &Subject<'_>, missing: &[&Owed]) -> Diagnostic {
    let what = listed(missing.iter().map(|owed| owed.what), "or");
    let (code, message) = if subject.is_draft() {
        let message = format!("this draft does not say yet {what}");
        (Code::IncompleteDraft, message)
    } else {
        let kind = kind_word(subject.debrief().kind);
        (Code::Incomplete, format!("this {kind} does not say {what}"))
    };
    Diagnostic::new(code, message)
        .in_file(&subject.entry.shown)
        .help(how(missing))
}

fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Incident => "debrief of an incident",
        Kind::NearMiss => "debrief of a near miss",
        Kind::Security => "debrief of a security incident",
        Kind::Drill => "debrief of a drill",
    }
}

/// Where to write what is missing.
fn how(missing: &[&Owed]) -> String {
    let keys = missing.iter().filter_map(|owed| match owed.place {
        Place::Key(path) => Some(format!("`{path}`")),
        Place::Section(_) => None,
    });
    let sections = missing.iter().filter_map(|owed| match owed.place {
        Place::Section(heading) => Some(format!("`## {heading}`")),
        Place::Key(_) => None,
    });
    let several = missing
        .iter()
        .filter(|owed| matches!(owed.place, Place::Section(_)))
        .count()
        > 1;
    let section = if several { "sections" } else { "a section" };
    let (keys, sections) = (listed(keys, "and"), listed(sections, "and"));
    let unknown = "(`unknown` is an honest answer)";
    match (keys.is_empty(), sections.is_empty()) {
        (false, true) => format!("add {keys} to the frontmatter {unknown}"),
        (true, false) => format!("add {section} {sections}; a line or two will do"),
        _ => format!("add {keys} to the frontmatter {unknown}, and {section} {sections}"),
    }
}

/// Things a report of another place lacks that are named; the others are counted.
const NAMED: usize = 5;

/// One finding for a report that was written for another place, however much it lacks.
fn bare(subject: &Subject<'_>, missing: &[&Owed]) -> Option<Diagnostic> {
    let mut lacks: Vec<String> = missing.iter().map(|owed| owed.what.to_owned()).collect();
    let open = (subject.debrief().actions.iter())
        .filter(|action| action.state.is_open() && action.owner.is_none())
        .count();
    if open > 0 {
        let actions = words::counted(open, "open action", "open actions");
        lacks.insert(0, format!("who does {actions}"));
    }
    let others = lacks.len().saturating_sub(NAMED);
    if others > 1 {
        lacks.truncate(NAMED);
        lacks.push(words::counted(others, "other thing", "other things"));
    }
    if subject.unconfirmed > 0 {
        return Some(unconfirmed(subject, lacks));
    }
    if lacks.is_empty() {
        return None;
    }
    let what = listed(lacks, "or");
    let message = format!("this report has no frontmatter and does not say {what}");
    let finding = Diagnostic::new(Code::NoFrontmatter, message).in_file(&subject.entry.shown);
    Some(finding.help(
        "`debriefs import` writes what its text tells into frontmatter; `docs/frontmatter.md` lists the keys",
    ))
}

/// The same for a report that was imported, until somebody has looked at it.
fn unconfirmed(subject: &Subject<'_>, lacks: Vec<String>) -> Diagnostic {
    let values = words::counted(subject.unconfirmed, "value", "values");
    let mut message = format!("nobody has confirmed {values} that an import read from the text");
    if !lacks.is_empty() {
        message += &format!("; it does not say {}", listed(lacks, "or"));
    }
    Diagnostic::new(Code::Unconfirmed, message)
        .in_file(&subject.entry.shown)
        .help("look at each value behind which a comment says `inferred from`, correct it, and delete the comment")
}

/// `a, b and c`
fn listed(items: impl IntoIterator<Item = impl Into<String>>, last: &str) -> String {
    let items: Vec<String> = items.into_iter().map(Into::into).collect();
    match items.split_last() {
        Some((end, rest)) if !rest.is_empty() => format!("{} {last} {end}", rest.join(", ")),
        Some((only, _)) => only.clone(),
        None => String::new(),
    }
}

/// Each of several incidents of one file has times of its own.
fn has_several(subject: &Subject<'_>) -> bool {
    !subject.debrief().incidents.is_empty()
}

fn has_section(subject: &Subject<'_>, kind: SectionKind) -> bool {
    words_under(subject, kind) > 0
}

/// A reason takes a few words more than "none".
fn says_why_not(subject: &Subject<'_>) -> bool {
    const FEWEST_WORDS: usize = 4;
    words_under(subject, SectionKind::Actions) >= FEWEST_WORDS
}

/// Words below the headings of sections of this kind. Prompts of a template stand in comments, and are no answer.
fn words_under(subject: &Subject<'_>, kind: SectionKind) -> usize {
    let sections = subject.debrief().sections.iter();
    let texts = sections
        .filter(|section| section.kind == kind)
        .map(|section| {
            let text = &subject.entry.text[section.span.start..section.span.end];
            let heading = section
                .heading
                .as_ref()
                .map_or(0, |heading| heading.text.split_whitespace().count());
            let words = shown(text)
                .flat_map(str::split_whitespace)
                .filter(|word| word.contains(char::is_alphanumeric));
            words.count().saturating_sub(heading)
        });
    texts.sum()
}

/// The parts of a text that are not in comments.
fn shown(text: &str) -> impl Iterator<Item = &str> {
    let after = |part: &'_ str| part.find("-->").map_or(part.len(), |end| end + "-->".len());
    let mut parts = text.split("<!--");
    let first = parts.next();
    first
        .into_iter()
        .chain(parts.map(move |part| &part[after(part)..]))
}

fn has_timeline(debrief: &Debrief) -> bool {
    debrief.timeline.iter().any(|entry| entry.at.is_some())
}
