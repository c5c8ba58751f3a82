use crate::model::Span;

/// A value and where it stands in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub value: Value,
    /// Its bytes in the file; empty for a value that was left out.
    pub span: Span,
}

/// What a node holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Left out, `~` or `null`. Read like a key that is not there.
    Null,
    /// One value.
    Scalar(Scalar),
    /// A sequence.
    List(Vec<Node>),
    /// Keys and values.
    Map(Map),
}

/// One value, as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scalar {
    /// The text, escapes and line folding undone.
    pub text: String,
    /// What the syntax alone says about it.
    pub kind: ScalarKind,
}

/// What the syntax alone says about a scalar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScalarKind {
    /// Unquoted YAML: could be anything.
    Plain,
    /// Quoted, or a block of text.
    Text,
    /// A whole number in TOML; the text is decimal.
    Integer,
    /// A number in TOML.
    Float,
    /// `true` or `false` in TOML.
    Bool,
    /// A date, time or both in TOML; the text is RFC 3339.
    DateTime,
}

/// Keys and values in the order of the file, each key once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Map(Vec<Entry>);

/// One key with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The key.
    pub key: Key,
    /// Its value.
    pub node: Node,
}

/// A key and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// The key's text.
    pub text: String,
    /// Its bytes in the file.
    pub span: Span,
}

/// A key that stood in its map already. The first one is the one kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duplicate {
    /// The later key.
    pub key: Key,
    /// Where the first one stands, if that is known.
    pub first: Option<Span>,
    /// Whether it belongs to the outermost map.
    pub outermost: bool,
}

/// A place where a text is not valid YAML or TOML, or says something else than its author thought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub span: Span,
    /// What is wrong, in a sentence without a full stop.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

/// A text, read. With `problems` the tree holds what could still be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parsed {
    /// The outermost value; [`Value::Null`] for an empty text.
    pub root: Node,
    /// Keys that stood twice.
    pub duplicates: Vec<Duplicate>,
    /// Everything that is not valid.
    pub problems: Vec<Problem>,
    /// What is valid but probably not meant.
    pub doubts: Vec<Problem>,
}

impl Node {
    /// A value that was left out, at `at`.
    #[must_use]
    pub fn null(at: usize) -> Self {
        Self {
            value: Value::Null,
            span: Span::at(at),
        }
    }

    /// A plain text.
    #[must_use]
    pub fn text_at(text: &str, span: Span) -> Self {
        let (text, kind) = (text.to_owned(), ScalarKind::Plain);
        Self {
            value: Value::Scalar(Scalar { text, kind }),
            span,
        }
    }

    /// Whether the value was left out.
    #[must_use]
    pub fn is_null(&self) -> bool {
        match &self.value {
            Value::Null => true,
            Value::Scalar(scalar) => scalar.text.trim().is_empty(),
            Value::List(_) | Value::Map(_) => false,
        }
    }

    /// The text of a scalar, without white space around it.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(scalar) => Some(scalar.text.trim()),
            _ => None,
        }
    }

    /// The map, if it is one.
    #[must_use]
    pub fn map(&self) -> Option<&Map> {
        match &self.value {
            Value::Map(map) => Some(map),
            _ => None,
        }
    }

    /// The elements of a list; a single value counts as a list of one, a missing one as none.
    #[must_use]
    pub fn items(&self) -> &[Node] {
        match &self.value {
            Value::List(items) => items,
            _ if self.is_null() => &[],
            _ => std::slice::from_ref(self),
        }
    }

    /// How many nodes it is made of, itself included.
    #[must_use]
    pub fn size(&self) -> usize {
        1 + match &self.value {
            Value::List(items) => items.iter().map(Self::size).sum(),
            Value::Map(map) => map.iter().map(|entry| entry.node.size()).sum(),
            Value::Null | Value::Scalar(_) => 0,
        }
    }
}

impl Map {
    /// The value of a key; `None` when it is missing or was left empty.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|e| &e.node).filter(|n| !n.is_null())
    }

    /// A key with its value, even an empty one.
    #[must_use]
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.0.iter().find(|entry| entry.key.text == key)
    }

    /// The value of a key, to change.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        self.0
            .iter_mut()
            .find(|entry| entry.key.text == key)
            .map(|entry| &mut entry.node)
    }

    /// Adds an entry; when the key is there already, gives back where and changes nothing.
    ///
    /// # Errors
    /// The place of the key that is already there.
    pub fn insert(&mut self, entry: Entry) -> Result<(), Span> {
        if let Some(first) = self.entry(&entry.key.text) {
            return Err(first.key.span);
        }
        self.0.push(entry);
        Ok(())
    }

    /// Takes an entry out.
    pub fn remove(&mut self, key: &str) -> Option<Entry> {
        let at = self.0.iter().position(|entry| entry.key.text == key)?;
        Some(self.0.remove(at))
    }

    /// All entries, in the order of the file.
    pub fn iter(&self) -> std::slice::Iter<'_, Entry> {
        self.0.iter()
    }

    /// All entries, to change. Their keys must stay different from one another.
    pub fn entries_mut(&mut self) -> std::slice::IterMut<'_, Entry> {
        self.0.iter_mut()
    }

    /// Whether it holds nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<'a> IntoIterator for &'a Map {
    type Item = &'a Entry;
    type IntoIter = std::slice::Iter<'a, Entry>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl FromIterator<Entry> for Map {
    /// Entries in order; the first of several with one key is kept.
    fn from_iter<I: IntoIterator<Item = Entry>>(entries: I) -> Self {
        let mut map = Self::default();
        for entry in entries {
            // An entry whose key is there already is left out, as the first one wins everywhere.
            let _ = map.insert(entry);
        }
        map
    }
}

/// The same span, cut to the text and widened to whole characters.
pub(super) fn fit(text: &str, span: Span) -> Span {
    let mut start = span.start.min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = span.end.clamp(start, text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    Span::new(start, end)
}
