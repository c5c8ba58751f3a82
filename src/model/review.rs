use std::{fmt, ops::Range, str::FromStr, sync::Arc};

use jiff::civil::Date;
use serde::{Serialize, Serializer};

use super::{Span, Visibility};

/// A calendar month, such as `2026-11`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(Date);

impl Month {
    /// The month a day is in.
    #[must_use]
    pub fn of(day: Date) -> Self {
        Self(day.first_of_month())
    }

    /// Its first day.
    #[must_use]
    pub fn first(self) -> Date {
        self.0
    }

    /// Its last day.
    #[must_use]
    pub fn last(self) -> Date {
        self.0.last_of_month()
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.0.year(), self.0.month())
    }
}

impl FromStr for Month {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let day: Option<Date> = format!("{text}-01").parse().ok();
        day.filter(|_| text.len() == "2026-11".len())
            .map(Self)
            .ok_or_else(|| "write a month such as 2026-11".into())
    }
}

impl Serialize for Month {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// What a monthly review says about an action item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Nobody has decided yet.
    Undecided,
    /// What is written cannot be read; a finding says so.
    Unreadable,
    /// It stays open.
    StillOpen,
    /// It is done, on this day if one is given.
    Done(Option<Date>),
    /// It is decided against, with the reason.
    Irrelevant(String),
    /// Somebody higher up holds it now, as written without `@`.
    Moved(String),
}

/// A verdict with the new day, if one was agreed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// What becomes of the item.
    pub verdict: Verdict,
    /// The day it should be done by from now on.
    pub due: Option<Date>,
}

impl Decision {
    /// Whether it says anything.
    #[must_use]
    pub fn is_made(&self) -> bool {
        !matches!(self.verdict, Verdict::Undecided | Verdict::Unreadable)
    }
}

/// A line of a review that is about an action item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewLine {
    /// What the item is known by.
    pub key: String,
    /// The item in words, as the line has it.
    pub text: String,
    /// What was decided.
    pub decision: Decision,
    /// What was noted below it; plain text.
    pub note: Option<String>,
    /// Where the decision stands in the file.
    pub span: Span,
}

/// A stretch of a review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReviewBlock {
    /// These of [`Review::lines`].
    Lines(Range<usize>),
    /// Markdown, by its place in [`Review::text`].
    Prose(Span),
}

/// A heading of the second level and what stands under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewSection {
    /// Plain text; `None` before the first heading.
    pub heading: Option<String>,
    /// Where the heading stands.
    pub span: Span,
    /// What stands in it, in order.
    pub blocks: Vec<ReviewBlock>,
}

/// A monthly review, read.
#[derive(Debug, Clone, PartialEq)]
pub struct Review {
    /// The month it is about: the name of its file.
    pub month: Month,
    /// Path under the content folder, with `/`.
    pub source: String,
    /// The path diagnostics name.
    pub shown: Arc<str>,
    /// The file, with what may not be shown blanked out; spans point into it.
    pub text: Arc<str>,
    /// The day people met, if the file says so.
    pub held: Option<Date>,
    /// Who may read it.
    pub visibility: Visibility,
    /// Lines about action items, in the order written.
    pub lines: Vec<ReviewLine>,
    /// Everything, in the order written.
    pub sections: Vec<ReviewSection>,
}

impl Review {
    /// The day its decisions count from: the one stated, else the last of its month.
    #[must_use]
    pub fn day(&self) -> Date {
        self.held.unwrap_or_else(|| self.month.last())
    }
}
