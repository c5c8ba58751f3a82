use std::fmt;

/// What a key holds; for messages, the reference pages and the JSON Schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Any text.
    Text,
    /// One of these words.
    Word(&'static [&'static str]),
    /// `true` or `false`.
    Bool,
    /// A whole number.
    Integer,
    /// A number of any kind.
    Number,
    /// A figure that may be rough or unknown.
    Quantity,
    /// A day.
    Date,
    /// A day or a minute of it, or keys that say more about it.
    Time,
    /// A length of time such as `5m`.
    Duration,
    /// An IANA zone or an offset.
    Zone,
    /// An address.
    Url,
    /// A regular expression.
    Pattern,
    /// Several; a single one may stand without brackets.
    List(&'static Form),
    /// Keys of its own, listed under its path.
    Group,
    /// Keys that nobody can know beforehand, each holding this.
    Open(&'static Form),
    /// Text, or keys of its own.
    TextOrGroup,
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text => f.write_str("text"),
            Self::Word(words) => write!(f, "one of {}", words.join(", ")),
            Self::Bool => f.write_str("true or false"),
            Self::Integer => f.write_str("whole number"),
            Self::Number => f.write_str("number"),
            Self::Quantity => f.write_str("figure"),
            Self::Date => f.write_str("date"),
            Self::Time => f.write_str("time"),
            Self::Duration => f.write_str("duration"),
            Self::Zone => f.write_str("time zone"),
            Self::Url => f.write_str("address"),
            Self::Pattern => f.write_str("regular expression"),
            Self::List(form) => write!(f, "list of {form}"),
            Self::Group => f.write_str("group"),
            Self::Open(form) => write!(f, "keys of your own, each {form}"),
            Self::TextOrGroup => f.write_str("text or group"),
        }
    }
}

/// A key people may write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyInfo {
    /// With the keys it stands under, `times.started`; `*` stands for a name of the author's own.
    pub path: &'static str,
    /// What it holds.
    pub form: Form,
    /// What it means, one sentence.
    pub about: &'static str,
    /// What holds without it, in words or as it would be written.
    pub default: &'static str,
    /// A value in the syntax of its file; empty for groups.
    pub example: &'static str,
}

impl KeyInfo {
    /// The key without the keys it stands under.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.path.rsplit('.').next().unwrap_or(self.path)
    }

    /// The path of the group it stands in; empty for the outermost.
    #[must_use]
    pub fn parent(&self) -> &'static str {
        self.path.rsplit_once('.').map_or("", |(parent, _)| parent)
    }
}

/// The table of the keys of one kind of file: what its reader accepts and its reference page lists.
#[derive(Debug, Clone, Copy)]
pub struct Keys(pub &'static [KeyInfo]);

impl Keys {
    /// A key by its path.
    #[must_use]
    pub fn get(self, path: &str) -> Option<&'static KeyInfo> {
        self.0.iter().find(|info| info.path == path)
    }

    /// The key `name` of the group `parent`, by its name or as a name of the author's own.
    #[must_use]
    pub fn child(self, parent: &str, name: &str) -> Option<&'static KeyInfo> {
        let find = |name: &str| self.0.iter().find(|info| is_child(info.path, parent, name));
        find(name).or_else(|| find("*"))
    }

    /// Whether keys may stand under this path.
    #[must_use]
    pub fn has_children(self, path: &str) -> bool {
        let below = |info: &KeyInfo| info.path.strip_prefix(path)?.strip_prefix('.');
        self.0.iter().any(|info| below(info).is_some())
    }

    /// The names a group knows.
    pub fn names(self, parent: &str) -> impl Iterator<Item = &'static str> {
        let inside = self.0.iter().filter(move |info| info.parent() == parent);
        inside.map(KeyInfo::name).filter(|name| *name != "*")
    }

    /// The key of another group that has this very name, when only one does: the key stands in the wrong place.
    #[must_use]
    pub fn elsewhere(self, name: &str) -> Option<&'static str> {
        let has_name = |info: &&KeyInfo| info.name() == name && self.is_place(info.path);
        let mut others = self.0.iter().filter(has_name);
        match (others.next(), others.next()) {
            (Some(only), None) => Some(only.path),
            _ => None,
        }
    }

    /// Whether a path names one place: it exists, and no list or name of the author's own is on the way.
    #[must_use]
    pub fn is_place(self, path: &str) -> bool {
        let (parent, name) = path.rsplit_once('.').unwrap_or(("", path));
        let in_list = || {
            let form = self.get(parent).map(|info| info.form);
            matches!(form, Some(Form::List(_)))
        };
        self.child(parent, name).is_some() && !in_list() && !path.contains(['(', '*'])
    }
}

/// Whether `path` is `parent.name`. Asked for every key of every debrief and every row of the table, so it looks at
/// the lengths first.
fn is_child(path: &str, parent: &str, name: &str) -> bool {
    if parent.is_empty() {
        return path == name;
    }
    path.len() == parent.len() + 1 + name.len()
        && path.as_bytes()[parent.len()] == b'.'
        && path.starts_with(parent)
        && path.ends_with(name)
}
