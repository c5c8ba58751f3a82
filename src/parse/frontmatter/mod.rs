//! The typed facts between `---` (YAML) or `+++` (TOML), with a span for every key.
//!
//! Everything wrong is reported in one run and costs only its own field. Two things hold a debrief back as a whole:
//! frontmatter that cannot be read, and doubt about who may read it.

mod adapt;
mod facts;
mod guard;
mod impact;
mod lists;
mod moment;
mod quantity;
mod split;
#[cfg(test)]
mod tests;
mod times;
mod words;

use std::sync::Arc;

use jiff::civil::Date;

pub use crate::data::FRONTMATTER_KEYS as KEYS;
pub use split::split;

use crate::{
    config::Config,
    data::{Codes, Map, Parsed, Problem, Reader, Value, parse_toml, parse_yaml},
    diagnostic::{Code, Diagnostic, Outcome},
    model::{
        Answers, Cause, DetectedBy, Impact, Kind, Label, Link, Moment, People, Process, ResolvedBy,
        Span, Status, Trigger, Visibility,
    },
};

/// A value with the place of its value in the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Bytes of the value in the file.
    pub span: Span,
}

/// The lifecycle as typed.
#[derive(Debug, Clone, PartialEq, Default)]
#[allow(missing_docs, reason = "the names are those of the frontmatter")]
pub struct StatedTimes {
    pub introduced: Option<Spanned<Moment>>,
    pub started: Option<Spanned<Moment>>,
    pub detected: Option<Spanned<Moment>>,
    pub acknowledged: Option<Spanned<Moment>>,
    pub mitigated: Option<Spanned<Moment>>,
    pub resolved: Option<Spanned<Moment>>,
    /// Names of the times that a person says nobody knows: `detected: unknown`.
    pub unknown: Vec<&'static str>,
}

/// What the frontmatter says; every field may be missing.
#[derive(Debug, Clone, PartialEq, Default)]
#[allow(missing_docs, reason = "the names are those of the frontmatter")]
pub struct Frontmatter {
    pub title: Option<Spanned<String>>,
    pub id: Option<Spanned<String>>,
    pub aliases: Vec<Spanned<String>>,
    pub kind: Option<Kind>,
    pub status: Option<Status>,
    pub visibility: Option<Visibility>,
    pub date: Option<Spanned<Date>>,
    pub published_on: Option<Date>,
    pub severity: Option<Spanned<String>>,
    /// A zone that exists: an IANA name or an offset.
    pub timezone: Option<Spanned<String>>,
    pub times: StatedTimes,
    pub process: Process,
    pub detected_by: Option<DetectedBy>,
    pub resolved_by: Option<ResolvedBy>,
    pub services: Vec<Label>,
    pub teams: Vec<Label>,
    pub trigger: Option<Trigger>,
    pub causes: Vec<Cause>,
    pub impact: Impact,
    pub answers: Answers,
    pub recurs: Vec<Spanned<String>>,
    pub not_related: Vec<Spanned<String>>,
    pub people: People,
    pub links: Vec<Link>,
    pub tags: Vec<Label>,
    pub summary: Option<String>,
}

/// Where the frontmatter and the body of a file are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Split {
    /// The text between the fences, and its language.
    pub frontmatter: Option<(Format, Span)>,
    /// False when the closing fence is missing; then `frontmatter` is a guess and the debrief is not published.
    pub closed: bool,
    /// Everything after it (or the whole file, less a BOM).
    pub body: Span,
}

/// The language of a frontmatter block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Between `---`.
    Yaml,
    /// Between `+++`.
    Toml,
}

impl Format {
    /// The line above and below the block.
    #[must_use]
    pub fn fence(self) -> &'static str {
        match self {
            Self::Yaml => "---",
            Self::Toml => "+++",
        }
    }
}

const CODES: Codes = Codes {
    wrong_value: Code::WrongValue,
    unknown_key: Code::UnknownKey,
    unknown_help: "left out; `[fields]` in debriefs.toml can map keys of yours to ours",
};

