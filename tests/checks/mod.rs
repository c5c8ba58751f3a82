//! What debriefs owe, and what their words do to people.

mod corpora;
mod language;
mod owed;

use std::sync::Arc;

use debriefs::{
    check,
    config::{Config, Edition},
    diagnostic::{Diagnostic, in_order},
    insight,
    library::{self, Entry, Selection},
    parse,
    source::SourceFile,
};
use jiff::Timestamp;

/// The day all of it is checked for.
const NOW: &str = "2026-11-22T00:00:00Z";

/// Everything the checks find in files of these names and texts.
fn found<'a>(
    files: impl IntoIterator<Item = (String, &'a str)>,
    config: &Config,
) -> Vec<Diagnostic> {
    let now: Timestamp = NOW.parse().unwrap();
    let selection = Selection {
        edition: Edition::company(),
        drafts: true,
        today: insight::today(now),
    };
    let entries = files
        .into_iter()
        .filter_map(|(name, text)| entry(&name, text, config));
    let library = library::build(entries.collect(), Vec::new(), &selection).value;
    let insight = insight::derive(&library, config, now);
    in_order(check::check(&library, &insight, config, selection.today))
}

/// `None` when the debrief is held back.
fn entry(name: &str, text: &str, config: &Config) -> Option<Entry> {
    let file = SourceFile {
        rel: name.into(),
        shown: name.into(),
        text: Arc::from(text),
        hash: [0; 32],
    };
    let parsed = parse::debrief(&file, config).value?;
    Some(Entry {
        debrief: parsed.debrief.into(),
        text: file.text,
        body: parsed.body,
        shown: file.shown,
        changed: None,
    })
}

/// The bytes a finding points at first.
fn pointed_at<'a>(finding: &Diagnostic, text: &'a str) -> &'a str {
    let span = finding.places[0].span.unwrap();
    &text[span.start..span.end]
}
