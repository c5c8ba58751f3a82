use jiff::{ToSpan, civil::Date};

use super::{Agenda, Asked, Part};
use crate::{
    insight::{
        ActionItem, CheckpointState, Insight, Standing,
        causes::{Basis, Class},
    },
    library::{Entry, Library},
    model::{Kind, Month, Review, Status, Verdict},
};

/// Days after which a draft has been lying too long (`domain`: a debrief is held within three days and written down in the
/// same week).
const DRAFT_DAYS: i32 = 7;

/// What the review of a month asks about, as of `today`. The library should hold drafts.
#[must_use]
pub fn agenda(library: &Library, insight: &Insight, month: Month, today: Date) -> Agenda {
    let mut reviews = library.follow_up.reviews.iter();
    let former = reviews.rfind(|review| review.month < month);
    let (recurring, others) = items(library, insight, former);
    let parts = [
        ("Open items of causes that came back", recurring),
        ("Other open items", others),
        ("Missed checkpoints", checkpoints(library, insight)),
        (
            "Came back since the last review",
            came_back(library, insight, since(month, former)),
        ),
        ("A no without a follow-up", unanswered(library, insight)),
        ("Drafts older than a week", drafts(library, today)),
    ];
    let parts = parts.into_iter().filter(|(_, lines)| !lines.is_empty());
    Agenda {
        month,
        held: today,
        parts: parts
            .map(|(heading, lines)| Part { heading, lines })
            .collect(),
    }
}

/// What is new since this day is told: the day of the review before, else the beginning of the month before.
fn since(month: Month, former: Option<&Review>) -> Date {
    let before = || month.first().checked_sub(1.month()).unwrap_or(Date::MIN);
    former.map_or_else(before, Review::day)
}

/// Open items, the oldest first: those of causes that came back, and the others.
fn items(
    library: &Library,
    insight: &Insight,
    former: Option<&Review>,
) -> (Vec<Asked>, Vec<Asked>) {
    let mut open: Vec<&ActionItem> = insight
        .actions
        .iter()
        .filter(|item| item.state.is_open() && item.is_promised(library))
        .collect();
    open.sort_by_key(|item| std::cmp::Reverse(item.age_days));
    let (recurring, others): (Vec<&ActionItem>, Vec<&ActionItem>) =
        open.into_iter().partition(|item| item.recurring.is_some());
    let asked = |items: Vec<&ActionItem>| {
        let lines = items.into_iter().map(|item| asked(library, item, former));
        lines.collect()
    };
    (asked(recurring), asked(others))
}

fn asked(library: &Library, item: &ActionItem, former: Option<&Review>) -> Asked {
    let text = one_line(&item.wording(library).text);
    let facts = facts(library, item, former);
    let key = code(&item.key);
    Asked {
        key: Some(item.key.clone()),
        text: format!("- ? | {text} | {facts} | {key}"),
        mark: key,
    }
}

/// `@ana, due 2026-03-10, 32 days late, open for 41 days, left open in 2026-10`
fn facts(library: &Library, item: &ActionItem, former: Option<&Review>) -> String {
    let mut facts = vec![match &item.owner {
        Some(owner) => format!("@{}", one_line(owner)),
        None => "no owner".into(),
    }];
    facts.push(
        item.due
            .map_or_else(|| "no day".into(), |due| format!("due {due}")),
    );
    if let Standing::Overdue(late) = item.standing {
        facts.push(format!("{} late", days(late)));
    }
    facts.extend(
        item.age_days
            .filter(|&age| age > 0)
            .map(|age| format!("open for {}", days(age))),
    );
    facts.extend(
        item.moved_to
            .as_ref()
            .map(|to| format!("moved upwards to {}", one_line(to))),
    );
    let decided = item.reviews.iter().find(|statement| {
        Some(statement.review(library).month) == former.map(|review| review.month)
    });
    let decided =
        decided.filter(|statement| statement.decision(library).verdict == Verdict::StillOpen);
    facts.extend(
        decided.map(|statement| format!("left open in {}", statement.review(library).month)),
    );
    facts.join(", ")
}

fn days(count: i32) -> String {
    format!("{count} {}", if count == 1 { "day" } else { "days" })
}

/// A key as a code span, whatever it holds.
fn code(key: &str) -> String {
    match key.contains('`') {
        true => format!("`` {key} ``"),
        false => format!("`{key}`"),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A line that is told only. A bar would make it one about an item.
fn told(mark: String, said: &str) -> Asked {
    let said = one_line(said).replace('|', "/");
    Asked {
        key: None,
        text: format!("- {mark}: {said}"),
        mark,
    }
}

fn checkpoints(library: &Library, insight: &Insight) -> Vec<Asked> {
    let missed = insight.checkpoints.iter();
    let missed = missed.filter(|item| item.state == CheckpointState::Missed);
    missed
        .map(|item| {
            let debrief = &library.entries[item.debrief].debrief;
            let open = match item.open.len() {
                0 => "nothing was open".to_owned(),
                1 => "one action was open".to_owned(),
                open => format!("{open} actions were open"),
            };
            let mark = format!("`{}` on {}", debrief.id, item.checkpoint.due);
            told(mark, &format!("{}; {open}", debrief.title.value))
        })
        .collect()
}

fn came_back(library: &Library, insight: &Insight, since: Date) -> Vec<Asked> {
    let again = insight.causes.again.iter();
    let new = again.filter(|one| {
        let day = library.entries[one.later].date();
        one.basis == Basis::Confirmed && day.is_some_and(|day| day > since)
    });
    new.map(|one| {
        let id = |i: usize| &library.entries[i].debrief.id;
        let how = match one.class {
            Class::WhileOpen => "while its actions were open",
            Class::BeforeDebrief => "before it was debriefed",
            Class::AfterDropped => "after an action had been dropped",
            Class::AlthoughDone => "although its actions were done",
            Class::NoAction => "and it had no action",
            Class::UnknownDates => "and nobody knows what was done by then",
        };
        let mark = format!("`{}` after `{}`", id(one.later), id(one.earlier));
        let title = &library.entries[one.later].debrief.title.value;
        told(mark, &format!("{title}, {how}"))
    })
    .collect()
}

fn unanswered(library: &Library, insight: &Insight) -> Vec<Asked> {
    let mut lines = Vec::new();
    for (entry, derived) in library.entries.iter().zip(&insight.derived) {
        let debrief = &entry.debrief;
        let owes = matches!(debrief.kind, Kind::Incident | Kind::Security)
            && debrief.status != Status::Draft;
        for (facts, what) in [(&derived.detect, "found"), (&derived.fix, "fixed")] {
            if owes && facts.is_unanswered() {
                let mark = format!("`{}` was not {what} in time", debrief.id);
                lines.push(told(mark, &debrief.title.value));
            }
        }
    }
    lines
}

fn drafts(library: &Library, today: Date) -> Vec<Asked> {
    let age = |entry: &Entry| Some((today - entry.date()?).get_days());
    let old = library.entries.iter().filter_map(|entry| {
        let days = age(entry).filter(|&days| days > DRAFT_DAYS)?;
        (entry.debrief.status == Status::Draft).then_some((entry, days))
    });
    old.map(|(entry, age)| {
        let mark = format!("`{}`", entry.debrief.id);
        told(
            mark,
            &format!("{}, a draft for {}", entry.debrief.title.value, days(age)),
        )
    })
    .collect()
}
