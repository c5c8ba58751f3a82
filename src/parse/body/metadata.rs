//! The title: of the first heading, or of the lines a pasted export begins with.

use super::{
    outline::{Draft, Outline},
    source::Source,
    title::{self, Title},
};
use crate::{
    model::{Provenance, Sourced},
    parse::markdown::{self, BlockKind},
};

/// The title, and what else its heading says.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Named {
    pub(super) name: Sourced<String>,
    pub(super) parts: Title,
}

/// Finds the title.
pub(super) fn title(source: &Source<'_>, outline: &Outline) -> Option<Named> {
    if let Some(block) = &outline.title {
        let text = source.plain(source.inner(block));
        if is_generic(&text)
            && let Some(named) = in_form(source, outline)
        {
            return Some(named);
        }
        if !text.is_empty() {
            return Some(named(
                &text,
                Provenance::Heading(source.line(block.range.start)),
            ));
        }
    }
    let (first, others) = outline.sections.split_first()?;
    exported(source, first).filter(|_| !others.is_empty())
}

/// Whether a heading only says what kind of page it is: `Major Incident Report`.
fn is_generic(heading: &str) -> bool {
    #[rustfmt::skip]
    const WORDS: &[&str] = &[
        "major", "incident", "report", "post", "mortem", "postmortem", "review", "root", "cause", "analysis", "rca",
        "debrief", "outage", "pir", "problem", "record", "form", "summary", "final", "draft", "retrospective",
    ];
    let lower = heading.to_lowercase();
    let mut words = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .peekable();
    words.peek().is_some() && words.all(|word| WORDS.contains(&word))
}

/// The title in a form of two columns: `Title | Badge readers offline`.
fn in_form(source: &Source<'_>, outline: &Outline) -> Option<Named> {
    #[rustfmt::skip]
    const NAMES: &[&str] = &[
        "title", "incident title", "incident name", "name", "subject", "headline", "short description",
    ];
    let tables = outline.sections.iter().flat_map(|draft| &draft.pieces);
    let mut tables = tables.filter(|piece| piece.block.kind == BlockKind::Table);
    let rows = source.children(&tables.next()?.block);
    rows.iter().find_map(|row| {
        let cells = source.children(row);
        let [label, value, ..] = &cells[..] else {
            return None;
        };
        let text = |cell| source.plain(source.inner(cell));
        let label = text(label).to_lowercase();
        let value = text(value);
        (NAMES.contains(&label.trim_end_matches(':')) && !value.is_empty())
            .then(|| named(&value, Provenance::Body(source.line(row.range.start))))
    })
}

fn named(text: &str, from: Provenance) -> Named {
    let parts = title::read(text);
    Named {
        name: Sourced::new(parts.text.clone(), from),
        parts,
    }
}

/// Lines of an export that say something else than its title.
#[rustfmt::skip]
const LABELS: &[&str] = &[
    "owner of review process", "impact time", "duration", "status", "severity", "owner", "author", "authors",
    "date", "created", "updated", "last updated", "incident commander", "responders", "services", "team", "teams",
    "start time", "end time", "reporter", "priority", "component", "components", "labels", "assignee", "resolution",
    "type", "issue type", "project", "environment", "affects version/s", "fix version/s", "incident start",
    "incident end", "start", "end", "detected", "resolved", "key", "service", "affected services",
];

/// The title among the lines before the first section: what is left when labels, their values and remarks on the time
/// zone are taken away.
fn exported(source: &Source<'_>, preamble: &Draft) -> Option<Named> {
    if preamble.heading.is_some() {
        return None;
    }
    let mut kept: Vec<(String, u32)> = Vec::new();
    let mut skip_value = false;
    for piece in &preamble.pieces {
        if piece.block.kind != BlockKind::Paragraph {
            continue;
        }
        for line in markdown::lines(source.events, source.inner(&piece.block)) {
            let at = source.bytes(&line.events).start;
            let text = source.plain(line.events);
            let bare = text.trim_end_matches(':').to_lowercase();
            let value = std::mem::take(&mut skip_value);
            if let Some((label, value)) = text.split_once(':')
                && matches!(
                    label.trim().to_lowercase().as_str(),
                    "title" | "incident title" | "name"
                )
            {
                return Some(named(value.trim(), Provenance::Heading(source.line(at))));
            }
            if LABELS.contains(&bare.as_str()) {
                skip_value = true;
            } else if !value && !is_label_line(&text) && !about_zone(&text) && !text.is_empty() {
                kept.push((text, source.line(at)));
            }
        }
    }
    // More lines than a wrapped title has are prose.
    let line = kept.first()?.1;
    let joined = kept
        .iter()
        .map(|(text, _)| text.as_str())
        .collect::<Vec<_>>()
        .join(" ");
    let sentence = joined.ends_with('.') && joined.split_whitespace().count() > 12;
    (kept.len() <= 3 && joined.len() <= 160 && !sentence)
        .then(|| named(&joined, Provenance::Heading(line)))
}

fn is_label_line(text: &str) -> bool {
    text.split_once(':')
        .is_some_and(|(label, _)| LABELS.contains(&label.to_lowercase().as_str()))
}

fn about_zone(text: &str) -> bool {
    let lower = text.to_lowercase();
    lower.contains("all times")
        || lower.contains("times listed")
        || (text.ends_with('.') && super::clock::zone::stated(text).is_some() && text.len() < 60)
}
