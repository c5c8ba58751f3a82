use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use crate::model::{slugify, unfit};

/// What a path under the content folder tells about its debrief.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FileName {
    /// The permalink.
    pub(super) id: String,
    /// A title for people, when the file has no other.
    pub(super) title: String,
    /// A day in the name (or in the folders above: `2026/11/20/x.md` is not read as one; folders are for people).
    pub(super) date: Option<Date>,
}

/// A full date with any of the separators people use: `2026-11-20`, `2026_11_20`, `20261120`.
static DATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:^|\D)((?:19|20)\d{2})([-_.]?)(\d{2})([-_.]?)(\d{2})(?:\D|$)").ok()
});

/// Reads `2026/2026-11-20-checkout-tls.md` or `2026-11-20-checkout-tls/index.md`.
pub(super) fn read(rel: &str) -> FileName {
    let stem = stem(rel);
    let id = safe_id(&slugify(stem), rel);
    FileName {
        title: title(stem).unwrap_or_else(|| id.clone()),
        date: date(stem),
        id,
    }
}

/// An id longer than this is cut: its folder's name must fit every file system (255 bytes at most), with room to spare.
const LONGEST_ID: usize = 120;

/// A slug that can stand in a URL and as a folder name. What has to be changed gets a hash of `origin`, so that two
/// different origins do not become one id.
pub(super) fn safe_id(slug: &str, origin: &str) -> String {
    if slug.len() <= LONGEST_ID && unfit(slug).is_some() {
        format!("debrief-{}", short_hash(origin))
    } else if slug.len() > LONGEST_ID {
        // A slug is ASCII, so any byte is a border.
        let head = slug[..LONGEST_ID].trim_end_matches('-');
        format!("{head}-{}", short_hash(origin))
    } else {
        slug.to_owned()
    }
}

/// The last part of the path without its extension; for `x/index.md` the folder.
fn stem(rel: &str) -> &str {
    let (folder, name) = rel.rsplit_once('/').unwrap_or(("", rel));
    let stem = ["md", "markdown"]
        .iter()
        .find_map(|extension| {
            let (stem, found) = name.rsplit_once('.')?;
            found.eq_ignore_ascii_case(extension).then_some(stem)
        })
        .unwrap_or(name);
    if stem.eq_ignore_ascii_case("index") && !folder.is_empty() {
        return folder.rsplit_once('/').map_or(folder, |(_, last)| last);
    }
    stem
}

fn date_match(stem: &str) -> Option<(Date, std::ops::Range<usize>)> {
    let captures = DATE.as_ref()?.captures(stem)?;
    // `2026-1120` is not a date: both separators or none.
    if captures[2] != captures[4] {
        return None;
    }
    let (year, month, day) = (
        captures[1].parse().ok()?,
        captures[3].parse().ok()?,
        captures[5].parse().ok()?,
    );
    let date = Date::new(year, month, day).ok()?;
    Some((date, captures.get(1)?.start()..captures.get(5)?.end()))
}

fn date(stem: &str) -> Option<Date> {
    date_match(stem).map(|(date, _)| date)
}

/// The words of the name with a capital, without its date: `2026-11-20-checkout-tls` gives `Checkout tls`.
fn title(stem: &str) -> Option<String> {
    let rest = match date_match(stem) {
        Some((_, range)) => format!("{} {}", &stem[..range.start], &stem[range.end..]),
        None => stem.to_owned(),
    };
    // A name with spaces was typed for people; only a slug's hyphens stand for spaces.
    let words = if rest.trim().contains(' ') && date_match(stem).is_none() {
        rest
    } else {
        rest.replace(['-', '_'], " ")
    };
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut letters = words.chars();
    let first = letters.next()?;
    Some(first.to_uppercase().chain(letters).collect())
}

/// Whether a title made of a file's name is a hash or a UUID, which says nothing to people: 16 hex digits or more and
/// nothing else.
pub(super) fn is_machine_made(title: &str) -> bool {
    let mut digits = title
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .peekable();
    digits.peek().is_some()
        && digits.clone().all(|c| c.is_ascii_hexdigit())
        && digits.clone().any(|c| c.is_ascii_digit())
        && digits.count() >= 16
}

/// Eight hex digits, for names no slug can be made of.
fn short_hash(rel: &str) -> String {
    blake3::hash(rel.as_bytes())
        .to_hex()
        .chars()
        .take(8)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_give_id_title_and_day() {
        let cases = [
            (
                "2026/2026-11-20-checkout-tls.md",
                "2026-11-20-checkout-tls",
                "Checkout tls",
                Some("2026-11-20"),
            ),
            (
                "2026-11-20-checkout-tls/index.md",
                "2026-11-20-checkout-tls",
                "Checkout tls",
                Some("2026-11-20"),
            ),
            (
                "INC-7 - Queue full.md",
                "inc-7-queue-full",
                "INC-7 - Queue full",
                None,
            ),
            (
                "notes 20240131.markdown",
                "notes-20240131",
                "Notes",
                Some("2024-01-31"),
            ),
            ("2024-13-40-odd", "2024-13-40-odd", "2024 13 40 odd", None),
            ("ünder/Größe.md", "grosse", "Größe", None),
        ];
        for (rel, id, title, day) in cases {
            let read = read(rel);
            assert_eq!(read.id, id, "{rel}");
            assert_eq!(read.title, title, "{rel}");
            assert_eq!(read.date.map(|d| d.to_string()).as_deref(), day, "{rel}");
        }
    }

    #[test]
    fn a_hash_is_no_title() {
        assert!(is_machine_made(
            &read("655ee350-a86f-424b-89c5-f80cc0fe527e.md").title
        ));
        assert!(!is_machine_made(&read("2026-11-20-deface-cafe.md").title));
        assert!(!is_machine_made("Added a bad facade"));
    }

    #[test]
    fn a_name_that_makes_no_folder_still_has_an_id() {
        let first = read("###.md");
        assert!(first.id.starts_with("debrief-"));
        assert_ne!(first.id, read("##.md").id);
        assert!(read("CON.md").id.starts_with("debrief-"));
        let long = "x".repeat(300);
        assert_eq!(read(&format!("{long}.md")).id.len(), LONGEST_ID + 9);
    }
}
