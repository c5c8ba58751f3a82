use serde::Serialize;

use super::{
    debrief_link,
    index::{services, sure},
};
use crate::{
    insight::causes::{Basis, Class, Cluster, Member, Membership},
    model::ActionState,
    render::{
        Inputs,
        clock::When,
        texts::{count, say},
        view::{
            Link,
            home::gap,
            list::{PageLink, page_links},
        },
    },
    site::{Slice, url},
};

/// A recurring cause.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct CauseView<'a> {
    name: &'a str,
    intro: String,
    /// Whether people named it.
    confirmed: bool,
    /// Words its debriefs share.
    terms: String,
    services: Vec<String>,
    all: Link,
    times: Vec<Occurrence>,
    pages: Vec<PageLink>,
}

/// One time it happened.
#[derive(Debug, Clone, Serialize)]
struct Occurrence {
    link: Link,
    date: Option<When>,
    /// `8 months`, since the time before.
    gap: Option<String>,
    /// Why it stands here, unless its authors named the cause.
    basis: Option<String>,
    /// The line that names the cause, for one that may share it.
    paste: Option<String>,
    /// Where a debrief says so.
    quotes: Vec<QuoteView>,
    /// `four actions: three done, one decided against`
    actions: Option<String>,
    /// How that held.
    held: Option<String>,
}

/// A sentence with the words that speak of the cause.
#[derive(Debug, Clone, Serialize)]
struct QuoteView {
    before: String,
    phrase: String,
    after: String,
}

impl<'a> CauseView<'a> {
    /// One page of a cause.
    pub(crate) fn new(
        inputs: &Inputs<'a>,
        root: &url::Root,
        position: usize,
        slice: Slice,
    ) -> Self {
        let cluster = &inputs.insight.causes.clusters[position];
        let sure = sure(cluster);
        let rows = slice.rows(cluster.members.len());
        Self {
            name: &cluster.name,
            intro: intro(inputs, cluster, &sure),
            confirmed: cluster.confirmed,
            terms: cluster.terms.join(", "),
            services: services(inputs, &sure),
            all: Link {
                text: inputs.texts.get("frame.causes").into(),
                url: root.to(url::CAUSES),
            },
            times: rows
                .map(|i| Occurrence::new(inputs, root, cluster, i))
                .collect(),
            pages: page_links(root, &url::cause(&cluster.id), slice),
        }
    }
}

/// `Three times since May 2024, the last on 28 May 2026.`
fn intro(inputs: &Inputs<'_>, cluster: &Cluster, sure: &[usize]) -> String {
    let date = |debrief: Option<&usize>| debrief.and_then(|&i| inputs.library.entries[i].date());
    let t = inputs.texts;
    let times = count!(t, "cause.times", sure.len());
    let intro = match (date(sure.last()), date(sure.first())) {
        (Some(first), Some(last)) => {
            let (month, day) = (t.month_of_year(first), t.day_long(last));
            say!(t, "cause.since", times = times, month = month, day = day)
        }
        _ => say!(t, "cause.only_times", times = times),
    };
    match cluster.members.len() - sure.len() {
        0 => intro,
        more => format!("{intro} {}", count!(t, "cause.more", more)),
    }
}

impl Occurrence {
    fn new(inputs: &Inputs<'_>, root: &url::Root, cluster: &Cluster, place: usize) -> Self {
        let member = &cluster.members[place];
        let before = cluster.members.get(place + 1);
        let suggested = member.basis == Membership::Suggested;
        Self {
            link: debrief_link(inputs, root, member.debrief),
            date: inputs.library.entries[member.debrief]
                .date()
                .map(|date| When::day(inputs.texts, date)),
            gap: before.and_then(|before| gap(inputs, before.debrief, member.debrief)),
            basis: match member.basis {
                Membership::Stated => None,
                Membership::Text => Some(inputs.texts.get("cause.by_text").into()),
                Membership::Suggested => Some(inputs.texts.get("cause.may_share").into()),
            },
            paste: (suggested && cluster.confirmed).then(|| paste(inputs, cluster, member)),
            quotes: quotes(inputs, cluster, member),
            actions: actions(inputs, member.debrief),
            held: held(inputs, cluster, member.debrief),
        }
    }
}

