//! New keys in TOML.

use super::{
    Fact,
    edit::{Edit, Style, line_start, next_line, quoted},
};
use crate::{
    data::{Entry, Value, parse_toml},
    model::Span,
};

/// What to put into the TOML in `block`. Keys of no table must stand before the first table, so they come first.
pub(super) fn edits(text: &str, block: Span, facts: &[Fact], style: Style) -> Option<Vec<Edit>> {
    let root = parse_toml(text, block).root;
    let Value::Map(map) = &root.value else {
        return None;
    };
    let mut edits = Vec::new();
    let mut top = String::new();
    for fact in facts {
        let (parent, name) = fact.parent_and_name();
        let group = parent.and_then(|parent| map.entry(parent));
        match group.map(|entry| (entry, place(text, entry))) {
            None => top.push_str(&line(fact, fact.path, style)),
            Some((_, Place::Dotted)) => top.push_str(&line(fact, fact.path, style)),
            Some((_, Place::Table(at))) => edits.push(Edit {
                at,
                text: line(fact, name, style),
            }),
            Some((entry, Place::Inline)) => {
                let inside = text[entry.node.span.start..entry.node.span.end].strip_suffix('}')?;
                let filled = inside.trim_end();
                let comma = if filled.ends_with(['{', ',']) {
                    ""
                } else {
                    ","
                };
                edits.push(Edit {
                    at: entry.node.span.start + filled.len(),
                    text: format!("{comma} {name} = {}", quoted(&fact.value)),
                });
            }
        }
    }
    edits.push(Edit {
        at: block.start,
        text: top,
    });
    Some(edits)
}

/// How a group is written.
enum Place {
    /// `[times]`; its first line is here.
    Table(usize),
    /// `times = {…}`
    Inline,
    /// `times.started = …`
    Dotted,
}

fn place(text: &str, group: &Entry) -> Place {
    let start = line_start(text, group.key.span.start);
    if text[start..].trim_start().starts_with('[') {
        return Place::Table(next_line(text, group.key.span.end));
    }
    if text[group.node.span.start..].starts_with('{') {
        return Place::Inline;
    }
    Place::Dotted
}

fn line(fact: &Fact, key: &str, style: Style) -> String {
    let (value, comment) = (quoted(&fact.value), fact.comment(style.shift));
    format!("{key} = {value}  {comment}{}", style.newline)
}
