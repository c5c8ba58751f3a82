use std::collections::BTreeMap;

use super::url;
use crate::{
    config::Config,
    library::{Facet, Library},
    model::{Kind, Label},
};

/// What debriefs are grouped by on pages of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GroupKind {
    /// Year they are filed under.
    Year,
    /// How bad it was.
    Severity,
    /// Incident, near miss, …
    Kind,
    /// Service hurt.
    Service,
    /// Team involved.
    Team,
    /// Free tag.
    Tag,
}

impl GroupKind {
    /// All of them, in the order filters are offered in.
    pub const ALL: [Self; 6] = [
        Self::Year,
        Self::Severity,
        Self::Kind,
        Self::Service,
        Self::Team,
        Self::Tag,
    ];

    /// Address of the list of its groups.
    #[must_use]
    pub fn address(self) -> &'static str {
        match self {
            Self::Year => "years/",
            Self::Severity => "severities/",
            Self::Kind => "kinds/",
            Self::Service => "services/",
            Self::Team => "teams/",
            Self::Tag => "tags/",
        }
    }
}

/// Debriefs that have something in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What they have in common.
    pub kind: GroupKind,
    /// Its part of the address.
    pub slug: String,
    /// As people call it.
    pub name: String,
    /// Positions in the library, newest first; never empty.
    pub members: Vec<usize>,
}

impl Group {
    /// Address of its page.
    #[must_use]
    pub fn address(&self) -> String {
        format!("{}{}/", self.kind.address(), self.slug)
    }

    /// Address of its feed, for the kinds that have one.
    #[must_use]
    pub fn feed(&self) -> Option<String> {
        match self.kind {
            GroupKind::Service => Some(format!("feeds/service/{}.xml", self.slug)),
            GroupKind::Team => Some(format!("feeds/team/{}.xml", self.slug)),
            _ => None,
        }
    }

    /// Address of its calendar, for teams.
    #[must_use]
    pub fn calendar(&self) -> Option<String> {
        (self.kind == GroupKind::Team).then(|| format!("calendars/team/{}.ics", self.slug))
    }

    /// Address of the open actions of its debriefs, for services.
    #[must_use]
    pub fn actions(&self) -> Option<String> {
        (self.kind == GroupKind::Service).then(|| format!("{}service/{}/", url::ACTIONS, self.slug))
    }
}

/// Groups by kind, each list in the order people expect: years newest first, severities worst first, others by slug.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Groups {
    groups: BTreeMap<GroupKind, Vec<Group>>,
    /// Positions of those offered as filters; worked out once, since many pages offer them.
    offered: BTreeMap<GroupKind, Vec<usize>>,
}

/// Groups of one kind that a page offers as filters; the others are one click away.
pub const OFFERED: usize = 12;

impl Groups {
    /// The groups of one kind.
    #[must_use]
    pub fn of(&self, kind: GroupKind) -> &[Group] {
        self.groups.get(&kind).map_or(&[], Vec::as_slice)
    }

    /// Positions of the groups of one kind that are offered as filters, in the order of the groups: the first years
    /// and severities, the largest of the others.
    #[must_use]
    pub fn offered(&self, kind: GroupKind) -> &[usize] {
        self.offered.get(&kind).map_or(&[], Vec::as_slice)
    }

    /// Groups a library.
    pub(super) fn new(library: &Library, config: &Config) -> Self {
        let facets = &library.facets;
        let all = [
            (GroupKind::Year, years(library)),
            (
                GroupKind::Severity,
                severities(library, &config.severities.order),
            ),
            (GroupKind::Kind, kinds(library)),
            (
                GroupKind::Service,
                labelled(GroupKind::Service, &facets.services),
            ),
            (GroupKind::Team, labelled(GroupKind::Team, &facets.teams)),
            (GroupKind::Tag, labelled(GroupKind::Tag, &facets.tags)),
        ];
        let groups = BTreeMap::from(all);
        let offered = groups
            .iter()
            .map(|(kind, groups)| (*kind, offered(*kind, groups)))
            .collect();
        Self { groups, offered }
    }
}

fn offered(kind: GroupKind, groups: &[Group]) -> Vec<usize> {
    let mut positions: Vec<usize> = (0..groups.len()).collect();
    if !matches!(kind, GroupKind::Year | GroupKind::Severity) {
        positions.sort_by_key(|&i| std::cmp::Reverse(groups[i].members.len()));
    }
    positions.truncate(OFFERED);
    positions.sort_unstable();
    positions
}

fn labelled(kind: GroupKind, facets: &[Facet]) -> Vec<Group> {
    let group = |facet: &Facet| Group {
        kind,
        slug: facet.label.slug.clone(),
        name: facet.label.name.clone(),
        members: facet.members.clone(),
    };
    facets.iter().map(group).collect()
}

fn years(library: &Library) -> Vec<Group> {
    let group = |(year, members): &(i16, Vec<usize>)| Group {
        kind: GroupKind::Year,
        slug: year.to_string(),
        name: year.to_string(),
        members: members.clone(),
    };
    library.facets.years.iter().map(group).collect()
}

/// In the order of the config; names it does not know follow by slug.
fn severities(library: &Library, order: &[String]) -> Vec<Group> {
    let mut groups: BTreeMap<(usize, String), Group> = BTreeMap::new();
    for (i, entry) in library.entries.iter().enumerate() {
        let Some(label) = entry.debrief.severity.as_deref().and_then(Label::new) else {
            continue;
        };
        let rank = order.iter().position(|name| *name == label.name);
        groups
            .entry((rank.unwrap_or(usize::MAX), label.slug.clone()))
            .or_insert_with(|| Group {
                kind: GroupKind::Severity,
                slug: label.slug,
                name: label.name,
                members: Vec::new(),
            })
            .members
            .push(i);
    }
    groups.into_values().collect()
}

fn kinds(library: &Library) -> Vec<Group> {
    let mut groups: BTreeMap<Kind, Vec<usize>> = BTreeMap::new();
    for (i, entry) in library.entries.iter().enumerate() {
        groups.entry(entry.debrief.kind).or_default().push(i);
    }
    let group = |(kind, members)| Group {
        kind: GroupKind::Kind,
        slug: kind_slug(kind).into(),
        name: kind_slug(kind).replace('-', " "),
        members,
    };
    groups.into_iter().map(group).collect()
}

/// The part of an address that stands for a kind.
#[must_use]
pub fn kind_slug(kind: Kind) -> &'static str {
    match kind {
        Kind::Incident => "incident",
        Kind::NearMiss => "near-miss",
        Kind::Security => "security",
        Kind::Drill => "drill",
    }
}
