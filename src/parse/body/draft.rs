//! A section as it was cut from the body, before its blocks are read.

use std::ops::Range;

use super::clock;
use crate::{
    model::{Heading, SectionKind},
    parse::markdown::Block,
};

/// A block of a section, less some bytes that are shown elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) block: Block,
    pub(super) cuts: Vec<Range<usize>>,
}

/// A section whose blocks have not been read yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Draft {
    pub(super) kind: SectionKind,
    /// As what its blocks are read; the same as `kind` but where a timeline stands without its name.
    pub(super) reads_as: SectionKind,
    /// Whether the heading itself says the kind.
    pub(super) own_kind: bool,
    pub(super) heading: Option<Heading>,
    /// 0 for the text before the first heading.
    pub(super) level: u8,
    /// Its heading is that of one of several incidents.
    pub(super) incident: bool,
    /// The day its heading turns to.
    pub(super) day: Option<clock::DayRef>,
    pub(super) pieces: Vec<Piece>,
    /// Bytes of the prepared text.
    pub(super) range: Range<usize>,
}

impl Draft {
    /// The text before the first heading.
    pub(super) fn preamble(at: usize) -> Self {
        Self {
            kind: SectionKind::Preamble,
            reads_as: SectionKind::Preamble,
            own_kind: true,
            heading: None,
            level: 0,
            incident: false,
            day: None,
            pieces: Vec::new(),
            range: at..at,
        }
    }
}
