use std::fmt;

use jiff::{Timestamp, civil::Date, tz::Offset};
use serde::{Serialize, Serializer};

/// How exactly a time is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Precision {
    /// To the minute or better.
    Exact,
    /// Somewhere near: `~13:30`, `ca. 18:30`, a range.
    Approx,
    /// The day only.
    Day,
}

/// A point in time as the author wrote it: a day, or an instant with the offset it was told in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum At {
    /// Only the day is known.
    Day(Date),
    /// A minute (or second) of a day, with the offset from UTC that was in force or stated.
    Instant {
        /// The instant itself.
        timestamp: Timestamp,
        /// The offset its author used; kept so that pages show the author's clock.
        offset: Offset,
    },
}

impl At {
    /// The civil day, in the offset of the author.
    #[must_use]
    pub fn date(&self) -> Date {
        match self {
            Self::Day(date) => *date,
            Self::Instant { timestamp, offset } => offset.to_datetime(*timestamp).date(),
        }
    }

    /// The instant, when more than the day is known.
    #[must_use]
    pub fn timestamp(&self) -> Option<Timestamp> {
        match self {
            Self::Day(_) => None,
            Self::Instant { timestamp, .. } => Some(*timestamp),
        }
    }

    /// An instant to sort by: a day counts from its first moment in UTC.
    #[must_use]
    pub fn sort_key(&self) -> Timestamp {
        match self {
            Self::Day(date) => Offset::UTC
                .to_timestamp(date.at(0, 0, 0, 0))
                .unwrap_or(Timestamp::MIN),
            Self::Instant { timestamp, .. } => *timestamp,
        }
    }
}

/// ISO 8601: `2026-11-20`, `2026-11-20T01:31+01:00` (seconds only where there are any), `…Z` for UTC.
impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(date) => write!(f, "{date}"),
            Self::Instant { timestamp, offset } => {
                let civil = offset.to_datetime(*timestamp);
                write!(
                    f,
                    "{}T{:02}:{:02}",
                    civil.date(),
                    civil.hour(),
                    civil.minute()
                )?;
                if civil.second() != 0 {
                    write!(f, ":{:02}", civil.second())?;
                }
                let minutes = offset.seconds() / 60;
                if minutes == 0 {
                    return f.write_str("Z");
                }
                let sign = if minutes < 0 { '-' } else { '+' };
                write!(
                    f,
                    "{sign}{:02}:{:02}",
                    minutes.abs() / 60,
                    minutes.abs() % 60
                )
            }
        }
    }
}

impl Serialize for At {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A time with how well it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// When.
    pub at: At,
    /// How exactly. Always [`Precision::Day`] when `at` is a day.
    pub precision: Precision,
    /// What the author added, for example why start and detection are the same minute.
    pub note: Option<String>,
}

impl Moment {
    /// An exact time, or a day, without a note.
    #[must_use]
    pub fn new(at: At) -> Self {
        let precision = match at {
            At::Day(_) => Precision::Day,
            At::Instant { .. } => Precision::Exact,
        };
        Self {
            at,
            precision,
            note: None,
        }
    }

    /// The same time, known only roughly. A day stays a day.
    #[must_use]
    pub fn approximate(mut self) -> Self {
        if self.precision == Precision::Exact {
            self.precision = Precision::Approx;
        }
        self
    }
}

/// Where a value came from. Everything but [`Provenance::Frontmatter`] was inferred and is shown as such.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Provenance {
    /// Typed by a person into the frontmatter.
    Frontmatter,
    /// A line of the timeline (1-based line of the file).
    Timeline(u32),
    /// A line of the body outside the timeline (1-based line of the file), such as a stated figure or a label.
    Body(u32),
    /// The first heading (1-based line of the file).
    Heading(u32),
    /// The file's name.
    FileName,
    /// The git history.
    Git,
    /// The default of the product or of `debriefs.toml`.
    Default,
}

impl Provenance {
    /// Whether a person wrote the value where it belongs.
    #[must_use]
    pub fn is_stated(self) -> bool {
        matches!(self, Self::Frontmatter)
    }
}

/// The form used in `data/debriefs.json`: `frontmatter`, `timeline:14`, …
impl fmt::Display for Provenance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Frontmatter => f.write_str("frontmatter"),
            Self::Timeline(line) => write!(f, "timeline:{line}"),
            Self::Body(line) => write!(f, "body:{line}"),
            Self::Heading(line) => write!(f, "heading:{line}"),
            Self::FileName => f.write_str("file-name"),
            Self::Git => f.write_str("git"),
            Self::Default => f.write_str("default"),
        }
    }
}

/// A value with where it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sourced<T> {
    /// The value.
    pub value: T,
    /// Where it was found.
    pub from: Provenance,
}

impl<T> Sourced<T> {
    /// Pairs a value with its origin.
    pub fn new(value: T, from: Provenance) -> Self {
        Self { value, from }
    }
}
