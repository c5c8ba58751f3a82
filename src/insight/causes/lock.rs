//! The lock file: which groups were ever born, so that their addresses stay.
//!
//! One line for a group, with the debriefs it was born from. Who belongs to it is computed anew by every build; a line
//! is never changed, so two branches merge without conflict (`debriefs.lock merge=union` in `.gitattributes`).

use std::fmt::Write as _;

/// What the file says about one edition. Editions have groups of their own: a group must not be named after what its
/// readers may not see.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lock {
    /// In the order of the file; of two lines for one id the founders of both.
    pub groups: Vec<Born>,
    /// Former ids with the ids they lead to.
    pub moved: Vec<(String, String)>,
}

/// A group when it was born.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Born {
    /// The part of its address.
    pub id: String,
    /// Ids of its members at that time, sorted.
    pub founders: Vec<String>,
}

/// The head of a new file.
const HEAD: &str = "\
# The recurring causes that `debriefs build` found, each with the debriefs it was born from. Commit this file: it keeps
# their addresses. Lines are only ever added.
";

impl Lock {
    /// What a file says about an edition. Lines that make no sense are no groups.
    #[must_use]
    pub fn read(text: &str, edition: &str) -> Self {
        let mut lock = Self::default();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let mut words = line.split_whitespace();
            match (words.next(), words.next()) {
                (Some("group"), Some(of)) if of == edition => {
                    if let Some(id) = words.next() {
                        lock.add(id, words.map(str::to_owned).collect());
                    }
                }
                (Some("moved"), Some(of)) if of == edition => {
                    if let (Some(from), Some(to)) = (words.next(), words.next()) {
                        lock.move_id(from, to);
                    }
                }
                _ => {}
            }
        }
        lock
    }

    fn add(&mut self, id: &str, founders: Vec<String>) {
        // Born again after it had moved.
        self.moved.retain(|(from, _)| from != id);
        match self.groups.iter_mut().find(|group| group.id == id) {
            Some(group) => {
                group.founders.extend(founders);
                group.founders.sort();
                group.founders.dedup();
            }
            None => self.groups.push(Born {
                id: id.to_owned(),
                founders,
            }),
        }
    }

    fn move_id(&mut self, from: &str, to: &str) {
        self.groups.retain(|group| group.id != from);
        self.moved.push((from.to_owned(), to.to_owned()));
    }

    /// Whether an id was ever used.
    #[must_use]
    pub fn knows(&self, id: &str) -> bool {
        self.groups.iter().any(|group| group.id == id)
            || self.moved.iter().any(|(from, _)| from == id)
    }
}

/// A file with lines for newly born groups added, sorted, so that two branches add at different places.
#[must_use]
pub fn with_born(text: &str, edition: &str, born: &[Born]) -> String {
    let mut head = String::new();
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        if line.starts_with('#') {
            let _ = writeln!(head, "{line}");
        } else {
            lines.push(line.to_owned());
        }
    }
    lines.extend(
        born.iter()
            .map(|group| format!("group {edition} {} {}", group.id, group.founders.join(" "))),
    );
    lines.sort();
    lines.dedup();
    let head = if head.is_empty() { HEAD } else { &head };
    format!("{head}{}\n", lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn born(id: &str, founders: &[&str]) -> Born {
        Born {
            id: id.into(),
            founders: founders.iter().map(|&founder| founder.into()).collect(),
        }
    }

    #[test]
    fn what_is_written_is_read_for_the_edition_it_was_written_for() {
        let text = with_born("", "company", &[born("disk-full", &["a", "b"])]);
        let text = with_born(&text, "public", &[born("dns", &["c", "d"])]);
        assert_eq!(
            Lock::read(&text, "company").groups,
            [born("disk-full", &["a", "b"])]
        );
        assert_eq!(
            Lock::read(&text, "public").groups,
            [born("dns", &["c", "d"])]
        );
        assert!(text.starts_with("# "));
        assert_eq!(with_born(&text, "public", &[]), text);
    }

    #[test]
    fn two_branches_may_bear_one_group() {
        let text = "group company x b c\nnonsense\ngroup company x a b\n";
        assert_eq!(
            Lock::read(text, "company").groups,
            [born("x", &["a", "b", "c"])]
        );
    }

    #[test]
    fn a_moved_group_keeps_its_former_id() {
        let lock = Lock::read("group company old a b\nmoved company old new\n", "company");
        assert_eq!(lock.groups, []);
        assert_eq!(lock.moved, [("old".to_owned(), "new".to_owned())]);
        assert!(lock.knows("old"));
    }
}
