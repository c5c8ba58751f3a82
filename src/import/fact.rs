use crate::{
    config::Config,
    data::Map,
    model::{Moment, Precision, Provenance},
    parse::{Parsed, frontmatter},
    source::SourceFile,
};

/// A value that was read from the text and belongs into the frontmatter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Its key: `times.started`.
    pub path: &'static str,
    /// As it is written, without quotes.
    pub value: String,
    /// Where it was read.
    pub from: Provenance,
    /// The line it was read from, shortened; empty when it comes from no line.
    pub quote: String,
}

/// How the comment behind an inferred value begins.
const INFERRED: &str = "# inferred from";

/// How many values of a frontmatter still carry the comment of an import.
#[must_use]
pub fn unconfirmed(frontmatter: &str) -> usize {
    frontmatter.matches(INFERRED).count()
}

/// Facts that can change how the text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Group {
    /// Never.
    Plain,
    /// Times of day are read in it.
    Zone,
    /// Times of day count from it.
    Day,
}

/// What is left out, try after try.
pub(super) const LEFT_OUT: &[&[Group]] = &[
    &[],
    &[Group::Zone],
    &[Group::Day],
    &[Group::Zone, Group::Day],
];

/// Longest quote of a line, in characters.
const LONGEST_QUOTE: usize = 60;

impl Fact {
    pub(super) fn group(&self) -> Group {
        match self.path {
            "timezone" => Group::Zone,
            "date" => Group::Day,
            path if path.starts_with("times.") => Group::Day,
            _ => Group::Plain,
        }
    }

    /// `times` and `started` of `times.started`; nothing and the key for any other.
    pub(super) fn parent_and_name(&self) -> (Option<&'static str>, &'static str) {
        match self.path.split_once('.') {
            Some((parent, name)) => (Some(parent), name),
            None => (None, self.path),
        }
    }

    /// What a person should know before confirming it; `shift` is by how many lines the text moves down.
    pub(super) fn comment(&self, shift: u32) -> String {
        let place = match self.from {
            Provenance::Timeline(line) | Provenance::Body(line) | Provenance::Heading(line) => {
                let line = line.saturating_add(shift);
                // A title is its line, more or less.
                match self.quote.contains(&self.value) {
                    true => format!("line {line}"),
                    false => format!("line {line}: \"{}\"", self.quote),
                }
            }
            _ => "the name of the file".to_owned(),
        };
        format!("{INFERRED} {place}, please confirm")
    }

    /// `times.started: 2026-11-20T00:31Z`
    pub(super) fn in_words(&self) -> String {
        format!("{}: {}", self.path, self.value)
    }
}

/// What was read from the text and does not stand in the frontmatter, in the order it is written.
pub(super) fn missing(file: &SourceFile, parsed: &Parsed, config: &Config) -> Vec<Fact> {
    let debrief = &parsed.debrief;
    let keys = frontmatter::keys(&file.shown, &file.text, config).unwrap_or_default();
    let mut facts = Vec::new();
    let mut add = |path, value: String, from: Provenance| {
        if is_read(from) && !is_there(&file.text, &keys, path) {
            let quote = quote(&file.text, from);
            facts.push(Fact {
                path,
                value,
                from,
                quote,
            });
        }
    };
    // A title made of the file's name needs no line of its own.
    if debrief.title.from != Provenance::FileName {
        add("title", debrief.title.value.clone(), debrief.title.from);
    }
    // The day it started is the day it is filed under.
    if let (Some(date), None) = (&debrief.date, &debrief.times.started) {
        add("date", date.value.to_string(), date.from);
    }
    add(
        "timezone",
        debrief.timezone.value.clone(),
        debrief.timezone.from,
    );
    for (path, time) in TIMES.iter().zip(debrief.times.named()) {
        if let (_, Some(time)) = time {
            add(path, written(&time.value), time.from);
        }
    }
    facts
}

/// In the order of [`crate::model::Times::named`].
const TIMES: [&str; 6] = [
    "times.introduced",
    "times.started",
    "times.detected",
    "times.acknowledged",
    "times.mitigated",
    "times.resolved",
];

/// Whether a value was found in the file by reading; defaults and the git history stay where they are.
fn is_read(from: Provenance) -> bool {
    match from {
        Provenance::Timeline(_)
        | Provenance::Body(_)
        | Provenance::Heading(_)
        | Provenance::FileName => true,
        Provenance::Frontmatter | Provenance::Git | Provenance::Default => false,
    }
}

/// Whether a key stands in the frontmatter with a value, which may be a wrong one, or in the words of another tool.
fn is_there(text: &str, keys: &Map, path: &str) -> bool {
    let mut map = keys;
    let mut names = path.split('.').peekable();
    while let Some(name) = names.next() {
        let Some(entry) = map.entry(name) else {
            return false;
        };
        if names.peek().is_none() || entry.node.map().is_none() {
            let key = &text[entry.key.span.start..entry.key.span.end];
            return !entry.node.is_null() || key.trim_matches(['"', '\'']) != name;
        }
        if let Some(inner) = entry.node.map() {
            map = inner;
        }
    }
    false
}

fn written(moment: &Moment) -> String {
    match moment.precision {
        Precision::Approx => format!("~{}", moment.at),
        Precision::Exact | Precision::Day => moment.at.to_string(),
    }
}

/// The line a value was read from, as a comment can hold it.
fn quote(text: &str, from: Provenance) -> String {
    let (Provenance::Timeline(line) | Provenance::Body(line) | Provenance::Heading(line)) = from
    else {
        return String::new();
    };
    let index = usize::try_from(line).unwrap_or(1).saturating_sub(1);
    let line = text.lines().nth(index).unwrap_or_default();
    let printable = |c: char| {
        if c.is_control() || matches!(c, '\u{feff}' | '\u{2028}' | '\u{2029}') {
            ' '
        } else {
            c
        }
    };
    let line: String = line.chars().map(printable).collect();
    let words: Vec<&str> = line
        .trim_start_matches(['#', '-', '*', '|', '>', '+', ' '])
        .split_whitespace()
        .collect();
    let line = words.join(" ");
    let line = line.trim_end_matches(['|', ' ']);
    if line.chars().count() <= LONGEST_QUOTE {
        return line.to_owned();
    }
    let head: String = line.chars().take(LONGEST_QUOTE).collect();
    format!("{}…", head.trim_end())
}