/// Reads the frontmatter of a file. The value is `None` when the debrief must not be published: its frontmatter
/// cannot be read at all, or a key that decides who may read it is wrong.
pub fn read(
    file: &Arc<str>,
    text: &str,
    split: &Split,
    config: &Config,
) -> Outcome<Option<Frontmatter>> {
    let Some((format, span)) = split.frontmatter else {
        return Outcome::clean(Some(Frontmatter::default()));
    };
    if !split.closed {
        return Outcome::clean(None);
    }
    let parsed = match format {
        Format::Yaml => parse_yaml(text, span),
        Format::Toml => parse_toml(text, span),
    };
    let mut reader = Reader::new(file, CODES);
    for problem in &parsed.problems {
        reader.report(syntax_error(file, text, span, problem));
    }
    for doubt in &parsed.doubts {
        let mut diagnostic = Diagnostic::new(Code::CommentInValue, doubt.message.clone());
        diagnostic.help.clone_from(&doubt.help);
        reader.report(diagnostic.at(file, doubt.span, ""));
    }
    let mut readable = parsed.problems.is_empty();
    let mut root = outermost(&parsed, format, &mut reader).unwrap_or_else(|| {
        readable = false;
        Map::default()
    });
    adapt::adapt(&mut root, config, &mut reader);
    let held = guard::hold_back(&mut root, &parsed.duplicates, config, &mut reader);
    reader.unknown_keys(KEYS, &root);
    let frontmatter = facts::read(&root, config, &mut reader);
    let value = (readable && !held).then_some(frontmatter);
    Outcome::new(value, reader.into_diagnostics())
}

/// The keys and values of a file's frontmatter under our names, each with its place in the file. `None` when there is no
/// frontmatter, or none that can be read.
#[must_use]
pub fn keys(file: &Arc<str>, text: &str, config: &Config) -> Option<Map> {
    let split = split(file, text).value;
    let (format, span) = split.frontmatter.filter(|_| split.closed)?;
    let parsed = match format {
        Format::Yaml => parse_yaml(text, span),
        Format::Toml => parse_toml(text, span),
    };
    let mut reader = Reader::new(file, CODES);
    let mut root = outermost(&parsed, format, &mut reader)?;
    adapt::adapt(&mut root, config, &mut reader);
    Some(root)
}

/// The outermost keys and values; `None` when there is something else.
fn outermost(parsed: &Parsed, format: Format, reader: &mut Reader<'_>) -> Option<Map> {
    match &parsed.root.value {
        Value::Map(map) => Some(map.clone()),
        Value::Null => Some(Map::default()),
        Value::Scalar(_) | Value::List(_) => {
            if parsed.problems.is_empty() {
                let fence = format.fence();
                let diagnostic = Diagnostic::new(
                    Code::FrontmatterSyntax,
                    format!("between the `{fence}` lines there are no keys"),
                )
                .at(reader.file(), parsed.root.span, "")
                .help("write `key: value` lines, with a space after the colon");
                reader.report(diagnostic);
            }
            None
        }
    }
}

fn syntax_error(file: &Arc<str>, text: &str, block: Span, problem: &Problem) -> Diagnostic {
    let mut diagnostic = Diagnostic::new(Code::FrontmatterSyntax, problem.message.clone()).at(
        file,
        problem.span,
        "",
    );
    diagnostic.help.clone_from(&problem.help);
    match swallowed_heading(text, block, problem.span) {
        Some(heading) => diagnostic.at(file, heading, "is the closing line missing above this?"),
        None => diagnostic,
    }
}

/// A heading inside the block, before the problem: the sign that the block reaches into the body because its closing
/// line is missing and a horizontal rule was taken for it.
fn swallowed_heading(text: &str, block: Span, problem: Span) -> Option<Span> {
    let before = text.get(block.start..problem.start.max(block.start))?;
    let mut empty = false;
    let mut at = 0;
    for line in before.split_inclusive('\n') {
        let marks = line.bytes().take_while(|&b| b == b'#').count();
        if empty && marks > 0 && line[marks..].starts_with(' ') {
            let start = block.start + at;
            return Some(Span::new(start, start + line.trim_end().len()));
        }
        empty = line.trim().is_empty();
        at += line.len();
    }
    None
}
