use super::unfit;

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
        let slug = folder_slug(name);
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

/// Bytes of a slug that names a folder: a name may have 255 at most, and files such as `x.xml` need some of them.
const LONGEST: usize = 120;

/// A slug that can name a folder of the site on every file system: not too long, and no device of Windows (`con`, `lpt1`).
/// What had to be cut gets a hash, so that two long names do not become one. Empty when `text` has nothing for a URL.
#[must_use]
pub fn folder_slug(text: &str) -> String {
    let slug = slugify(text);
    if slug.len() <= LONGEST && !slug.is_empty() && unfit(&slug).is_some() {
        return format!("{slug}-x");
    }
    if slug.len() <= LONGEST {
        return slug;
    }
    let hash = blake3::hash(slug.as_bytes()).to_hex();
    // A slug is ASCII, so any byte is a border.
    let head = slug[..LONGEST].trim_end_matches('-');
    format!("{head}-{}", &hash[..8])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_can_name_a_folder_everywhere() {
        for (text, slug) in [
            ("Checkout", "checkout"),
            ("CON", "con-x"),
            ("lpt¹", "lpt1-x"),
            ("comx", "comx"),
            ("../../etc", "etc"),
            ("…", ""),
        ] {
            assert_eq!(folder_slug(text), slug, "{text}");
        }
        let long = folder_slug(&"x".repeat(500));
        assert!(
            long.len() < 140 && long != folder_slug(&"x".repeat(501)),
            "{long}"
        );
    }
}
