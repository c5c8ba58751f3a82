use serde::Serialize;

use super::{
    Link,
    item::anchor,
    list::{PageLink, page_links},
};
use crate::{
    insight::{self, CheckpointItem, CheckpointState},
    render::{Inputs, clock::When, words},
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
    name: &'static str,
    about: &'static str,
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
                        name,
                        about,
                        lines: lines.collect(),
                    }
                })
                .collect(),
            links: vec![
                Link {
                    text: "Open actions".into(),
                    url: root.to(url::ACTIONS),
                },
                Link {
                    text: "Calendar to subscribe to".into(),
                    url: root.to(url::CALENDAR),
                },
            ],
            pages: page_links(root, url::CHECKPOINTS, slice),
        }
    }
}

fn group(state: CheckpointState) -> (&'static str, &'static str) {
    match state {
        CheckpointState::Missed => (
            "Missed",
            "Their day has passed, and nobody wrote down that they were held. The longest first.",
        ),
        CheckpointState::Due => ("Ahead", "The next one first."),
        CheckpointState::Held | CheckpointState::HeldLate => ("Held", "The latest first."),
    }
}

/// `Two checkpoints were missed, one is ahead and twelve were held.`
fn intro(inputs: &Inputs<'_>, all: &[CheckpointItem]) -> String {
    let days = inputs.config.targets.checkpoint.as_hours() / 24;
    let what = format!(
        "{} days after a debrief people look once more: were the immediate actions done?",
        words::capitalised(&words::number(usize::try_from(days).unwrap_or(0)))
    );
    if all.is_empty() {
        return format!("{what} No debrief says when it was held, so no checkpoint is known.");
    }
    let count = |name: &str| {
        all.iter()
            .filter(|item| group(item.state).0 == name)
            .count()
    };
    let missed = words::count(count("Missed"), "checkpoint was", "checkpoints were");
    let ahead = words::count(count("Ahead"), "is", "are");
    let held = words::count(count("Held"), "was", "were");
    let missed = words::capitalised(&missed);
    format!("{what} {missed} missed, {ahead} ahead and {held} held.")
}

fn line(inputs: &Inputs<'_>, root: &url::Root, item: &CheckpointItem) -> CheckpointLine {
    let debrief = &inputs.library.entries[item.debrief].debrief;
    let open = item.open.iter();
    CheckpointLine {
        debrief: Link {
            text: debrief.title.value.clone(),
            url: root.to(&url::debrief(&debrief.id)),
        },
        due: When::day(item.checkpoint.due),
        late: item.state == CheckpointState::Missed,
        said: said(inputs, item),
        note: item.checkpoint.note.clone(),
        open: open.map(|&i| open_line(inputs, root, item, i)).collect(),
        unclear: (item.unclear > 0).then(|| {
            let more = words::count(item.unclear, "more", "more");
            let more = words::capitalised(&more);
            format!("{more} may have been open: nobody wrote down when they ended.")
        }),
    }
}

fn said(inputs: &Inputs<'_>, item: &CheckpointItem) -> String {
    let today = insight::today(inputs.now);
    let due = item.checkpoint.due;
    let open = match item.open.len() {
        0 => "nothing was open",
        1 => "one action was open",
        _ => "these actions were open",
    };
    match item.checkpoint.held {
        Some(held) => {
            let late = (held - due).get_days();
            let slip = match late {
                late if late > 0 => format!(", {} late", words::days_long(late)),
                _ => String::new(),
            };
            format!("Held on {}{slip}; {open}.", words::day(held))
        }
        None if due < today => {
            let days = words::days_long((today - due).get_days());
            format!("Not held, {days} ago; {open} then.")
        }
        None => {
            let open = match item.open.len() {
                0 => "nothing is open",
                1 => "one action is open",
                _ => "these actions are open",
            };
            match (due - today).get_days() {
                0 => format!("Today; {open}."),
                days => format!("In {}; {open}.", words::days_long(days)),
            }
        }
    }
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
    let ended = ended.map(|day| format!("ended on {}", words::day(day)));
    let said: Vec<String> = item.owner.clone().into_iter().chain(ended).collect();
    OpenLine {
        link: Link {
            text: action.text.clone(),
            url: format!("{page}#{}", url::fragment(&anchor(action, parent.index))),
        },
        said: said.join(", "),
    }
}
