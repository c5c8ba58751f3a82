use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use crate::{
    model::Mark::{self, Acknowledged, Detected, Introduced, Mitigated, Resolved, Started},
    parse::{body::source::Source, markdown::block_end},
};

/// What people write to mark an event, in lower case. A mark is one of these alone: a cell, a label before a colon,
/// words in brackets, or in capitals.
#[rustfmt::skip]
const NAMES: &[(Mark, &[&str])] = &[
    (
        Introduced,
        &[
            "introduced", "fault introduced", "bug introduced", "root cause introduced", "cause introduced",
        ],
    ),
    (
        Started,
        &[
            "start", "started", "starts", "begin", "began", "begins", "start of incident", "start of outage",
            "start of impact", "incident start", "incident starts", "incident started", "incident begins",
            "incident began", "outage start", "outage starts", "outage started", "outage begins", "outage began",
            "impact start", "impact starts", "impact started", "impact begins", "problem start", "problem starts",
            "problem started", "fault occurs", "fault occurred", "fault starts", "fault", "issue starts",
            "issue started", "issue begins", "start time", "incident start time", "disruption starts",
            "failure begins", "failure starts", "downtime starts", "downtime begins", "degradation starts",
            "degradation begins", "occurred", "occurs", "trigger",
        ],
    ),
    (
        Detected,
        &[
            "detected", "detection", "detect", "first detected", "first detection", "discovered", "discovery",
            "noticed", "first noticed", "first alert", "first report", "first reported", "team aware",
            "team alerted", "team notified", "alerted", "problem detected", "incident detected", "issue detected",
            "outage detected", "issue discovered", "time detected", "detection time", "identified by",
            "first observed",
        ],
    ),
    (
        Acknowledged,
        &[
            "acknowledged", "acknowledgement", "acknowledge", "ack", "acked", "incident declared", "declared",
            "incident raised", "incident opened", "response started", "investigation started",
            "investigation begins", "responding", "engaged", "triage started", "incident created",
            "response begins", "on-call engaged",
        ],
    ),
    (
        Mitigated,
        &[
            "mitigated", "mitigation", "repaired", "incident mitigated", "outage mitigated", "issue mitigated",
            "impact end", "impact ends", "impact ended", "end of impact", "impact mitigated", "contained",
            "stabilised", "stabilized", "service restored", "workaround", "workaround applied", "restored",
            "partially resolved",
        ],
    ),
    (
        Resolved,
        &[
            "resolved", "resolution", "end", "ended", "ends", "end of incident", "end of outage", "incident end",
            "incident ends", "incident ended", "incident resolved", "incident closed", "outage end", "outage ends",
            "outage ended", "outage resolved", "issue resolved", "problem resolved", "problem ends",
            "problem ended", "recovery", "recovered", "fully recovered", "full recovery", "fixed", "all clear",
            "closed", "end time", "resolution time", "fully resolved", "service recovered", "repair complete",
        ],
    ),
];

/// The longest name, in bytes.
const LONGEST: usize = 32;

/// The mark a text is, and nothing else.
pub(super) fn exact(text: &str) -> Option<Mark> {
    let text = text.trim().trim_matches(|c: char| !c.is_alphanumeric());
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    let name = text.to_lowercase().replace('_', " ");
    NAMES
        .iter()
        .find(|(_, names)| names.contains(&name.as_str()))
        .map(|(mark, _)| *mark)
}

/// The mark at the start of a text, and where the text behind it begins: `First detected: 10:42`, `Resolved 11:30`.
pub(in crate::parse::body) fn label_mark(text: &str) -> Option<(Mark, usize)> {
    if let Some(colon) = text.find(':').filter(|&i| i <= LONGEST)
        && let Some(mark) = exact(&text[..colon])
    {
        return Some((mark, colon + 1));
    }
    let digits = text.find(|c: char| c.is_ascii_digit() || matches!(c, '~' | '?'))?;
    let label = text.get(..digits)?;
    exact(
        label
            .trim_end()
            .trim_end_matches(" at")
            .trim_end_matches(" on"),
    )
    .map(|mark| (mark, digits))
}

/// The mark an author wrote into the text of an event, and where the text behind a mark that opens it begins.
pub(super) fn stated_mark(text: &str) -> Option<(Mark, usize)> {
    // `**Detection:** text` has lost its stars; `DETECTED: text`, `Resolved - text`.
    for separator in [":", "–", "—", " - "] {
        let end = text.find(separator).filter(|&end| end <= LONGEST);
        if let Some(end) = end
            && let Some(mark) = exact(&text[..end])
        {
            return Some((mark, end + separator.len()));
        }
    }
    if let Some(mark) = exact(text).or_else(|| bracketed(text)) {
        return Some((mark, 0));
    }
    opening_capitals(text)
}

