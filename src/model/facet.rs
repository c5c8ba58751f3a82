/// A name people gave to something pages are grouped by: a service, a team, a tag.
///
/// Two labels with one slug are the same thing; the first spelling met in reading order is the one shown.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Label {
    /// The part used in URLs; never empty.
    pub slug: String,
    /// As written.
    pub name: String,
}

impl Label {
    /// Makes a label of what an author wrote; `None` when nothing in it can stand in a URL.
    #[must_use]
    pub fn new(name: &str) -> Option<Self> {
        let name = name.trim();
        let slug = slugify(name);
        (!slug.is_empty()).then(|| Self {
            slug,
            name: name.to_owned(),
        })
    }
}

/// Lower-case ASCII words joined by single hyphens, transliterated: `"Überweisung: EU"` gives `uberweisung-eu`.
#[must_use]
pub fn slugify(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for word in deunicode::deunicode(text).split(|c: char| !c.is_ascii_alphanumeric()) {
        if word.is_empty() {
            continue;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(&word.to_ascii_lowercase());
    }
    slug
}
