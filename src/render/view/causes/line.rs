use serde::Serialize;

use super::{cause_link, debrief_link};
use crate::{
    insight::causes::{Basis, Class, Membership, Recurrence, Strength},
    model::ActionState,
    render::{
        Inputs, Texts,
        clock::When,
        evidence::evidence,
        texts::count,
        view::{Link, item},
    },
    site::url,
};

/// One line of the ledger.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Line {
    later: Link,
    later_at: Option<When>,
    earlier: Link,
    earlier_at: Option<When>,
    /// `8 months`, the time between the two.
    gap: Option<String>,
    /// What had become of the actions, in a sentence.
    said: String,
    /// Whether an action was open.
    open: bool,
    items: Vec<ItemView>,
    /// The causes both are said to share.
    causes: Vec<Link>,
    because: Vec<String>,
    /// For suggestions: how much speaks for it, and what to write.
    offer: Option<Offer>,
}

/// An action of the earlier debrief.
#[derive(Debug, Clone, Serialize)]
struct ItemView {
    link: Link,
    owner: Option<String>,
    /// `174 days late`, at that moment.
    late: Option<String>,
    /// What has become of it since.
    since: String,
    closed: Option<When>,
    because: Option<String>,
}

/// How a person says yes or no to a suggestion.
#[derive(Debug, Clone, Serialize)]
struct Offer {
    strength: String,
    /// The file to write it into.
    file: String,
    yes: String,
    no: String,
}

impl Line {
    /// The line at `position` of the ledger.
    pub(crate) fn new(inputs: &Inputs<'_>, root: &url::Root, position: usize) -> Self {
        let causes = shared_causes(inputs, root, &inputs.insight.causes.again[position]);
        Self {
            causes,
            ..Self::on_page(inputs, root, position)
        }
    }

    /// The same on the page of one of the two, which tells of its causes elsewhere.
    pub(crate) fn on_page(inputs: &Inputs<'_>, root: &url::Root, position: usize) -> Self {
        let one = &inputs.insight.causes.again[position];
        let date = |debrief: usize| {
            let date = inputs.library.entries[debrief].date()?;
            Some(When::day(inputs.texts, date))
        };
        Self {
            later: debrief_link(inputs, root, one.later),
            later_at: date(one.later),
            earlier: debrief_link(inputs, root, one.earlier),
            earlier_at: date(one.earlier),
            gap: one.gap_days.and_then(|days| inputs.texts.gap(days)),
            said: said(inputs.texts, one),
            open: one.class == Class::WhileOpen,
            items: items(inputs, root, one),
            causes: Vec::new(),
            because: (one.because.iter())
                .map(|why| evidence(inputs.texts, why))
                .collect(),
            offer: (one.basis == Basis::Suggested).then(|| Offer::new(inputs, one)),
        }
    }
}

/// What had become of the earlier debrief's actions, without a word about anybody.
fn said(t: &Texts, one: &Recurrence) -> String {
    let key = match one.class {
        Class::WhileOpen => return count!(t, "again.said_open", one.open.len()),
        Class::BeforeDebrief => "again.said_before",
        Class::AfterDropped => "again.said_dropped",
        Class::AlthoughDone => "again.said_done",
        Class::NoAction => "again.said_none",
        Class::UnknownDates => "again.said_unknown",
    };
    t.get(key).into()
}

/// The key of what has become of an action since.
fn since(state: ActionState) -> &'static str {
    match state {
        ActionState::Done => "item.done",
        ActionState::Irrelevant => "item.dropped",
        ActionState::Moved => "again.since_moved",
        _ => "again.since_open",
    }
}

/// The key of how much speaks for a suggestion.
fn strength(strength: Strength) -> &'static str {
    match strength {
        Strength::Strong => "again.strong",
        Strength::Fair => "again.fair",
        Strength::Faint => "again.faint",
    }
}

/// Causes that both are said to share by more than a guess.
fn shared_causes(inputs: &Inputs<'_>, root: &url::Root, one: &Recurrence) -> Vec<Link> {
    let causes = &inputs.insight.causes;
    let belongs = |cluster: usize, debrief: usize| {
        let mut members = causes.clusters[cluster].members.iter();
        members.any(|member| member.debrief == debrief && member.basis != Membership::Suggested)
    };
    causes.clusters_of[one.later]
        .iter()
        .copied()
        .filter(|&cluster| belongs(cluster, one.later) && belongs(cluster, one.earlier))
        .map(|cluster| cause_link(inputs, root, cluster))
        .collect()
}

/// The actions that the class of a line speaks of.
fn items(inputs: &Inputs<'_>, root: &url::Root, one: &Recurrence) -> Vec<ItemView> {
    if one.class != Class::AfterDropped {
        let open = one.open.iter();
        return open
            .map(|open| ItemView::new(inputs, root, one.earlier, (open.index, open.late_days)))
            .collect();
    }
    let actions = &inputs.library.entries[one.earlier].debrief.actions;
    (0..actions.len())
        .filter(|&index| actions[index].state == ActionState::Irrelevant)
        .map(|index| ItemView::new(inputs, root, one.earlier, (index, None)))
        .collect()
}

impl ItemView {
    fn new(
        inputs: &Inputs<'_>,
        root: &url::Root,
        earlier: usize,
        (index, late_days): (usize, Option<i32>),
    ) -> Self {
        let debrief = &inputs.library.entries[earlier].debrief;
        let action = &debrief.actions[index];
        let item = &inputs.insight.actions[inputs.insight.derived[earlier].actions[index]];
        let page = root.to(&url::debrief(&debrief.id));
        let anchor = item::anchor(action, index);
        Self {
            link: Link {
                text: action.text.clone(),
                url: format!("{page}#{}", url::fragment(&anchor)),
            },
            owner: action.owner.clone().or_else(|| item.owner.clone()),
            late: late_days.and_then(|days| {
                Some(count!(
                    inputs.texts,
                    "again.late_then",
                    usize::try_from(days).ok()?
                ))
            }),
            since: inputs.texts.get(since(item.state)).into(),
            closed: item
                .closed
                .or(action.closed)
                .map(|day| When::day(inputs.texts, day)),
            because: action.because.clone(),
        }
    }
}

impl Offer {
    fn new(inputs: &Inputs<'_>, one: &Recurrence) -> Self {
        let later = &inputs.library.entries[one.later].debrief;
        let earlier = inputs.library.entries[one.earlier].debrief.id.as_str();
        let with = |known: &[(String, crate::model::Span)]| {
            let known = known.iter().map(|(id, _)| id.as_str());
            known.chain([earlier]).collect::<Vec<_>>().join(", ")
        };
        Self {
            strength: inputs.texts.get(strength(one.strength)).into(),
            file: later.source.clone(),
            yes: format!("recurs: [{}]", with(&later.recurs)),
            no: format!("not_related: [{}]", with(&later.not_related)),
        }
    }
}
