//! Blame-aware language: words that put the blame on people, with what to write instead and why.
//!
//! The rules are data ([`rules`], `rules.toml`); a site adds its own. They are tried on the sentences of the body's
//! prose: never on code, quotations or the text between quotation marks.

mod builder;
mod people;
mod prose;
mod rules;

use std::{collections::BTreeSet, ops::Range, sync::Arc};

use regex::Captures;

use super::subject::Subject;
use crate::{config::Config, diagnostic::Diagnostic, library::Library, parse::markdown};
use people::People;
use prose::Passage;
use rules::{Rule, Rules};

/// The rules of a site, ready to be tried.
pub(super) struct Language {
    rules: Arc<Rules>,
    /// Slugs of teams and services, whose handles name no person.
    groups: BTreeSet<String>,
    /// What is wrong with the site's own rules.
    pub(super) problems: Vec<Diagnostic>,
}

impl Language {
    pub(super) fn new(library: &Library, config: &Config) -> Self {
        let (rules, problems) = rules::load(config);
        let facets = library.facets.teams.iter().chain(&library.facets.services);
        Self {
            rules,
            groups: facets.map(|facet| facet.label.slug.clone()).collect(),
            problems,
        }
    }

    /// Tries every rule on every sentence of a debrief.
    pub(super) fn check(&self, subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
        let people = People::of(&self.rules.people, &self.groups, &subject.entry.debrief);
        let prepared = markdown::prepare(&subject.entry.text, subject.entry.body);
        let events = markdown::events(&prepared);
        for passage in prose::read(subject.entry, &prepared, &events) {
            for hit in self.hits(&passage, &people, subject) {
                let message = format!("\"{}\" {}", hit.text, hit.rule.finds);
                let help = format!("{}; {}", hit.rule.instead, hit.rule.why);
                let span = passage.span(&hit.at);
                found.push(subject.at(hit.rule.code, message, span).help(help));
            }
        }
    }

    /// What the rules find in a passage; of two findings of one rule in one place the first.
    fn hits<'a>(
        &'a self,
        passage: &Passage<'_>,
        people: &People<'_>,
        subject: &Subject<'_>,
    ) -> Vec<Hit<'a>> {
        let mut hits: Vec<Hit<'a>> = Vec::new();
        for sentence in &passage.sentences {
            let text = &passage.text()[sentence.clone()];
            let applies = |rule: &Rule| {
                rule.zones.contains(&passage.zone) && rule.holds_for(subject.entry, subject.config)
            };
            let candidates = self.rules.candidates(text);
            for (rule, pattern) in candidates.filter(|(rule, _)| applies(rule)) {
                for captures in pattern.captures_iter(text) {
                    let hit =
                        hit(rule, text, &captures, people).map(|hit| hit.moved(sentence.start));
                    let is_new = |hit: &Hit<'_>| !hits.iter().any(|other| other.repeats(hit));
                    hits.extend(hit.filter(|hit| is_new(hit) && !passage.is_quoted(&hit.at)));
                }
            }
        }
        hits
    }
}

/// A place where a rule found something.
struct Hit<'a> {
    rule: &'a Rule,
    /// The words, on one line.
    text: String,
    /// Bytes of the passage's text.
    at: Range<usize>,
}

impl Hit<'_> {
    fn moved(mut self, by: usize) -> Self {
        self.at = self.at.start + by..self.at.end + by;
        self
    }

    /// Whether both say the same of one place.
    fn repeats(&self, other: &Self) -> bool {
        self.rule.code == other.rule.code
            && self.at.start < other.at.end
            && other.at.start < self.at.end
    }
}

fn hit<'a>(
    rule: &'a Rule,
    sentence: &str,
    captures: &Captures<'_>,
    people: &People<'_>,
) -> Option<Hit<'a>> {
    let found = captures.name("hit")?;
    let text = found.as_str().trim();
    let overlaps =
        |other: regex::Match<'_>| other.start() < found.end() && found.start() < other.end();
    let excused = (rule.not.as_ref()).is_some_and(|not| not.find_iter(sentence).any(overlaps))
        || rule
            .unless
            .as_ref()
            .is_some_and(|unless| unless.is_match(sentence));
    let stranger = captures
        .name("name")
        .is_some_and(|name| !people.knows(name.as_str()));
    (!excused && !stranger).then(|| Hit {
        rule,
        text: text.split_whitespace().collect::<Vec<_>>().join(" "),
        at: found.start()..found.start() + text.len(),
    })
}
