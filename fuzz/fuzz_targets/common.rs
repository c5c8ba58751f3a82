//! What every target asks of a text that was read.

use std::sync::Arc;

use debriefs::{
    config::Config,
    diagnostic::Diagnostic,
    model::Span,
    parse::{self, Parsed},
    source::SourceFile,
};

/// Reads a text as a file and makes sure that every place that is named lies in it, on whole characters.
pub fn read(text: &str) -> Option<Parsed> {
    let file = SourceFile {
        rel: "2026-11-20-a.md".into(),
        shown: "2026-11-20-a.md".into(),
        text: Arc::from(text),
        hash: [0; 32],
    };
    let outcome = parse::debrief(&file, &Config::default());
    for place in outcome.diagnostics.iter().flat_map(places) {
        assert_in(text, place);
    }
    if let Some(parsed) = &outcome.value {
        let debrief = &parsed.debrief;
        let sections = debrief.sections.iter().map(|section| section.span);
        let entries = debrief.timeline.iter().map(|entry| entry.span);
        let actions = debrief.actions.iter().map(|action| action.span);
        let learnings = debrief.learnings.iter().map(|learning| learning.span);
        for span in sections.chain(entries).chain(actions).chain(learnings) {
            assert_in(text, span);
        }
    }
    outcome.value
}

fn places(diagnostic: &Diagnostic) -> impl Iterator<Item = Span> {
    diagnostic.places.iter().filter_map(|place| place.span)
}

fn assert_in(text: &str, span: Span) {
    assert!(
        text.get(span.start..span.end).is_some(),
        "{span:?} in {} bytes",
        text.len()
    );
}
