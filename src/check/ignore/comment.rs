//! `<!-- debriefs ignore RULE: why -->`

use std::sync::Arc;

use pulldown_cmark::{Event, Tag};

use super::{Ignore, Scope, rule};
use crate::{
    diagnostic::{Code, Diagnostic},
    model::Span,
    parse::{frontmatter, markdown},
};

/// The words that open such a comment, after `<!--`.
const WORDS: &str = "debriefs ignore";

/// Reads the comments of a file. Comments inside code are examples, not wishes.
pub(super) fn read(
    file: &Arc<str>,
    text: &str,
    ignores: &mut Vec<Ignore>,
    wrong: &mut Vec<Diagnostic>,
) {
    if !text.contains(WORDS) {
        return;
    }
    let body = frontmatter::split(file, text).value.body;
    let prepared = markdown::prepare(text, body);
    let events = markdown::events(&prepared);
    for i in 0..events.len() {
        let range = match &events[i].0 {
            Event::Start(Tag::HtmlBlock) => events[i].1.clone(),
            Event::InlineHtml(_) => events[i].1.clone(),
            _ => continue,
        };
        let block = Scope::Block(prepared.span(&scope(&events, i)));
        for comment in comments(&prepared.text[range.clone()]) {
            let at = prepared.to_file(range.start + comment.at);
            take(file, &comment, at, block, ignores, wrong);
        }
    }
}

/// What a comment asks for.
struct Comment<'a> {
    whole_file: bool,
    /// The names of rules, up to a colon and the reason.
    names: &'a str,
    /// Where they begin in the text searched.
    at: usize,
}

/// The comments of ours in some HTML.
fn comments(html: &str) -> Vec<Comment<'_>> {
    let mut found = Vec::new();
    for (open, _) in html.match_indices("<!--") {
        let from = open + "<!--".len();
        let end = html[from..]
            .find("-->")
            .map_or(html.len(), |length| from + length);
        let Some(rest) = html[from..end].trim_start().strip_prefix(WORDS) else {
            continue;
        };
        let (whole_file, names) = match rest.strip_prefix("-file") {
            Some(names) => (true, names),
            None => (false, rest),
        };
        if names.starts_with(|c: char| c.is_alphanumeric() || c == '-') {
            continue;
        }
        found.push(Comment {
            whole_file,
            names: names.split(':').next().unwrap_or(names),
            at: end - names.len(),
        });
    }
    found
}

fn take(
    file: &Arc<str>,
    comment: &Comment<'_>,
    at: usize,
    block: Scope,
    ignores: &mut Vec<Ignore>,
    wrong: &mut Vec<Diagnostic>,
) {
    let mut from = 0;
    let is_gap = |c: char| c.is_whitespace() || c == ',';
    for name in comment.names.split(is_gap) {
        let span = Span::new(at + from, at + from + name.len());
        from += name.len() + 1;
        if name.is_empty() {
            continue;
        }
        match rule(file, name, span) {
            Ok(code) => ignores.push(Ignore {
                code,
                scope: if comment.whole_file {
                    Scope::File
                } else {
                    block
                },
                span,
                used: false,
            }),
            Err(problem) => wrong.push(*problem),
        }
    }
    if comment.names.trim().is_empty() {
        let message = "this comment names no rule to ignore";
        wrong.push(
            Diagnostic::new(Code::UnknownRule, message)
                .at(file, Span::new(at, at + comment.names.len()), "")
                .help("name it: `<!-- debriefs ignore undated-action -->`"),
        );
    }
}

/// The bytes of the text a comment speaks of: alone, the next block; inside a line, the item, row or paragraph it stands
/// in. Not the line alone: editors wrap lines again.
fn scope(events: &[markdown::Spanned<'_>], comment: usize) -> std::ops::Range<usize> {
    let own = events[comment].1.clone();
    if matches!(events[comment].0, Event::InlineHtml(_)) {
        return around(events, comment).unwrap_or(own);
    }
    let mut next = markdown::block_end(events, comment);
    while matches!(events.get(next), Some((Event::Start(Tag::HtmlBlock), _))) {
        next = markdown::block_end(events, next);
    }
    match events.get(next) {
        Some((Event::End(_), _)) | None => own,
        Some((_, range)) => own.start..range.end.max(own.end),
    }
}

/// The innermost item or row around an event, else the paragraph or heading.
fn around(events: &[markdown::Spanned<'_>], at: usize) -> Option<std::ops::Range<usize>> {
    let mut open: Vec<usize> = Vec::new();
    for (i, (event, _)) in events[..at].iter().enumerate() {
        match event {
            Event::Start(_) => open.push(i),
            Event::End(_) => drop(open.pop()),
            _ => {}
        }
    }
    let is_entry = |i: &&usize| {
        matches!(
            events[**i].0,
            Event::Start(Tag::Item | Tag::TableRow | Tag::TableHead)
        )
    };
    let is_block = |i: &&usize| {
        matches!(
            events[**i].0,
            Event::Start(Tag::Paragraph | Tag::Heading { .. })
        )
    };
    let block = open
        .iter()
        .rev()
        .find(is_entry)
        .or_else(|| open.iter().rev().find(is_block))?;
    Some(events[*block].1.clone())
}
