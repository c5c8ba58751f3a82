use serde::Serialize;

use super::{
    Link,
    actions::{ItemGroup, item_groups},
    list::{Facet, PageLink, Year, intro, kind_name, page_links, years},
};
use crate::{
    render::{
        Inputs,
        intros::Above,
        rows::{Level, Rows},
        texts::count,
    },
    site::{self, Group, GroupKind, LearningsOf, Slice, url},
};

/// The debriefs of a service, a team, a year and so on.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct GroupView<'a> {
    name: &'a str,
    kind: &'a str,
    /// The list of all groups of the kind.
    all: Link,
    intro: Option<String>,
    /// Its feed, its actions, its learnings.
    links: Vec<Link>,
    /// Open actions; only on the first page.
    actions: Vec<ItemGroup>,
    /// Link to the open actions that are not shown.
    more_actions: Option<Link>,
    years: Vec<Year<'a>>,
    /// The other groups of the kind.
    facets: Vec<Facet>,
    pages: Vec<PageLink>,
}

/// Open actions shown on the page of a group.
const ACTIONS: usize = 10;

impl<'a> GroupView<'a> {
    /// One page of a group.
    pub(crate) fn new(
        inputs: &Inputs<'a>,
        rows: &Rows<'a>,
        root: &url::Root,
        (kind, position): (GroupKind, usize),
        slice: Slice,
    ) -> Self {
        let group = &inputs.site.groups.of(kind)[position];
        let first = slice.number == 1;
        let open = match first {
            true => site::of_group(inputs.library, inputs.insight, group),
            false => Vec::new(),
        };
        let shown = &open[..open.len().min(ACTIONS)];
        Self {
            name: group_name(inputs, group),
            kind: inputs.texts.get(kind_name(kind)),
            all: Link {
                text: inputs.texts.get(index_title(kind)).into(),
                url: root.to(kind.address()),
            },
            intro: rows.intros.get(Above::Group(kind, position), || {
                intro(inputs, &group.members)
            }),
            links: links(inputs, root, (group, position)),
            facets: Facet::new(inputs, root, kind, Some(position))
                .into_iter()
                .collect(),
            actions: item_groups(inputs, rows, root, shown),
            more_actions: more_actions(inputs, root, group, open.len()),
            years: years(
                inputs,
                rows,
                (root, Level::H4),
                &group.members[slice.rows(group.members.len())],
            ),
            pages: page_links(root, &group.address(), slice),
        }
    }
}

fn more_actions(inputs: &Inputs<'_>, root: &url::Root, group: &Group, open: usize) -> Option<Link> {
    let address = group.actions().unwrap_or_else(|| url::ACTIONS.into());
    (open > ACTIONS).then(|| Link {
        text: count!(inputs.texts, "group.all_open", open),
        url: root.to(&address),
    })
}

fn links(inputs: &Inputs<'_>, root: &url::Root, (group, position): (&Group, usize)) -> Vec<Link> {
    let learnings = match group.kind {
        GroupKind::Year => Some(LearningsOf::Year(position)),
        GroupKind::Service => Some(LearningsOf::Service(position)),
        GroupKind::Tag => LearningsOf::theme(inputs.insight, &group.slug),
        GroupKind::Severity | GroupKind::Kind | GroupKind::Team => None,
    };
    let learnings = learnings.and_then(|of| inputs.site.learnings_of(of));
    let learnings = learnings.map(|list| list.address.clone());
    let places = [
        ("group.open_actions", group.actions()),
        ("learnings.title", learnings),
        ("frame.feed", group.feed()),
    ];
    places
        .into_iter()
        .filter_map(|(text, address)| {
            let url = root.to(&address?);
            Some(Link {
                text: inputs.texts.get(text).into(),
                url,
            })
        })
        .collect()
}

/// All groups of a kind.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct GroupIndexView {
    title: String,
    groups: Vec<IndexRow>,
    pages: Vec<PageLink>,
}

#[derive(Debug, Clone, Serialize)]
struct IndexRow {
    name: String,
    url: String,
    /// `four debriefs`
    debriefs: String,
    /// The newest of them.
    newest: Option<String>,
}

impl GroupIndexView {
    /// One page of the index.
    pub(crate) fn new(
        inputs: &Inputs<'_>,
        root: &url::Root,
        kind: GroupKind,
        slice: Slice,
    ) -> Self {
        let groups = inputs.site.groups.of(kind);
        let row = |group: &Group| IndexRow {
            name: group_name(inputs, group).into(),
            url: root.to(&group.address()),
            debriefs: count!(inputs.texts, "count.debriefs", group.members.len()),
            newest: newest(inputs, group),
        };
        Self {
            title: inputs.texts.get(index_title(kind)).into(),
            groups: groups[slice.rows(groups.len())].iter().map(row).collect(),
            pages: page_links(root, kind.address(), slice),
        }
    }
}

fn newest(inputs: &Inputs<'_>, group: &Group) -> Option<String> {
    let date = inputs.library.entries[*group.members.first()?].date()?;
    Some(inputs.texts.month_of_year(date))
}

/// What a group is called: its authors named all but the kinds.
pub(crate) fn group_name<'a>(inputs: &Inputs<'a>, group: &'a Group) -> &'a str {
    match (group.kind, group.slug.as_str()) {
        (GroupKind::Kind, "incident") => inputs.texts.get("kind.incident"),
        (GroupKind::Kind, "near-miss") => inputs.texts.get("kind.near_miss"),
        (GroupKind::Kind, "security") => inputs.texts.get("kind.security"),
        (GroupKind::Kind, "drill") => inputs.texts.get("kind.drill"),
        _ => &group.name,
    }
}

/// The key of the name of the index of a kind.
pub(crate) fn index_title(kind: GroupKind) -> &'static str {
    match kind {
        GroupKind::Year => "group.years",
        GroupKind::Severity => "group.severities",
        GroupKind::Kind => "group.kinds",
        GroupKind::Service => "group.services",
        GroupKind::Team => "group.teams",
        GroupKind::Tag => "group.tags",
    }
}
