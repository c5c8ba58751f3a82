//! What pages exist and at which address; small values that name their inputs, never copies of them.

mod groups;
mod learnings;
mod ledger;
mod lists;
#[cfg(test)]
mod tests;
pub mod url;

use std::{collections::BTreeSet, ops::Range};

pub use groups::{Group, GroupKind, Groups, OFFERED, kind_slug};
pub use learnings::{LearningList, LearningSort, LearningsOf};
pub use lists::{ActionGroup, ActionList, ActionsOf, of_group, urgency};

use crate::{config::Config, insight::Insight, library::Library};

/// Rows a page of a list has at most.
pub const ROWS: usize = 200;

/// The pages of a site, with the lists they show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Site {
    /// One file of the output each, in the order of their addresses.
    pub pages: Vec<Page>,
    /// Debriefs by service, team, year and so on.
    pub groups: Groups,
    /// Lists of actions.
    pub action_lists: Vec<ActionList>,
    /// Lists of learnings.
    pub learning_lists: Vec<LearningList>,
    /// Positions in [`crate::insight::causes::Causes::again`] of the lines of the ledger, in its order.
    pub ledger: Vec<usize>,
}

/// One file of the output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Where it is, relative to the root of the site: `debriefs/x/` or `feed.xml`; see [`url::file`].
    pub address: String,
    /// What it shows.
    pub kind: PageKind,
}

impl Site {
    /// A list of learnings, when it has any.
    #[must_use]
    pub fn learnings_of(&self, of: LearningsOf) -> Option<&LearningList> {
        let found = self
            .learning_lists
            .binary_search_by_key(&of, |list| list.of);
        found.ok().map(|i| &self.learning_lists[i])
    }

    /// The open actions of a service.
    #[must_use]
    pub fn actions_of_service(&self, position: usize) -> Option<&ActionList> {
        // They are the last lists, in the order of the services.
        let services = self.groups.of(GroupKind::Service).len();
        let first = self.action_lists.len().checked_sub(services)?;
        self.action_lists.get(first + position)
    }
}

impl Page {
    /// Path of the file to write, with `/`.
    #[must_use]
    pub fn path(&self) -> String {
        url::file(&self.address)
    }

    /// Whether it is a page of the site that people should find: no feed, no redirect, no error page.
    #[must_use]
    pub fn is_listed(&self) -> bool {
        !matches!(
            self.kind,
            PageKind::NotFound
                | PageKind::Alias(_)
                | PageKind::MovedCause(_)
                | PageKind::Feed(_)
                | PageKind::Calendar(_)
                | PageKind::Sitemap
                | PageKind::Robots
                | PageKind::Headers
                | PageKind::Redirects
        )
    }
}

/// Part of a list: which page of how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slice {
    /// From 1.
    pub number: usize,
    /// At least 1.
    pub of: usize,
}

impl Slice {
    /// The slices of a list; one for an empty list.
    fn all(len: usize) -> impl Iterator<Item = Self> {
        let of = len.div_ceil(ROWS).max(1);
        (1..=of).map(move |number| Self { number, of })
    }

    /// The rows of a list of this length that it holds.
    #[must_use]
    pub fn rows(self, len: usize) -> Range<usize> {
        let start = ((self.number - 1) * ROWS).min(len);
        start..(start + ROWS).min(len)
    }
}

/// What a page shows. Numbers are positions: of a debrief in the library, of a group or list in the [`Site`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageKind {
    /// What an employee needs first.
    Home,
    /// All debriefs.
    Debriefs(Slice),
    /// One debrief.
    Debrief(usize),
    /// All groups of a kind.
    GroupIndex(GroupKind, Slice),
    /// The debriefs of a group.
    Group(GroupKind, usize, Slice),
    /// Actions.
    Actions(usize, Slice),
    /// Checkpoints: missed, ahead, held.
    Checkpoints(Slice),
    /// What was learned, at a glance.
    LearningsHome,
    /// Monthly reviews.
    Reviews(Slice),
    /// A monthly review: position in [`crate::library::FollowUp::reviews`].
    Review(usize),
    /// Learnings.
    Learnings(usize, Slice),
    /// The ledger of what came back.
    Again(Slice),
    /// All recurring causes.
    Causes(Slice),
    /// A recurring cause.
    Cause(usize, Slice),
    /// A former address of a recurring cause: position in [`crate::insight::causes::Causes::moved`].
    MovedCause(usize),
    /// All months.
    Digests(Slice),
    /// A month in short: position in [`Insight::months`].
    Digest(usize),
    /// Figures about many debriefs.
    Stats,
    /// How we debrief.
    Guide,
    /// Search.
    Search,
    /// What a host shows for an address that does not exist.
    NotFound,
    /// A former address of a debrief.
    Alias(usize),
    /// Atom: of all debriefs, or of a group.
    Feed(Option<(GroupKind, usize)>),
    /// iCalendar: of everybody, or of a team by its position.
    Calendar(Option<usize>),
    /// `sitemap.xml`
    Sitemap,
    /// `robots.txt`
    Robots,
    /// `_headers`, for hosts that read it.
    Headers,
    /// `_redirects`, for hosts that read it.
    Redirects,
}

