//! Whether a file reads as it did before something was added to its frontmatter.

use std::sync::Arc;

use crate::{
    config::Config,
    data::{Map, Value, parse_toml, parse_yaml},
    model::{Debrief, Provenance, Span},
    parse::{self, Parsed, frontmatter},
    source::SourceFile,
};

/// Whether the body is the same to the byte, every key that was there is still there, and every fact is read as it was.
pub(super) fn reads_as_before(
    file: &SourceFile,
    text: &str,
    before: &Parsed,
    config: &Config,
) -> bool {
    let new = SourceFile {
        text: Arc::from(text),
        ..file.clone()
    };
    let Some(after) = parse::debrief(&new, config).value else {
        return false;
    };
    let body = |file: &SourceFile, parsed: &Parsed| {
        file.text[parsed.body.start..parsed.body.end].to_owned()
    };
    body(file, before) == body(&new, &after)
        && keeps_keys(file, &new)
        && placeless(before.debrief.clone()) == placeless(after.debrief)
}

/// Whether a new text is still a file with all its keys: what was added did not break its frontmatter.
pub(super) fn is_intact(file: &SourceFile, text: &str) -> bool {
    let new = SourceFile {
        text: Arc::from(text),
        ..file.clone()
    };
    keeps_keys(file, &new)
}

/// A debrief without the places its values come from, which all move.
fn placeless(mut debrief: Debrief) -> Debrief {
    const SAME: Provenance = Provenance::Frontmatter;
    debrief.title.from = SAME;
    debrief.timezone.from = SAME;
    debrief.date.iter_mut().for_each(|date| date.from = SAME);
    let incidents = debrief.incidents.iter_mut().map(|one| &mut one.times);
    for times in incidents.chain([&mut debrief.times]) {
        for time in [
            &mut times.introduced,
            &mut times.started,
            &mut times.detected,
            &mut times.acknowledged,
            &mut times.mitigated,
            &mut times.resolved,
        ] {
            time.iter_mut().for_each(|time| time.from = SAME);
        }
    }
    for section in &mut debrief.sections {
        section.span = Span::default();
        section.heading.iter_mut().for_each(|h| h.line = 0);
    }
    for entry in &mut debrief.timeline {
        (entry.line, entry.span) = (0, Span::default());
    }
    for action in &mut debrief.actions {
        (action.line, action.span) = (0, Span::default());
    }
    for learning in &mut debrief.learnings {
        (learning.line, learning.span) = (0, Span::default());
    }
    let references = debrief.recurs.iter_mut().chain(&mut debrief.not_related);
    references.for_each(|(_, span)| *span = Span::default());
    let causes = debrief.causes.iter_mut();
    causes.for_each(|cause| cause.span = Span::default());
    debrief
}

/// Whether every key with a value is still there with that value; comments are not, but nothing is ever taken away.
fn keeps_keys(before: &SourceFile, after: &SourceFile) -> bool {
    match (tree(before), tree(after)) {
        (None, Some(_)) => true,
        (Some(before), Some(after)) => holds(&after, &before),
        (_, None) => false,
    }
}

fn tree(file: &SourceFile) -> Option<Value> {
    let (format, span) = frontmatter::split(&file.shown, &file.text)
        .value
        .frontmatter?;
    let parsed = match format {
        frontmatter::Format::Yaml => parse_yaml(&file.text, span),
        frontmatter::Format::Toml => parse_toml(&file.text, span),
    };
    (parsed.problems.is_empty() && parsed.duplicates.is_empty()).then_some(parsed.root.value)
}

/// Whether `new` says everything that `old` says.
fn holds(new: &Value, old: &Value) -> bool {
    let in_map = |new: &Map, old: &Map| {
        old.iter().all(|entry| {
            entry.node.is_null()
                || new
                    .get(&entry.key.text)
                    .is_some_and(|node| holds(&node.value, &entry.node.value))
        })
    };
    match (new, old) {
        (_, Value::Null) => true,
        (Value::Map(new), Value::Map(old)) => in_map(new, old),
        (Value::List(new), Value::List(old)) => {
            new.len() == old.len() && new.iter().zip(old).all(|(n, o)| holds(&n.value, &o.value))
        }
        (Value::Scalar(new), Value::Scalar(old)) => new == old,
        _ => false,
    }
}
