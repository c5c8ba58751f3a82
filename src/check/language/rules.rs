//! Rules as data: read from TOML, words put into patterns, patterns compiled.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, LazyLock, OnceLock},
};

use regex::{Regex, RegexSet};
use serde::Deserialize;

use super::{
    builder::{Builder, compile},
    people::Listed,
    prose::Zone,
};
use crate::{
    config::{Config, LanguageFile},
    diagnostic::{Code, Diagnostic},
    library::Entry,
    model::Span,
};

const BUILT_IN: &str = include_str!("rules.toml");

/// A rule, ready to be tried.
pub(super) struct Rule {
    pub(super) code: Code,
    pub(super) not: Option<Regex>,
    pub(super) unless: Option<Regex>,
    pub(super) zones: BTreeSet<Zone>,
    pub(super) one_cause_only: bool,
    pub(super) off_by_default: bool,
    pub(super) finds: String,
    pub(super) instead: String,
    pub(super) why: String,
}

impl Rule {
    /// Whether the rule is on for a debrief.
    pub(super) fn holds_for(&self, entry: &Entry, config: &Config) -> bool {
        let is_on = match config.check.get(&self.code) {
            Some(level) => level.is_some(),
            None => !self.off_by_default,
        };
        is_on && (!self.one_cause_only || entry.debrief.causes.len() == 1)
    }
}

/// A pattern of a rule: with the groups `hit` and, where a person must be known by name, `name`.
pub(super) struct Pattern {
    /// Position of its rule.
    pub(super) rule: usize,
    pub(super) text: String,
    /// The same without the words it names: found wherever the pattern is, and elsewhere, and quick to look for.
    pub(super) skeleton: String,
    /// Compiled when it is needed for the first time.
    pub(super) compiled: OnceLock<Option<Regex>>,
}

/// All rules of a site.
pub(super) struct Rules {
    pub(super) all: Vec<Rule>,
    pub(super) patterns: Vec<Pattern>,
    /// All skeletons, to find out at once which patterns a sentence can concern.
    pub(super) skeletons: RegexSet,
    pub(super) people: Listed,
}

impl Rules {
    /// The rules that can concern a sentence, each with its pattern.
    pub(super) fn candidates(&self, sentence: &str) -> impl Iterator<Item = (&Rule, &Regex)> {
        let matches = self.skeletons.matches(sentence).into_iter();
        matches.filter_map(|index| {
            let pattern = &self.patterns[index];
            let compiled = pattern.compiled.get_or_init(|| compile(&pattern.text).ok());
            Some((&self.all[pattern.rule], compiled.as_ref()?))
        })
    }
}

/// A file of rules, as written.
#[derive(Debug, Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct File {
    people: Names,
    words: BTreeMap<String, String>,
    rule: Vec<toml::Spanned<Entered>>,
}

#[derive(Debug, Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Names {
    names: Vec<String>,
    bots: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entered {
    pub(super) rule: Option<String>,
    pub(super) patterns: Vec<String>,
    #[serde(default)]
    pub(super) not: Vec<String>,
    #[serde(default)]
    pub(super) unless: Vec<String>,
    #[serde(rename = "in", default = "ordinary_zones")]
    pub(super) zones: BTreeSet<Zone>,
    #[serde(default)]
    pub(super) one_cause_only: bool,
    #[serde(default)]
    pub(super) off_by_default: bool,
    pub(super) finds: String,
    pub(super) instead: String,
    pub(super) why: String,
}

fn ordinary_zones() -> BTreeSet<Zone> {
    [Zone::Prose, Zone::Timeline, Zone::Learnings, Zone::WentWell].into()
}

/// Nearly every site uses these alone, and they take a while to compile.
static BUILT_IN_RULES: LazyLock<Arc<Rules>> =
    LazyLock::new(|| Arc::new(together(File::default(), None, &mut Vec::new())));

/// The built-in rules with the site's own, and what is wrong with the latter.
pub(super) fn load(config: &Config) -> (Arc<Rules>, Vec<Diagnostic>) {
    let Some(own) = &config.language.own else {
        return (Arc::clone(&BUILT_IN_RULES), Vec::new());
    };
    let mut problems = Vec::new();
    let site = read(own, &mut problems);
    let rules = together(site, Some(&own.file), &mut problems);
    (Arc::new(rules), problems)
}

fn together(site: File, file: Option<&Arc<str>>, problems: &mut Vec<Diagnostic>) -> Rules {
    #[allow(
        clippy::expect_used,
        reason = "part of the program; every test of a rule reads it"
    )]
    let built_in: File = toml::from_str(BUILT_IN).expect("the built-in rules are valid");
    let mut people = Listed::default();
    people.add(built_in.people);
    people.add(site.people);
    let mut builder = Builder::new(more_words(built_in.words, site.words));
    for entered in built_in.rule {
        let added = builder.add(entered.into_inner());
        problems.extend(
            added
                .err()
                .zip(file)
                .map(|(what, file)| wrong(file, Span::at(0), what)),
        );
    }
    // Words of the site's own that break one rule break several in the same way.
    problems.dedup();
    for entered in site.rule {
        let span = Span::from(entered.span());
        let added = builder.add(entered.into_inner());
        problems.extend(
            added
                .err()
                .zip(file)
                .map(|(what, file)| wrong(file, span, what)),
        );
    }
    builder.finish(people)
}

/// A site adds alternatives to words that exist, and words of its own.
fn more_words(
    mut words: BTreeMap<String, String>,
    more: BTreeMap<String, String>,
) -> BTreeMap<String, String> {
    for (name, more) in more {
        let known = words.entry(name).or_default();
        if !known.is_empty() {
            known.push('|');
        }
        known.push_str(&more);
    }
    words
}

impl Listed {
    fn add(&mut self, names: Names) {
        self.names.extend(names.names);
        let bots = names.bots.into_iter();
        self.bots.extend(bots.map(|bot| bot.to_lowercase()));
    }
}

fn read(own: &LanguageFile, problems: &mut Vec<Diagnostic>) -> File {
    toml::from_str(&own.text).unwrap_or_else(|error| {
        let span = error.span().map_or(Span::at(0), Span::from);
        let what = format!("the rules cannot be read: {}", error.message());
        problems.push(wrong(&own.file, span, what));
        File::default()
    })
}

fn wrong(file: &Arc<str>, span: Span, what: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::ConfigWrongValue, what)
        .at(file, span, "")
        .help("`docs/language.md` describes the file; what is wrong is left out")
}
