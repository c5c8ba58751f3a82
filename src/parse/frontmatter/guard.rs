//! Who may read a debrief must never be a guess. A misspelt `visibility` would publish a restricted debrief to every
//! employee, so any doubt about that key or about `status` holds the debrief back.

use crate::{
    config::Config,
    data::{Duplicate, Entry, Form, Map, Node, Reader, Value, Words, is_near, is_same, quoted},
    diagnostic::{Code, Diagnostic},
    model::Span,
};

use super::{
    KEYS,
    words::{STATUS, VISIBILITY},
};

/// The keys that decide who may read a debrief.
const GUARDED: [&str; 2] = ["visibility", "status"];

/// Keys of other tools that keep a text from readers when they say yes.
const SECRET_IF_TRUE: &[&str] = &["confidential", "hidden", "private", "restricted", "secret"];

/// Keys of other tools that keep a text from readers when they say no.
const SECRET_IF_FALSE: &[&str] = &["visible"];

/// Values that, under any key we do not know, probably mean that not everybody may read this yet.
const SECRET_VALUES: &[&str] = &["confidential", "draft", "private", "restricted", "secret"];

/// Whether the debrief must be held back. What was reported here is taken out of the map.
pub(super) fn hold_back(
    root: &mut Map,
    duplicates: &[Duplicate],
    config: &Config,
    reader: &mut Reader<'_>,
) -> bool {
    let mut guard = Guard {
        names: guarded_names(config),
        reader,
        held: false,
    };
    for duplicate in duplicates {
        guard.duplicate(duplicate);
    }
    guard.wrong_word(root, "visibility", VISIBILITY);
    guard.wrong_word(root, "status", STATUS);
    guard.doubtful_keys(root, "", Known::Group);
    guard.held
}

/// The guarded keys with the names that `[fields]` gives them, each with ours.
fn guarded_names(config: &Config) -> Vec<(String, &'static str)> {
    let own = GUARDED.iter().map(|name| ((*name).to_owned(), *name));
    let foreign = config.fields.iter().filter_map(|(from, to)| {
        let ours = GUARDED.iter().find(|name| *name == to)?;
        Some((from.clone(), *ours))
    });
    own.chain(foreign).collect()
}

/// How much is known about the keys of a map.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Known {
    /// One of our groups: every key that is not listed is a slip.
    Group,
    /// Keys of the author's own.
    Open,
}

struct Guard<'r, 'a> {
    names: Vec<(String, &'static str)>,
    reader: &'r mut Reader<'a>,
    held: bool,
}

impl Guard<'_, '_> {
    fn report(&mut self, message: String, span: Span, label: &str, help: String) {
        self.held = true;
        let diagnostic = Diagnostic::new(Code::HeldBack, message)
            .at(self.reader.file(), span, label)
            .help(help);
        self.reader.report(diagnostic);
    }

    fn duplicate(&mut self, duplicate: &Duplicate) {
        let (key, file) = (&duplicate.key, self.reader.file());
        let doubt = duplicate.outermost && self.guarded(&key.text).is_some();
        self.held |= doubt;
        let (code, end) = if doubt {
            (
                Code::HeldBack,
                ", so it is unclear who may read this debrief; it is held back",
            )
        } else {
            (Code::DuplicateKey, "")
        };
        let message = format!("`{}` stands here twice{end}", key.text);
        let mut diagnostic =
            Diagnostic::new(code, message).at(file, key.span, "this one is left out");
        if let Some(first) = duplicate.first {
            diagnostic = diagnostic.at(file, first, "this one counts");
        }
        self.reader.report(diagnostic.help("keep one of them"));
    }

    /// The guarded key that a name is, or may be a misspelling of.
    fn guarded(&self, name: &str) -> Option<&'static str> {
        let near = self.names.iter().find(|(known, _)| is_near(name, known));
        near.map(|(_, ours)| *ours)
    }

