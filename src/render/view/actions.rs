use serde::Serialize;

use super::{
    Link,
    item::Item,
    list::{Facet, PageLink, Value, page_links},
};
use crate::{
    render::{Inputs, words},
    site::{ActionGroup, ActionList, ActionsOf, GroupKind, Slice, url},
};

/// A list of actions.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ActionsView {
    title: String,
    intro: String,
    /// Back to the list of all, from a part of it.
    all: Option<Link>,
    groups: Vec<ItemGroup>,
    facets: Vec<Facet>,
    pages: Vec<PageLink>,
}

/// Actions that stand the same way.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ItemGroup {
    name: &'static str,
    about: &'static str,
    items: Vec<Item>,
}

impl ActionsView {
    /// One page of a list.
    pub(crate) fn new(inputs: &Inputs<'_>, root: &url::Root, list: usize, slice: Slice) -> Self {
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
            groups: item_groups(inputs, root, items),
            facets: facets(inputs, root, list),
            pages: page_links(root, &list.address, slice),
        }
    }
}

/// Items that are sorted by group, cut where the group changes.
pub(crate) fn item_groups(
    inputs: &Inputs<'_>,
    root: &url::Root,
    items: &[usize],
) -> Vec<ItemGroup> {
    let group = |i: usize| ActionGroup::of(&inputs.insight.actions[i]);
    items
        .chunk_by(|&a, &b| group(a) == group(b))
        .map(|items| {
            let (name, about) = group_words(group(items[0]));
            let items = items.iter().map(|&i| Item::listed(inputs, root, i));
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

fn title(inputs: &Inputs<'_>, list: &ActionList) -> String {
    match &list.of {
        ActionsOf::Everybody => "Actions".into(),
        ActionsOf::Late => "Late actions".into(),
        ActionsOf::Owner(_, name) => format!("Open actions: {name}"),
        ActionsOf::Service(position) => {
            let group = &inputs.site.groups.of(GroupKind::Service)[*position];
            format!("Open actions: {}", group.name)
        }
    }
}

/// `Four actions are open, one of them late. The oldest has been open for 512 days.`
fn intro(inputs: &Inputs<'_>, list: &ActionList) -> String {
    let actions = &inputs.insight.actions;
    let count = |wanted: fn(ActionGroup) -> bool| {
        list.items
            .iter()
            .filter(|&&i| wanted(ActionGroup::of(&actions[i])))
            .count()
    };
    let open = count(ActionGroup::is_open);
    let late = count(|group| group == ActionGroup::Late);
    let mut intro = words::capitalised(&open_and_late(open, late));
    intro.push('.');
    let open_days = list.items.iter().filter_map(|&i| actions[i].age_days).max();
    if let Some(days) = open_days.filter(|&days| days > 0 && open > 1) {
        intro.push_str(&format!(
            " The oldest has been open for {}.",
            words::days_long(days)
        ));
    }
    let (done, dropped) = (
        count(|group| group == ActionGroup::Done),
        count(|group| group == ActionGroup::Dropped),
    );
    if done + dropped > 0 {
        let done = words::capitalised(&words::count(done, "was", "were"));
        let dropped = words::number(dropped);
        intro.push_str(&format!(" {done} done and {dropped} decided against."));
    }
    intro
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
    let facets = [
        Facet::of(inputs, root, GroupKind::Service, services.collect()),
        Facet::other("Owner", owners.take(OWNERS).collect()),
    ];
    facets.into_iter().flatten().collect()
}
