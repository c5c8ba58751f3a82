use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::{GroupKind, Groups, OFFERED, url};
use crate::{insight::Insight, library::Library};

/// Which learnings a page lists. Numbers are positions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LearningsOf {
    /// Every one, newest first.
    All,
    /// Those that were learned in several debriefs.
    Repeated,
    /// Of a year, in the groups of years.
    Year(usize),
    /// Of a service, in the groups of services.
    Service(usize),
    /// Of a cause that authors named, in [`crate::library::Facets::causes`].
    Cause(usize),
    /// Of a recurring cause that nobody named, in [`crate::insight::causes::Causes::clusters`].
    Cluster(usize),
    /// Of a theme, in [`Insight::themes`].
    Theme(usize),
}

impl LearningsOf {
    /// The theme with this slug.
    #[must_use]
    pub fn theme(insight: &Insight, slug: &str) -> Option<Self> {
        let found = insight
            .themes
            .binary_search_by(|theme| theme.label.slug.as_str().cmp(slug));
        found.ok().map(Self::Theme)
    }

    /// What it is listed by; causes are causes, whoever found them.
    #[must_use]
    pub fn sort(self) -> LearningSort {
        match self {
            Self::All | Self::Repeated => LearningSort::Whole,
            Self::Year(_) => LearningSort::Year,
            Self::Service(_) => LearningSort::Service,
            Self::Cause(_) | Self::Cluster(_) => LearningSort::Cause,
            Self::Theme(_) => LearningSort::Theme,
        }
    }
}

/// What learnings are listed by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LearningSort {
    /// All, and those learned again.
    Whole,
    /// Year of the debrief.
    Year,
    /// Service hurt.
    Service,
    /// Cause.
    Cause,
    /// Theme.
    Theme,
}

/// Learnings with a page of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LearningList {
    /// Which.
    pub of: LearningsOf,
    /// What it is called: of a year, a service, a cause, a theme.
    pub name: String,
    /// Address of the first page.
    pub address: String,
    /// Whether it is offered as a filter; others are one click further.
    pub offered: bool,
    /// Positions in [`Insight::learnings`]: those learned most often first, or (all) the newest.
    pub topics: Vec<usize>,
}

/// All lists that have learnings (and that of all, and of those learned again), in the order of [`LearningsOf`].
pub(super) fn lists(library: &Library, insight: &Insight, groups: &Groups) -> Vec<LearningList> {
    let shelf = Shelf::new(library, insight);
    let learnings = &insight.learnings;
    let mut newest: Vec<usize> = (0..learnings.len()).collect();
    newest.sort_by_key(|&topic| learnings[topic].sources[0]);
    let repeated = learnings.partition_point(|topic| topic.sources.len() > 1);
    let list = |of, address: &str, topics| LearningList {
        of,
        name: String::new(),
        offered: false,
        address: format!("{}{address}/", url::LEARNINGS),
        topics,
    };
    let mut lists = vec![
        list(LearningsOf::All, "all", newest),
        list(LearningsOf::Repeated, "repeated", (0..repeated).collect()),
    ];
    for (i, group) in groups.of(GroupKind::Year).iter().enumerate() {
        lists.extend(shelf.list(
            LearningsOf::Year(i),
            (&group.slug, &group.name),
            &group.members,
        ));
    }
    for (i, group) in groups.of(GroupKind::Service).iter().enumerate() {
        let named = (&*group.slug, &*group.name);
        lists.extend(shelf.list(LearningsOf::Service(i), named, &group.members));
    }
    lists.extend(by_cause(library, insight, &shelf));
    for (i, theme) in insight.themes.iter().enumerate() {
        lists.push(LearningList {
            of: LearningsOf::Theme(i),
            name: theme.label.name.clone(),
            offered: false,
            address: format!("{}theme/{}/", url::LEARNINGS, theme.label.slug),
            topics: theme.topics.clone(),
        });
    }
    offer(insight, &mut lists);
    lists
}

/// Of each sort the newest years, and the largest of the others; themes that say what they mean before bare tags.
fn offer(insight: &Insight, lists: &mut [LearningList]) {
    let bare = |of| matches!(of, LearningsOf::Theme(i) if insight.themes[i].about.is_none());
    for sort in lists.chunk_by_mut(|a, b| a.of.sort() == b.of.sort()) {
        let mut positions: Vec<usize> = (0..sort.len()).collect();
        if !matches!(sort[0].of, LearningsOf::Year(_)) {
            positions.sort_by_key(|&i| (bare(sort[i].of), Reverse(sort[i].topics.len())));
        }
        for &i in positions.iter().take(OFFERED) {
            sort[i].offered = true;
        }
    }
}

/// Causes that authors named, then recurring ones that nobody has named yet.
fn by_cause(library: &Library, insight: &Insight, shelf: &Shelf) -> Vec<LearningList> {
    let mut lists = Vec::new();
    for (i, cause) in library.facets.causes.iter().enumerate() {
        let named = (&*cause.label.slug, &*cause.label.name);
        lists.extend(shelf.list(LearningsOf::Cause(i), named, &cause.members));
    }
    let named: BTreeSet<String> = lists.iter().map(|list| list.address.clone()).collect();
    for (i, cluster) in insight.causes.clusters.iter().enumerate() {
        let members: Vec<usize> = cluster.members.iter().map(|one| one.debrief).collect();
        let of = LearningsOf::Cluster(i);
        let list = shelf.list(of, (&cluster.id, &cluster.name), &members);
        lists.extend(list.filter(|list| !named.contains(&list.address)));
    }
    lists
}

/// For each debrief its topics.
struct Shelf(Vec<Vec<usize>>);

impl Shelf {
    fn new(library: &Library, insight: &Insight) -> Self {
        let mut by_debrief = vec![Vec::new(); library.entries.len()];
        for (topic, learning) in insight.learnings.iter().enumerate() {
            for source in &learning.sources {
                by_debrief[source.debrief].push(topic);
            }
        }
        Self(by_debrief)
    }

    /// What these debriefs taught; `None` when that is nothing.
    fn list(
        &self,
        of: LearningsOf,
        (slug, name): (&str, &str),
        members: &[usize],
    ) -> Option<LearningList> {
        let topics: BTreeSet<usize> = members
            .iter()
            .flat_map(|&member| self.0[member].iter().copied())
            .collect();
        let part = match of {
            LearningsOf::Year(_) => "year",
            LearningsOf::Service(_) => "service",
            _ => "cause",
        };
        (!topics.is_empty()).then(|| LearningList {
            of,
            name: name.to_owned(),
            offered: false,
            address: format!("{}{part}/{slug}/", url::LEARNINGS),
            topics: topics.into_iter().collect(),
        })
    }
}
