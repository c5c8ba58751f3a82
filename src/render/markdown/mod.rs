//! Markdown of a debrief to HTML that is safe to publish.
//!
//! The body is parsed again with the same [`prepare`](crate::parse::markdown::prepare) and
//! [`events`] as when it was read, so a [`Fragment`] names the same text. What comes out is
//! valid under `default-src 'self'`: no inline style, no script, links of three schemes, and every element closed.

mod autolink;
mod blocks;
mod clean;
mod cut;
mod escape;
mod footnote;
mod frames;
mod highlight;
mod html;
mod inline;
mod language;
mod link;
mod raw;
mod target;
mod writer;

use std::sync::Arc;

pub use escape::escape;
pub(super) use escape::push_escaped;
pub use link::{Found, Resolver};

use crate::{
    diagnostic::Outcome,
    model::Fragment,
    parse::markdown::{Prepared, Spanned, events},
    render::texts::{Texts, english},
};
use footnote::Footnotes;
use link::Links;
use writer::Writer;

/// The body of one debrief, ready to render; made once for each page.
pub struct Document<'a> {
    prepared: &'a Prepared<'a>,
    events: Vec<Spanned<'a>>,
    footnotes: Footnotes,
    links: Links<'a>,
    texts: &'a Texts,
}

impl<'a> Document<'a> {
    /// Parses a prepared body. `file` is the path diagnostics name, `source` the path under the content folder from
    /// which relative links start.
    #[must_use]
    pub fn new(
        prepared: &'a Prepared<'a>,
        file: &'a Arc<str>,
        source: &'a str,
        resolver: &'a dyn Resolver,
    ) -> Self {
        let events = events(prepared);
        Self {
            prepared,
            footnotes: Footnotes::new(&events),
            events,
            links: Links {
                file,
                source,
                resolver,
            },
            texts: english(),
        }
    }

    /// With the words that no author wrote (of callouts, footnotes, tasks) in another language than English.
    #[must_use]
    pub fn in_words_of(self, texts: &'a Texts) -> Self {
        Self { texts, ..self }
    }

    /// A fragment as blocks: paragraphs, lists, tables and all.
    ///
    /// Footnotes have ids that are unique on the page as long as no fragment is rendered twice on it.
    #[must_use]
    pub fn html(&self, fragment: &Fragment) -> Outcome<String> {
        Writer::new(self, &fragment.cuts, true).write(&fragment.events)
    }

    /// A fragment as text with emphasis, code and links only: for a heading or a table cell.
    #[must_use]
    pub fn inline_html(&self, fragment: &Fragment) -> Outcome<String> {
        Writer::new(self, &fragment.cuts, false).write(&fragment.events)
    }
}
