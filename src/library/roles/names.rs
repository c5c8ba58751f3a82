use std::collections::{BTreeMap, BTreeSet};

use super::{Role, labels, words};
use crate::{
    model::{Debrief, slugify},
    parse::Parsed,
    source::SourceFile,
};

/// Words of a name are at most so many; what is longer is a sentence.
const MOST_WORDS: usize = 4;

/// Handles that are no person's, whatever the frontmatter says of teams.
#[rustfmt::skip]
const GROUPS: &[&str] = &[
    "all", "api", "backend", "billing", "channel", "checkout", "core", "data", "database", "dba", "dev", "developers",
    "engineering", "everybody", "everyone", "frontend", "group", "here", "infra", "infrastructure", "leads", "legal",
    "management", "mobile", "monitoring", "network", "nobody", "none", "on-call", "oncall", "operations", "ops",
    "payments", "platform", "product", "qa", "search", "security", "squad", "sre", "support", "tbd", "team", "teams",
    "unassigned", "unknown", "web",
];

/// Words that end the handle of a group: `engineering-leads`.
#[rustfmt::skip]
const IN_GROUPS: &[&str] = &[
    "board", "bot", "committee", "desk", "engineering", "group", "guild", "leads", "office", "oncall", "ops", "squad",
    "support", "team", "teams",
];

/// Ordinary words that are names too, or parts of handles.
#[rustfmt::skip]
const ORDINARY: &[&str] = &[
    "april", "art", "august", "bill", "chance", "chase", "chip", "cliff", "dawn", "dean", "drew", "eng", "faith", "frank",
    "grace", "grant", "guy", "hope", "jack", "joy", "june", "lead", "major", "manager", "mark", "max", "may", "miles",
    "olive", "owner", "page", "pat", "penny", "ray", "rich", "rob", "rose", "skip", "sue", "summer", "the", "wade",
    "will", "young",
];

/// Who the debriefs name.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// Names of two words and more, in lower case, by their first word.
    full: BTreeMap<String, BTreeSet<Vec<String>>>,
    /// Names of one word: handles.
    handles: BTreeSet<String>,
    /// Slugs of teams and services.
    groups: BTreeSet<String>,
}

impl Names {
    /// Reads who is named in the debriefs, and in files that could not be read as one.
    #[must_use]
    pub fn of(files: &[SourceFile], parsed: &[Option<Parsed>]) -> Self {
        let mut names = Self::default();
        for debrief in parsed.iter().flatten() {
            let labels = debrief
                .debrief
                .teams
                .iter()
                .chain(&debrief.debrief.services);
            names.groups.extend(labels.map(|label| label.slug.clone()));
        }
        for (file, parsed) in files.iter().zip(parsed) {
            for name in stated(file, parsed.as_ref()) {
                names.add(&name);
            }
        }
        names
    }

    fn add(&mut self, name: &str) {
        if !self.is_name(name) {
            return;
        }
        let mut words = words::lower(name);
        match words.len() {
            1 => {
                self.handles.extend(words.pop());
            }
            _ => {
                self.handles.insert(name.to_lowercase());
                self.full.entry(words[0].clone()).or_default().insert(words);
            }
        }
    }

    /// Whether a text may be somebody's name: a few words with letters, and no group's.
    pub(super) fn is_name(&self, text: &str) -> bool {
        let words = words::lower(text);
        let lettered = words
            .iter()
            .any(|word| word.chars().any(char::is_alphabetic));
        lettered && words.len() <= MOST_WORDS && text.len() <= 80 && !self.is_group(text)
    }

    /// Whether a name is that of a team, a service or everybody.
    pub(super) fn is_group(&self, name: &str) -> bool {
        let slug = slugify(name.rsplit('/').next().unwrap_or(name));
        self.groups.contains(&slug)
            || GROUPS.contains(&slug.as_str())
            || slug.starts_with("team-")
            || slug
                .rsplit('-')
                .next()
                .is_some_and(|last| IN_GROUPS.contains(&last))
    }

