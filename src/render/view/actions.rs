use serde::Serialize;

use super::{
    Link,
    item::Item,
    list::{Facet, PageLink, Value, page_links},
};
use crate::{
    render::{
        Inputs,
        rows::{Listed, Rows},
        words,
    },
    site::{ActionGroup, ActionList, ActionsOf, GroupKind, Slice, url},
};

/// A list of actions.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ActionsView {
    title: String,
    intro: String,
    /// Back to the list of all, from a part of it.
    all: Option<Link>,
    /// Checkpoints, reviews, the same as a table.
    links: Vec<Link>,
    groups: Vec<ItemGroup>,
    facets: Vec<Facet>,
    pages: Vec<PageLink>,
}

/// Actions that stand the same way.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ItemGroup {
    name: &'static str,
    about: &'static str,
    items: Vec<Listed<Item>>,
}

impl ActionsView {
    /// One page of a list.
    pub(crate) fn new(
        inputs: &Inputs<'_>,
        rows: &Rows<'_>,
        root: &url::Root,
        list: usize,
        slice: Slice,
    ) -> Self {
        let list = &inputs.site.action_lists[list];
        let items = &list.items[slice.rows(list.items.len())];
        let whole = list.of == ActionsOf::Everybody;
        Self {
            title: title(inputs, list),
            intro: intro(inputs, list),
            all: (!whole).then(|| Link {
                text: "All actions".into(),
                url: root.to(url::ACTIONS),
            }),
            groups: match whole {
                true => by_urgency(inputs, rows, root, items),
                false => item_groups(inputs, rows, root, items),
            },
            links: if whole { links(root) } else { Vec::new() },
            facets: facets(inputs, root, list),
            pages: page_links(root, &list.address, slice),
        }
    }
}

fn links(root: &url::Root) -> Vec<Link> {
    let places = [
        ("Checkpoints", url::CHECKPOINTS),
        ("Monthly reviews", url::REVIEWS),
        ("Calendar", url::CALENDAR),
        ("Table (CSV)", "data/actions.csv"),
    ];
    let link = |(text, address): (&str, &str)| Link {
        text: text.into(),
        url: root.to(address),
    };
    places.into_iter().map(link).collect()
}

/// Items that are sorted by group, cut where the group changes.
pub(crate) fn item_groups(
    inputs: &Inputs<'_>,
    rows: &Rows<'_>,
    root: &url::Root,
    items: &[usize],
) -> Vec<ItemGroup> {
    let group = |i: usize| ActionGroup::of(&inputs.insight.actions[i]);
    items
        .chunk_by(|&a, &b| group(a) == group(b))
        .map(|items| {
            let (name, about) = group_words(group(items[0]));
            let items = items.iter().map(|&i| rows.action(root, i));
            ItemGroup {
                name,
                about,
                items: items.collect(),
            }
        })
        .collect()
}

fn group_words(group: ActionGroup) -> (&'static str, &'static str) {
    match group {
        ActionGroup::Late => ("Late", "Past their day, the longest first."),
        ActionGroup::Open => ("Open", "Somebody holds them and their day is ahead."),
        ActionGroup::Loose => (
            "Without an owner or a day",
            "Open, as far as the debrief tells. They need somebody, or a day, or an end.",
        ),
        ActionGroup::Done => ("Done", "The latest first."),
        ActionGroup::Dropped => ("Decided against", "Not worth doing, with the reason."),
    }
}

/// All open ones: those of causes that came back apart from the others.
fn by_urgency(
    inputs: &Inputs<'_>,
    rows: &Rows<'_>,
    root: &url::Root,
    items: &[usize],
) -> Vec<ItemGroup> {
    let is_recurring = |i: usize| inputs.insight.actions[i].recurring.is_some();
    let any = items.iter().any(|&i| is_recurring(i));
    items
        .chunk_by(|&a, &b| is_recurring(a) == is_recurring(b))
        .map(|items| {
            let (name, about) = match (is_recurring(items[0]), any) {
                (true, _) => (
                    "Of causes that came back",
                    "Until these are done it may happen once more. The oldest first.",
                ),
                (false, true) => ("All others", "The oldest first."),
                (false, false) => ("Open", "The oldest first."),
            };
            let items = items.iter().map(|&i| rows.action(root, i));
            ItemGroup {
                name,
                about,
                items: items.collect(),
            }
        })
        .collect()
}

fn title(inputs: &Inputs<'_>, list: &ActionList) -> String {
    match &list.of {
        ActionsOf::Everybody => "Actions".into(),
        ActionsOf::Late => "Late actions".into(),
        ActionsOf::Loose => "Actions without an owner or a day".into(),
        ActionsOf::Moved => "Actions moved upwards".into(),
        ActionsOf::Differing => "Actions told differently".into(),
        ActionsOf::Done => "Actions done".into(),
        ActionsOf::Dropped => "Actions decided against".into(),
        ActionsOf::Owner(_, name) => format!("Open actions: {name}"),
        ActionsOf::Service(position) => {
            let group = &inputs.site.groups.of(GroupKind::Service)[*position];
            format!("Open actions: {}", group.name)
        }
    }
}

