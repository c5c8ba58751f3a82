use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use crate::{
    model::Span,
    parse::markdown::{events, prepare},
};

/// Bytes of a file that are code, in order: `@Override` and `git@host` are no people there.
pub(super) fn ranges(text: &str, body: Span) -> Vec<Range<usize>> {
    let prepared = prepare(text, body);
    let events = events(&prepared);
    let code = events
        .iter()
        .filter(|(event, _)| matches!(event, Event::Code(_) | Event::Start(Tag::CodeBlock(_))));
    let ranges = code.map(|(_, range)| {
        let span = prepared.span(range);
        span.start..span.end
    });
    ranges.collect()
}

/// Whether a byte is code.
pub(super) fn contains(code: &[Range<usize>], at: usize) -> bool {
    let next = code.partition_point(|range| range.start <= at);
    next > 0 && code[next - 1].contains(&at)
}
