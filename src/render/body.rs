//! The text of a debrief, as HTML.

use super::{Html, markdown::Document};
use crate::{diagnostic::Diagnostic, model::Fragment};

/// Renders pieces of one body and keeps what it finds wrong with their links.
pub(super) struct Body<'a> {
    document: Document<'a>,
    found: Vec<Diagnostic>,
}

impl<'a> Body<'a> {
    pub(super) fn new(document: Document<'a>) -> Self {
        Self {
            document,
            found: Vec::new(),
        }
    }

    /// Pieces that follow each other, as blocks.
    pub(super) fn blocks(&mut self, fragments: &[Fragment]) -> Html {
        let mut html = String::new();
        for fragment in fragments {
            let piece = self.document.html(fragment).take(&mut self.found);
            // Blocks end their line; what does not, such as a cell of a table, stands beside the next.
            if !html.is_empty() && !html.ends_with('\n') && !piece.is_empty() {
                html.push(' ');
            }
            html.push_str(&piece);
        }
        Html::trusted(&html)
    }

    /// The content of a heading.
    pub(super) fn inline(&mut self, fragment: &Fragment) -> Html {
        let html = self.document.inline_html(fragment).take(&mut self.found);
        Html::trusted(&html)
    }

    /// What was found wrong, in the order of the page.
    pub(super) fn found(self) -> Vec<Diagnostic> {
        self.found
    }
}
