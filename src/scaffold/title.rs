use jiff::civil::Date;

use crate::model::slugify;

/// Letters of a title that go into the name of its file, at most. Long enough to tell debriefs apart, short enough for
/// every file system and for an address that people paste.
const MOST: usize = 60;

/// What a debrief is called: one line with something on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title(String);

impl Title {
    /// Reads what somebody typed. `None` when nothing is there to be seen.
    #[must_use]
    pub fn new(typed: &str) -> Option<Self> {
        let is_gap = |c: char| c.is_whitespace() || c.is_control();
        let words: Vec<&str> = typed
            .split(is_gap)
            .filter(|word| !word.is_empty())
            .collect();
        (!words.is_empty()).then(|| Self(words.join(" ")))
    }

    /// The title.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name of its file without the extension: `2026-11-20-checkout-certificate-expired`.
    #[must_use]
    pub fn file_stem(&self, date: Date) -> String {
        let slug = slugify(&self.0);
        let short = match slug.get(..=MOST) {
            // Cut between words; a word that is too long by itself is cut anywhere.
            Some(long) => &slug[..long.rfind('-').unwrap_or(MOST)],
            None => slug.as_str(),
        };
        match short {
            "" => format!("{date}-debrief"),
            short => format!("{date}-{short}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stem(title: &str) -> String {
        Title::new(title)
            .unwrap()
            .file_stem(jiff::civil::date(2026, 11, 20))
    }

    #[test]
    fn file_names_are_short_plain_words() {
        for (title, name) in [
            (
                "Checkout TLS certificate expired",
                "checkout-tls-certificate-expired",
            ),
            ("  two\nlines\tand a tab ", "two-lines-and-a-tab"),
            ("../../etc/passwd", "etc-passwd"),
            ("C:\\con", "c-con"),
            ("\"Quotes\" & <tags>", "quotes-tags"),
            ("Überweisung: EU", "uberweisung-eu"),
            ("?!", "debrief"),
        ] {
            assert_eq!(stem(title), format!("2026-11-20-{name}"), "{title}");
        }
    }

    #[test]
    fn long_titles_are_cut_between_words() {
        let words = stem(&"word ".repeat(60));
        assert_eq!(words.len(), "2026-11-20-".len() + "word-".len() * 12 - 1);
        assert!(words.ends_with("-word"), "{words}");
        assert_eq!(stem(&"x".repeat(300)).len(), "2026-11-20-".len() + MOST);
        let exact = "a".repeat(MOST);
        assert_eq!(stem(&exact), format!("2026-11-20-{exact}"));
    }

    #[test]
    fn a_title_has_something_to_see() {
        for nothing in ["", "  ", "\n", "\u{0}\u{1b}"] {
            assert_eq!(Title::new(nothing), None);
        }
    }
}
