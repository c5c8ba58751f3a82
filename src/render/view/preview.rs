use serde::Serialize;

use super::{answers::answers, causes::debrief_link};
use crate::{
    insight,
    model::Status,
    render::{Inputs, clock::Clock, evidence::evidence, texts::say, words},
    site::{ActionGroup, url},
};

/// What an author wants to know of a debrief while writing it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Preview {
    /// Why only the preview shows it.
    waits: Option<String>,
    answers: Vec<Told>,
    similar: Vec<Like>,
}

/// One of the two answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Told {
    question: String,
    verdict: String,
    /// `yes`, `no`, `auto` or `unknown`.
    name: &'static str,
    /// Whether nobody has said yet what would turn the "no" into a yes.
    unanswered: bool,
}

/// A debrief like it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Like {
    title: String,
    url: String,
    date: Option<String>,
    because: Option<String>,
    /// Its actions that are still open.
    open: Vec<String>,
    /// How many more there are.
    more: usize,
}

const SIMILAR: usize = 5;

/// Open actions listed for one of them.
const OPEN: usize = 3;

/// What to tell the author of the debrief at a position. Links begin at the root of the host.
#[must_use]
pub fn preview(inputs: &Inputs<'_>, position: usize) -> Preview {
    let debrief = &inputs.library.entries[position].debrief;
    let told = answers(
        inputs,
        position,
        &Clock::new(&debrief.timezone.value, inputs.texts),
    );
    let similar = inputs.insight.causes.similar.get(position);
    Preview {
        waits: waits(inputs, position),
        answers: (told.into_iter())
            .map(|answer| Told {
                question: answer.question,
                verdict: answer.verdict,
                name: answer.name,
                unanswered: answer.unanswered,
            })
            .collect(),
        similar: (similar.into_iter().flatten().take(SIMILAR))
            .map(|one| {
                let because = one.because.first().map(|why| evidence(inputs.texts, why));
                like(inputs, one.debrief, because)
            })
            .collect(),
    }
}

fn waits(inputs: &Inputs<'_>, position: usize) -> Option<String> {
    let entry = &inputs.library.entries[position];
    if entry.debrief.status == Status::Draft {
        return Some(inputs.texts.get("preview.draft").into());
    }
    let today = insight::today(inputs.now);
    let date = entry.date().filter(|date| *date > today)?;
    let day = inputs.texts.day_long(date);
    Some(say!(inputs.texts, "preview.dated", day = day))
}

fn like(inputs: &Inputs<'_>, other: usize, because: Option<String>) -> Like {
    let entry = &inputs.library.entries[other];
    let link = debrief_link(inputs, &url::Root::absolute(None), other);
    let derived = &inputs.insight.derived[other];
    let open: Vec<String> = (derived.actions.iter().zip(&entry.debrief.actions))
        .filter(|(item, _)| ActionGroup::of(&inputs.insight.actions[**item]).is_open())
        .map(|(_, action)| action.text.clone())
        .collect();
    Like {
        title: link.text,
        url: link.url,
        date: entry.date().map(|date| inputs.texts.day(date)),
        because: because.map(|text| words::capitalised(&text)),
        more: open.len().saturating_sub(OPEN),
        open: open.into_iter().take(OPEN).collect(),
    }
}
