//! Where a text says that somebody is meant: behind a label, in a column, in a list of participants.

use std::ops::Range;

use super::words;

/// Labels and columns whose value is a person, in lower case.
#[rustfmt::skip]
const LABELS: &[&str] = &[
    "approved by", "approver", "approvers", "assigned to", "assignee", "assignees", "attendee", "attendees", "author",
    "authors", "by", "comms", "communications lead", "contact", "contributor", "contributors", "created by", "dri",
    "editor", "engineer", "engineers", "facilitated by", "facilitator", "facilitators", "ic", "incident commander",
    "incident lead", "incident manager", "incident owner", "invited", "involved", "lead", "moderator", "on call",
    "on-call", "on-call engineer", "oncall", "owner", "owners", "participant", "participants", "people",
    "people involved", "person", "postmortem owner", "present", "raised by", "reported by", "reporter", "responder",
    "responders", "responsible", "reviewed by", "reviewer", "reviewers", "scribe", "signed off by", "tech lead", "who",
    "written by",
];

/// Words that name what somebody does, not who it is.
#[rustfmt::skip]
const ROLES: &[&str] = &[
    "author", "call", "commander", "communications", "engineer", "facilitator", "incident", "lead", "manager", "on",
    "owner", "participants", "reviewer", "scribe", "team",
];

/// Bytes of the text that are somebody's name because of a label (`Author: Jane Doe`) or a column (`| Owner |`).
pub(super) fn values(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut columns, mut before, mut listing) = (Vec::new(), 0..0, false);
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let range = start..start + line.trim_end().len();
        start += line.len();
        let item = line.trim_start().starts_with("- ");
        if is_rule(&text[range.clone()]) {
            columns = columns_of_people(&text[before]);
        } else if !line.contains('|') {
            columns.clear();
        } else {
            let cells = cells(text, &range);
            let named = columns
                .iter()
                .filter_map(|&column: &usize| cells.get(column));
            found.extend(named.flat_map(|cell| pieces_at(text, cell)));
        }
        match value(text, &range) {
            Some(value) => {
                listing = value.is_empty();
                found.extend(pieces_at(text, &value));
            }
            None if listing && item => found.extend(pieces_at(text, &range)),
            None => listing = false,
        }
        before = range;
    }
    found
}

/// The value behind a label, when a line has one: `**Author:** Jane`, `- Owner: Jane`, `| Owner | Jane |`.
fn value(text: &str, line: &Range<usize>) -> Option<Range<usize>> {
    let (label, _) = text[line.clone()]
        .trim_start_matches(['|', ' ', '-', '*', '_', '>', '#', '\t'])
        .split_once([':', '|'])?;
    let plain = label
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase();
    if !LABELS.contains(&plain.as_str()) {
        return None;
    }
    let end = label.as_ptr() as usize - text.as_ptr() as usize + label.len();
    Some(end + 1..line.end.max(end + 1))
}

/// `|---|:--:|`
fn is_rule(line: &str) -> bool {
    line.contains("--") && line.contains('|') && line.chars().all(|c| "|-: \t>".contains(c))
}

fn columns_of_people(header: &str) -> Vec<usize> {
    let whole = 0..header.len();
    let cells = cells(header, &whole);
    let cells = cells.into_iter().enumerate();
    let named = cells.filter(|(_, cell)| {
        let label = header[cell.clone()].trim_matches(|c: char| !c.is_alphanumeric());
        LABELS.contains(&label.to_lowercase().as_str())
    });
    named.map(|(column, _)| column).collect()
}

/// Cells of a row of a table.
fn cells(text: &str, line: &Range<usize>) -> Vec<Range<usize>> {
    let row = &text[line.clone()];
    let lead = row.len() - row.trim_start().len();
    let from = line.start + lead + usize::from(row[lead..].starts_with('|'));
    let mut cells = Vec::new();
    let mut start = from;
    for (at, _) in text[from..line.end.max(from)].match_indices('|') {
        cells.push(start..from + at);
        start = from + at + 1;
    }
    if start < line.end {
        cells.push(start..line.end);
    }
    cells
}

/// Several names in one value, with their places in it.
pub(super) fn pieces(value: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut start = 0;
    let value_end = value.len();
    let breaks = value.match_indices([
        ',', ';', '/', '&', '+', ':', '|', '(', ')', '[', ']', '{', '}',
    ]);
    let ands = value
        .match_indices(" and ")
        .chain(value.match_indices(" und "));
    let mut breaks: Vec<(usize, usize)> = breaks
        .chain(ands)
        .map(|(at, text)| (at, text.len()))
        .collect();
    breaks.sort_unstable();
    for (at, len) in breaks.into_iter().chain([(value_end, 0)]) {
        let piece = value.get(start..at).unwrap_or_default();
        let open = piece.trim_start_matches(|c: char| !c.is_alphanumeric());
        let lead = piece.len() - open.len();
        let name = open.trim_end_matches(|c: char| !c.is_alphanumeric());
        if !name.is_empty() && !is_role(name) {
            found.push((start + lead, name));
        }
        start = at + len;
    }
    found
}

fn pieces_at(text: &str, range: &Range<usize>) -> Vec<Range<usize>> {
    let pieces = pieces(&text[range.clone()]).into_iter();
    let places = pieces.map(|(at, name)| range.start + at..range.start + at + name.len());
    places.collect()
}

/// Names in a list of participants: words that all begin with a capital.
pub(super) fn listed(section: &str) -> Vec<String> {
    const SMALL: [&str; 8] = ["al", "bin", "da", "de", "del", "der", "van", "von"];
    let lines = section.lines().skip(1);
    let pieces = lines.flat_map(|line| pieces(line)).map(|(_, name)| name);
    let names = pieces.filter(|name| {
        let words: Vec<&str> = name.split_whitespace().collect();
        let named = |word: &&str| word.starts_with(char::is_uppercase) || SMALL.contains(word);
        words.len() > 1 && words.iter().all(named)
    });
    names.map(str::to_owned).collect()
}

/// Whether a text says what somebody does.
fn is_role(name: &str) -> bool {
    let lower = name.to_lowercase();
    LABELS.contains(&lower.as_str())
        || words::lower(name)
            .iter()
            .all(|word| ROLES.contains(&word.as_str()))
}
