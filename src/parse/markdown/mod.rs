//! Markdown as events and blocks. The body is parsed once to read it and once more to render it; [`prepare`] and
//! [`events`] are the only way to do either, so that an index into the events means the same in both runs.

mod block;
mod export;
mod inline;
mod prepare;
mod redact;
mod section_names;

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser};

pub use block::{Block, BlockKind, block_end, blocks, children};
pub use inline::{InlineText, Line, inline_text, lines, plain_text};
pub use prepare::{Prepared, prepare};
pub(in crate::parse) use redact::{Doubt, doubts, redacted};
pub use section_names::{exact_section_kind, section_kind};

/// An event and the bytes of the prepared text it stands for.
pub type Spanned<'a> = (Event<'a>, Range<usize>);

/// The dialect: CommonMark with what GitHub adds.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
}

/// All events of a body, in order.
#[must_use]
pub fn events<'a>(prepared: &'a Prepared<'_>) -> Vec<Spanned<'a>> {
    Parser::new_ext(&prepared.text, options())
        .into_offset_iter()
        .collect()
}
