//! What people ask for, as a value that both back ends answer.

mod parse;
#[cfg(test)]
mod tests;

use crate::config::Config;

use super::language::Language;

/// A field that filters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Services hurt.
    Service,
    /// Teams involved.
    Team,
    /// Causes named in the frontmatter.
    Cause,
    /// Free tags.
    Tag,
    /// How bad it was.
    Severity,
    /// Year it is filed under.
    Year,
    /// How far the text has come.
    Status,
    /// What was debriefed.
    Kind,
    /// Whose debrief it is, and who holds its actions.
    Owner,
}

impl Field {
    /// All of them, in the order of the columns of an exported index.
    pub const ALL: [Self; 9] = [
        Self::Service,
        Self::Team,
        Self::Cause,
        Self::Tag,
        Self::Severity,
        Self::Year,
        Self::Status,
        Self::Kind,
        Self::Owner,
    ];

    /// What people type before the colon.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Service => "service",
            Self::Team => "team",
            Self::Cause => "cause",
            Self::Tag => "tag",
            Self::Severity => "severity",
            Self::Year => "year",
            Self::Status => "status",
            Self::Kind => "kind",
            Self::Owner => "owner",
        }
    }

    /// Whether a debrief has at most one value.
    #[must_use]
    pub fn is_single(self) -> bool {
        matches!(
            self,
            Self::Severity | Self::Year | Self::Status | Self::Kind
        )
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }
}

/// One word that is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Its form, folded.
    pub form: String,
    /// The user is still typing it.
    pub unfinished: bool,
    /// It was quoted or is excluded: neither completed nor corrected.
    pub exact: bool,
    /// It must stand in the title.
    pub title: bool,
}

/// Words that stand in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// Two forms or more, each with its offset from the first word typed; stop words leave gaps.
    pub forms: Vec<(u32, String)>,
    /// The user is still typing the last form.
    pub unfinished: bool,
}

/// What a filter asks of a debrief.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filter {
    /// A value of a field, as typed.
    Value {
        /// The field.
        field: Field,
        /// What was typed after the colon.
        value: String,
        /// The user is still typing it.
        unfinished: bool,
    },
    /// At least one action is open.
    OpenActions,
}

/// What takes a debrief out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Exclusion {
    /// It has the word.
    Word(Word),
    /// It has the phrase.
    Phrase(Phrase),
    /// It passes the filter.
    Filter(Filter),
}

/// The order of what is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// Best first.
    #[default]
    Relevance,
    /// Newest first.
    Newest,
    /// Worst first.
    Severity,
}

impl Sort {
    fn named(name: &str) -> Option<Self> {
        match name {
            "relevance" => Some(Self::Relevance),
            "newest" => Some(Self::Newest),
            "severity" => Some(Self::Severity),
            _ => None,
        }
    }
}

/// What to tell the one who asked.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Notice {
    /// There is no such field; its text was searched as words.
    UnknownField(String),
    /// These words are too common to be searched for.
    TooCommon(Vec<String>),
    /// No debrief has the value.
    NoSuchValue {
        /// Name of the field.
        field: &'static str,
        /// As typed.
        value: String,
    },
    /// No debrief has the word, nor one like it.
    NoSuchWord(String),
    /// No debrief has the word; these were searched instead.
    Corrected {
        /// As typed, folded.
        word: String,
        /// Forms that exist.
        shown: Vec<String>,
    },
}

/// What people ask for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// Debriefs with all of them come first.
    pub words: Vec<Word>,
    /// All are required.
    pub phrases: Vec<Phrase>,
    /// None may hold.
    pub not: Vec<Exclusion>,
    /// All fields must pass; of one field any value.
    pub filters: Vec<Filter>,
    /// The order.
    pub sort: Sort,
    /// What was understood otherwise than typed.
    pub notices: Vec<Notice>,
}

impl Query {
    /// Reads what people type; everything can be read. `typing` when the text may not be complete.
    #[must_use]
    pub fn parse(text: &str, config: &Config, typing: bool) -> Self {
        Self::read(text, &Language::of(config), typing)
    }

    pub(super) fn read(text: &str, language: &Language, typing: bool) -> Self {
        parse::parse(text, language, typing)
    }

    /// Whether nothing is asked for at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
            && self.phrases.is_empty()
            && self.not.is_empty()
            && self.filters.is_empty()
    }
}
