//! Everything that can be wrong, said in one form: a code, a level, a message, places, and what to do.
//!
//! A stage never prints and never stops at the first problem. It returns an [`Outcome`]: its value and all it found.

mod code;
pub mod github;
pub mod gitlab;
pub mod json;
mod levels;
#[cfg(test)]
mod nasty;
mod page;
mod position;
pub mod sarif;
mod suggest;
pub mod text;

use std::{collections::BTreeMap, sync::Arc};

pub use code::Code;
pub use levels::{Counts, apply_levels, in_order};
pub use position::{Position, Positions, Region};
use serde::Serialize;
pub use suggest::suggest;

use crate::model::Span;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Worth knowing; nothing is wrong (a file that was left out on purpose).
    Notice,
    /// A kinder or clearer way exists.
    Suggestion,
    /// Probably not meant.
    Warning,
    /// Wrong: something could not be read or would mislead.
    Error,
}

impl Level {
    /// The word used in every output format.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Notice => "notice",
            Self::Suggestion => "suggestion",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A place in a file with what to say about it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The path as people would type it from where they stand.
    pub file: Arc<str>,
    /// Bytes of that file; `None` when the whole file is meant.
    pub span: Option<Span>,
    /// Shown beside the underline; empty for none.
    pub label: String,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which rule.
    pub code: Code,
    /// How much it matters; the code's default unless the config says otherwise.
    pub level: Level,
    /// What is wrong, in a sentence without a full stop.
    pub message: String,
    /// Where; the first place is the one `file:line:col` names. Empty when no file is to blame.
    pub places: Vec<Place>,
    /// What to do about it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A finding at the code's default level, without a place.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            level: code.default_level(),
            message: message.into(),
            places: Vec::new(),
            help: None,
        }
    }

    /// Adds a place with a label (empty for none).
    #[must_use]
    pub fn at(mut self, file: &Arc<str>, span: Span, label: impl Into<String>) -> Self {
        self.places.push(Place {
            file: Arc::clone(file),
            span: Some(span),
            label: label.into(),
        });
        self
    }

    /// Adds a whole file as a place.
    #[must_use]
    pub fn in_file(mut self, file: &Arc<str>) -> Self {
        self.places.push(Place {
            file: Arc::clone(file),
            span: None,
            label: String::new(),
        });
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The order findings are reported in: by file, place, code.
    #[must_use]
    pub fn sort_key(&self) -> impl Ord + use<> {
        let first = self.places.first();
        (
            first.map(|p| Arc::clone(&p.file)),
            first.and_then(|p| p.span),
            self.code.as_str(),
            self.message.clone(),
        )
    }
}

/// What a stage gives back: its value, and everything it found on the way.
#[derive(Debug, Clone)]
pub struct Outcome<T> {
    /// The value, as good as the input allowed.
    pub value: T,
    /// All findings.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Outcome<T> {
    /// A value about which there is nothing to say.
    pub fn clean(value: T) -> Self {
        Self {
            value,
            diagnostics: Vec::new(),
        }
    }

    /// A value with findings.
    pub fn new(value: T, diagnostics: Vec<Diagnostic>) -> Self {
        Self { value, diagnostics }
    }

    /// Hands the findings to `sink` and gives the value.
    pub fn take(self, sink: &mut Vec<Diagnostic>) -> T {
        sink.extend(self.diagnostics);
        self.value
    }
}

/// The texts of all files that were read, by the path diagnostics name; for line numbers and quoted lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sources(BTreeMap<Arc<str>, Arc<str>>);

impl Sources {
    /// Remembers a file.
    pub fn insert(&mut self, file: Arc<str>, text: Arc<str>) {
        self.0.insert(file, text);
    }

    /// Replaces a part of a file by stars, so that no finding quotes it. Line breaks and lengths stay as they are.
    pub fn hide(&mut self, file: &str, span: Span) {
        let Some(text) = self.0.get_mut(file) else {
            return;
        };
        let hidden: String = text
            .char_indices()
            .map(
                |(at, c)| match (span.start..span.end).contains(&at) && c != '\n' {
                    true => "*".repeat(c.len_utf8()),
                    false => c.to_string(),
                },
            )
            .collect();
        *text = hidden.into();
    }

    /// Every file with its text, by path.
    pub fn iter(&self) -> impl Iterator<Item = (&Arc<str>, &Arc<str>)> {
        self.0.iter()
    }

    /// A file, as it is named here, with its text.
    #[must_use]
    pub fn get(&self, file: &str) -> Option<(&Arc<str>, &Arc<str>)> {
        self.0.get_key_value(file)
    }

    /// The text of a file, if it could be read.
    #[must_use]
    pub fn text(&self, file: &str) -> Option<&Arc<str>> {
        self.0.get(file)
    }
}

/// 1-based line and column (in characters) of a byte of a text. Bytes past the end count as the end.
#[must_use]
pub fn line_col(text: &str, at: usize) -> (usize, usize) {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let before = &text[..at];
    let line_start = before.rfind('\n').map_or(0, |i| i + 1);
    let line = before.bytes().filter(|&b| b == b'\n').count() + 1;
    let column = before[line_start..]
        .trim_start_matches('\u{feff}')
        .chars()
        .count()
        + 1;
    (line, column)
}
