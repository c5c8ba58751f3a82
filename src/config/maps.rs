//! Tables whose keys are the author's own: `[fields]`, `[values]`, `[check]`.

use std::collections::BTreeMap;

use super::table::Table;
use crate::{
    data::{FRONTMATTER_KEYS, Map, Node, Value, Words, nearest},
    diagnostic::{Code, Diagnostic, Level},
};

/// `[fields]`: dotted keys and tables inside one another mean the same.
pub(super) fn fields(table: &mut Table<'_, '_, '_>) -> BTreeMap<String, String> {
    let mut fields = BTreeMap::new();
    if let Some(map) = table.node("fields").and_then(Node::map) {
        collect_fields(table, map, "", &mut fields);
    }
    fields
}

fn collect_fields(
    table: &mut Table<'_, '_, '_>,
    map: &Map,
    prefix: &str,
    fields: &mut BTreeMap<String, String>,
) {
    for entry in map {
        let from = format!("{prefix}{}", entry.key.text);
        match &entry.node.value {
            Value::Map(inner) => collect_fields(table, inner, &format!("{from}."), fields),
            _ => {
                if let Some(to) = field(table, &from, &entry.node) {
                    fields.insert(from, to);
                }
            }
        }
    }
}

fn field(table: &mut Table<'_, '_, '_>, from: &str, node: &Node) -> Option<String> {
    let path = format!("fields.{from}");
    let to = table.text_of(&path, node)?;
    if FRONTMATTER_KEYS.is_place(&to) {
        return Some(to);
    }
    let paths = FRONTMATTER_KEYS
        .0
        .iter()
        .map(|info| info.path)
        .filter(|path| FRONTMATTER_KEYS.is_place(path));
    let help = match nearest(&to, paths) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => "`docs/frontmatter.md` lists the keys".to_owned(),
    };
    table.reader.wrong(
        &path,
        node,
        "a key of the frontmatter such as `times.started`",
        help,
    );
    None
}

/// `[texts]`: dotted keys and tables inside one another mean the same.
pub(super) fn texts(table: &mut Table<'_, '_, '_>) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    if let Some(map) = table.node("texts").and_then(Node::map) {
        collect_texts(table, map, "", &mut texts);
    }
    texts
}

fn collect_texts(
    table: &mut Table<'_, '_, '_>,
    map: &Map,
    prefix: &str,
    texts: &mut BTreeMap<String, String>,
) {
    for entry in map {
        let key = format!("{prefix}{}", entry.key.text);
        match &entry.node.value {
            Value::Map(inner) => collect_texts(table, inner, &format!("{key}."), texts),
            _ => {
                if let Some(text) = table.text_of(&format!("texts.{key}"), &entry.node) {
                    texts.insert(key, text);
                }
            }
        }
    }
}

/// `[values]`
pub(super) fn values(table: &mut Table<'_, '_, '_>) -> BTreeMap<String, String> {
    let mut values = BTreeMap::new();
    for entry in table.entries("values") {
        let path = format!("values.{}", entry.key.text);
        if let Some(to) = table.text_of(&path, &entry.node) {
            values.insert(entry.key.text.trim().to_owned(), to);
        }
    }
    values
}

const LEVELS: &Words<Option<Level>> = &Words {
    names: &[
        ("error", Some(Level::Error)),
        ("warning", Some(Level::Warning)),
        ("suggestion", Some(Level::Suggestion)),
        ("notice", Some(Level::Notice)),
        ("off", None),
    ],
    also: &[],
};

/// `[check]`
pub(super) fn check(table: &mut Table<'_, '_, '_>) -> BTreeMap<Code, Option<Level>> {
    let mut levels = BTreeMap::new();
    for entry in table.entries("check") {
        let path = format!("check.{}", entry.key.text);
        let level = table.reader.word(&path, &entry.node, LEVELS);
        let Some(code) = Code::named(&entry.key.text) else {
            unknown_rule(table, &entry.key);
            continue;
        };
        match level {
            Some(level) if code.is_fixed() && level != Some(code.default_level()) => {
                let expected = format!(
                    "`{}`: without this rule something would go missing unseen",
                    code.default_level().as_str()
                );
                table.reader.wrong(&path, &entry.node, expected, None);
            }
            Some(level) => drop(levels.insert(code, level)),
            None => {}
        }
    }
    levels
}

fn unknown_rule(table: &mut Table<'_, '_, '_>, key: &crate::data::Key) {
    let message = format!("there is no rule `{}`", key.text);
    let names = Code::ALL.iter().map(|code| code.as_str());
    let help = match nearest(&key.text, names) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => "`docs/checks/` lists the rules".to_owned(),
    };
    let diagnostic =
        Diagnostic::new(Code::ConfigUnknownKey, message).at(table.reader.file(), key.span, "");
    table.reader.report(diagnostic.help(help));
}
