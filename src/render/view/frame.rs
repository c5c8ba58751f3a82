use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use serde::Serialize;

use super::Link;
use crate::{
    insight,
    render::{Inputs, Theme, clock::When, template::Mistake, texts::count},
    site::{GroupKind, Page, PageKind, url},
};

/// Frames by what tells them apart: they are made once, and not for each of thousands of pages.
#[derive(Debug, Default)]
pub(crate) struct Frames(Mutex<BTreeMap<Key, tera::Value>>);

/// The way to the root, the current place of the navigation, and whether search engines stay away.
type Key = (String, Option<&'static str>, bool);

impl Frames {
    /// The frame of a page whose links begin with `root`, ready for the template.
    pub(crate) fn get(
        &self,
        theme: &Theme,
        inputs: &Inputs<'_>,
        page: &Page,
        root: &url::Root,
    ) -> Result<tera::Value, Mistake> {
        let current = current(inputs, page);
        let noindex = !page.is_listed() || !inputs.is_public();
        let key = (root.to("/"), current, noindex);
        let mut made = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(frame) = made.get(&key) {
            return Ok(frame.clone());
        }
        let frame = Frame::new(theme, inputs, root, current, noindex);
        let frame = tera::Value::try_from_serializable(&frame)?;
        made.insert(key, frame.clone());
        Ok(frame)
    }
}

/// The page's own address, when the site knows where it is published.
pub(crate) fn canonical(inputs: &Inputs<'_>, page: &Page) -> Option<String> {
    let base = inputs.config.site.base_url.as_deref()?;
    page.is_listed().then(|| format!("{base}{}", page.address))
}

/// What every page has: head, navigation, foot.
#[derive(Debug, Clone, Serialize)]
struct Frame<'a> {
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
    fn new(
        theme: &'a Theme,
        inputs: &Inputs<'a>,
        root: &url::Root,
        current: Option<&str>,
        noindex: bool,
    ) -> Self {
        let site = &inputs.config.site;
        let logo = site.logo.as_deref().map(url::content_file);
        let count = inputs.library.entries.len();
        Self {
            title: &site.title,
            language: &site.language,
            home: root.to(url::HOME),
            search: root.to(url::SEARCH),
            guide: root.to(url::GUIDE),
            logo: logo.map(|logo| root.to(&logo)),
            nav: nav(inputs, current, root),
            foot: foot(inputs, root),
            feed: root.to(url::FEED),
            noindex,
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

/// What the navigation leads to, by the name of its text.
fn places(inputs: &Inputs<'_>) -> Vec<(&'static str, &'static str)> {
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
    places
}

/// The place of the navigation that a page is, or is below.
fn current(inputs: &Inputs<'_>, page: &Page) -> Option<&'static str> {
    let lost = page.kind == PageKind::NotFound;
    places(inputs)
        .into_iter()
        .map(|(_, address)| address)
        .find(|address| !lost && page.address.starts_with(address))
}

fn nav<'a>(inputs: &Inputs<'a>, current: Option<&str>, root: &url::Root) -> Vec<NavLink<'a>> {
    places(inputs)
        .into_iter()
        .map(|(text, address)| NavLink {
            text: inputs.texts.get(text),
            url: root.to(address),
            current: current == Some(address),
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
