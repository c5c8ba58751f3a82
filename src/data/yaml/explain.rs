//! What is wrong with a text that is not valid YAML, in words that say what to do.
//!
//! The parser knows where it stopped; the author needs to know which slip made it stop, and that is often earlier on
//! the line or on the line before.

use granit_parser::{ErrorKind, ScanError};

use super::super::{Problem, tree::fit};
use crate::model::Span;

fn problem(span: Span, message: impl Into<String>, help: impl Into<String>) -> Problem {
    Problem {
        span,
        message: message.into(),
        help: Some(help.into()),
    }
}

/// One line of the text: where it starts, and its text without the line break.
#[derive(Clone, Copy)]
struct Line<'a> {
    start: usize,
    text: &'a str,
}

impl<'a> Line<'a> {
    fn at(source: &'a str, at: usize) -> Self {
        let start = source[..at].rfind('\n').map_or(0, |i| i + 1);
        let text = source[start..].split('\n').next().unwrap_or_default();
        Self {
            start,
            text: text.trim_end_matches('\r'),
        }
    }

    /// The line without white space around it.
    fn content(&self) -> Span {
        let start = self.start + self.text.len() - self.text.trim_start().len();
        Span::new(start, start + self.text.trim().len())
    }

    /// What stands on the line from `at` on.
    fn rest_from(&self, at: usize) -> Span {
        let content = self.content();
        Span::new(at.clamp(content.start, content.end), content.end)
    }

    /// The text of a span of this line.
    fn slice(&self, span: Span) -> &'a str {
        &self.text[span.start - self.start..span.end - self.start]
    }

    /// The tabs among the white space the line starts with.
    fn tab(&self) -> Option<Span> {
        let indent = &self.text[..self.text.len() - self.text.trim_start().len()];
        let tab = self.start + indent.find('\t')?;
        Some(Span::new(tab, tab + 1))
    }
}

/// The parser's error as a problem. `bracket` is the innermost `[` or `{` that was open.
pub(super) fn explain(source: &str, error: &ScanError, bracket: Option<Span>) -> Problem {
    let at = error.marker().byte_offset().unwrap_or(source.len());
    let at = fit(source, Span::at(at)).start;
    let mut problem = explain_at(source, error, at, bracket);
    problem.span = fit(source, problem.span);
    problem
}

fn explain_at(source: &str, error: &ScanError, at: usize, bracket: Option<Span>) -> Problem {
    let line = Line::at(source, at);
    if let Some(span) = tab_near(source, line, error.kind()) {
        return problem(
            span,
            "a tab cannot indent YAML",
            "use spaces: two for each level",
        );
    }
    if let Some(bracket) = bracket.filter(|b| left_open(source, *b, at, error.kind())) {
        return unclosed_bracket(source, bracket);
    }
    match error.kind() {
        ErrorKind::UnclosedQuotedScalar
        | ErrorKind::InvalidQuotedScalarIndent
        | ErrorKind::DocumentIndicatorInQuotedScalar => unclosed_quote(source, at),
        ErrorKind::UnexpectedCharacter { character } => reserved(line, at, *character),
        ErrorKind::MappingValueNotAllowed => second_colon(line, at),
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => no_key(line),
        ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedDocumentStart
        | ErrorKind::InvalidIndentation
        | ErrorKind::ExpectedBlockSequenceEntry => indentation(line),
        kind => rest(source, line, at, kind),
    }
}

/// The tab that stopped the parser. It may name the value before a tab, so the next line is looked at too.
fn tab_near(source: &str, line: Line<'_>, kind: &ErrorKind) -> Option<Span> {
    let about_tabs = matches!(
        kind,
        ErrorKind::TabInPlainScalar
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabNotAllowed
            | ErrorKind::TabInIndentation
            | ErrorKind::TabAtBlockScalarStart
    );
    let next = (line.start + line.text.len()..source.len())
        .find(|&i| source.as_bytes()[i] == b'\n')
        .map(|i| Line::at(source, i + 1));
    line.tab()
        .or_else(|| next.filter(|_| about_tabs).and_then(|line| line.tab()))
}

