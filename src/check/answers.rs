//! A "no" to one of the two questions needs an action that would turn it into a yes, or the reason why it is accepted.

use super::subject::Subject;
use crate::{
    diagnostic::{Code, Diagnostic, suggest},
    insight::{AnswerFacts, Reason},
    model::{AnswerNote, Kind},
    render::texts::english,
};

/// One of the two questions.
struct Question<'a> {
    name: &'static str,
    asked: &'static str,
    action_type: &'static str,
    facts: &'a AnswerFacts,
    note: &'a AnswerNote,
}

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let (derived, answers) = (subject.derived, &subject.debrief().answers);
    let detect = Question {
        name: "detect",
        asked: "found",
        action_type: "detect",
        facts: &derived.detect,
        note: &answers.detect,
    };
    let fix = Question {
        name: "fix",
        asked: "fixed",
        action_type: "mitigate",
        facts: &derived.fix,
        note: &answers.fix,
    };
    for question in [detect, fix] {
        unknown_actions(subject, &question, found);
        if owes_an_answer(subject) && question.facts.is_unanswered() {
            found.push(unanswered(subject, &question));
        }
    }
}

/// A near miss or a drill has no targets to meet, and a draft is not finished.
fn owes_an_answer(subject: &Subject<'_>) -> bool {
    subject.owes() && matches!(subject.debrief().kind, Kind::Incident | Kind::Security)
}

fn unanswered(subject: &Subject<'_>, question: &Question<'_>) -> Diagnostic {
    let Question { name, asked, .. } = question;
    let target = english().target(question.facts.target);
    let message = match question.facts.reason {
        Reason::Measured(elapsed) => format!(
            "it was {asked} after {}, not in under {target}, and nothing says what will change that",
            english().elapsed(elapsed)
        ),
        _ => {
            format!("it was not {asked} in under {target}, and nothing says what will change that")
        }
    };
    let time = if *name == "detect" {
        "detected"
    } else {
        "resolved"
    };
    let place = (subject.debrief().times.named().into_iter())
        .find(|(known, _)| *known == time)
        .and_then(|(_, at)| subject.place_of(time, at?));
    let finding = match place {
        Some(span) => subject.at(Code::UnansweredNo, message, span),
        None => subject.at_key(Code::UnansweredNo, message, "answers"),
    };
    finding.help(format!(
        "give the action item that will a `type:{}`, or name it: `answers: {{{name}: [a1]}}`; or say why the no is accepted: `answers: {{{name}: \"…\"}}`",
        question.action_type
    ))
}

/// Ids under `answers` that no action item has.
fn unknown_actions(subject: &Subject<'_>, question: &Question<'_>, found: &mut Vec<Diagnostic>) {
    let known = || {
        let actions = subject.debrief().actions.iter();
        actions.filter_map(|action| action.anchor.as_deref())
    };
    for (i, id) in question.note.actions.iter().enumerate() {
        if known().any(|anchor| anchor == id) {
            continue;
        }
        let help = match suggest(id, known()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("end the action item that is meant with `^{id}`"),
        };
        let path = format!("answers.{}", question.name);
        let item = format!("{path}.actions.{i}");
        let path = if is_group(subject, &path) {
            item
        } else {
            format!("{path}.{i}")
        };
        let message = format!("no action item of this debrief has the id `{id}`");
        found.push(
            subject
                .at_key(Code::UnknownReference, message, &path)
                .help(help),
        );
    }
}

/// Whether the ids stand under `actions` rather than directly under the question.
fn is_group(subject: &Subject<'_>, path: &str) -> bool {
    let keys = subject.keys.as_ref();
    keys.is_some_and(|keys| keys.node(path).is_some_and(|node| node.map().is_some()))
}
