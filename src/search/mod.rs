//! Finds debriefs by what people type: one query, answered by tantivy and by exported files alike.
//!
//! `docs/search.md` says what can be typed and why this is made as it is, `docs/search-format.md` what is exported.

mod analyzer;
mod ask;
mod collect;
mod engine;
pub mod files;
pub mod kept;
mod language;
mod picks;
pub mod query;
mod record;
mod schema;
mod snippet;
mod values;
mod words;

pub use engine::{Answer, Engine};
pub use query::{Notice, Query};
pub use record::Shown;
pub use snippet::{Marker, Piece, Snippet};

/// A debrief that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit<D> {
    /// Which one.
    pub doc: D,
    /// How well it fits; only the order means anything.
    pub score: f64,
}

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found<D> {
    /// How many of the hits have all words; they stand first.
    pub total: usize,
    /// How many have some of them.
    pub some: usize,
    /// Those with all words, then those with some; of either perhaps only the first.
    pub hits: Vec<Hit<D>>,
    /// What to tell the one who asked.
    pub notices: Vec<Notice>,
}

/// Why there is no index or no answer.
#[derive(Debug)]
pub enum Error {
    /// tantivy failed.
    Index(tantivy::TantivyError),
    /// The index holds something else than this program puts into one.
    Record,
}

impl From<tantivy::TantivyError> for Error {
    fn from(error: tantivy::TantivyError) -> Self {
        Self::Index(error)
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Index(error) => write!(f, "the search index failed: {error}"),
            Self::Record => f.write_str("the search index is of another version"),
        }
    }
}

impl std::error::Error for Error {}
