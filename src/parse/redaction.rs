//! Doubts about `<!-- redact -->`. A block that is not closed hides too much, which is safe and reported; whatever may hide
//! too little holds the text back, as doubt about `visibility` does.

use std::sync::Arc;

use super::markdown::{Doubt, doubts};
use crate::{
    diagnostic::{Code, Diagnostic, Outcome},
    model::Span,
};

/// Whether the text may be published as far as its markers tell.
pub(super) fn read(
    file: &Arc<str>,
    text: &str,
    frontmatter: Option<Span>,
    body: Span,
) -> Outcome<bool> {
    let mut held = false;
    let mut found = Vec::new();
    if let Some(marker) = frontmatter.and_then(|block| first_comment(text, block)) {
        held = true;
        let message =
            "a redacted block does not work between frontmatter lines, so this is held back";
        found.push(
            Diagnostic::new(Code::HeldBack, message)
                .at(file, marker, "this would be shown")
                .help("take the text out, or move it below the frontmatter"),
        );
    }
    for (range, doubt) in doubts(&text[body.start..body.end]) {
        let span = Span::new(body.start + range.start, body.start + range.end);
        held |= doubt != Doubt::Unclosed;
        found.push(finding(doubt).at(file, span, ""));
    }
    Outcome::new(!held, found)
}

fn finding(doubt: Doubt) -> Diagnostic {
    let held = |message: &str, help: &str| Diagnostic::new(Code::HeldBack, message).help(help);
    match doubt {
        Doubt::Unclosed => Diagnostic::new(
            Code::RedactUnclosed,
            "this redacted block is never closed, so everything behind it is hidden",
        )
        .help("write `<!-- /redact -->` where it ends"),
        Doubt::Unopened => held(
            "this closes a redacted block that was never opened, so the text is held back",
            "write `<!-- redact -->` where it begins, or delete this line",
        ),
        Doubt::Misspelt => held(
            "this looks like a marker of a redacted block and hides nothing, so the text is held back",
            "the markers are `<!-- redact -->` and `<!-- /redact -->`",
        ),
    }
}

/// The first marker, right or nearly right, in a block of frontmatter.
fn first_comment(text: &str, block: Span) -> Option<Span> {
    let block_text = &text[block.start..block.end];
    let at = block_text.match_indices("<!--").find(|(at, _)| {
        let word = block_text[at + 4..].trim_start_matches([' ', '/']);
        word.get(..5)
            .is_some_and(|word| word.eq_ignore_ascii_case("redac"))
    });
    at.map(|(at, marker)| Span::new(block.start + at, block.start + at + marker.len()))
}
