//! How people say where an action item stands.

use std::ops::Range;

use super::tokens;
use crate::model::ActionState;

/// A state, and the bytes of the text that say it and nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) state: ActionState,
    pub(super) cut: Option<Range<usize>>,
    /// Said with a sign or a word of its own, not only by the tense of the sentence.
    pub(super) plain: bool,
}

/// Boxes written as text, for states markdown has no box for.
#[rustfmt::skip]
const BOXES: &[(&str, ActionState)] = &[
    ("[-]", ActionState::Irrelevant), ("[~]", ActionState::Irrelevant), ("[>]", ActionState::Moved),
    ("[/]", ActionState::InProgress), ("[.]", ActionState::InProgress), ("[ ]", ActionState::Open),
    ("[]", ActionState::Open), ("[x]", ActionState::Done), ("[X]", ActionState::Done),
];

/// Signs that say it under an action heading.
#[rustfmt::skip]
const SIGNS: &[(&str, ActionState)] = &[
    ("✅", ActionState::Done), ("☑️", ActionState::Done), ("☑", ActionState::Done), ("✔️", ActionState::Done),
    ("✔", ActionState::Done), (":white_check_mark:", ActionState::Done), (":heavy_check_mark:", ActionState::Done),
    (":ballot_box_with_check:", ActionState::Done), (":check:", ActionState::Done), ("🚧", ActionState::InProgress),
    (":construction:", ActionState::InProgress), ("⏳", ActionState::InProgress),
    (":hourglass:", ActionState::InProgress), ("❌", ActionState::Irrelevant), (":x:", ActionState::Irrelevant),
    ("⬜", ActionState::Open), ("☐", ActionState::Open),
];

/// Reads the state an item's text says.
pub(super) fn of_text(text: &str) -> Option<Said> {
    boxed(text)
        .or_else(|| signed(text))
        .or_else(|| labelled(text))
        .or_else(|| bracketed(text))
        .or_else(|| at_end(text))
        .or_else(|| sentence(text))
}

fn boxed(text: &str) -> Option<Said> {
    let lead = text.len() - text.trim_start().len();
    BOXES
        .iter()
        .find(|(sign, _)| text[lead..].starts_with(sign))
        .map(|(sign, state)| Said {
            state: *state,
            cut: Some(lead..lead + sign.len()),
            plain: true,
        })
}

fn signed(text: &str) -> Option<Said> {
    // Every sign has a colon or a letter beyond ASCII.
    if text.is_ascii() && !text.contains(':') {
        return None;
    }
    SIGNS.iter().find_map(|(sign, state)| {
        let at = text.find(sign)?;
        Some(Said {
            state: *state,
            cut: Some(at..at + sign.len()),
            plain: true,
        })
    })
}

/// `DONE: …`, `TODO - …`, `[DONE] …`
fn labelled(text: &str) -> Option<Said> {
    let end = text
        .char_indices()
        .take(20)
        .find(|(_, c)| matches!(c, ':' | ']' | '–' | '—'))
        .map(|(i, c)| i + c.len_utf8());
    let end = end.or_else(|| {
        text.get(..24.min(text.len()))
            .and_then(|head| head.find(" - "))
            .map(|i| i + 3)
    })?;
    let state = tokens::state(&text[..end])?;
    Some(Said {
        state,
        cut: Some(0..end),
        plain: true,
    })
}

/// `(DONE)`, `(in progress, next quarter)`, `[completed]`
fn bracketed(text: &str) -> Option<Said> {
    text.match_indices(['(', '[']).find_map(|(open, _)| {
        let inner = &text[open + 1..];
        let end = inner
            .char_indices()
            .take(60)
            .find(|(_, c)| matches!(c, ')' | ']'))?
            .0;
        let inner = &inner[..end];
        let first = inner.split([',', ';', ':']).next().unwrap_or(inner);
        let state = tokens::state(inner)
            .or_else(|| tokens::state(first))
            .or_else(|| done_in(inner))?;
        let cut = tokens::state(inner).map(|_| open..open + 1 + end + 1);
        Some(Said {
            state,
            cut,
            plain: true,
        })
    })
}

