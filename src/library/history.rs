//! What became of the items of a file, from version to version.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::model::{Action, ActionState, ItemHistory};

/// An item in one version of a file, with what had happened to it by then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tracked {
    anchor: Option<String>,
    ticket: Option<String>,
    /// Its words in lower case, sorted, each once.
    words: BTreeSet<String>,
    state: ActionState,
    due: Option<Date>,
    history: ItemHistory,
}

/// Goes on to the next version, committed on `day`; `None` before the first. Items that are not there any more are
/// forgotten.
#[must_use]
pub fn advance(former: Option<&[Tracked]>, actions: &[Action], day: Date) -> Vec<Tracked> {
    let is_first = former.is_none();
    let former = former.unwrap_or_default();
    let matches = matches(former, actions);
    actions
        .iter()
        .zip(matches)
        .map(|(action, known)| {
            let mut item = tracked(action, day);
            item.history.added_later = !is_first;
            if let Some(known) = known {
                item.history = changed(&former[known], &item, day);
            }
            item
        })
        .collect()
}

/// What is known of the items of a file as it is on disk, which may not be committed yet. What a change that is not committed
/// did has no day.
#[must_use]
pub fn of_current(committed: &[Tracked], actions: &[Action]) -> Vec<Option<ItemHistory>> {
    let matches = matches(committed, actions);
    let known = actions.iter().zip(matches).map(|(action, known)| {
        let known = &committed[known?];
        let mut history = known.history.clone();
        if stage(known.state) != stage(action.state) {
            history.state_since = None;
        }
        if known.due != action.due {
            history.due_since = None;
        }
        Some(history)
    });
    known.collect()
}

fn tracked(action: &Action, day: Date) -> Tracked {
    Tracked {
        anchor: action.anchor.clone(),
        ticket: action.tickets.first().map(|ticket| ticket.id.clone()),
        words: words(&action.text),
        state: action.state,
        due: action.due,
        history: ItemHistory {
            since: day,
            added_later: false,
            state_since: None,
            due_since: None,
            due_moves: 0,
            reopened: 0,
        },
    }
}

/// The history of an item that was `former` in the version before.
fn changed(former: &Tracked, item: &Tracked, day: Date) -> ItemHistory {
    let mut history = former.history.clone();
    if stage(former.state) != stage(item.state) {
        history.state_since = Some(day);
        if !former.state.is_open() && item.state.is_open() {
            history.reopened += 1;
        }
    }
    if former.due != item.due {
        history.due_since = Some(day);
        if former.due.is_some() && item.due.is_some() {
            history.due_moves += 1;
        }
    }
    history
}

/// States between which nothing was decided are one: a bullet that gets a box, a box that is in progress.
fn stage(state: ActionState) -> u8 {
    match state {
        ActionState::Open | ActionState::InProgress | ActionState::Unknown => 0,
        ActionState::Moved => 1,
        ActionState::Done => 2,
        ActionState::Irrelevant => 3,
    }
}

/// For each action the position of the same item in the version before: by its anchor, else its ticket, else its words, else
/// the one whose words are most alike. Each is taken once.
fn matches(former: &[Tracked], actions: &[Action]) -> Vec<Option<usize>> {
    let now: Vec<Tracked> = actions
        .iter()
        .map(|action| tracked(action, Date::MIN))
        .collect();
    let mut found: Vec<Option<usize>> = vec![None; now.len()];
    let mut taken = vec![false; former.len()];
    type Same = fn(&Tracked, &Tracked) -> bool;
    let same: [Same; 3] = [
        |a, b| a.anchor.is_some() && a.anchor == b.anchor,
        |a, b| a.ticket.is_some() && a.ticket == b.ticket,
        |a, b| a.words == b.words && (a.anchor.is_none() || b.anchor.is_none()),
    ];
    for is_same in same {
        for (i, item) in now
            .iter()
            .enumerate()
            .filter(|(_, item)| !item.words.is_empty())
        {
            if found[i].is_none() {
                let known = (0..former.len()).find(|&k| !taken[k] && is_same(item, &former[k]));
                found[i] = known.inspect(|&k| taken[k] = true);
            }
        }
    }
    for (i, item) in now.iter().enumerate() {
        if found[i].is_none() {
            let free = (0..former.len()).filter(|&k| !taken[k]);
            let scored = free.map(|k| (likeness(&item.words, &former[k].words), k));
            let best = scored.max_by_key(|&(score, k)| (score, std::cmp::Reverse(k)));
            let best = best.filter(|(score, _)| *score >= ALIKE).map(|(_, k)| k);
            found[i] = best.inspect(|&k| taken[k] = true);
        }
    }
    found
}

/// Share of equal words, in hundredths, from which two wordings are one item.
const ALIKE: usize = 50;

fn likeness(a: &BTreeSet<String>, b: &BTreeSet<String>) -> usize {
    a.intersection(b).count() * 100 / a.union(b).count().max(1)
}

fn words(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{config::Config, parse, source::SourceFile};

    fn actions(items: &str) -> Vec<Action> {
        let file = SourceFile {
            rel: "x.md".into(),
            shown: "x.md".into(),
            text: format!("# X\n\n## Action items\n\n{items}").into(),
            hash: [0; 32],
        };
        let parsed = parse::debrief(&file, &Config::default()).value;
        parsed.unwrap().debrief.actions
    }

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn an_item_is_known_by_its_anchor_its_ticket_or_its_words() {
        let first = actions(
            "- [ ] One thing ^a\n- [ ] Two https://t.example/T-2\n- [ ] Three things to do\n- [ ] Four\n",
        );
        let second = actions(
            "- [x] Four!\n- [ ] Quite another text ^a\n- [ ] Reworded https://t.example/T-2\n- [x] Three things to be done\n- [ ] New\n",
        );
        let former = advance(None, &first, day("2026-01-01"));
        let now = advance(Some(&former), &second, day("2026-02-01"));
        let since: Vec<(String, bool)> = now
            .iter()
            .map(|item| {
                (
                    item.history.since.to_string(),
                    item.history.state_since.is_some(),
                )
            })
            .collect();
        let old = |changed| ("2026-01-01".to_owned(), changed);
        assert_eq!(
            since,
            [
                old(true),
                old(false),
                old(false),
                old(true),
                ("2026-02-01".to_owned(), false)
            ]
        );
        assert!(now[4].history.added_later && !now[0].history.added_later);
    }

    #[test]
    fn what_is_not_committed_has_no_day() {
        let committed = advance(
            None,
            &actions("- [ ] One due:2026-02-01 ^a\n"),
            day("2026-01-01"),
        );
        let same = of_current(
            &committed,
            &actions("- [/] One due:2026-02-01 ^a\n- [ ] New\n"),
        );
        assert_eq!(
            same[0].as_ref().map(|known| known.since),
            Some(day("2026-01-01"))
        );
        assert_eq!(same[1], None);
        let ticked = of_current(&committed, &actions("- [x] One due:2026-03-01 ^a\n"));
        let known = ticked[0].as_ref().unwrap();
        assert_eq!(
            (known.state_since, known.due_since, known.due_moves),
            (None, None, 0)
        );
    }
}
