//! Names of customers that the config keeps out of debriefs.

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

/// The names of a site, ready to be looked for.
pub(super) struct Names(Option<AhoCorasick>);

impl Names {
    pub(super) fn new(names: &[String]) -> Self {
        let names: Vec<&str> = names
            .iter()
            .map(|name| name.trim())
            .filter(|name| !name.is_empty())
            .collect();
        let finder = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostLongest)
            .build(&names);
        // Names that are too many for a machine to look for would be gigabytes of config.
        Self(finder.ok().filter(|_| !names.is_empty()))
    }

    /// Places of the names as whole words, whatever their case.
    pub(super) fn find(&self, text: &str) -> Vec<Range<usize>> {
        let Some(finder) = &self.0 else {
            return Vec::new();
        };
        let is_edge = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
        let whole = |at: &Range<usize>| {
            is_edge(text[..at.start].chars().next_back()) && is_edge(text[at.end..].chars().next())
        };
        finder
            .find_iter(text)
            .map(|found| found.range())
            .filter(whole)
            .collect()
    }
}
