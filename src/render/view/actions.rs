use serde::Serialize;

use super::{
    Link,
    item::Item,
    list::{Facet, PageLink, Value, page_links},
};
use crate::{
    render::{
        Inputs, Texts,
        intros::Above,
        rows::{Listed, Rows},
        texts::{count, say},
        words,
    },
    site::{ActionGroup, ActionList, ActionsOf, GroupKind, Slice, url},
};

/// A list of actions.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ActionsView {
    title: String,
    intro: Option<String>,
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
    name: String,
    about: String,
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
        let above = Above::Actions(list);
        let list = &inputs.site.action_lists[list];
        let items = &list.items[slice.rows(list.items.len())];
        let whole = list.of == ActionsOf::Everybody;
        Self {
            title: title(inputs, list),
            intro: rows.intros.get(above, || Some(intro(inputs, list))),
            all: (!whole).then(|| Link {
                text: inputs.texts.get("actions.all").into(),
                url: root.to(url::ACTIONS),
            }),
            groups: match whole {
                true => by_urgency(inputs, rows, root, items),
                false => item_groups(inputs, rows, root, items),
            },
            links: if whole {
                links(inputs, root)
            } else {
                Vec::new()
            },
            facets: facets(inputs, root, list),
            pages: page_links(root, &list.address, slice),
        }
    }
}

fn links(inputs: &Inputs<'_>, root: &url::Root) -> Vec<Link> {
    let places = [
        ("checkpoints.title", url::CHECKPOINTS),
        ("reviews.title", url::REVIEWS),
        ("frame.calendar", url::CALENDAR),
        ("actions.table", "data/actions.csv"),
    ];
    let link = |(text, address): (&str, &str)| Link {
        text: inputs.texts.get(text).into(),
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
                name: inputs.texts.get(name).into(),
                about: inputs.texts.get(about).into(),
                items: items.collect(),
            }
        })
        .collect()
}

/// The keys of a heading and of what stands below it.
fn group_words(group: ActionGroup) -> (&'static str, &'static str) {
    match group {
        ActionGroup::Late => ("actions.late", "actions.late_about"),
        ActionGroup::Open => ("actions.open", "actions.open_about"),
        ActionGroup::Loose => ("actions.loose", "actions.loose_about"),
        ActionGroup::Done => ("actions.done", "actions.latest"),
        ActionGroup::Dropped => ("actions.dropped", "actions.dropped_about"),
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
                (true, _) => ("actions.recurring", "actions.recurring_about"),
                (false, true) => ("actions.others", "actions.oldest"),
                (false, false) => ("actions.open", "actions.oldest"),
            };
            let items = items.iter().map(|&i| rows.action(root, i));
            ItemGroup {
                name: inputs.texts.get(name).into(),
                about: inputs.texts.get(about).into(),
                items: items.collect(),
            }
        })
        .collect()
}

fn title(inputs: &Inputs<'_>, list: &ActionList) -> String {
    let t = inputs.texts;
    let key = match &list.of {
        ActionsOf::Everybody => "actions.title",
        ActionsOf::Late => "actions.title_late",
        ActionsOf::Loose => "actions.title_loose",
        ActionsOf::Moved => "actions.title_moved",
        ActionsOf::Differing => "actions.title_differing",
        ActionsOf::Done => "actions.title_done",
        ActionsOf::Dropped => "actions.title_dropped",
        ActionsOf::Owner(_, name) => return say!(t, "actions.title_of", name = name),
        ActionsOf::Service(position) => {
            let group = &inputs.site.groups.of(GroupKind::Service)[*position];
            return say!(t, "actions.title_of", name = group.name);
        }
    };
    t.get(key).into()
}

fn intro(inputs: &Inputs<'_>, list: &ActionList) -> String {
    let key = match &list.of {
        ActionsOf::Done => "actions.intro_done",
        ActionsOf::Differing => "actions.intro_differing",
        ActionsOf::Dropped => "actions.intro_dropped",
        ActionsOf::Moved => "actions.intro_moved",
        ActionsOf::Loose => "actions.intro_loose",
        _ => return words::capitalised(&open_intro(inputs, list)),
    };
    count!(inputs.texts, key, list.items.len())
}

/// `Four actions are open, one of them late. The oldest has been open for 512 days.`
fn open_intro(inputs: &Inputs<'_>, list: &ActionList) -> String {
    let actions = &inputs.insight.actions;
    let of = |i: &usize| ActionGroup::of(&actions[*i]);
    let late = list.items.iter().map(of);
    let late = late.filter(|&group| group == ActionGroup::Late).count();
    let mut intro = open_and_late(inputs.texts, list.items.len(), late);
    intro.push('.');
    let oldest = list.items.iter().filter_map(|&i| actions[i].age_days).max();
    if let Some(days) = oldest.filter(|&days| days > 0 && list.items.len() > 1) {
        let days = usize::try_from(days).unwrap_or_default();
        let oldest = count!(inputs.texts, "actions.oldest_open", days);
        intro.push_str(&format!(" {oldest}"));
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
    let t = inputs.texts;
    let done = count!(t, "actions.ended_done", done);
    let dropped = t.number(dropped);
    format!(
        " {}",
        say!(t, "actions.ended", done = done, dropped = dropped)
    )
}

/// `no action is open`, `four actions are open, one of them late`
pub(crate) fn open_and_late(t: &Texts, open: usize, late: usize) -> String {
    let all = count!(t, "actions.open_count", open);
    match late {
        0 => all,
        1 if open == 1 => t.get("actions.one_late").into(),
        late => say!(
            t,
            "actions.and_late",
            open = all,
            late = late_part(t, open, late)
        ),
    }
}

/// `one of them late`
pub(crate) fn late_part(t: &Texts, open: usize, late: usize) -> String {
    match late == open {
        true => t.get("actions.all_late").into(),
        false => count!(t, "actions.some_late", late),
    }
}

/// The key of a state to filter by.
fn state_name(of: &ActionsOf) -> Option<&'static str> {
    match of {
        ActionsOf::Everybody => Some("actions.open"),
        ActionsOf::Late => Some("actions.late"),
        ActionsOf::Loose => Some("actions.facet_loose"),
        ActionsOf::Moved => Some("actions.facet_moved"),
        ActionsOf::Differing => Some("actions.facet_differing"),
        ActionsOf::Done => Some("actions.done"),
        ActionsOf::Dropped => Some("actions.dropped"),
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
        let name = inputs.texts.get(state_name(&list.of)?);
        Some(value(name, list, Some(list.items.len())))
    });
    let facets = [
        Facet::other(inputs.texts.get("actions.state"), states.collect()),
        Facet::of(inputs, root, GroupKind::Service, services.collect()),
        Facet::other(
            inputs.texts.get("actions.owner"),
            owners.take(OWNERS).collect(),
        ),
    ];
    facets.into_iter().flatten().collect()
}
