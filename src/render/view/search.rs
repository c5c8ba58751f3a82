use serde::Serialize;

use super::Link;
use crate::{
    render::{Inputs, texts::say},
    site::{Group, GroupKind, url},
};

/// The search page, before anything was typed.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct SearchView {
    /// Where the form leads when no script runs.
    debriefs: String,
    /// Lists that need no search.
    browse: Vec<Link>,
    /// Queries that find something on this site.
    examples: Vec<Example>,
}

/// A query to try.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Example {
    query: String,
    url: String,
    about: String,
}

impl SearchView {
    /// The page of a site.
    pub(crate) fn new(inputs: &Inputs<'_>, root: &url::Root) -> Self {
        Self {
            debriefs: root.to(url::DEBRIEFS),
            browse: browse(inputs, root),
            examples: examples(inputs, root),
        }
    }
}

fn browse(inputs: &Inputs<'_>, root: &url::Root) -> Vec<Link> {
    let kinds = [
        (GroupKind::Service, "search.by_service"),
        (GroupKind::Team, "search.by_team"),
        (GroupKind::Severity, "search.by_severity"),
        (GroupKind::Year, "search.by_year"),
        (GroupKind::Tag, "search.by_tag"),
    ];
    let groups = kinds
        .into_iter()
        .filter(|(kind, _)| !inputs.site.groups.of(*kind).is_empty())
        .map(|(kind, text)| (text, kind.address()));
    [("search.all_debriefs", url::DEBRIEFS)]
        .into_iter()
        .chain(groups)
        .chain([
            ("causes.title", url::CAUSES),
            ("learnings.title", url::LEARNINGS),
        ])
        .map(|(text, address)| Link {
            text: inputs.texts.get(text).into(),
            url: root.to(address),
        })
        .collect()
}

/// One query for each way to narrow a search down, from what the site has most of.
fn examples(inputs: &Inputs<'_>, root: &url::Root) -> Vec<Example> {
    let t = inputs.texts;
    let mut examples = Vec::new();
    let mut add = |query: String, about: String| {
        let url = format!("{}?q={}", root.to(url::SEARCH), url::query(&query));
        examples.push(Example { query, url, about });
    };
    if let Some(service) = largest(inputs, GroupKind::Service) {
        let about = say!(t, "search.left_for", name = service.name);
        add(format!("service:{} has:open-actions", service.slug), about);
    }
    if let Some(severity) = inputs.site.groups.of(GroupKind::Severity).first() {
        let about = say!(t, "search.worst", name = severity.name);
        add(format!("severity:{}", severity.slug), about);
    }
    if let Some(year) = inputs.site.groups.of(GroupKind::Year).first() {
        let about = say!(t, "search.in_year", name = year.name);
        add(format!("year:{}", year.slug), about);
    }
    if let Some(team) = largest(inputs, GroupKind::Team) {
        let about = say!(t, "search.involved", name = team.name);
        add(format!("team:{}", team.slug), about);
    }
    examples
}

fn largest<'a>(inputs: &Inputs<'a>, kind: GroupKind) -> Option<&'a Group> {
    let groups = inputs.site.groups.of(kind).iter();
    // The first of the largest, so that equals do not change places.
    groups.rev().max_by_key(|group| group.members.len())
}
