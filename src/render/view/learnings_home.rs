use std::collections::BTreeSet;

use serde::Serialize;

use super::{
    Link,
    learnings::{Topic, facets, intro},
    list::Facet,
};
use crate::{
    insight::Theme,
    model::LearningKind,
    render::{Inputs, texts::count},
    site::{LearningsOf, url},
};

/// What was learned, at a glance.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct LearningsHomeView {
    intro: String,
    /// The list of every one.
    all: Option<Link>,
    /// Those learned most often.
    repeated: Vec<Topic>,
    /// All that were learned again, when there are more.
    more_repeated: Option<Link>,
    themes: Vec<ThemeView>,
    /// Themes that are only named.
    others: Vec<Link>,
    facets: Vec<Facet>,
}

/// A theme with a few of its learnings.
#[derive(Debug, Clone, Serialize)]
struct ThemeView {
    name: String,
    anchor: String,
    about: Option<String>,
    topics: Vec<Topic>,
    all: Link,
}

/// Learnings shown that were learned again.
const REPEATED: usize = 6;

/// Themes shown with learnings.
const THEMES: usize = 12;

/// Learnings shown of a theme.
const OF_A_THEME: usize = 3;

/// Themes that are named at all.
const NAMED: usize = 200;

impl LearningsHomeView {
    /// The page.
    pub(crate) fn new(inputs: &Inputs<'_>, root: &url::Root) -> Self {
        let learnings = &inputs.insight.learnings;
        let everything: Vec<usize> = (0..learnings.len()).collect();
        let repeated = learnings.partition_point(|topic| topic.sources.len() > 1);
        let mut shown: BTreeSet<usize> = (0..repeated.min(REPEATED)).collect();
        let mut order: Vec<usize> = (0..inputs.insight.themes.len()).collect();
        // Themes with a thought behind them first; a bare tag says less.
        order.sort_by_key(|&i| {
            let theme = &inputs.insight.themes[i];
            (theme.about.is_none(), std::cmp::Reverse(theme.topics.len()))
        });
        let mut themes = Vec::new();
        let mut others = Vec::new();
        for i in order.into_iter().take(NAMED) {
            let theme = &inputs.insight.themes[i];
            let picked = pick(inputs, theme, &shown);
            if themes.len() < THEMES && theme.about.is_some() && !picked.is_empty() {
                themes.push(ThemeView::new(inputs, root, i, &picked));
                shown.extend(picked);
            } else {
                others.push(link(inputs, root, i, theme.label.name.clone()));
            }
        }
        others.sort_by(|a, b| a.text.cmp(&b.text));
        let list = |of| {
            inputs
                .site
                .learnings_of(of)
                .map(|list| root.to(&list.address))
        };
        Self {
            intro: intro(inputs, &everything),
            all: list(LearningsOf::All)
                .filter(|_| !learnings.is_empty())
                .map(|url| Link {
                    text: inputs.texts.get("learnings.all_newest").into(),
                    url,
                }),
            repeated: Topic::all(inputs, root, &everything[..repeated.min(REPEATED)]),
            more_repeated: list(LearningsOf::Repeated)
                .filter(|_| repeated > REPEATED)
                .map(|url| Link {
                    text: count!(inputs.texts, "count.all", repeated),
                    url,
                }),
            themes,
            others,
            facets: facets(inputs, root, url::LEARNINGS),
        }
    }
}

/// A few learnings of a theme that the page does not show yet: lessons first, they say more out of their place.
fn pick(inputs: &Inputs<'_>, theme: &Theme, shown: &BTreeSet<usize>) -> Vec<usize> {
    let fresh = theme.topics.iter().filter(|topic| !shown.contains(topic));
    let mut fresh: Vec<usize> = fresh.copied().collect();
    fresh.sort_by_key(|&i| inputs.insight.learnings[i].kind != LearningKind::Lesson);
    fresh.truncate(OF_A_THEME);
    fresh
}

fn link(inputs: &Inputs<'_>, root: &url::Root, theme: usize, text: String) -> Link {
    let list = inputs.site.learnings_of(LearningsOf::Theme(theme));
    let address = list.map_or(url::LEARNINGS, |list| &list.address);
    Link {
        text,
        url: root.to(address),
    }
}

impl ThemeView {
    fn new(inputs: &Inputs<'_>, root: &url::Root, position: usize, picked: &[usize]) -> Self {
        let theme = &inputs.insight.themes[position];
        let all = count!(inputs.texts, "count.all", theme.topics.len());
        Self {
            name: theme.label.name.clone(),
            anchor: format!("theme-{}", theme.label.slug),
            about: theme.about.clone(),
            topics: Topic::all(inputs, root, picked),
            all: link(inputs, root, position, all),
        }
    }
}
