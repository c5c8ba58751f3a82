use serde::Serialize;

use super::{item::anchor, row::symbol};
use crate::{
    insight::{Answer, AnswerFacts, Derived, Durations, Elapsed, Reason},
    model::{Debrief, Kind, Times},
    render::{Inputs, Texts, clock::Clock, texts::say},
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
pub(crate) fn answers(inputs: &Inputs<'_>, position: usize, clock: &Clock<'_>) -> Vec<AnswerView> {
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
        ..answer(
            inputs,
            debrief,
            derived,
            &derived.detect,
            "answer.found_question",
        )
    };
    let fix = AnswerView {
        because: fixed_because(inputs, &debrief.times, derived),
        ..answer(
            inputs,
            debrief,
            derived,
            &derived.fix,
            "answer.fixed_question",
        )
    };
    vec![detect, fix]
}

fn answer(
    inputs: &Inputs<'_>,
    debrief: &Debrief,
    derived: &Derived,
    facts: &AnswerFacts,
    question: &str,
) -> AnswerView {
    let t = inputs.texts;
    AnswerView {
        question: t.fill(question, &[("time", &t.target(facts.target))]),
        name: symbol(facts.answer),
        verdict: verdict(t, facts),
        because: Vec::new(),
        follow_up: follow_up(inputs, debrief, derived, facts),
        accepted: facts.accepted.clone(),
        unanswered: facts.is_unanswered(),
    }
}

fn verdict(t: &Texts, facts: &AnswerFacts) -> String {
    match (facts.answer, facts.reason) {
        (Answer::Automatic, _) => t.get("answer.healed").into(),
        (Answer::Unknown, _) => t.get("answer.unknown").into(),
        (Answer::Yes, Reason::Measured(elapsed)) => {
            say!(t, "answer.yes_after", after = super::row::after(t, elapsed))
        }
        (Answer::Yes, _) => t.get("answer.yes").into(),
        (Answer::No, Reason::Measured(elapsed)) => {
            say!(t, "answer.no_took", time = t.elapsed(elapsed))
        }
        (Answer::No, Reason::AtLeast(elapsed)) => {
            say!(t, "answer.no_more_than", time = t.at_least(elapsed))
        }
        (Answer::No, _) => t.get("answer.no").into(),
    }
}

fn found_because(debrief: &Debrief, durations: &Durations, clock: &Clock<'_>) -> Vec<String> {
    let t = clock.texts;
    let times = &debrief.times;
    match (&times.started, &times.detected) {
        (Some(started), Some(detected)) => {
            let day = started.value.at.date();
            let from = clock.full(&started.value).text;
            let to = clock.after(&detected.value, Some(day)).text;
            let mut said = vec![say!(t, "answer.began_noticed", from = from, to = to)];
            if durations.ttd.is_some_and(|ttd| ttd.at_least() < 0) {
                said.push(t.get("answer.before_harm").into());
            }
            said
        }
        (None, Some(_)) => vec![t.get("answer.began_unknown").into()],
        (Some(_), None) => vec![t.get("answer.noticed_unknown").into()],
        (None, None) => vec![t.get("answer.both_unknown").into()],
    }
}

/// Both clocks: from the beginning, and from the moment somebody knew.
fn fixed_because(inputs: &Inputs<'_>, times: &Times, derived: &Derived) -> Vec<String> {
    let (t, durations) = (inputs.texts, &derived.durations);
    let measured = |elapsed| measured(t, elapsed);
    let mut said = Vec::new();
    match (durations.ttr, durations.time_to_fix) {
        (Some(ttr), Some(fix)) => said.push(say!(
            t,
            "answer.fixed_both",
            began = measured(ttr),
            noticed = measured(fix),
        )),
        (Some(ttr), None) => said.push(say!(t, "answer.fixed_began", began = measured(ttr))),
        (None, Some(fix)) => said.push(say!(t, "answer.fixed_noticed", noticed = measured(fix))),
        (None, None) if times.resolved.is_none() => {
            said.push(t.get("answer.fixed_unknown").into());
        }
        (None, None) => said.push(t.get("answer.began_unknown").into()),
    }
    if let Some(ttm) = durations.ttm.filter(|ttm| Some(*ttm) != durations.ttr) {
        said.push(say!(t, "answer.mitigated", began = measured(ttm)));
    }
    if derived.fix.stretch {
        let stretch = t.target(inputs.config.targets.stretch);
        said.push(say!(t, "answer.stretch", time = stretch));
    }
    said
}

/// `2 h 10 min after`, `the moment`, `on the day`, `14 min before`: to be followed by what happened then.
fn measured(t: &Texts, elapsed: Elapsed) -> String {
    match elapsed {
        Elapsed::Days(0) => t.get("answer.on_the_day").into(),
        Elapsed::Seconds { seconds: 0, .. } => t.get("answer.the_moment").into(),
        _ if elapsed.seconds().unwrap_or_default() < 0 => {
            say!(t, "answer.before", time = t.elapsed(elapsed))
        }
        _ => say!(t, "answer.after", time = t.elapsed(elapsed)),
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
    use crate::render::texts::english;

    #[test]
    fn a_day_is_never_measured_in_minutes() {
        assert_eq!(measured(english(), Elapsed::Days(0)), "on the day");
        assert_eq!(measured(english(), Elapsed::Days(2)), "2 days after");
    }
}
