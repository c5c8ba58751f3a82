use std::collections::BTreeSet;

use crate::model::{Debrief, slugify};

/// Who is a person, as far as a debrief tells.
pub(super) struct People<'a> {
    listed: &'a Listed,
    groups: &'a BTreeSet<String>,
    own_groups: Vec<&'a str>,
    /// Owners and roles of the debrief, in lower case.
    named: Vec<String>,
}

/// Names that the rules list.
#[derive(Debug, Clone, Default)]
pub(super) struct Listed {
    /// Given names, as written.
    pub(super) names: BTreeSet<String>,
    /// Handles of programs, in lower case.
    pub(super) bots: BTreeSet<String>,
}

impl<'a> People<'a> {
    pub(super) fn of(
        listed: &'a Listed,
        groups: &'a BTreeSet<String>,
        debrief: &'a Debrief,
    ) -> Self {
        let roles = [&debrief.people.owner, &debrief.people.facilitator];
        let owners = debrief.actions.iter().map(|action| &action.owner);
        let named = roles.into_iter().chain(owners).flatten();
        Self {
            listed,
            groups,
            own_groups: debrief
                .teams
                .iter()
                .chain(&debrief.services)
                .map(|label| label.slug.as_str())
                .collect(),
            named: named.map(|name| name.to_lowercase()).collect(),
        }
    }

    /// Whether a capitalised word or a handle is a person: a handle that is no team's and no program's, a given name, or a
    /// name the debrief gives to an owner.
    pub(super) fn knows(&self, name: &str) -> bool {
        if let Some(handle) = name.strip_prefix('@') {
            let handle = handle.to_lowercase();
            let bot = handle.ends_with("bot") || self.listed.bots.contains(&handle);
            return !bot && !self.is_group(&handle);
        }
        let first = name.split(' ').next().unwrap_or(name);
        let owner = self
            .named
            .iter()
            .any(|known| *known == first.to_lowercase());
        self.listed.names.contains(first) || (owner && !self.is_group(first))
    }

    fn is_group(&self, name: &str) -> bool {
        let slug = slugify(name.rsplit('/').next().unwrap_or(name));
        let words = [
            "team",
            "oncall",
            "on-call",
            "engineering",
            "ops",
            "sre",
            "support",
            "leads",
            "squad",
        ];
        self.groups.contains(&slug)
            || self.own_groups.contains(&slug.as_str())
            || words.iter().any(|word| slug.contains(word))
    }
}
