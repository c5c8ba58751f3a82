use serde::Serialize;

use super::{
    Link,
    list::{Facet, PageLink, Value, page_links},
};
use crate::{
    insight::{LearningSource, LearningTopic},
    model::LearningKind,
    render::{
        Inputs,
        clock::When,
        rows::{Listed, Rows},
        texts::{count, say},
    },
    site::{GroupKind, LearningList, LearningSort, LearningsOf, Slice, url},
};

/// A list of learnings.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct LearningsView {
    title: String,
    /// `Service`, `Theme` …
    sort: Option<String>,
    intro: String,
    about: Option<String>,
    /// Back to the page of all.
    all: Link,
    /// The page of what they are learnings of.
    of: Option<Link>,
    sections: Vec<Section>,
    facets: Vec<Facet>,
    pages: Vec<PageLink>,
}

/// Learnings under a heading.
#[derive(Debug, Clone, Serialize)]
struct Section {
    name: String,
    topics: Vec<Listed<Topic>>,
}

/// One thing learned.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Topic {
    text: String,
    kind: Option<String>,
    /// `twice`, `three times`; `None` for once.
    times: Option<String>,
    sources: Vec<Source>,
    /// `and four more`
    more: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
struct Source {
    title: String,
    url: String,
    date: Option<When>,
}

impl LearningsView {
    /// One page of a list.
    pub(crate) fn new(
        inputs: &Inputs<'_>,
        rows: &Rows<'_>,
        root: &url::Root,
        list: usize,
        slice: Slice,
    ) -> Self {
        let list = &inputs.site.learning_lists[list];
        let shown = &list.topics[slice.rows(list.topics.len())];
        Self {
            title: title(inputs, list),
            sort: sort_name(list.of.sort()).map(|key| inputs.texts.get(key).into()),
            intro: intro(inputs, &list.topics),
            about: match list.of {
                LearningsOf::Theme(theme) => inputs.insight.themes[theme].about.clone(),
                _ => None,
            },
            all: Link {
                text: inputs.texts.get("learnings.title").into(),
                url: root.to(url::LEARNINGS),
            },
            of: subject(inputs, root, list),
            sections: match list.of {
                LearningsOf::All => by_year(inputs, rows, root, shown),
                _ => by_times(inputs, rows, root, shown),
            },
            facets: facets(inputs, root, &list.address),
            pages: page_links(root, &list.address, slice),
        }
    }
}

fn title(inputs: &Inputs<'_>, list: &LearningList) -> String {
    match list.of {
        LearningsOf::All => inputs.texts.get("learnings.all").into(),
        LearningsOf::Repeated => inputs.texts.get("learnings.repeated").into(),
        _ => list.name.clone(),
    }
}

/// The page about the thing itself.
fn subject(inputs: &Inputs<'_>, root: &url::Root, list: &LearningList) -> Option<Link> {
    let groups = &inputs.site.groups;
    let group = |kind: GroupKind, position: usize| groups.of(kind)[position].address();
    let cluster = |id: &str| {
        let clusters = &inputs.insight.causes.clusters;
        let known = clusters.iter().any(|cluster| cluster.id == id);
        known.then(|| url::cause(id))
    };
    let address = match list.of {
        LearningsOf::All | LearningsOf::Repeated | LearningsOf::Theme(_) => None,
        LearningsOf::Year(i) => Some(group(GroupKind::Year, i)),
        LearningsOf::Service(i) => Some(group(GroupKind::Service, i)),
        LearningsOf::Cause(i) => cluster(&inputs.library.facets.causes[i].label.slug),
        LearningsOf::Cluster(i) => cluster(&inputs.insight.causes.clusters[i].id),
    };
    Some(Link {
        text: match list.of.sort() {
            LearningSort::Cause => inputs.texts.get("learnings.its_debriefs").into(),
            _ => say!(inputs.texts, "learnings.debriefs_of", name = list.name),
        },
        url: root.to(&address?),
    })
}

/// The key of what a list is sorted under.
fn sort_name(sort: LearningSort) -> Option<&'static str> {
    match sort {
        LearningSort::Whole => None,
        LearningSort::Year => Some("facet.year"),
        LearningSort::Service => Some("facet.service"),
        LearningSort::Cause => Some("facet.cause"),
        LearningSort::Theme => Some("facet.theme"),
    }
}

fn by_times(
    inputs: &Inputs<'_>,
    rows: &Rows<'_>,
    root: &url::Root,
    topics: &[usize],
) -> Vec<Section> {
    let repeated = |&i: &usize| inputs.insight.learnings[i].sources.len() > 1;
    let (again, once): (Vec<usize>, Vec<usize>) = topics.iter().partition(|i| repeated(i));
    let name = if again.is_empty() {
        "learnings.newest"
    } else {
        "learnings.once"
    };
    [("learnings.repeated", again), (name, once)]
        .into_iter()
        .filter(|(_, topics)| !topics.is_empty())
        .map(|(name, topics)| Section {
            name: inputs.texts.get(name).into(),
            topics: topics.iter().map(|&i| rows.learning(root, i)).collect(),
        })
        .collect()
}

