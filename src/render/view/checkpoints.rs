use serde::Serialize;

use super::{
    Link,
    item::anchor,
    list::{PageLink, page_links},
};
use crate::{
    insight::{self, CheckpointItem, CheckpointState},
    render::{
        Inputs, Texts,
        clock::When,
        texts::{count, say},
    },
    site::{Slice, url},
};

/// Checkpoints of all debriefs.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct CheckpointsView {
    intro: String,
    groups: Vec<CheckpointGroup>,
    /// The calendar to subscribe to, the list of actions.
    links: Vec<Link>,
    pages: Vec<PageLink>,
}

/// Checkpoints that stand the same way.
#[derive(Debug, Clone, Serialize)]
struct CheckpointGroup {
    name: String,
    about: String,
    lines: Vec<CheckpointLine>,
}

/// One checkpoint.
#[derive(Debug, Clone, Serialize)]
struct CheckpointLine {
    debrief: Link,
    due: When,
    late: bool,
    /// `held on 4 Dec 2026, two days late`; `not held, 12 days ago`
    said: String,
    note: Option<String>,
    /// What was open then.
    open: Vec<OpenLine>,
    /// `two more may have been open: nobody wrote down when they ended`
    unclear: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
struct OpenLine {
    link: Link,
    /// `ana`; `done since`
    said: String,
}

impl CheckpointsView {
    /// One page of the list.
    pub(crate) fn new(inputs: &Inputs<'_>, root: &url::Root, slice: Slice) -> Self {
        let all = &inputs.insight.checkpoints;
        let shown = &all[slice.rows(all.len())];
        Self {
            intro: intro(inputs, all),
            groups: shown
                .chunk_by(|a, b| group(a.state) == group(b.state))
                .map(|items| {
                    let (name, about) = group(items[0].state);
                    let lines = items.iter().map(|item| line(inputs, root, item));
                    CheckpointGroup {
                        name: inputs.texts.get(name).into(),
                        about: inputs.texts.get(about).into(),
                        lines: lines.collect(),
                    }
                })
                .collect(),
            links: vec![
                Link {
                    text: inputs.texts.get("group.open_actions").into(),
                    url: root.to(url::ACTIONS),
                },
                Link {
                    text: inputs.texts.get("checkpoints.subscribe").into(),
                    url: root.to(url::CALENDAR),
                },
            ],
            pages: page_links(root, url::CHECKPOINTS, slice),
        }
    }
}

fn group(state: CheckpointState) -> (&'static str, &'static str) {
    match state {
        CheckpointState::Missed => ("checkpoints.missed", "checkpoints.missed_about"),
        CheckpointState::Due => ("checkpoints.ahead", "checkpoints.next"),
        CheckpointState::Held | CheckpointState::HeldLate => ("checkpoints.held", "actions.latest"),
    }
}

/// `Two checkpoints were missed, one is ahead and twelve were held.`
fn intro(inputs: &Inputs<'_>, all: &[CheckpointItem]) -> String {
    let days = inputs.config.targets.checkpoint.as_hours() / 24;
    let t = inputs.texts;
    let what = count!(t, "checkpoints.what", usize::try_from(days).unwrap_or(0));
    if all.is_empty() {
        return format!("{what} {}", t.get("checkpoints.unknown"));
    }
    let of = |name: &str| {
        all.iter()
            .filter(|item| group(item.state).0 == name)
            .count()
    };
    let missed = count!(t, "checkpoints.count_missed", of("checkpoints.missed"));
    let ahead = count!(t, "checkpoints.count_ahead", of("checkpoints.ahead"));
    let held = count!(t, "checkpoints.count_held", of("checkpoints.held"));
    let counts = say!(
        t,
        "checkpoints.counts",
        missed = missed,
        ahead = ahead,
        held = held
    );
    format!("{what} {counts}")
}

fn line(inputs: &Inputs<'_>, root: &url::Root, item: &CheckpointItem) -> CheckpointLine {
    let debrief = &inputs.library.entries[item.debrief].debrief;
    let open = item.open.iter();
    CheckpointLine {
        debrief: Link {
            text: debrief.title.value.clone(),
            url: root.to(&url::debrief(&debrief.id)),
        },
        due: When::day(inputs.texts, item.checkpoint.due),
        late: item.state == CheckpointState::Missed,
        said: said(inputs, item),
        note: item.checkpoint.note.clone(),
        open: open.map(|&i| open_line(inputs, root, item, i)).collect(),
        unclear: (item.unclear > 0)
            .then(|| count!(inputs.texts, "checkpoints.unclear", item.unclear)),
    }
}

fn said(inputs: &Inputs<'_>, item: &CheckpointItem) -> String {
    let t = inputs.texts;
    let (today, due) = (insight::today(inputs.now), item.checkpoint.due);
    let was_open = || count!(t, "checkpoints.was_open", item.open.len());
    match item.checkpoint.held {
        Some(held) => {
            let (day, late) = (t.day(held), (held - due).get_days());
            match late > 0 {
                true => say!(
                    t,
                    "checkpoints.held_late",
                    day = day,
                    days = t.days(late),
                    open = was_open()
                ),
                false => say!(t, "checkpoints.held_on", day = day, open = was_open()),
            }
        }
        None if due < today => {
            let days = ago(t, (today - due).get_days());
            say!(t, "checkpoints.not_held", days = days, open = was_open())
        }
        None => {
            let open = count!(t, "checkpoints.is_open", item.open.len());
            match (due - today).get_days() {
                0 => say!(t, "checkpoints.today", open = open),
                days => say!(t, "checkpoints.in_days", days = ago(t, days), open = open),
            }
        }
    }
}

/// Days as they stand after "in" and before "ago".
fn ago(t: &Texts, days: i32) -> String {
    count!(
        t,
        "checkpoints.ago",
        usize::try_from(days).unwrap_or_default()
    )
}

fn open_line(
    inputs: &Inputs<'_>,
    root: &url::Root,
    checkpoint: &CheckpointItem,
    position: usize,
) -> OpenLine {
    let item = &inputs.insight.actions[position];
    let parents = item.parents.iter();
    let here = parents
        .clone()
        .find(|parent| parent.debrief == checkpoint.debrief);
    let parent = here.unwrap_or(&item.parents[0]);
    let debrief = &inputs.library.entries[parent.debrief].debrief;
    let action = &debrief.actions[parent.index];
    let page = root.to(&url::debrief(&debrief.id));
    let ended = item.closed.filter(|_| !item.state.is_open());
    let ended = ended.map(|day| {
        say!(
            inputs.texts,
            "checkpoints.ended_on",
            day = inputs.texts.day(day)
        )
    });
    let said: Vec<String> = item.owner.clone().into_iter().chain(ended).collect();
    OpenLine {
        link: Link {
            text: action.text.clone(),
            url: format!("{page}#{}", url::fragment(&anchor(action, parent.index))),
        },
        said: said.join(", "),
    }
}
