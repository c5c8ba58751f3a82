//! Data that people put into brackets: `(owner: Ana)`, `(assigned to @ana, due 2026-12-15)`, `[DRI: Ana; by 2026-12-15]`.

use std::ops::Range;

use jiff::civil::Date;

/// What a bracket says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Bracket {
    pub(super) owner: Option<String>,
    pub(super) due: Option<Date>,
    /// The bracket in the text, when it says nothing else and can go.
    pub(super) cut: Option<Range<usize>>,
}

const OWNER: &[&str] = &["owner", "assignee", "assigned to", "dri"];
const DUE: &[&str] = &[
    "due date", "due by", "due on", "due", "deadline", "eta", "by",
];

/// The first bracket of a text that names an owner or a day.
pub(super) fn read(text: &str) -> Option<Bracket> {
    let mut from = 0;
    while let Some(start) = text[from..].find(['(', '[']).map(|at| from + at) {
        let end = start + text[start..].find([')', ']'])?;
        let mut bracket = Bracket::default();
        let mut whole = true;
        for part in parts(&text[start + 1..end]) {
            whole &= bracket.take(part);
        }
        if bracket != Bracket::default() {
            bracket.cut = whole.then_some(start..end + 1);
            return Some(bracket);
        }
        from = end + 1;
    }
    None
}

fn parts(inner: &str) -> impl Iterator<Item = &str> {
    inner.split([',', ';']).map(str::trim)
}

impl Bracket {
    /// Takes a part for what it is; false when it is something else.
    fn take(&mut self, part: &str) -> bool {
        if let Some(name) = after(part, OWNER) {
            let name = name.trim_start_matches('@');
            self.owner = (!name.is_empty()).then(|| name.to_owned());
            return self.owner.is_some();
        }
        let day = after(part, DUE).and_then(|day| day.parse().ok());
        self.due = self.due.or(day);
        day.is_some()
    }
}

/// What follows one of the words, with or without a colon between.
fn after<'a>(part: &'a str, words: &[&str]) -> Option<&'a str> {
    words.iter().find_map(|word| {
        let head = part.get(..word.len())?;
        let rest = &part[word.len()..];
        let parted = rest.starts_with([':', ' ']);
        (head.eq_ignore_ascii_case(word) && parted)
            .then(|| rest.trim_start_matches([':', ' ']).trim_end())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn owners_and_days_are_read_and_nothing_else_is() {
        let cases = [
            ("Do it (owner: Ana)", Some("Ana"), None, true),
            (
                "Do it (owner: @lena, due 2017-08-19)",
                Some("lena"),
                Some("2017-08-19"),
                true,
            ),
            (
                "Do (all of) it [DRI: the mail team; by 2026-12-15]",
                Some("the mail team"),
                Some("2026-12-15"),
                true,
            ),
            ("Do it (due: 2026-12-15)", None, Some("2026-12-15"), true),
            // Something else in the bracket stays for people to read.
            (
                "Do it (assigned to @ana, after the freeze)",
                Some("ana"),
                None,
                false,
            ),
        ];
        for (text, owner, due, cut) in cases {
            let read = read(text).unwrap();
            assert_eq!(read.owner.as_deref(), owner, "{text}");
            assert_eq!(
                read.due.map(|day| day.to_string()).as_deref(),
                due,
                "{text}"
            );
            assert_eq!(read.cut.is_some(), cut, "{text}");
        }
        for text in [
            "Do it (by hand)",
            "Name an owner (ownership is open)",
            "Do (owner:) it",
            "Do it (owner: Ana",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
