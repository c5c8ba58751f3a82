use std::{fmt::Display, sync::Arc};

use super::frontmatter_keys::TIME;
use super::{Form, Keys, Map, Node, ScalarKind, Value, nearest};
use crate::{
    diagnostic::{Code, Diagnostic},
    model::Span,
};

/// The rules a reader reports under.
#[derive(Debug, Clone, Copy)]
pub struct Codes {
    /// A value that its key cannot hold.
    pub wrong_value: Code,
    /// A key nobody knows.
    pub unknown_key: Code,
    /// What to do about keys that resemble none.
    pub unknown_help: &'static str,
}

/// Turns nodes into typed values and remembers everything that is wrong on the way.
#[derive(Debug)]
pub struct Reader<'a> {
    file: &'a Arc<str>,
    codes: Codes,
    found: Vec<Diagnostic>,
}

impl<'a> Reader<'a> {
    /// A reader of one file.
    #[must_use]
    pub fn new(file: &'a Arc<str>, codes: Codes) -> Self {
        Self {
            file,
            codes,
            found: Vec::new(),
        }
    }

    /// Everything that was wrong.
    #[must_use]
    pub fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.found
    }

    /// The path diagnostics name.
    #[must_use]
    pub fn file(&self) -> &'a Arc<str> {
        self.file
    }

    /// Adds a finding.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// Reports a value that its key cannot hold. `expected` completes "expected …".
    pub fn wrong(
        &mut self,
        path: &str,
        node: &Node,
        expected: impl Display,
        help: impl Into<Option<String>>,
    ) {
        let mut diagnostic = Diagnostic::new(
            self.codes.wrong_value,
            format!("`{path}` cannot be {}", shown(node)),
        )
        .at(self.file, node.span, format!("expected {expected}"));
        diagnostic.help = help.into();
        self.report(diagnostic);
    }

    /// Reports a group that lacks a key without which it says nothing.
    pub fn missing(&mut self, path: &str, node: &Node, key: &str) {
        let message = format!("a group in `{path}` has no `{key}`");
        let diagnostic = Diagnostic::new(self.codes.wrong_value, message)
            .at(self.file, node.span, "")
            .help(format!("add `{key}`"));
        self.report(diagnostic);
    }

    /// The text of a scalar.
    pub fn text(&mut self, path: &str, node: &Node) -> Option<String> {
        let text = node.text();
        if text.is_none() {
            self.wrong(path, node, "text", None);
        }
        text.map(String::from)
    }

    /// One of the words of a table.
    pub fn word<T: Copy>(&mut self, path: &str, node: &Node, words: &Words<T>) -> Option<T> {
        let found = node.text().and_then(|text| words.find(text));
        if found.is_none() {
            let help = node.text().and_then(|text| words.did_you_mean(text));
            self.wrong(path, node, words.one_of(), help);
        }
        found
    }

    /// `true` or `false`, as YAML 1.1 and 1.2 write them.
    pub fn bool(&mut self, path: &str, node: &Node) -> Option<bool> {
        self.word(path, node, BOOL)
    }

    /// The keys and values of a group.
    pub fn group<'n>(&mut self, path: &str, node: &'n Node) -> Option<&'n Map> {
        if node.map().is_none() {
            self.wrong(path, node, "keys with values", None);
        }
        node.map()
    }

    /// Says of every key in `map`, at any depth, that the table does not know it: once for each misspelt key and once for all that
    /// resemble nothing.
    pub fn unknown_keys(&mut self, keys: Keys, map: &Map) {
        let mut unknown = Vec::new();
        collect_unknown(keys, ("", ""), map, &mut unknown);
        let mut strange: Vec<(String, Span)> = Vec::new();
        for (path, span, meant) in unknown {
            match meant {
                Some(meant) => {
                    let diagnostic =
                        Diagnostic::new(self.codes.unknown_key, format!("unknown key `{path}`"))
                            .at(self.file, span, String::new())
                            .help(format!("did you mean `{meant}`?"));
                    self.report(diagnostic);
                }
                None => strange.push((path, span)),
            }
        }
        self.report_strange(&strange);
    }

    fn report_strange(&mut self, strange: &[(String, Span)]) {
        if strange.is_empty() {
            return;
        }
        let names: Vec<String> = strange
            .iter()
            .map(|(path, _)| format!("`{path}`"))
            .collect();
        let plural = if strange.len() == 1 { "key" } else { "keys" };
        let mut diagnostic = Diagnostic::new(
            self.codes.unknown_key,
            format!("unknown {plural} {}", names.join(", ")),
        );
        for (_, span) in strange {
            diagnostic = diagnostic.at(self.file, *span, String::new());
        }
        self.report(diagnostic.help(self.codes.unknown_help));
    }
}