/// Where a mark in capitals that closes a text begins: `… and pages. DETECTED`. `None` when it is all of the text.
pub(super) fn closing_mark(text: &str) -> Option<(Mark, usize)> {
    let text = text.trim_end();
    let starts = text.rmatch_indices(' ').map(|(at, _)| at + 1);
    starts
        .take(4)
        .take_while(|&start| !text[start..].contains(char::is_lowercase))
        .filter_map(|start| Some((exact(&text[start..])?, start)))
        .last()
}

/// `(resolved)`, `[START]`, `<START OF OUTAGE>`
fn bracketed(text: &str) -> Option<Mark> {
    text.match_indices(['(', '[', '<']).find_map(|(open, _)| {
        let inner = &text[open + 1..];
        let end = inner
            .char_indices()
            .take(LONGEST + 1)
            .find(|(_, c)| matches!(c, ')' | ']' | '>'))?
            .0;
        exact(&inner[..end])
    })
}

/// `OUTAGE BEGINS`, `DETECTED`: the first run of words in capitals that is a mark; with where the text behind it begins,
/// when it opens the text.
fn opening_capitals(text: &str) -> Option<(Mark, usize)> {
    let (mark, range) = runs(text).into_iter().next()?;
    let behind = if text[..range.start].trim().is_empty() {
        range.end
    } else {
        0
    };
    Some((mark, behind))
}

/// All marks in capitals: `DETECTED, ACKNOWLEDGED`.
pub(super) fn capitals(text: &str) -> Vec<Mark> {
    runs(text).into_iter().map(|(mark, _)| mark).collect()
}

/// Runs of words in capitals that are marks, and where they stand. Punctuation ends a run.
fn runs(text: &str) -> Vec<(Mark, Range<usize>)> {
    let mut found = Vec::new();
    let mut run: Option<Range<usize>> = None;
    let mut words = 0;
    for word in text.split_whitespace() {
        // Both are slices of one text.
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        if is_capital(word) {
            let begin = run.as_ref().map_or(start, |run| run.start);
            run = Some(begin..start + word.len());
            words += 1;
        }
        if !is_capital(word) || word.ends_with([',', ';', '.', ':', '/']) {
            found.extend(run.take().and_then(|run| mark_of(text, run, words)));
            words = 0;
        }
    }
    found.extend(run.and_then(|run| mark_of(text, run, words)));
    found
}

/// A shouted sentence is no mark; a mark has few words.
fn mark_of(text: &str, run: Range<usize>, words: usize) -> Option<(Mark, Range<usize>)> {
    let mark = exact(&text[run.clone()]).filter(|_| words <= 4)?;
    Some((mark, run))
}

fn is_capital(word: &str) -> bool {
    let letters = word.trim_matches(|c: char| !c.is_alphanumeric());
    (letters.len() > 2 || letters == "OF") && letters.bytes().all(|b| b.is_ascii_uppercase())
}

/// Marks in capitals that are the whole of an emphasis, whatever stands beside it: `**START** CODE`.
pub(super) fn in_emphasis(source: &Source<'_>, events: &Range<u32>) -> Vec<Mark> {
    let mut found = Vec::new();
    for at in events.clone() {
        let event = &source.events[at as usize].0;
        if matches!(event, Event::Start(Tag::Strong | Tag::Emphasis)) {
            // The index is below one that is a `u32`.
            #[allow(clippy::cast_possible_truncation)]
            let end = (block_end(source.events, at as usize) as u32).min(events.end);
            found.extend(capitals(&source.plain(at..end)));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_in_capitals_may_close_a_text() {
        let cut = |text: &str| closing_mark(text).map(|(mark, at)| (mark, text[..at].to_owned()));
        assert_eq!(
            cut("It falls. **DETECTED**"),
            Some((Detected, "It falls. ".into()))
        );
        assert_eq!(
            cut("Gone again OUTAGE BEGINS"),
            Some((Started, "Gone again ".into()))
        );
        for text in ["It was detected", "DETECTED", "All of it is UP"] {
            assert_eq!(closing_mark(text), None, "{text}");
        }
    }

    #[test]
    fn punctuation_parts_marks_and_other_capitals_spoil_them() {
        assert_eq!(
            capitals("Paged. DETECTED, ACKNOWLEDGED"),
            [Detected, Acknowledged]
        );
        assert_eq!(capitals("START OF OUTAGE and so on"), [Started]);
        for text in [
            "EVERYTHING HAS RESOLVED",
            "detected",
            "THE END OF IT ALL, REALLY NOT",
        ] {
            assert_eq!(capitals(text), [], "{text}");
        }
    }
}
