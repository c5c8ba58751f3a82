use std::collections::BTreeMap;

use serde::Serialize;

use super::Link;
use crate::{
    insight,
    render::{Inputs, Theme, clock::When, texts::count},
    site::{GroupKind, Page, PageKind, url},
};

/// What every page has: head, navigation, foot.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Frame<'a> {
    title: &'a str,
    language: &'a str,
    /// Link to the home page.
    home: String,
    /// Link to the search page.
    search: String,
    /// Link to the guide.
    guide: String,
    logo: Option<String>,
    nav: Vec<NavLink<'a>>,
    foot: Vec<Link>,
    feed: String,
    /// The page's own address, when the site knows where it is published.
    canonical: Option<String>,
    /// Whether search engines are asked to stay away.
    noindex: bool,
    /// Link to an asset by its name: `site.css`.
    assets: BTreeMap<&'a str, String>,
    /// The day the site is built for.
    today: When,
    /// `nine debriefs`
    debriefs: String,
}

#[derive(Debug, Clone, Serialize)]
struct NavLink<'a> {
    text: &'a str,
    url: String,
    /// Whether the page is this link's or below it.
    current: bool,
}

impl<'a> Frame<'a> {
    /// The frame of a page whose links begin with `root`.
    pub(crate) fn new(
        theme: &'a Theme,
        inputs: &Inputs<'a>,
        page: &Page,
        root: &url::Root,
    ) -> Self {
        let site = &inputs.config.site;
        let base = site.base_url.as_deref();
        let findable = page.is_listed();
        let logo = site.logo.as_deref().map(url::content_file);
        let count = inputs.library.entries.len();
        Self {
            title: &site.title,
            language: &site.language,
            home: root.to(url::HOME),
            search: root.to(url::SEARCH),
            guide: root.to(url::GUIDE),
            logo: logo.map(|logo| root.to(&logo)),
            nav: nav(inputs, page, root),
            foot: foot(inputs, root),
            feed: root.to(url::FEED),
            canonical: base
                .filter(|_| findable)
                .map(|base| format!("{base}{}", page.address)),
            noindex: !findable || !inputs.is_public(),
            assets: theme
                .assets()
                .iter()
                .map(|asset| (asset.name.as_str(), root.to(&asset.path)))
                .collect(),
            today: When::day_long(inputs.texts, insight::today(inputs.now)),
            debriefs: count!(inputs.texts, "count.debriefs", count),
        }
    }
}

fn nav<'a>(inputs: &Inputs<'a>, page: &Page, root: &url::Root) -> Vec<NavLink<'a>> {
    let mut places = vec![
        ("debriefs.title", url::DEBRIEFS),
        ("home.came_back", url::AGAIN),
        ("frame.causes", url::CAUSES),
        ("actions.title", url::ACTIONS),
        ("learnings.title", url::LEARNINGS),
    ];
    if !inputs.site.groups.of(GroupKind::Service).is_empty() {
        places.push(("group.services", GroupKind::Service.address()));
    }
    places.push(("frame.guide", url::GUIDE));
    let lost = page.kind == PageKind::NotFound;
    places
        .into_iter()
        .map(|(text, address)| NavLink {
            text: inputs.texts.get(text),
            url: root.to(address),
            current: !lost && page.address.starts_with(address),
        })
        .collect()
}

fn foot(inputs: &Inputs<'_>, root: &url::Root) -> Vec<Link> {
    let kinds = [
        (GroupKind::Team, "group.teams"),
        (GroupKind::Tag, "group.tags"),
        (GroupKind::Year, "group.years"),
    ];
    let groups = kinds
        .into_iter()
        .filter(|(kind, _)| !inputs.site.groups.of(*kind).is_empty())
        .map(|(kind, text)| (text, kind.address()));
    groups
        .chain([
            ("checkpoints.title", url::CHECKPOINTS),
            ("frame.reviews", url::REVIEWS),
            ("frame.monthly", url::DIGESTS),
            ("stats.title", url::STATS),
            ("frame.feed", url::FEED),
            ("frame.calendar", url::CALENDAR),
            ("frame.data", "data/debriefs.json"),
        ])
        .map(|(text, address)| Link {
            text: inputs.texts.get(text).into(),
            url: root.to(address),
        })
        .collect()
}
