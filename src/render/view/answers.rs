use serde::Serialize;

use super::{item::anchor, row::symbol};
use crate::{
    insight::{Answer, AnswerFacts, Derived, Durations, Elapsed, Reason},
    model::{Debrief, Kind, Times},
    render::{Inputs, clock::Clock, words},
    site::{ActionGroup, url},
};

/// One of the two questions, answered.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct AnswerView {
    pub(super) question: String,
    /// The symbol and the style.
    pub(super) name: &'static str,
    /// `No, it took 14 min`
    pub(super) verdict: String,
    /// The figures behind it, as sentences.
    because: Vec<String>,
    /// What would turn the "no" into a yes.
    follow_up: Vec<FollowUp>,
    /// Why the "no" is accepted.
    accepted: Option<String>,
    /// Whether nobody has answered the "no" yet.
    pub(super) unanswered: bool,
}

#[derive(Debug, Clone, Serialize)]
struct FollowUp {
    text: String,
    url: String,
    done: bool,
}

/// The answers to both questions. A near miss and a drill owe none, so nothing is asked when they say nothing.
pub(crate) fn answers(inputs: &Inputs<'_>, position: usize, clock: &Clock) -> Vec<AnswerView> {
    let debrief = &inputs.library.entries[position].debrief;
    let derived = &inputs.insight.derived[position];
    let silent = [&derived.detect, &derived.fix]
        .iter()
        .all(|facts| facts.reason == Reason::Nothing);
    if silent && matches!(debrief.kind, Kind::NearMiss | Kind::Drill) {
        return Vec::new();
    }
    let detect = AnswerView {
        because: found_because(debrief, &derived.durations, clock),
        ..answer(inputs, debrief, derived, &derived.detect, "Found")
    };
    let fix = AnswerView {
        because: fixed_because(inputs, &debrief.times, derived),
        ..answer(inputs, debrief, derived, &derived.fix, "Fixed")
    };
    vec![detect, fix]
}

fn answer(
    inputs: &Inputs<'_>,
    debrief: &Debrief,
    derived: &Derived,
    facts: &AnswerFacts,
    verb: &str,
) -> AnswerView {
    AnswerView {
        question: format!("{verb} in under {}?", words::target(facts.target)),
        name: symbol(facts.answer),
        verdict: verdict(facts),
        because: Vec::new(),
        follow_up: follow_up(inputs, debrief, derived, facts),
        accepted: facts.accepted.clone(),
        unanswered: facts.is_unanswered(),
    }
}

fn verdict(facts: &AnswerFacts) -> String {
    match (facts.answer, facts.reason) {
        (Answer::Automatic, _) => "Yes, it healed itself".into(),
        (Answer::Unknown, _) => "Unknown".into(),
        (Answer::Yes, Reason::Measured(elapsed)) => {
            let after = super::row::after(elapsed);
            format!("Yes, {after}")
        }
        (Answer::Yes, _) => "Yes".into(),
        (Answer::No, Reason::Measured(elapsed)) => {
            format!("No, it took {}", words::elapsed(elapsed))
        }
        (Answer::No, Reason::AtLeast(elapsed)) => {
            format!("No, it took more than {}", words::at_least(elapsed))
        }
        (Answer::No, _) => "No".into(),
    }
}

fn found_because(debrief: &Debrief, durations: &Durations, clock: &Clock) -> Vec<String> {
    let times = &debrief.times;
    match (&times.started, &times.detected) {
        (Some(started), Some(detected)) => {
            let day = started.value.at.date();
            let from = clock.full(&started.value).text;
            let to = clock.after(&detected.value, Some(day)).text;
            let mut said = vec![format!("It began {from} and was noticed {to}.")];
            if durations.ttd.is_some_and(|ttd| ttd.at_least() < 0) {
                said.push("It was seen before it could do harm.".into());
            }
            said
        }
        (None, Some(_)) => vec!["Nobody wrote down when it began.".into()],
        (Some(_), None) => vec!["Nobody wrote down when it was noticed.".into()],
        (None, None) => vec!["Nobody wrote down when it began, nor when it was noticed.".into()],
    }
}

/// Both clocks: from the beginning, and from the moment somebody knew.
fn fixed_because(inputs: &Inputs<'_>, times: &Times, derived: &Derived) -> Vec<String> {
    let durations = &derived.durations;
    let mut said = Vec::new();
    match (durations.ttr, durations.time_to_fix) {
        (Some(ttr), Some(fix)) => said.push(format!(
            "Completely fixed {} it began, {} it was noticed.",
            measured(ttr),
            measured(fix)
        )),
        (Some(ttr), None) => said.push(format!("Completely fixed {} it began.", measured(ttr))),
        (None, Some(fix)) => said.push(format!(
            "Completely fixed {} it was noticed; nobody wrote down when it began.",
            measured(fix)
        )),
        (None, None) if times.resolved.is_none() => {
            said.push("Nobody wrote down when it was completely fixed.".into());
        }
        (None, None) => said.push("Nobody wrote down when it began.".into()),
    }
    if let Some(ttm) = durations.ttm.filter(|ttm| Some(*ttm) != durations.ttr) {
        said.push(format!(
            "Users were no longer hurt {} it began.",
            measured(ttm)
        ));
    }
    if derived.fix.stretch {
        let stretch = words::target(inputs.config.targets.stretch);
        said.push(format!("That is under {stretch}, too."));
    }
    said
}

/// `2 h 10 min after`, `the moment`, `on the day`, `14 min before`: to be followed by what happened then.
fn measured(elapsed: Elapsed) -> String {
    match elapsed {
        Elapsed::Days(0) => "on the day".into(),
        Elapsed::Seconds { seconds: 0, .. } => "the moment".into(),
        _ if elapsed.seconds().unwrap_or_default() < 0 => {
            format!("{} before", words::elapsed(elapsed))
        }
        _ => format!("{} after", words::elapsed(elapsed)),
    }
}

fn follow_up(
    inputs: &Inputs<'_>,
    debrief: &Debrief,
    derived: &Derived,
    facts: &AnswerFacts,
) -> Vec<FollowUp> {
    if facts.answer != Answer::No {
        return Vec::new();
    }
    let item = |&index: &usize| {
        let action = &debrief.actions[index];
        let item = &inputs.insight.actions[derived.actions[index]];
        FollowUp {
            text: action.text.clone(),
            url: format!("#{}", url::fragment(&anchor(action, index))),
            done: !ActionGroup::of(item).is_open(),
        }
    };
    facts.follow_up.iter().map(item).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_never_measured_in_minutes() {
        assert_eq!(measured(Elapsed::Days(0)), "on the day");
        assert_eq!(measured(Elapsed::Days(2)), "2 days after");
    }
}
