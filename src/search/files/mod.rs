//! The exported index: small static files that a script reads. `docs/search-format.md` describes every byte.

mod bytes;
mod columns;
mod export;
mod gather;
mod manifest;
mod reader;
mod shards;
mod view;

pub use bytes::FORMAT;
pub use export::{Exported, export};
pub use reader::Reader;
pub(super) use shards::digits;

/// A file that is not what it should be; why, for people who look into it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Damaged(pub &'static str);

impl std::fmt::Display for Damaged {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the search index is damaged: {}", self.0)
    }
}

impl std::error::Error for Damaged {}
