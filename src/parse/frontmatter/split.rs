use std::sync::Arc;

use super::{Format, Split};
use crate::{
    data::FRONTMATTER_KEYS,
    diagnostic::{Code, Diagnostic, Outcome},
    model::Span,
};

/// Finds the frontmatter of a file.
///
/// A first line `---` may also be a horizontal rule: it opens frontmatter only when lines that look like keys follow.
pub fn split(file: &Arc<str>, text: &str) -> Outcome<Split> {
    let start = if text.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    };
    let none = Split {
        frontmatter: None,
        closed: true,
        body: Span::new(start, text.len()),
    };
    let Some((format, fence)) = opening(text, start) else {
        return Outcome::clean(none);
    };
    let inside = after_line(text, fence.end);
    if let Some(close) = closing(text, inside, format) {
        let block = Span::new(inside, close.start);
        if !is_frontmatter(&text[block.start..block.end], format) {
            return Outcome::clean(none);
        }
        return Outcome::clean(Split {
            frontmatter: Some((format, block)),
            closed: true,
            body: Span::new(after_line(text, close.end), text.len()),
        });
    }
    let block = Span::new(inside, first_paragraph(text, inside));
    if !is_unclosed(&text[block.start..block.end], format) {
        return Outcome::clean(none);
    }
    let split = Split {
        frontmatter: Some((format, block)),
        closed: false,
        body: Span::new(block.end, text.len()),
    };
    Outcome::new(split, vec![unclosed(file, fence, format)])
}

fn unclosed(file: &Arc<str>, fence: Span, format: Format) -> Diagnostic {
    let mark = format.fence();
    Diagnostic::new(
        Code::FrontmatterUnclosed,
        format!("the frontmatter that begins with `{mark}` has no end"),
    )
    .at(file, fence, "begins here")
    .help(format!("put a line `{mark}` below its last key"))
}

/// The first line that is not empty, when it is a fence.
fn opening(text: &str, start: usize) -> Option<(Format, Span)> {
    let (at, line) = lines(text, start).find(|(_, line)| !line.trim().is_empty())?;
    let format = match line.trim_end() {
        "---" => Format::Yaml,
        "+++" => Format::Toml,
        _ => return None,
    };
    Some((format, Span::new(at, at + line.trim_end().len())))
}

fn closing(text: &str, from: usize, format: Format) -> Option<Span> {
    let is_fence = |line: &str| match format {
        Format::Yaml => matches!(line.trim_end(), "---" | "..."),
        Format::Toml => line.trim_end() == "+++",
    };
    lines(text, from)
        .find(|(_, line)| is_fence(line))
        .map(|(at, line)| Span::new(at, at + line.len()))
}

/// Lines with where each starts, without their line breaks.
fn lines(text: &str, from: usize) -> impl Iterator<Item = (usize, &str)> {
    let mut at = from;
    text[from..].split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line.trim_end_matches(['\n', '\r']))
    })
}

/// The start of the line after the one that `at` is on.
fn after_line(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |i| at + i + 1)
}

/// Where the first empty line after some content is: how far frontmatter without an end is taken to reach.
fn first_paragraph(text: &str, from: usize) -> usize {
    let mut content = false;
    for (at, line) in lines(text, from) {
        match line.trim().is_empty() {
            true if content => return at,
            true => {}
            false => content = true,
        }
    }
    text.len()
}

/// The key a line begins with: `title: …`, `"title" : …`, `title = …`, `[times]`.
fn key_of(line: &str, format: Format) -> Option<&str> {
    let line = line.trim();
    let (key, rest) = match format {
        Format::Yaml => line.split_once(':')?,
        Format::Toml if line.starts_with('[') => (line.trim_matches(['[', ']']), " "),
        Format::Toml => line.split_once('=')?,
    };
    let key = key.trim().trim_matches(['"', '\'']);
    let word =
        |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' ' | '<' | '@' | '$');
    let spaced = format == Format::Toml || rest.is_empty() || rest.starts_with([' ', '\t']);
    (spaced && !key.is_empty() && key.chars().all(word)).then_some(key)
}

/// The lines of a block that say something.
fn content(block: &str) -> impl Iterator<Item = &str> {
    block
        .lines()
        .filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'))
}

/// Whether a line that is not indented begins with one of our keys, even with the space after the colon forgotten:
/// such a block must not be published as prose.
fn has_own_key(block: &str, format: Format) -> bool {
    let separator = match format {
        Format::Yaml => ':',
        Format::Toml => '=',
    };
    content(block)
        .filter_map(|line| line.split_once(separator))
        .any(|(key, _)| FRONTMATTER_KEYS.get(key.trim_end()).is_some())
}

fn is_frontmatter(block: &str, format: Format) -> bool {
    let Some(first) = content(block).next() else {
        // Nothing, or comments only. A rule that is followed by a heading and another rule is no frontmatter.
        return block.trim().is_empty();
    };
    key_of(first, format).is_some() || first.starts_with('{') || has_own_key(block, format)
}

/// Stricter than [`is_frontmatter`], as there is no second fence: `Note: …` below a rule is prose.
fn is_unclosed(block: &str, format: Format) -> bool {
    let mut keys = content(block).map(|line| key_of(line, format).is_some());
    has_own_key(block, format) || (keys.next() == Some(true) && keys.next() == Some(true))
}
