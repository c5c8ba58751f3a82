use std::sync::Arc;

use super::{Fact, toml, yaml};
use crate::parse::frontmatter::{self, Format};

/// Something to put before a byte of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Edit {
    pub(super) at: usize,
    pub(super) text: String,
}

/// How lines are written in a file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    /// `\n`, or `\r\n` where the file has it.
    pub(super) newline: &'static str,
    /// By how many lines the text below the frontmatter moves down.
    pub(super) shift: u32,
}

/// The file with these facts in its frontmatter; `None` when there is no place for them.
pub(super) fn added(text: &str, shown: &Arc<str>, facts: &[Fact]) -> Option<String> {
    let mut style = Style {
        newline: newline(text),
        shift: 0,
    };
    // The comments name lines of the file as it will be, so how many lines are added must be known first.
    let draft = edits(text, shown, facts, style)?;
    let lines = draft.iter().map(|edit| edit.text.matches('\n').count());
    style.shift = u32::try_from(lines.sum::<usize>()).ok()?;
    Some(apply(text, edits(text, shown, facts, style)?))
}

fn newline(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if text[..at].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

fn edits(text: &str, shown: &Arc<str>, facts: &[Fact], style: Style) -> Option<Vec<Edit>> {
    let split = frontmatter::split(shown, text).value;
    match split.frontmatter {
        Some((Format::Yaml, block)) => yaml::edits(text, block, facts, style),
        Some((Format::Toml, block)) => toml::edits(text, block, facts, style),
        None => Some(vec![Edit {
            at: split.body.start,
            text: yaml::block(facts, style),
        }]),
    }
}

fn apply(text: &str, mut edits: Vec<Edit>) -> String {
    // Of two at one place the first stays first.
    edits.sort_by_key(|edit| edit.at);
    let mut out = String::with_capacity(text.len() + 256);
    let mut from = 0;
    for edit in edits {
        out.push_str(&text[from..edit.at]);
        out.push_str(&edit.text);
        from = edit.at;
    }
    out + &text[from..]
}

/// Where the line that `at` is on ends, its break left out.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    let end = text[at..].find('\n').map_or(text.len(), |i| at + i);
    at + text[at..end].trim_end_matches('\r').len()
}

/// Where the line that `at` is on begins.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |i| i + 1)
}

/// Where the line below the one that `at` is on begins.
pub(super) fn next_line(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |i| at + i + 1)
}

/// A text between double quotes, as YAML and TOML both read it.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() || matches!(c, '\u{feff}' | '\u{2028}' | '\u{2029}') => {
                out.push_str(&format!("\\u{:04X}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