/// Whether the parser stopped because a bracket is not closed: at the end, or on a later line.
fn left_open(source: &str, bracket: Span, at: usize, kind: &ErrorKind) -> bool {
    match kind {
        ErrorKind::UnexpectedEof
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofImplicitFlowMapping
        | ErrorKind::UnclosedFlowCollection { .. } => true,
        ErrorKind::InvalidColonPlacement
        | ErrorKind::ExpectedFlowMappingSeparator
        | ErrorKind::ExpectedFlowSequenceSeparator
        | ErrorKind::InvalidFlowScalarIndent => source
            .get(bracket.start..at)
            .is_some_and(|text| text.contains('\n')),
        _ => false,
    }
}

fn unclosed_bracket(source: &str, bracket: Span) -> Problem {
    let open = source[bracket.start..].chars().next().unwrap_or('[');
    let close = if open == '{' { '}' } else { ']' };
    problem(
        Span::new(bracket.start, bracket.start + 1),
        format!("this `{open}` is never closed"),
        format!("add a `{close}` at the end of the list"),
    )
}

fn unclosed_quote(source: &str, at: usize) -> Problem {
    let quote = source[at..].chars().next().unwrap_or('"');
    let help = if quote == '\'' {
        "add a `'` at its end; an apostrophe inside is written twice: `''`"
    } else {
        "add a `\"` at its end; a quote inside is written `\\\"`"
    };
    problem(
        Line::at(source, at).rest_from(at),
        format!("this `{quote}` is never closed"),
        help,
    )
}

fn reserved(line: Line<'_>, at: usize, character: char) -> Problem {
    let value = line.rest_from(at);
    let text = line.slice(value);
    let word = text
        .split([',', ']', '}'])
        .next()
        .unwrap_or(text)
        .trim_end();
    problem(
        Span::new(at, at + word.len().max(character.len_utf8())),
        format!("a value cannot begin with `{character}` in YAML"),
        format!("put it in quotes: `\"{}\"`", word.replace('"', "'")),
    )
}

/// `title: Outage: checkout` or a line that is indented under a finished value.
fn second_colon(line: Line<'_>, at: usize) -> Problem {
    let before = line.text.get(..at - line.start).unwrap_or_default();
    match before.find(": ") {
        Some(first) => {
            let value = line.rest_from(line.start + first + 2);
            let text = line.slice(value);
            problem(
                Span::new(at, at + 1),
                "a colon and a space inside a value need quotes around the value",
                format!("write `\"{}\"`", text.replace('"', "'")),
            )
        }
        None => problem(
            line.content(),
            "this line is indented, but the key above it has a value already",
            "give it the indentation of the key it belongs beside",
        ),
    }
}

fn no_key(line: Line<'_>) -> Problem {
    let content = line.content();
    let text = line.text.trim();
    let colon = text
        .split_once(':')
        .filter(|(key, _)| !key.contains(char::is_whitespace));
    match colon {
        Some((key, value)) => problem(
            content,
            "a space is missing after the colon",
            format!("write `{key}: {}`", value.trim()),
        ),
        None => problem(
            content,
            "this line is not `key: value`",
            "add a key, or put the lines of a longer text under `key: |` and indent them",
        ),
    }
}

fn indentation(line: Line<'_>) -> Problem {
    problem(
        line.content(),
        "the indentation of this line fits no line above it",
        "start it exactly below the key it belongs beside",
    )
}