/// The words a key can hold, and what each means.
#[derive(Debug, Clone, Copy)]
pub struct Words<T: 'static> {
    /// The words to write.
    pub names: &'static [(&'static str, T)],
    /// Further words that are understood but not offered.
    pub also: &'static [(&'static str, T)],
}

const BOOL: &Words<bool> = &Words {
    names: &[("true", true), ("false", false)],
    also: &[("yes", true), ("no", false), ("on", true), ("off", false)],
};

impl<T: Copy> Words<T> {
    /// What a word means; case, `-`, `_` and spaces do not matter.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<T> {
        let bare = |text: &str| text.trim().replace(['-', '_', ' '], "").to_lowercase();
        let typed = bare(text);
        let mut words = self.names.iter().chain(self.also);
        let (_, value) = words.find(|(name, _)| bare(name) == typed)?;
        Some(*value)
    }

    /// The words as a sentence lists them: `a, b or c`.
    #[must_use]
    pub fn one_of(&self) -> String {
        let names: Vec<_> = self.names.iter().map(|(name, _)| *name).collect();
        match names.split_last() {
            Some((last, [])) => (*last).to_owned(),
            Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
            None => String::new(),
        }
    }

    /// A sentence with the word that was probably meant.
    #[must_use]
    pub fn did_you_mean(&self, text: &str) -> Option<String> {
        let meant = nearest(text, self.names.iter().map(|(name, _)| *name))?;
        Some(format!("did you mean `{meant}`?"))
    }
}

/// A value as a message names it.
fn shown(node: &Node) -> String {
    match &node.value {
        Value::Null => "empty".to_owned(),
        Value::List(_) => "a list".to_owned(),
        Value::Map(_) => "a group of keys".to_owned(),
        Value::Scalar(scalar) => match scalar.kind {
            ScalarKind::Integer | ScalarKind::Float => format!("the number {}", scalar.text),
            _ => quoted(&scalar.text),
        },
    }
}

/// A text between backticks on one line, cut when it is long.
#[must_use]
pub fn quoted(text: &str) -> String {
    const MOST: usize = 40;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= MOST {
        return format!("`{text}`");
    }
    let cut: String = text.chars().take(MOST).collect();
    format!("`{cut}…`")
}

/// A key that is not known: its path, its place, and the path that was probably meant.
type Unknown = (String, Span, Option<String>);

/// `parent` is the path of the map in the table and as the author would say it.
fn collect_unknown(keys: Keys, parent: (&str, &str), map: &Map, unknown: &mut Vec<Unknown>) {
    for entry in map {
        let name = &entry.key.text;
        let shown = join(parent.1, name);
        let Some(info) = keys.child(parent.0, name) else {
            let near = nearest(name, keys.names(parent.0)).map(|known| join(parent.1, known));
            let meant = near.or_else(|| keys.elsewhere(name).map(String::from));
            unknown.push((shown, entry.key.span, meant));
            continue;
        };
        let inside = match info.form {
            Form::Time => TIME,
            _ => info.path,
        };
        for inner in entry.node.items().iter().filter_map(Node::map) {
            // Groups under a key that takes none are a wrong value, and reported as that.
            if !keys.has_children(inside) {
                break;
            }
            collect_unknown(keys, (inside, &shown), inner, unknown);
        }
    }
}

fn join(parent: &str, name: &str) -> String {
    if parent.is_empty() {
        name.to_owned()
    } else {
        format!("{parent}.{name}")
    }
}