/// The line that names the cause beside those that are named already.
fn paste(inputs: &Inputs<'_>, cluster: &Cluster, member: &Member) -> String {
    let named = &inputs.library.entries[member.debrief].debrief.causes;
    let named = named.iter().map(|cause| cause.label.slug.as_str());
    let all: Vec<&str> = named.chain([cluster.id.as_str()]).collect();
    format!("causes: [{}]", all.join(", "))
}

/// Where the debrief speaks of the cause: the authors' own note first.
fn quotes(inputs: &Inputs<'_>, cluster: &Cluster, member: &Member) -> Vec<QuoteView> {
    let debrief = &inputs.library.entries[member.debrief].debrief;
    let note = debrief
        .causes
        .iter()
        .find(|cause| cause.label.slug == cluster.id)
        .and_then(|cause| cause.note.clone())
        .map(|note| QuoteView {
            before: String::new(),
            phrase: String::new(),
            after: note,
        });
    let found = inputs.insight.causes.quotes[member.debrief]
        .iter()
        .filter(|quote| cluster.concepts.contains(&quote.concept))
        .map(|quote| {
            let (before, after) = quote
                .sentence
                .split_once(&quote.phrase)
                .unwrap_or(("", &quote.sentence));
            QuoteView {
                before: before.to_owned(),
                phrase: quote.phrase.clone(),
                after: after.to_owned(),
            }
        });
    note.into_iter().chain(found).take(2).collect()
}

/// `four actions: three done, one decided against`
fn actions(inputs: &Inputs<'_>, debrief: usize) -> Option<String> {
    let items = &inputs.insight.derived[debrief].actions;
    let of = |is: fn(ActionState) -> bool| {
        let states = items.iter().map(|&item| inputs.insight.actions[item].state);
        states.filter(|&state| is(state)).count()
    };
    let parts = [
        (of(|state| state == ActionState::Done), "cause.done"),
        (
            of(|state| state == ActionState::Irrelevant),
            "cause.dropped",
        ),
        (of(ActionState::is_open), "cause.open"),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, key)| inputs.texts.count(key, count, &[]))
        .collect();
    let parts = parts.join(", ");
    (!items.is_empty()).then(|| count!(inputs.texts, "cause.actions", items.len(), parts = parts))
}

/// What came of it, if it came back inside the cause and people said so.
fn held(inputs: &Inputs<'_>, cluster: &Cluster, debrief: usize) -> Option<String> {
    let causes = &inputs.insight.causes;
    let next = causes.after[debrief]
        .iter()
        .map(|&position| &causes.again[position])
        .filter(|one| one.basis == Basis::Confirmed)
        .filter(|one| {
            cluster
                .members
                .iter()
                .any(|member| member.debrief == one.later)
        })
        .min_by_key(|one| one.gap_days.unwrap_or(i32::MAX))?;
    let t = inputs.texts;
    let when = match next.gap_days.map(|days| t.gap(days)) {
        Some(Some(gap)) => say!(t, "cause.when_later", gap = gap),
        Some(None) => t.get("row.same_day").into(),
        None => t.get("cause.when_some").into(),
    };
    let key = match next.class {
        Class::WhileOpen => "cause.held_open",
        Class::BeforeDebrief => "cause.held_before",
        Class::AfterDropped => "cause.held_dropped",
        Class::AlthoughDone => "cause.held_done",
        Class::NoAction => "cause.held_none",
        Class::UnknownDates => "cause.held_unknown",
    };
    Some(t.fill(key, &[("when", &when)]))
}
