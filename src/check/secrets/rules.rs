//! Forms of secrets as data: read from TOML, tried only on texts that hold a word of theirs.

use std::{collections::BTreeSet, ops::Range, sync::LazyLock};

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
    pattern: Regex,
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
            let pattern = Regex::new(&entered.pattern).expect("a form of secrets is a pattern");
            all.push(Rule {
                what: entered.what,
                pattern,
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
    fn places<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        let captures = self.pattern.captures_iter(text);
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