    /// Whether a handle belongs to somebody who is named elsewhere.
    pub(super) fn is_handle(&self, handle: &str) -> bool {
        self.handles.contains(&handle.to_lowercase())
    }

    /// How many of these words, in lower case and in a row, are a full name; 0 when they are none.
    pub(super) fn full(&self, words: &[String]) -> usize {
        let names = words.first().and_then(|first| self.full.get(first));
        let names = names.into_iter().flatten();
        let known = names.filter(|name| words.starts_with(name));
        known.map(Vec::len).max().unwrap_or(0)
    }
}

/// Names a file states.
fn stated(file: &SourceFile, parsed: Option<&Parsed>) -> Vec<String> {
    let labelled = labels::values(&file.text).into_iter();
    let mut names: Vec<String> = labelled.map(|range| file.text[range].to_owned()).collect();
    if let Some(parsed) = parsed {
        names.extend(of_fields(&parsed.debrief).map(str::to_owned));
        let lists = parsed
            .debrief
            .sections
            .iter()
            .filter(|section| super::is_list_of_people(section));
        for section in lists {
            names.extend(labels::listed(
                &file.text[section.span.start..section.span.end],
            ));
        }
    }
    names
}

/// Who stands in fields of their own; a cell may name several.
fn of_fields(debrief: &Debrief) -> impl Iterator<Item = &str> {
    let people = &debrief.people;
    let actions = debrief
        .actions
        .iter()
        .flat_map(|action| [&action.owner, &action.moved_to]);
    let fields = [&people.owner, &people.facilitator]
        .into_iter()
        .chain(actions);
    fields
        .flatten()
        .flat_map(|field| labels::pieces(field))
        .map(|(_, name)| name)
}

/// Whether a text is a name by its capitals: first and last name.
fn is_proper(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    words.len() > 1
        && words
            .iter()
            .all(|word| word.starts_with(char::is_uppercase))
}

/// Who a debrief names: their names of one word are names in this text only, for elsewhere `Mark` may be a verb.
#[derive(Debug, Clone, Default)]
pub(super) struct Own {
    /// In lower case.
    words: BTreeSet<String>,
    owner: Vec<String>,
    facilitator: Vec<String>,
}

impl Own {
    pub(super) fn of(file: &SourceFile, parsed: &Parsed, names: &Names) -> Self {
        let debrief = &parsed.debrief;
        let labelled = stated(file, None)
            .into_iter()
            .filter(|name| is_proper(name));
        let fields = of_fields(debrief).map(str::to_owned);
        let stated = fields.chain(labelled).filter(|name| names.is_name(name));
        let words = stated
            .flat_map(|name| words::lower(&name))
            .filter(|word| word.chars().count() > 1);
        let lower = |name: &Option<String>| words::lower(name.as_deref().unwrap_or_default());
        Self {
            words: words.collect(),
            owner: lower(&debrief.people.owner),
            facilitator: lower(&debrief.people.facilitator),
        }
    }

    /// Whether a word of the text, as written, is a part of somebody's name. In lower case, as in a chat (`ana restarts
    /// it`), only where it is no ordinary word.
    pub(super) fn is_part(&self, word: &str) -> bool {
        let lower = word.to_lowercase();
        let named = word.starts_with(char::is_uppercase)
            || (lower.len() > 2 && !ORDINARY.contains(&&*lower));
        named && self.words.contains(&lower)
    }

    /// What somebody is to the debrief.
    pub(super) fn role(&self, name: &str) -> Role {
        let words = words::lower(name);
        let is =
            |role: &[String]| !words.is_empty() && words.iter().all(|word| role.contains(word));
        match () {
            () if is(&self.facilitator) => Role::Facilitator,
            () if is(&self.owner) => Role::Owner,
            () => Role::Colleague,
        }
    }
}
