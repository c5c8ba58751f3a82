use std::ops::Range;

use super::{
    Role, code, labels,
    names::{Names, Own},
    words::words,
};
use crate::model::{Section, Span};

/// What stands where a list of participants was.
const NO_LIST: &str = "The people who took part are not named here.";

/// What is put in place of some bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Edit {
    pub(super) range: Range<usize>,
    pub(super) text: String,
}

/// All that hides names in a text. They may overlap.
pub(super) fn edits(text: &str, body: Span, own: &Own, names: &Names) -> Vec<Edit> {
    let code = code::ranges(text, body);
    let in_code = |at: usize| code::contains(&code, at);
    let mut edits: Vec<Edit> = Vec::new();
    for at in text.match_indices('@').map(|(at, _)| at) {
        edits.extend(mention(text, at, in_code(at), own, names));
    }
    for range in labels::values(text) {
        if names.is_name(&text[range.clone()]) && !in_code(range.start) {
            let role = own.role(&text[range.clone()]);
            edits.push(named(text, range, role));
        }
    }
    edits.extend(written_out(text, own, names));
    edits
}

/// A handle or an address of e-mail around an `@`.
fn mention(text: &str, at: usize, in_code: bool, own: &Own, names: &Names) -> Option<Edit> {
    let before = &text[..at];
    let local = before.trim_end_matches(|c: char| c.is_alphanumeric() || "._%+-".contains(c));
    let after = &text[at + 1..];
    let tail = after.find(|c: char| !(c.is_alphanumeric() || "._-".contains(c)));
    let handle = after[..tail.unwrap_or(after.len())].trim_end_matches(['.', '-', '_']);
    let name = &before[local.len()..];
    if handle.is_empty() {
        return None;
    }
    let range = local.len()..at + 1 + handle.len();
    let known = names.is_handle(handle);
    if !name.is_empty() && is_mailbox(name, handle) {
        return (!in_code || names.is_handle(name)).then(|| address(text, range, own.role(name)));
    }
    // `checkout@v4` is no mention, `cc@ana` may be one.
    if !name.is_empty() && !known {
        return None;
    }
    let range = at..range.end;
    let hidden = !names.is_group(handle) && (!in_code || known);
    hidden.then(|| Edit {
        range,
        text: format!("@{}", own.role(handle).handle()),
    })
}

/// `ana.lopez@example.com`, but not `git@github.com` or `checkout@v4.1`.
fn is_mailbox(name: &str, host: &str) -> bool {
    let top = host.rsplit_once('.').map(|(_, top)| top);
    name != "git" && top.is_some_and(|top| top.len() > 1 && top.chars().all(char::is_alphabetic))
}

/// An address stays one where markdown expects one.
fn address(text: &str, range: Range<usize>, role: Role) -> Edit {
    let linked = text[..range.start].ends_with([':', '<']);
    let text = match linked {
        true => format!("{}@example.invalid", role.handle()),
        false => role.phrase().to_owned(),
    };
    Edit { range, text }
}

/// Names in sentences: full ones wherever they are known from, parts of them where the debrief knows somebody of that name.
fn written_out(text: &str, own: &Own, names: &Names) -> Vec<Edit> {
    let words = words(text);
    let lower: Vec<String> = words
        .iter()
        .map(|word| text[word.clone()].to_lowercase())
        .collect();
    let mut edits = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let together = together(text, &words[at..]);
        let full = names.full(&lower[at..at + together]);
        let count = match full {
            0 if own.is_part(&text[words[at].clone()]) => 1,
            full => full,
        };
        if count > 0 {
            let range = words[at].start..words[at + count - 1].end;
            if !is_address(text, &range) {
                edits.push(named(text, range.clone(), own.role(&text[range])));
            }
        }
        at += count.max(1);
    }
    edits
}

/// How many of the words follow each other as those of a name do.
fn together(text: &str, words: &[Range<usize>]) -> usize {
    let joined = words.windows(2).take(4).take_while(|pair| {
        let between = &text[pair[0].end..pair[1].start];
        [
            " ", "-", ".", "_", ". ", "\u{a0}", "'", "’", "  ", "\n", "%20",
        ]
        .contains(&between)
    });
    joined.count() + 1
}

/// Whether it is a part of an id, a path or a file's name: to change one would break a link.
fn is_address(text: &str, range: &Range<usize>) -> bool {
    let (before, after) = (&text[..range.start], &text[range.end..]);
    let mut next = after.chars();
    let file = next.next() == Some('.') && next.next().is_some_and(char::is_alphanumeric);
    before.ends_with(['-', '/', '_', '=', '#']) || after.starts_with(['-', '/', '_']) || file
}

fn named(text: &str, range: Range<usize>, role: Role) -> Edit {
    let phrase = role.phrase();
    let before = text[..range.start].trim_end_matches(' ');
    let opens = before.is_empty() || before.ends_with(['\n', '.', '!', '?']);
    let text = match opens {
        true => phrase[..1].to_uppercase() + &phrase[1..],
        false => phrase.to_owned(),
    };
    Edit { range, text }
}

/// A list of participants less everything below its heading. `None` when nothing stands there.
pub(super) fn emptied(text: &str, section: &Section) -> Option<Edit> {
    let all = &text[section.span.start..section.span.end];
    let start = match section.heading {
        Some(_) => section.span.start + all.find('\n')? + 1,
        None => section.span.start,
    };
    let range = start..section.span.end;
    let lines = text[range.clone()].matches('\n').count();
    (!text[range.clone()].trim().is_empty()).then(|| Edit {
        range,
        text: format!("\n{NO_LIST}{}", "\n".repeat(lines.saturating_sub(1).max(1))),
    })
}

/// The text with all edits made. Of two that overlap the longer one that begins first counts; what only the other covers
/// goes with it.
pub(super) fn apply(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|edit| (edit.range.start, std::cmp::Reverse(edit.range.end)));
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        if edit.range.start >= at {
            out.push_str(&text[at..edit.range.start]);
            out.push_str(&edit.text);
        }
        at = at.max(edit.range.end);
    }
    out.push_str(&text[at..]);
    out
}
