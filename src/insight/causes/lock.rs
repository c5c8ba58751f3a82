//! The lock file: which groups were ever born, so that their addresses stay.
//!
//! One line for a group, with the debriefs it was born from. Who belongs to it is computed anew by every build; a line
//! is never changed, so two branches merge without conflict (`debriefs.lock merge=union` in `.gitattributes`).

use std::{collections::BTreeSet, fmt::Write as _};

use super::recluster::Proposal;

/// What the file says about one edition. Editions have groups of their own: a group must not be named after what its
/// readers may not see.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lock {
    /// In the order of the file; of two lines for one id the founders of both.
    pub groups: Vec<Born>,
    /// Former ids with the ids they lead to; an empty one leads to the list of all causes.
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
                    if let Some(from) = words.next() {
                        lock.move_id(from, words.next().unwrap_or_default());
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

    /// Where a former id leads in the end: what it led to may have moved too.
    pub(super) fn end_of(&self, id: &str) -> String {
        let mut end = id;
        // A file that was edited by hand may lead in a circle.
        for _ in 0..=self.moved.len() {
            match self.moved.iter().find(|(from, _)| from == end) {
                Some((_, to)) => end = to,
                None => break,
            }
        }
        end.to_owned()
    }

    /// Whether an id was ever used.
    #[must_use]
    pub fn knows(&self, id: &str) -> bool {
        self.groups.iter().any(|group| group.id == id)
            || self.moved.iter().any(|(from, _)| from == id)
    }
}

/// An id that was never used: the one asked for, or the first with a number.
pub(super) fn free_id(wanted: &str, taken: &BTreeSet<String>, lock: &Lock) -> String {
    let numbered = (2..).map(|number| format!("{wanted}-{number}"));
    std::iter::once(wanted.to_owned())
        .chain(numbered)
        .find(|id| !taken.contains(id) && !lock.knows(id))
        .unwrap_or_default()
}

/// A file with lines for newly born groups added, sorted, so that two branches add at different places.
#[must_use]
pub fn with_born(text: &str, edition: &str, born: &[Born]) -> String {
    let (head, mut lines) = parts(text);
    lines.extend(born.iter().map(|group| line_of(edition, group)));
    joined(&head, lines)
}

/// A file in which the groups of an edition are those of a proposal. Former ids lead to what became of them.
#[must_use]
pub fn reclustered(text: &str, edition: &str, proposal: &Proposal) -> String {
    let (head, mut lines) = parts(text);
    let ours = format!("group {edition} ");
    lines.retain(|line| !line.starts_with(&ours));
    lines.extend(proposal.founders().map(|group| line_of(edition, &group)));
    let moved = proposal.moved.iter();
    lines.extend(moved.map(|(from, to)| format!("moved {edition} {from} {to}").trim_end().into()));
    joined(&head, lines)
}

fn line_of(edition: &str, group: &Born) -> String {
    format!("group {edition} {} {}", group.id, group.founders.join(" "))
}

/// The comments at the head of a file, and its lines.
fn parts(text: &str) -> (String, Vec<String>) {
    let mut head = String::new();
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        if line.starts_with('#') {
            let _ = writeln!(head, "{line}");
        } else {
            lines.push(line.to_owned());
        }
    }
    (head, lines)
}

fn joined(head: &str, mut lines: Vec<String>) -> String {
    lines.sort();
    lines.dedup();
    let head = if head.is_empty() { HEAD } else { head };
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
