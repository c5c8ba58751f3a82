//! What debriefs call one another: ids, file names, and report numbers such as `INC-204`.

use std::collections::HashMap;

use crate::{library::Library, model::slugify};

/// The debriefs by everything a text may call them. A name that two debriefs share is nobody's.
#[derive(Debug, Default)]
pub(super) struct Names {
    owners: HashMap<String, Option<usize>>,
}

impl Names {
    pub(super) fn of(library: &Library) -> Self {
        let mut names = Self::default();
        for (position, entry) in library.entries.iter().enumerate() {
            let debrief = &entry.debrief;
            names.add(&debrief.id, position);
            for alias in &debrief.aliases {
                names.add(alias, position);
            }
            let stem = file_stem(&debrief.source);
            names.add(stem, position);
            if let Some(number) = report_number(stem) {
                names.add(number, position);
            }
        }
        names
    }

    fn add(&mut self, name: &str, position: usize) {
        let name = slugify(name);
        // A date alone, or a single short word, is no name that a text would use for a debrief only.
        if name.chars().filter(char::is_ascii_alphanumeric).count() < 5 || is_date(&name) {
            return;
        }
        let owner = self.owners.entry(name).or_insert(Some(position));
        if *owner != Some(position) {
            *owner = None;
        }
    }

    /// The debrief a word of a text, or a link, names.
    pub(super) fn find(&self, written: &str) -> Option<usize> {
        if !written.contains(['-', '_', '.', '/', '%']) {
            return None;
        }
        let path = written.split(['#', '?']).next().unwrap_or_default();
        let decoded = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
        let stem = file_stem(decoded.trim_end_matches('/'));
        self.owners.get(&slugify(stem)).copied().flatten()
    }

    /// The debriefs that the words of a sentence name.
    pub(super) fn in_sentence<'a>(&'a self, text: &'a str) -> impl Iterator<Item = usize> + 'a {
        let has_digit = |text: &str| text.bytes().any(|byte| byte.is_ascii_digit());
        let text = if has_digit(text) { text } else { "" };
        text.split_whitespace()
            .map(|chunk| chunk.trim_matches(|c: char| !c.is_alphanumeric()))
            .filter(move |chunk| has_digit(chunk))
            .filter_map(|chunk| self.find(chunk))
    }
}

/// The file's name without extension; of `x/index.md` the folder's.
fn file_stem(path: &str) -> &str {
    let mut parts = path.rsplit('/');
    let last = parts.next().unwrap_or_default();
    let stem = ["md", "markdown", "html", "txt"]
        .iter()
        .find_map(|extension| last.strip_suffix(extension)?.strip_suffix('.'))
        .unwrap_or(last);
    match parts.next() {
        Some(folder) if stem == "index" => folder,
        _ => stem,
    }
}

fn is_date(slug: &str) -> bool {
    slug.chars().all(|c| c.is_ascii_digit() || c == '-')
}

/// `PM2019-009` of `PM2019-009 - What happened`: letters, digits, and digits after a hyphen.
fn report_number(stem: &str) -> Option<&str> {
    let bytes = stem.as_bytes();
    let run = |from: usize, fits: fn(&u8) -> bool| {
        from + bytes[from..].iter().take_while(|byte| fits(byte)).count()
    };
    let letters = run(0, u8::is_ascii_alphabetic);
    let hyphen = letters + usize::from(bytes.get(letters) == Some(&b'-'));
    let digits = run(hyphen, u8::is_ascii_digit);
    let mut end = digits;
    if bytes.get(digits) == Some(&b'-') {
        let more = run(digits + 1, u8::is_ascii_digit);
        end = if more > digits + 1 { more } else { digits };
    }
    let ends_here = bytes
        .get(end)
        .is_none_or(|byte| !byte.is_ascii_alphanumeric());
    ((1..=8).contains(&letters) && digits >= hyphen + 2 && ends_here).then(|| &stem[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_number_is_letters_and_digits() {
        let cases = [
            ("PM2019-009 - Flux", Some("PM2019-009")),
            ("inc-204-checkout", Some("inc-204")),
            ("INC204", Some("INC204")),
            ("2025-04-08-disk-full", None),
            ("log4shell", None),
            ("k8s-down", None),
            ("disk-full", None),
        ];
        for (stem, expected) in cases {
            assert_eq!(report_number(stem), expected, "{stem}");
        }
    }

    #[test]
    fn a_debrief_is_found_by_number_file_and_link() {
        let mut names = Names::default();
        names.add("PM2019-009", 3);
        names.add("2025-04-08-disk-full", 4);
        names.add("twice-1", 5);
        names.add("twice-1", 6);
        for (written, expected) in [
            ("PM2019-009", Some(3)),
            ("../2025/2025-04-08-disk-full.md#impact", Some(4)),
            ("/debriefs/2025-04-08-disk-full/", Some(4)),
            ("2025-04-08", None),
            ("twice-1", None),
        ] {
            assert_eq!(names.find(written), expected, "{written}");
        }
        let named: Vec<_> = names.in_sentence("As in (PM2019-009), it ended.").collect();
        assert_eq!(named, [3]);
    }
}
