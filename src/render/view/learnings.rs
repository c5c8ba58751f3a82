use serde::Serialize;

use super::{
    Link,
    list::{Facet, PageLink, Value, page_links},
};
use crate::{
    insight::{LearningSource, LearningTopic},
    model::LearningKind,
    render::{Inputs, clock::When, words},
    site::{GroupKind, LearningList, Slice, url},
};

/// A list of learnings.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct LearningsView {
    title: String,
    intro: String,
    /// Back to the list of all, from a part of it.
    all: Option<Link>,
    /// Those that were learned more than once.
    repeated: Vec<Topic>,
    once: Vec<Topic>,
    facets: Vec<Facet>,
    pages: Vec<PageLink>,
}

/// One thing learned.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Topic {
    text: String,
    kind: Option<&'static str>,
    /// `twice`, `three times`; `None` for once.
    times: Option<String>,
    sources: Vec<Source>,
}

#[derive(Debug, Clone, Serialize)]
struct Source {
    title: String,
    url: String,
    date: Option<When>,
}

impl LearningsView {
    /// One page of a list.
    pub(crate) fn new(inputs: &Inputs<'_>, root: &url::Root, list: usize, slice: Slice) -> Self {
        let list = &inputs.site.learning_lists[list];
        let topics = &list.topics[slice.rows(list.topics.len())];
        let split = topics.partition_point(|&i| inputs.insight.learnings[i].sources.len() > 1);
        let topic = |&i: &usize| Topic::new(inputs, root, &inputs.insight.learnings[i]);
        Self {
            title: title(inputs, list),
            intro: intro(inputs, list),
            all: list.of.map(|_| Link {
                text: "All learnings".into(),
                url: root.to(url::LEARNINGS),
            }),
            repeated: topics[..split].iter().map(topic).collect(),
            once: topics[split..].iter().map(topic).collect(),
            facets: facets(inputs, root, list),
            pages: page_links(root, &list.address, slice),
        }
    }
}

fn title(inputs: &Inputs<'_>, list: &LearningList) -> String {
    match list.of {
        None => "Learnings".into(),
        Some((kind, position)) => {
            let group = &inputs.site.groups.of(kind)[position];
            format!("Learnings: {}", group.name)
        }
    }
}

fn intro(inputs: &Inputs<'_>, list: &LearningList) -> String {
    let learnings = &inputs.insight.learnings;
    let repeated = list
        .topics
        .iter()
        .filter(|&&i| learnings[i].sources.len() > 1)
        .count();
    let all = words::capitalised(&words::count(list.topics.len(), "thing", "things"));
    match repeated {
        0 => format!("{all} we know now and did not know before."),
        1 => format!("{all} we know now. One of them we learned more than once."),
        repeated => {
            let repeated = words::capitalised(&words::number(repeated));
            format!("{all} we know now. {repeated} of them we learned more than once.")
        }
    }
}

impl Topic {
    /// A topic with the places it was learned at.
    pub(crate) fn new(inputs: &Inputs<'_>, root: &url::Root, topic: &LearningTopic) -> Self {
        let times = topic.sources.len();
        Self {
            text: topic.text.clone(),
            kind: kind_words(topic.kind),
            times: match times {
                1 => None,
                2 => Some("twice".into()),
                times => Some(format!("{} times", words::number(times))),
            },
            sources: topic
                .sources
                .iter()
                .map(|source| Source::new(inputs, root, *source))
                .collect(),
        }
    }
}

impl Source {
    fn new(inputs: &Inputs<'_>, root: &url::Root, source: LearningSource) -> Self {
        let entry = &inputs.library.entries[source.debrief];
        let page = root.to(&url::debrief(&entry.debrief.id));
        Self {
            title: entry.debrief.title.value.clone(),
            url: format!("{page}#{}", anchor(source.index)),
            date: entry.date().map(When::day),
        }
    }
}

/// The `id` of a learning on the page of its debrief.
pub(crate) fn anchor(index: usize) -> String {
    format!("l{}", index + 1)
}

/// Where it was learned from, when it is not a plain lesson.
pub(crate) fn kind_words(kind: LearningKind) -> Option<&'static str> {
    match kind {
        LearningKind::Lesson => None,
        LearningKind::WentWell => Some("went well"),
        LearningKind::WentWrong => Some("went wrong"),
        LearningKind::Lucky => Some("luck"),
    }
}

fn facets(inputs: &Inputs<'_>, root: &url::Root, current: &LearningList) -> Vec<Facet> {
    let site = inputs.site;
    let facet = |kind: GroupKind| {
        let groups = site.groups.of(kind);
        let values = site.groups.offered(kind).iter().filter_map(|&position| {
            let list = site.learnings_of(kind, position)?;
            Some(Value {
                text: groups[position].name.clone(),
                url: root.to(&list.address),
                count: Some(list.topics.len()),
                current: list.address == current.address,
            })
        });
        Facet::of(inputs, root, kind, values.collect())
    };
    let kinds = [GroupKind::Service, GroupKind::Tag, GroupKind::Year];
    kinds.into_iter().filter_map(facet).collect()
}
