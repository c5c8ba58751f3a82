//! Forms of secrets as data: read from TOML, tried only on texts that hold a word of theirs.

use std::{
    collections::BTreeSet,
    ops::Range,
    sync::{LazyLock, OnceLock},
};

use aho_corasick::{AhoCorasick, MatchKind};
use regex::Regex;
use serde::Deserialize;

use super::doubt;

const BUILT_IN: &str = include_str!("rules.toml");

/// How much a pattern proves alone.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Looks {
    Certain,
    Random,
    Password,
    /// Between `:` and `@` of an address nothing else can stand.
    UrlPassword,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    rule: Vec<Entered>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entered {
    what: String,
    near: Vec<String>,
    pattern: String,
    looks: Looks,
}

struct Rule {
    what: String,
    pattern: String,
    /// The pattern, made ready for the first text that holds a word of the rule: most sites never need most of them.
    ready: OnceLock<Regex>,
    looks: Looks,
}

/// All forms of secrets, ready to be looked for.
struct Rules {
    all: Vec<Rule>,
    near: AhoCorasick,
    /// For each word of `near`, the rule it belongs to.
    of: Vec<usize>,
}

static RULES: LazyLock<Rules> = LazyLock::new(Rules::built_in);

/// A secret in a text.
pub(super) struct Hit<'a> {
    /// "a GitHub token".
    pub(super) what: &'a str,
    /// Bytes of the secret itself.
    pub(super) at: Range<usize>,
}

/// All secrets of a text by place; of those in one place the first that the rules name.
pub(super) fn find(text: &str) -> Vec<Hit<'static>> {
    let mut hits: Vec<Hit<'static>> = Vec::new();
    for index in RULES.candidates(text) {
        let rule: &'static Rule = &RULES.all[index];
        for at in rule.places(text) {
            let known = |hit: &Hit<'_>| hit.at.start < at.end && at.start < hit.at.end;
            if !hits.iter().any(known) {
                hits.push(Hit {
                    what: &rule.what,
                    at,
                });
            }
        }
    }
    hits.sort_by_key(|hit| hit.at.start);
    hits
}

impl Rules {
    #[allow(
        clippy::expect_used,
        reason = "part of the program; every test of a secret reads it"
    )]
    fn built_in() -> Self {
        let file: File = toml::from_str(BUILT_IN).expect("the forms of secrets are valid");
        let (mut all, mut words, mut of) = (Vec::new(), Vec::new(), Vec::new());
        for (index, entered) in file.rule.into_iter().enumerate() {
            of.extend(entered.near.iter().map(|_| index));
            words.extend(entered.near);
            all.push(Rule {
                what: entered.what,
                pattern: entered.pattern,
                ready: OnceLock::new(),
                looks: entered.looks,
            });
        }
        let near = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::Standard)
            .build(&words)
            .expect("a few hundred words");
        Self { all, near, of }
    }

    /// Positions of the rules of which a word stands in the text.
    fn candidates(&self, text: &str) -> BTreeSet<usize> {
        let found = self.near.find_overlapping_iter(text);
        found
            .map(|word| self.of[word.pattern().as_usize()])
            .collect()
    }
}

impl Rule {
    #[allow(
        clippy::expect_used,
        reason = "part of the program; a test makes every one of them"
    )]
    fn pattern(&self) -> &Regex {
        // A word ends where its ASCII letters end: with the letters of all languages the fast engine gives up on every
        // text that holds a single one of them. A secret beside such a letter is found all the same.
        let make = || Regex::new(&self.pattern.replace(r"\b", r"(?-u:\b)"));
        self.ready
            .get_or_init(|| make().expect("a form of secrets is a pattern"))
    }

    fn places<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        let captures = self.pattern().captures_iter(text);
        captures.filter_map(|captures| {
            let hit = captures.name("hit")?;
            let found = hit
                .as_str()
                .trim_end_matches(['.', '-', ' ', '\n', '\r', '>', '|']);
            self.believes(found)
                .then(|| hit.start()..hit.start() + found.len())
        })
    }

    fn believes(&self, found: &str) -> bool {
        !doubt::is_stand_in(found)
            && match self.looks {
                Looks::Certain | Looks::UrlPassword => true,
                Looks::Random => doubt::is_random(found),
                Looks::Password => doubt::is_password(found),
            }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_a_pattern_with_a_hit() {
        for rule in &RULES.all {
            let groups: Vec<_> = rule.pattern().capture_names().flatten().collect();
            assert_eq!(groups, ["hit"], "{}", rule.what);
        }
    }

    #[test]
    fn a_letter_of_another_language_beside_a_secret_does_not_hide_it() {
        let token = format!("ghp_{}", "a1B2c3D4e5F6".repeat(3));
        for text in [format!("für {token}"), format!("é{token}é")] {
            let found: Vec<&str> = find(&text)
                .iter()
                .map(|hit| &text[hit.at.clone()])
                .collect();
            assert_eq!(found, [token.as_str()], "{text}");
        }
    }
}
