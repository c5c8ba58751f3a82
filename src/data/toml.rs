use toml::Spanned;
use toml::de::{DeTable, DeValue, Error};

use super::tree::fit;
use super::{Duplicate, Entry, Key, Map, Node, Parsed, Problem, Scalar, ScalarKind, Value};
use crate::model::Span;

/// Reads the TOML in `within` of `text`, a file. All spans count from the start of the file.
#[must_use]
pub fn parse_toml(text: &str, within: Span) -> Parsed {
    let source = &text[within.start..within.end];
    let shift = within.start;
    let (table, errors) = DeTable::parse_recoverable(source);
    let root = Node {
        value: Value::Map(map(table.get_ref(), shift)),
        span: within,
    };
    let mut parsed = Parsed {
        root,
        duplicates: Vec::new(),
        problems: Vec::new(),
        doubts: Vec::new(),
    };
    for error in &errors {
        sort_in(&mut parsed, error, text, within);
    }
    parsed
}

fn map(table: &DeTable<'_>, shift: usize) -> Map {
    let mut entries: Vec<Entry> = table
        .iter()
        .map(|(key, value)| Entry {
            key: Key {
                text: key.get_ref().to_string(),
                span: Span::from(key.span()).shifted(shift),
            },
            node: node(value, shift),
        })
        .collect();
    // The table is sorted by name; people read their file from top to bottom.
    entries.sort_by_key(|entry| entry.key.span);
    entries.into_iter().collect()
}

fn node(value: &Spanned<DeValue<'_>>, shift: usize) -> Node {
    let scalar = |text: String, kind| Value::Scalar(Scalar { text, kind });
    let inner = match value.get_ref() {
        DeValue::String(text) => scalar(text.to_string(), ScalarKind::Text),
        DeValue::Integer(number) => scalar(
            i64::from_str_radix(number.as_str(), number.radix())
                .map_or_else(|_| number.to_string(), |n| n.to_string()),
            ScalarKind::Integer,
        ),
        DeValue::Float(number) => scalar(number.to_string(), ScalarKind::Float),
        DeValue::Boolean(yes) => scalar(yes.to_string(), ScalarKind::Bool),
        DeValue::Datetime(time) => scalar(time.to_string(), ScalarKind::DateTime),
        DeValue::Array(items) => Value::List(items.iter().map(|item| node(item, shift)).collect()),
        DeValue::Table(table) => Value::Map(map(table, shift)),
    };
    Node {
        value: inner,
        span: Span::from(value.span()).shifted(shift),
    }
}

/// An error is a duplicate key or a problem.
fn sort_in(parsed: &mut Parsed, error: &Error, text: &str, within: Span) {
    let end = Span::at(within.end);
    let span = error
        .span()
        .map_or(end, |range| Span::from(range).shifted(within.start));
    let span = fit(&text[..within.end], span);
    if error.message() == "duplicate key" {
        let key = Key {
            text: text[span.start..span.end]
                .trim_matches(['"', '\''])
                .to_owned(),
            span,
        };
        parsed.duplicates.push(Duplicate {
            first: only_place(&parsed.root, &key),
            outermost: at_top(&parsed.root, &key),
            key,
        });
        return;
    }
    parsed.problems.push(Problem {
        span,
        message: format!("this is not valid TOML: {}", error.message()),
        help: Some(help(error.message()).to_owned()),
    });
}

fn help(message: &str) -> &'static str {
    if message.contains("string") || message.contains("quote") {
        "text values stand in quotes: `title = \"Checkout down\"`"
    } else if message.contains("date") || message.contains("time") {
        "a date reads `2026-11-20`, a time `2026-11-20T00:31:00Z`; anything else stands in quotes"
    } else if message.contains("recursion") {
        "please flatten this"
    } else {
        "lines read `key = value`, text in quotes; groups begin with `[name]`"
    }
}

/// Where the first of two equal keys stands. The parser does not say in which table it met the second one, so this
/// is known only when one table has such a key.
fn only_place(root: &Node, key: &Key) -> Option<Span> {
    let mut places = Vec::new();
    places_of(root, key, &mut places);
    match places.as_slice() {
        [place] => Some(*place),
        _ => None,
    }
}

fn places_of(node: &Node, key: &Key, places: &mut Vec<Span>) {
    match &node.value {
        Value::Map(map) => {
            for entry in map {
                if entry.key.text == key.text && entry.key.span.start < key.span.start {
                    places.push(entry.key.span);
                }
                places_of(&entry.node, key, places);
            }
        }
        Value::List(items) => items.iter().for_each(|item| places_of(item, key, places)),
        Value::Null | Value::Scalar(_) => {}
    }
}

fn at_top(root: &Node, key: &Key) -> bool {
    root.map().is_some_and(|map| map.entry(&key.text).is_some())
}