/// Decides what pages there are.
#[must_use]
pub fn plan(library: &Library, insight: &Insight, config: &Config) -> Site {
    let groups = Groups::new(library, config);
    let mut site = Site {
        action_lists: lists::actions(library, insight, &groups),
        learning_lists: learnings::lists(library, insight, &groups),
        ledger: ledger::lines(&insight.causes.again),
        groups,
        pages: Vec::new(),
    };
    let mut pages = single_pages(config);
    pages.extend(debrief_pages(library));
    pages.extend(sliced(url::AGAIN, site.ledger.len(), PageKind::Again));
    pages.extend(cause_pages(insight));
    pages.extend(digest_pages(insight));
    pages.extend(sliced(
        url::CHECKPOINTS,
        insight.checkpoints.len(),
        PageKind::Checkpoints,
    ));
    pages.extend(review_pages(library));
    for kind in GroupKind::ALL {
        pages.extend(group_pages(kind, site.groups.of(kind)));
    }
    for (i, list) in site.action_lists.iter().enumerate() {
        let kind = |slice| PageKind::Actions(i, slice);
        pages.extend(sliced(&list.address, list.items.len(), kind));
    }
    for (i, list) in site.learning_lists.iter().enumerate() {
        let kind = |slice| PageKind::Learnings(i, slice);
        pages.extend(sliced(&list.address, list.topics.len(), kind));
    }
    pages.sort_by(|a, b| a.address.cmp(&b.address));
    site.pages = pages;
    site
}

fn page(address: impl Into<String>, kind: PageKind) -> Page {
    Page {
        address: address.into(),
        kind,
    }
}

fn sliced(address: &str, len: usize, kind: impl Fn(Slice) -> PageKind) -> Vec<Page> {
    Slice::all(len)
        .map(|slice| page(url::paged(address, slice.number), kind(slice)))
        .collect()
}

fn single_pages(config: &Config) -> Vec<Page> {
    let mut pages = vec![
        page(url::HOME, PageKind::Home),
        page(url::GUIDE, PageKind::Guide),
        page(url::STATS, PageKind::Stats),
        page(url::SEARCH, PageKind::Search),
        page(url::LEARNINGS, PageKind::LearningsHome),
        page("404.html", PageKind::NotFound),
        page(url::FEED, PageKind::Feed(None)),
        page(url::CALENDAR, PageKind::Calendar(None)),
        page("robots.txt", PageKind::Robots),
        page("_headers", PageKind::Headers),
        page("_redirects", PageKind::Redirects),
    ];
    if config.site.base_url.is_some() {
        pages.push(page(url::SITEMAP, PageKind::Sitemap));
    }
    pages
}

fn debrief_pages(library: &Library) -> Vec<Page> {
    let mut pages = sliced(url::DEBRIEFS, library.entries.len(), PageKind::Debriefs);
    for (i, entry) in library.entries.iter().enumerate() {
        pages.push(page(url::debrief(&entry.debrief.id), PageKind::Debrief(i)));
    }
    for (alias, &i) in &library.aliases {
        pages.push(page(url::debrief(alias), PageKind::Alias(i)));
    }
    pages
}

fn cause_pages(insight: &Insight) -> Vec<Page> {
    let causes = &insight.causes;
    let mut pages = sliced(url::CAUSES, causes.clusters.len(), PageKind::Causes);
    for (i, cluster) in causes.clusters.iter().enumerate() {
        let kind = |slice| PageKind::Cause(i, slice);
        pages.extend(sliced(
            &url::cause(&cluster.id),
            cluster.members.len(),
            kind,
        ));
    }
    let living: BTreeSet<&str> = causes.clusters.iter().map(|one| one.id.as_str()).collect();
    for (i, (from, _)) in causes.moved.iter().enumerate() {
        if !living.contains(from.as_str()) {
            pages.push(page(url::cause(from), PageKind::MovedCause(i)));
        }
    }
    pages
}

fn digest_pages(insight: &Insight) -> Vec<Page> {
    let mut pages = sliced(url::DIGESTS, insight.months.len(), PageKind::Digests);
    for (i, month) in insight.months.iter().enumerate() {
        pages.push(page(url::digest(*month), PageKind::Digest(i)));
    }
    pages
}

fn review_pages(library: &Library) -> Vec<Page> {
    let reviews = &library.follow_up.reviews;
    let mut pages = sliced(url::REVIEWS, reviews.len(), PageKind::Reviews);
    for (i, review) in reviews.iter().enumerate() {
        pages.push(page(url::review(review.month), PageKind::Review(i)));
    }
    pages
}

fn group_pages(kind: GroupKind, groups: &[Group]) -> Vec<Page> {
    let mut pages = sliced(kind.address(), groups.len(), |slice| {
        PageKind::GroupIndex(kind, slice)
    });
    for (i, group) in groups.iter().enumerate() {
        pages.extend(sliced(&group.address(), group.members.len(), |slice| {
            PageKind::Group(kind, i, slice)
        }));
        if let Some(feed) = group.feed() {
            pages.push(page(feed, PageKind::Feed(Some((kind, i)))));
        }
        if let Some(calendar) = group.calendar() {
            pages.push(page(calendar, PageKind::Calendar(Some(i))));
        }
    }
    pages
}