fn rest(source: &str, line: Line<'_>, at: usize, kind: &ErrorKind) -> Problem {
    let here = line.rest_from(at);
    match kind {
        ErrorKind::InvalidTrailingSingleQuotedScalar
        | ErrorKind::InvalidTrailingDoubleQuotedScalar => problem(
            here,
            "there is text after the closing quote",
            "put all of it inside the quotes; a quote inside is written `\\\"` between `\"`, and `''` between `'`",
        ),
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidUnicodeEscape => problem(
            wrong_escape(source, at).unwrap_or(here),
            "a backslash between double quotes begins an escape that YAML does not know",
            "write `\\\\` for a backslash, or use single quotes",
        ),
        ErrorKind::MismatchedFlowCollectionEnd { open, close } => problem(
            here,
            format!("a list that begins with `{open}` cannot end with `{close}`"),
            "use `[ ]` for a list, `{ }` for keys and values",
        ),
        ErrorKind::MisplacedFlowCollectionEnd => problem(
            Span::new(at, at + 1),
            "this bracket closes nothing",
            "remove it, or add the opening one",
        ),
        ErrorKind::ExpectedFlowMappingSeparator | ErrorKind::ExpectedFlowSequenceSeparator => {
            problem(
                here,
                "a comma is missing before this",
                "separate the parts with `,`, or put a value that contains brackets in quotes",
            )
        }
        ErrorKind::BlockSequenceEntryNotAllowed => problem(
            here,
            "a list cannot begin behind a key on its line",
            "write each `- item` on a line of its own below the key, or use `[item, item]`",
        ),
        ErrorKind::RecursionLimitExceeded => problem(
            here,
            format!("more than {} levels inside one another", super::MAX_DEPTH),
            "a debrief needs five at most; please flatten this",
        ),
        ErrorKind::UndeclaredTagHandle | ErrorKind::MissingTagUri => problem(
            here,
            "a value that begins with `!` is a YAML tag",
            "put it in quotes",
        ),
        // The parser's own words are better than nothing.
        kind => problem(
            if here.start < source.len() {
                here
            } else {
                Span::at(at)
            },
            format!("this is not valid YAML: {kind}"),
            "if the value contains one of : # { } [ ] & * ! | > ' \" % @ `, put it in quotes",
        ),
    }
}

/// The first backslash after `at` that begins no escape; the parser names only the quote before it.
fn wrong_escape(source: &str, at: usize) -> Option<Span> {
    let mut chars = source[at..].char_indices();
    while let Some((i, c)) = chars.next() {
        if c == '\\' {
            let (_, escaped) = chars.next()?;
            if !"0abtnvfre \"/\\N_LPxuU\t\r\n".contains(escaped) {
                return Some(Span::new(at + i, at + i + 1 + escaped.len_utf8()));
            }
        }
    }
    None
}

/// `title: Fix #12 now` is `Fix` to YAML. The rest of the line from a `#` with a digit after it, when `at` is the end of
/// an unquoted value: comments rarely begin so, tickets do.
pub(super) fn number_sign(source: &str, at: usize) -> Option<Problem> {
    let line = Line::at(source, at);
    let rest = line.text.get(at - line.start..)?;
    // A value that is all comment stands where the colon of its key is.
    let comment = rest.strip_prefix(':').unwrap_or(rest).trim_start();
    if !comment.starts_with('#') || !comment[1..].starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let start = at + rest.len() - comment.len();
    Some(problem(
        Span::new(start, start + comment.trim_end().len()),
        "a `#` after a space begins a comment, so this is not part of the value",
        "put the whole value in quotes, or a space after the `#` if it is a comment",
    ))
}

pub(super) fn second_document(span: Span) -> Problem {
    problem(
        span,
        "a second YAML document begins here",
        "keep everything in one block between the two `---` lines",
    )
}

pub(super) fn unknown_alias(name: &str, span: Span) -> Problem {
    problem(
        span,
        format!("`*{name}` refers to an anchor `&{name}` that is not there"),
        format!("if the star is part of the text, put it in quotes: `\"*{name}\"`"),
    )
}

pub(super) fn inside_itself(span: Span) -> Problem {
    problem(
        span,
        "this alias stands inside the value it refers to",
        "write the value out",
    )
}

pub(super) fn too_large(span: Span) -> Problem {
    problem(
        span,
        format!(
            "more than {} values once all aliases are written out",
            super::MAX_NODES
        ),
        "frontmatter holds a few facts; long lists belong into the body",
    )
}

pub(super) fn key_is_collection(span: Span) -> Problem {
    problem(
        span,
        "a key must be a word, not a list or a mapping",
        "if this is a value that begins with a bracket, put it in quotes",
    )
}