fn by_year(
    inputs: &Inputs<'_>,
    rows: &Rows<'_>,
    root: &url::Root,
    topics: &[usize],
) -> Vec<Section> {
    let year = |&i: &usize| {
        let newest = inputs.insight.learnings[i].sources[0].debrief;
        let date = inputs.library.entries[newest].date();
        date.map(|date| date.year())
    };
    topics
        .chunk_by(|a, b| year(a) == year(b))
        .map(|topics| Section {
            name: match year(&topics[0]) {
                Some(year) => year.to_string(),
                None => inputs.texts.get("common.without_date").into(),
            },
            topics: topics.iter().map(|&i| rows.learning(root, i)).collect(),
        })
        .collect()
}

/// `121 things we know now. Thirteen of them we learned more than once.`
pub(crate) fn intro(inputs: &Inputs<'_>, topics: &[usize]) -> String {
    // Those learned most often come first among all learnings.
    let learnings = &inputs.insight.learnings;
    let first_once = learnings.partition_point(|topic| topic.sources.len() > 1);
    let repeated = topics.iter().filter(|&&i| i < first_once);
    let t = inputs.texts;
    let things = count!(t, "learnings.things", topics.len());
    match repeated.count() {
        0 => say!(t, "learnings.intro", things = things),
        repeated if repeated == topics.len() => say!(t, "learnings.intro_again", things = things),
        repeated => count!(t, "learnings.intro_some", repeated, things = things),
    }
}

/// Debriefs named under a learning; the others are counted.
const SOURCES: usize = 12;

impl Topic {
    /// A topic with the places it was learned at.
    pub(crate) fn new(inputs: &Inputs<'_>, root: &url::Root, topic: &LearningTopic) -> Self {
        let times = topic.sources.len();
        Self {
            text: topic.text.clone(),
            kind: kind_words(topic.kind).map(|key| inputs.texts.get(key).into()),
            times: (times > 1).then(|| inputs.texts.times(times)),
            sources: topic
                .sources
                .iter()
                .take(SOURCES)
                .map(|source| Source::new(inputs, root, *source))
                .collect(),
            more: (times > SOURCES)
                .then(|| count!(inputs.texts, "count.and_more", times - SOURCES)),
        }
    }

    /// Topics by their positions.
    pub(crate) fn all(inputs: &Inputs<'_>, root: &url::Root, topics: &[usize]) -> Vec<Self> {
        let learnings = &inputs.insight.learnings;
        topics
            .iter()
            .map(|&i| Self::new(inputs, root, &learnings[i]))
            .collect()
    }
}

impl Source {
    fn new(inputs: &Inputs<'_>, root: &url::Root, source: LearningSource) -> Self {
        let entry = &inputs.library.entries[source.debrief];
        let page = root.to(&url::debrief(&entry.debrief.id));
        Self {
            title: entry.debrief.title.value.clone(),
            url: format!("{page}#{}", anchor(source.index)),
            date: entry.date().map(|date| When::day(inputs.texts, date)),
        }
    }
}

/// The `id` of a learning on the page of its debrief.
pub(crate) fn anchor(index: usize) -> String {
    format!("l{}", index + 1)
}

/// The key of where it was learned from, when it is not a plain lesson.
pub(crate) fn kind_words(kind: LearningKind) -> Option<&'static str> {
    match kind {
        LearningKind::Lesson => None,
        LearningKind::WentWell => Some("learnings.went_well"),
        LearningKind::WentWrong => Some("learnings.went_wrong"),
        LearningKind::Lucky => Some("learnings.luck"),
    }
}

/// Other lists of learnings.
pub(crate) fn facets(inputs: &Inputs<'_>, root: &url::Root, current: &str) -> Vec<Facet> {
    let facet = |(sort, name, more): (LearningSort, &str, &str)| {
        let lists = inputs.site.learning_lists.iter();
        let (offered, left): (Vec<&LearningList>, Vec<&LearningList>) = lists
            .filter(|list| list.of.sort() == sort)
            .partition(|list| list.offered);
        let values = offered.into_iter().map(|list| Value {
            text: list.name.clone(),
            url: root.to(&list.address),
            count: Some(list.topics.len()),
            current: list.address == current,
        });
        let more = (!left.is_empty()).then(|| Link {
            text: inputs.texts.get("learnings.every").into(),
            url: root.to(more),
        });
        Facet::with_more(inputs.texts.get(name), values.collect(), more)
    };
    let sorts = [
        (LearningSort::Theme, "facet.theme", url::LEARNINGS),
        (
            LearningSort::Service,
            "facet.service",
            GroupKind::Service.address(),
        ),
        (LearningSort::Cause, "facet.cause", url::CAUSES),
        (LearningSort::Year, "facet.year", GroupKind::Year.address()),
    ];
    sorts.into_iter().filter_map(facet).collect()
}
