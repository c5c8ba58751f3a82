use serde::Serialize;

use crate::{
    insight::{Answer, AnswerFacts, Derived, Elapsed, Reason, today},
    library::Entry,
    model::{Debrief, Kind, Status},
    render::{
        Inputs, Texts,
        clock::When,
        texts::{count, say},
    },
    site::{ActionGroup, url},
};

/// One debrief in a list.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Row<'a> {
    url: String,
    title: &'a str,
    date: Option<When>,
    badges: Vec<&'a str>,
    severity: Option<&'a str>,
    services: Vec<&'a str>,
    summary: Option<&'a str>,
    answers: Vec<Mark>,
    /// `two open actions`
    open: Option<String>,
    /// Whether a person says that it repeats an earlier one.
    repeats: bool,
}

/// An answer in few words; the name is that of a symbol and of a style.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Mark {
    name: &'static str,
    text: String,
}

/// How the date of a row is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dates {
    /// With its year.
    Full,
    /// Without: the year stands above.
    InYear,
}

impl<'a> Row<'a> {
    /// The row of the debrief at `position`.
    pub(crate) fn new(
        inputs: &Inputs<'a>,
        root: &url::Root,
        position: usize,
        dates: Dates,
    ) -> Self {
        let entry = &inputs.library.entries[position];
        let derived = &inputs.insight.derived[position];
        let debrief = &entry.debrief;
        let t = inputs.texts;
        let date = entry.date().map(|date| match dates {
            Dates::Full => When::day(t, date),
            Dates::InYear => When::day_of_year(t, date),
        });
        Self {
            url: root.to(&url::debrief(&debrief.id)),
            title: &debrief.title.value,
            date,
            badges: badges(inputs, entry),
            severity: debrief.severity.as_deref(),
            services: debrief.services.iter().map(|s| s.name.as_str()).collect(),
            summary: debrief.summary.as_deref(),
            answers: answers(t, debrief, derived),
            open: open_actions(inputs, derived),
            repeats: !inputs.library.recurs[position].is_empty(),
        }
    }
}

/// What sets a debrief apart from a published incident.
pub(crate) fn badges<'a>(inputs: &Inputs<'a>, entry: &Entry) -> Vec<&'a str> {
    let kind = match entry.debrief.kind {
        Kind::Incident => None,
        Kind::NearMiss => Some("kind.near_miss"),
        Kind::Security => Some("kind.security"),
        Kind::Drill => Some("kind.drill"),
    };
    let kind = kind.map(|key| inputs.texts.get(key));
    kind.into_iter().chain(unfinished(inputs, entry)).collect()
}

/// What is still to come before a debrief is one that everybody reads.
pub(crate) fn unfinished<'a>(inputs: &Inputs<'a>, entry: &Entry) -> Vec<&'a str> {
    let status = match entry.debrief.status {
        Status::Draft => Some("row.draft"),
        Status::Review => Some("row.in_review"),
        Status::Published | Status::Closed => None,
    };
    // Only a preview and a build with drafts hold such a debrief.
    let is_ahead = entry.date().is_some_and(|date| date > today(inputs.now));
    let ahead = is_ahead.then_some("row.ahead");
    let keys = status.into_iter().chain(ahead);
    keys.map(|key| inputs.texts.get(key)).collect()
}

/// Both answers; when nobody can tell either, that in one. A near miss and a drill owe none.
fn answers(t: &Texts, debrief: &Debrief, derived: &Derived) -> Vec<Mark> {
    let nothing = |facts: &AnswerFacts| facts.reason == Reason::Nothing;
    if !nothing(&derived.detect) || !nothing(&derived.fix) {
        return vec![
            Mark::found(t, &derived.detect),
            Mark::fixed(t, &derived.fix),
        ];
    }
    let unknown = Mark {
        name: "unknown",
        text: t.get("row.nothing_known").into(),
    };
    let owes = matches!(debrief.kind, Kind::Incident | Kind::Security);
    owes.then_some(unknown).into_iter().collect()
}

fn open_actions(inputs: &Inputs<'_>, derived: &Derived) -> Option<String> {
    let open = derived
        .actions
        .iter()
        .filter(|&&i| ActionGroup::of(&inputs.insight.actions[i]).is_open())
        .count();
    (open > 0).then(|| count!(inputs.texts, "count.open_actions", open))
}

impl Mark {
    /// Found in time?
    pub(crate) fn found(t: &Texts, facts: &AnswerFacts) -> Self {
        let text = match facts.reason {
            Reason::Measured(elapsed) => say!(t, "row.found_after", after = after(t, elapsed)),
            Reason::AtLeast(elapsed) => say!(t, "row.found_more", time = t.at_least(elapsed)),
            Reason::HealedItself | Reason::Nothing => t.get("row.found_unknown").into(),
        };
        let name = symbol(facts.answer);
        Self { name, text }
    }

    /// Fixed in time?
    pub(crate) fn fixed(t: &Texts, facts: &AnswerFacts) -> Self {
        let text = match facts.reason {
            _ if facts.answer == Answer::Automatic => t.get("row.healed").into(),
            Reason::Measured(elapsed) => say!(t, "row.fixed_after", after = after(t, elapsed)),
            Reason::AtLeast(elapsed) => say!(t, "row.fixed_more", time = t.at_least(elapsed)),
            Reason::HealedItself | Reason::Nothing => t.get("row.fixed_unknown").into(),
        };
        let name = symbol(facts.answer);
        Self { name, text }
    }
}

/// `in 14 min`, `at once`, `the same day`, `14 min before it began`.
pub(crate) fn after(t: &Texts, elapsed: Elapsed) -> String {
    let is_before = match elapsed {
        Elapsed::Seconds { seconds, .. } => seconds < 0,
        Elapsed::Days(days) => days < 0,
    };
    let time = t.elapsed(elapsed);
    match elapsed {
        Elapsed::Days(0) => t.get("row.same_day").into(),
        Elapsed::Seconds { seconds: 0, .. } => t.get("row.at_once").into(),
        _ if is_before => say!(t, "row.before_it", time = time),
        _ => say!(t, "row.in", time = time),
    }
}

/// The symbol and the style of an answer.
pub(crate) fn symbol(answer: Answer) -> &'static str {
    match answer {
        Answer::Yes => "yes",
        Answer::No => "no",
        Answer::Automatic => "auto",
        Answer::Unknown => "unknown",
    }
}