fn intro(inputs: &Inputs<'_>, list: &ActionList) -> String {
    let count = words::count(list.items.len(), "action", "actions");
    let verb = if list.items.len() == 1 { "is" } else { "are" };
    let said = match &list.of {
        ActionsOf::Done => format!("{count} {verb} done. The latest first."),
        ActionsOf::Differing => {
            format!(
                "About {count} a monthly review or the ticket says something else than the debrief. Nothing is settled until somebody writes it down."
            )
        }
        ActionsOf::Dropped => {
            format!("{count} {verb} not worth doing, with the reason. The latest first.")
        }
        ActionsOf::Moved => {
            format!("{count} {verb} in the hands of somebody higher up, and still open.")
        }
        ActionsOf::Loose => {
            format!("{count} {verb} waiting for somebody to hold them, for a day, or for an end.")
        }
        _ => open_intro(inputs, list),
    };
    words::capitalised(&said)
}

/// `Four actions are open, one of them late. The oldest has been open for 512 days.`
fn open_intro(inputs: &Inputs<'_>, list: &ActionList) -> String {
    let actions = &inputs.insight.actions;
    let of = |i: &usize| ActionGroup::of(&actions[*i]);
    let late = list.items.iter().map(of);
    let late = late.filter(|&group| group == ActionGroup::Late).count();
    let mut intro = open_and_late(list.items.len(), late);
    intro.push('.');
    let oldest = list.items.iter().filter_map(|&i| actions[i].age_days).max();
    if let Some(days) = oldest.filter(|&days| days > 0 && list.items.len() > 1) {
        intro.push_str(&format!(
            " The oldest has been open for {}.",
            words::days_long(days)
        ));
    }
    if list.of == ActionsOf::Everybody {
        intro.push_str(&ended(inputs));
    }
    intro
}

/// ` Three were done and one decided against.`
fn ended(inputs: &Inputs<'_>) -> String {
    let groups = inputs.insight.actions.iter().map(ActionGroup::of);
    let (mut done, mut dropped) = (0, 0);
    for group in groups {
        done += usize::from(group == ActionGroup::Done);
        dropped += usize::from(group == ActionGroup::Dropped);
    }
    if done + dropped == 0 {
        return String::new();
    }
    let done = words::capitalised(&words::count(done, "was", "were"));
    format!(
        " {done} done and {} decided against.",
        words::number(dropped)
    )
}

/// `no action is open`, `four actions are open, one of them late`
pub(crate) fn open_and_late(open: usize, late: usize) -> String {
    let all = match open {
        0 => return "no action is open".into(),
        1 => "one action is open".into(),
        open => format!("{} actions are open", words::number(open)),
    };
    match late {
        0 => all,
        1 if open == 1 => "one action is open, and it is late".into(),
        late if late == open => format!("{all}, all of them late"),
        late => format!("{all}, {} of them late", words::number(late)),
    }
}

fn state_name(of: &ActionsOf) -> Option<&'static str> {
    match of {
        ActionsOf::Everybody => Some("Open"),
        ActionsOf::Late => Some("Late"),
        ActionsOf::Loose => Some("Without owner or day"),
        ActionsOf::Moved => Some("Moved upwards"),
        ActionsOf::Differing => Some("Told differently"),
        ActionsOf::Done => Some("Done"),
        ActionsOf::Dropped => Some("Decided against"),
        ActionsOf::Owner(..) | ActionsOf::Service(_) => None,
    }
}

/// Owners offered as filters, in the order of their names.
const OWNERS: usize = 40;

fn facets(inputs: &Inputs<'_>, root: &url::Root, current: &ActionList) -> Vec<Facet> {
    let value = |name: &str, list: &ActionList, count| Value {
        text: name.to_owned(),
        url: root.to(&list.address),
        count,
        current: list.address == current.address,
    };
    let site = inputs.site;
    let groups = site.groups.of(GroupKind::Service);
    let services = site.groups.offered(GroupKind::Service).iter();
    let services = services.filter_map(|&position| {
        let list = site.actions_of_service(position)?;
        let count = Some(list.items.len()).filter(|&count| count > 0)?;
        Some(value(&groups[position].name, list, Some(count)))
    });
    // No counts beside people: that would be a league table.
    let owners = site.action_lists.iter().filter_map(|list| match &list.of {
        ActionsOf::Owner(_, name) => Some(value(name, list, None)),
        _ => None,
    });
    let states = site.action_lists.iter().filter_map(|list| {
        let name = state_name(&list.of)?;
        Some(value(name, list, Some(list.items.len())))
    });
    let facets = [
        Facet::other("State", states.collect()),
        Facet::of(inputs, root, GroupKind::Service, services.collect()),
        Facet::other("Owner", owners.take(OWNERS).collect()),
    ];
    facets.into_iter().flatten().collect()
}
