//! Frontmatter as others name it, brought to our names before it is read: `[fields]` and `[values]` of the
//! configuration, and names that need no configuration.

use crate::{
    config::Config,
    data::{Entry, Form, Key, Map, Node, Reader, Value},
    diagnostic::{Code, Diagnostic},
    model::Span,
};

use super::KEYS;

/// Names that older templates and other tools use, and that can only mean one of ours.
const OTHER_NAMES: &[(&str, &str)] = &[
    ("acknowledged_at", "times.acknowledged"),
    ("created_at", "published_on"),
    ("description", "summary"),
    ("detected_at", "times.detected"),
    ("detection.by", "detected_by"),
    ("end_time", "times.resolved"),
    ("factors", "causes"),
    ("mitigated_at", "times.mitigated"),
    ("process.checkpoint", "process.checkpoints"),
    ("published_at", "published_on"),
    ("resolution.mode", "resolved_by"),
    ("resolved_at", "times.resolved"),
    ("root_cause", "causes"),
    ("start_time", "times.started"),
    ("started_at", "times.started"),
    ("trigger.summary", "trigger.note"),
];

/// Older names of things that are no longer kept.
const DROPPED: &[&str] = &[
    "detection.alert",
    "environment",
    "process.published",
    "schema",
];

/// Renames keys and values of the outermost map.
pub(super) fn adapt(root: &mut Map, config: &Config, reader: &mut Reader<'_>) {
    for path in DROPPED {
        take(root, path);
    }
    let foreign = config
        .fields
        .iter()
        .map(|(from, to)| (from.as_str(), to.as_str()));
    let known = OTHER_NAMES.iter().copied();
    name_publication(root);
    // All are taken out before any is put back, so that `a = "b"` and `b = "a"` swap.
    let taken: Vec<(&str, Entry)> = foreign
        .chain(known)
        .filter_map(|(from, to)| Some((to, take(root, from)?)))
        .collect();
    for (to, entry) in taken {
        put(root, to, entry, reader);
    }
    if !config.values.is_empty() {
        for entry in root.entries_mut() {
            rename_values(&mut entry.node, config);
        }
    }
}

/// Tools that collect reports keep several dates of publication (`source_published_at`); the first counts.
fn name_publication(root: &mut Map) {
    if root.get("published_on").is_some() || root.get("published_at").is_some() {
        return;
    }
    let mut entries = root.entries_mut();
    if let Some(entry) = entries.find(|entry| entry.key.text.ends_with("_published_at")) {
        "published_on".clone_into(&mut entry.key.text);
    }
}

fn rename_values(node: &mut Node, config: &Config) {
    match &mut node.value {
        Value::Scalar(scalar) => {
            if let Some(ours) = config.values.get(scalar.text.trim()) {
                scalar.text.clone_from(ours);
            }
        }
        Value::List(items) => items.iter_mut().for_each(|n| rename_values(n, config)),
        Value::Map(map) => map
            .entries_mut()
            .for_each(|e| rename_values(&mut e.node, config)),
        Value::Null => {}
    }
}

/// Takes out the entry at a path; a key may also hold the dots itself. A group that becomes empty goes too.
fn take(map: &mut Map, path: &str) -> Option<Entry> {
    if let Some(entry) = map.remove(path) {
        return Some(entry);
    }
    let (first, rest) = path.split_once('.')?;
    let Value::Map(inner) = &mut map.get_mut(first)?.value else {
        return None;
    };
    let entry = take(inner, rest)?;
    if inner.is_empty() {
        map.remove(first);
    }
    Some(entry)
}

/// Puts a value under our name. Lists are joined with what is there; of two single values the one under our own name
/// is kept, and that is said.
fn put(root: &mut Map, path: &str, entry: Entry, reader: &mut Reader<'_>) {
    let is_list = KEYS
        .get(path)
        .is_some_and(|info| matches!(info.form, Form::List(_)));
    let Err((first, rejected)) = insert(root, path, entry, is_list) else {
        return;
    };
    let (key, file) = (&rejected.key, reader.file());
    let diagnostic = Diagnostic::new(
        Code::DuplicateKey,
        format!("`{}` and another key both give `{path}`", key.text),
    )
    .at(file, key.span, "this one is left out")
    .at(file, first, "this one counts")
    .help("keep one of them");
    reader.report(diagnostic);
}

/// Inserts at a path, making the groups on the way.
///
/// # Errors
/// The place that is taken, and the entry back.
fn insert(
    map: &mut Map,
    path: &str,
    entry: Entry,
    is_list: bool,
) -> Result<(), (Span, Box<Entry>)> {
    let (name, rest) = path
        .split_once('.')
        .map_or((path, None), |(a, b)| (a, Some(b)));
    if map.get(name).is_none() {
        map.remove(name);
        let node = match rest {
            Some(_) => Node {
                value: Value::Map(Map::default()),
                span: entry.node.span,
            },
            None => entry.node.clone(),
        };
        let key = Key {
            text: name.to_owned(),
            span: entry.key.span,
        };
        // The place was made free above.
        let _ = map.insert(Entry { key, node });
        if rest.is_none() {
            return Ok(());
        }
    }
    let place = map.entry(name).map_or(entry.key.span, |e| e.key.span);
    let Some(there) = map.get_mut(name) else {
        return Err((place, Box::new(entry)));
    };
    match (rest, &mut there.value) {
        (Some(rest), Value::Map(inner)) => insert(inner, rest, entry, is_list),
        (None, _) if is_list => {
            let items = [there.items(), entry.node.items()].concat();
            there.value = Value::List(items);
            Ok(())
        }
        _ => Err((place, Box::new(entry))),
    }
}