    fn wrong_word<T: Copy>(&mut self, root: &mut Map, key: &'static str, words: &Words<T>) {
        let Some(node) = root.get(key) else { return };
        if node.text().and_then(|text| words.find(text)).is_some() {
            return;
        }
        let (span, text) = (node.span, node.text().unwrap_or_default());
        let shown = if text.is_empty() {
            "a list or group".to_owned()
        } else {
            quoted(text)
        };
        let meant = words.did_you_mean(text).unwrap_or_else(|| {
            "write one of these words, or map yours to one of them under `[values]` in debriefs.toml".to_owned()
        });
        self.report(
            format!("`{key}` cannot be {shown}, so the debrief is held back"),
            span,
            &format!("expected {}", words.one_of()),
            meant,
        );
        root.remove(key);
    }

    /// Looks for keys that may be a guarded one, in all groups: a slip of indentation puts one into another group.
    fn doubtful_keys(&mut self, map: &mut Map, path: &str, known: Known) {
        let mut doubtful = Vec::new();
        for entry in map.entries_mut() {
            let name = entry.key.text.as_str();
            let info = KEYS
                .child(path, name)
                .filter(|info| known == Known::Group && info.name() == name);
            match info {
                Some(info) => {
                    let inner = if matches!(info.form, Form::Open(_)) {
                        Known::Open
                    } else {
                        Known::Group
                    };
                    self.inside(&mut entry.node, info.path, inner);
                }
                None if self.is_doubtful(entry, path, known) => doubtful.push(name.to_owned()),
                None => self.inside(&mut entry.node, "", Known::Open),
            }
        }
        for name in doubtful {
            map.remove(&name);
        }
    }

    fn inside(&mut self, node: &mut Node, path: &str, known: Known) {
        match &mut node.value {
            Value::Map(map) => self.doubtful_keys(map, path, known),
            Value::List(items) => {
                for item in items {
                    self.inside(item, path, known);
                }
            }
            Value::Null | Value::Scalar(_) => {}
        }
    }

    fn is_doubtful(&mut self, entry: &Entry, path: &str, known: Known) -> bool {
        let name = entry.key.text.as_str();
        let outermost = known == Known::Group && path.is_empty();
        let near = if outermost {
            self.guarded(name)
        } else {
            guarded_inside(name, known)
        };
        if let Some(ours) = near {
            let (doubt, help) = if outermost {
                (
                    format!("`{name}` may mean `{ours}`"),
                    format!("did you mean `{ours}`?"),
                )
            } else {
                (
                    format!("`{name}` stands inside another key"),
                    format!(
                        "if `{ours}` of the debrief is meant, start the line at the left margin"
                    ),
                )
            };
            let message = format!("{doubt}, so the debrief is held back");
            self.report(message, entry.key.span, "", help);
            return true;
        }
        if outermost && sounds_secret(name, &entry.node) {
            self.report(
                format!("`{name}` sounds as if not everybody may read this, so the debrief is held back"),
                entry.key.span,
                "debriefs does not know this key",
                "write `visibility: restricted`, or `status: draft`, or map the key in `[fields]` of debriefs.toml"
                    .to_owned(),
            );
            return true;
        }
        false
    }
}

/// The guarded key that a key inside a group is, most likely by a slip of the indentation. Among keys of the author's
/// own, `status` may mean anything: the status page, the state of a job.
fn guarded_inside(name: &str, known: Known) -> Option<&'static str> {
    let same = GUARDED.into_iter().find(|ours| is_same(name, ours))?;
    (same == "visibility" || known == Known::Group).then_some(same)
}

fn sounds_secret(name: &str, node: &Node) -> bool {
    let text = node.text().unwrap_or_default().to_lowercase();
    let no = matches!(text.as_str(), "false" | "no" | "off" | "0");
    let name = name.to_lowercase();
    let name = name.as_str();
    (SECRET_IF_TRUE.contains(&name) && !node.is_null() && !no)
        || (SECRET_IF_FALSE.contains(&name) && no)
        || SECRET_VALUES.contains(&text.as_str())
}