/// `done in #12`, `fixed by the new pipeline`
fn done_in(text: &str) -> Option<ActionState> {
    let mut words = text.split_whitespace();
    let state = tokens::state(words.next()?)?;
    (state == ActionState::Done
        && matches!(
            words.next(),
            Some("in" | "by" | "on" | "with" | "via" | "already" | "since")
        ))
    .then_some(state)
}

/// `… - done`, `… Done.`, `… done in grafana.`
fn at_end(text: &str) -> Option<Said> {
    let trimmed = text.trim_end();
    let last_clause = trimmed
        .trim_end_matches('.')
        .rfind(['.', ';', '—', '–', '→'])
        .map(|i| i + 1);
    let clause = last_clause.and_then(|i| trimmed.get(i..));
    let dashed = trimmed.rfind(" - ").map(|i| &trimmed[i + 3..]);
    [clause, dashed].into_iter().flatten().find_map(|tail| {
        let tail = tail.trim_start_matches(|c: char| !c.is_alphanumeric());
        let state = tokens::state(tail).or_else(|| done_in(tail).filter(|_| tail.len() <= 60))?;
        Some(Said {
            state,
            cut: None,
            plain: true,
        })
    })
}

/// Verbs in the past, with which people list what they have done already.
#[rustfmt::skip]
const DID: &[&str] = &[
    "added", "fixed", "updated", "implemented", "created", "deployed", "removed", "documented", "reverted",
    "rolled", "upgraded", "migrated", "changed", "enabled", "disabled", "configured", "moved", "merged",
    "adjusted", "tweaked", "advised", "replaced", "patched", "tuned", "extended", "raised", "lowered", "written",
    "wrote", "introduced", "completed", "switched", "informed", "contacted", "resized", "cleaned",
];

/// What makes a finished act of writing a ticket a promise after all.
#[rustfmt::skip]
const PROMISES: &[&str] = &[
    "backlog", "ticket", "task", "issue", "action item", "roadmap", "plan", "story",
];

/// A first sentence that tells of a finished act: `We have tuned …`, `X has been documented`, `Added an alert`.
fn sentence(text: &str) -> Option<Said> {
    let lower = text.to_lowercase();
    if [
        "work in progress",
        "in progress",
        "is ongoing",
        "currently working",
        "we are working",
    ]
    .iter()
    .any(|w| lower.contains(w))
    {
        return Some(Said {
            state: ActionState::InProgress,
            cut: None,
            plain: false,
        });
    }
    let first = lower.split(". ").next().unwrap_or(&lower);
    let words: Vec<&str> = first
        .split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        .filter(|w| !w.is_empty())
        .collect();
    let did = |i: usize| words.get(i).is_some_and(|w| DID.contains(w));
    let we_did = match words.first() {
        Some(&("we've" | "we’ve" | "i've")) => did(1) || did(2),
        Some(&("we" | "i")) => did(1) || (words.get(1) == Some(&"have") && (did(2) || did(3))),
        _ => did(0),
    };
    let was_done = words
        .windows(3)
        .any(|w| matches!(w, ["has" | "have", "been", verb] if DID.contains(verb)));
    let promised = PROMISES.iter().any(|p| first.contains(p)) || first.contains("scheduled");
    ((we_did || was_done) && !promised).then_some(Said {
        state: ActionState::Done,
        cut: None,
        plain: false,
    })
}

/// What a heading says of the items under it that say nothing themselves.
pub(super) fn of_heading(heading: &str) -> ActionState {
    let lower = heading.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|w| lower.contains(w));
    if has(&[
        "completed",
        "actions taken",
        "already done",
        "immediate actions taken",
        "what we did",
        "what we have done",
        "done so far",
    ]) || lower.trim() == "done"
    {
        ActionState::Done
    } else if has(&["in progress", "ongoing", "underway"]) {
        ActionState::InProgress
    } else if has(&[
        "future",
        "planned",
        "outstanding",
        "open actions",
        "to do",
        "todo",
        "next steps",
        "remaining",
        "what we will do",
        "what we'll do",
        "still to do",
    ]) {
        ActionState::Open
    } else {
        ActionState::Unknown
    }
}
