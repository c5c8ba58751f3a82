use serde::Serialize;

use crate::{
    insight::{Answer, AnswerFacts, Derived, Elapsed, Reason, today},
    library::Entry,
    model::{Debrief, Kind, Status},
    render::{Inputs, clock::When, words},
    site::{ActionGroup, url},
};

/// One debrief in a list.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Row<'a> {
    url: String,
    title: &'a str,
    date: Option<When>,
    badges: Vec<&'static str>,
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
        let date = entry.date().map(|date| match dates {
            Dates::Full => When::day(date),
            Dates::InYear => When::day_of_year(date),
        });
        Self {
            url: root.to(&url::debrief(&debrief.id)),
            title: &debrief.title.value,
            date,
            badges: badges(inputs, entry),
            severity: debrief.severity.as_deref(),
            services: debrief.services.iter().map(|s| s.name.as_str()).collect(),
            summary: debrief.summary.as_deref(),
            answers: answers(debrief, derived),
            open: open_actions(inputs, derived),
            repeats: !inputs.library.recurs[position].is_empty(),
        }
    }
}

/// What sets a debrief apart from a published incident.
pub(crate) fn badges(inputs: &Inputs<'_>, entry: &Entry) -> Vec<&'static str> {
    let kind = match entry.debrief.kind {
        Kind::Incident => None,
        Kind::NearMiss => Some("near miss"),
        Kind::Security => Some("security"),
        Kind::Drill => Some("drill"),
    };
    kind.into_iter().chain(unfinished(inputs, entry)).collect()
}

/// What is still to come before a debrief is one that everybody reads.
pub(crate) fn unfinished(inputs: &Inputs<'_>, entry: &Entry) -> Vec<&'static str> {
    let status = match entry.debrief.status {
        Status::Draft => Some("draft"),
        Status::Review => Some("in review"),
        Status::Published | Status::Closed => None,
    };
    // Only a preview and a build with drafts hold such a debrief.
    let is_ahead = entry.date().is_some_and(|date| date > today(inputs.now));
    let ahead = is_ahead.then_some("dated ahead");
    status.into_iter().chain(ahead).collect()
}

/// Both answers; when nobody can tell either, that in one. A near miss and a drill owe none.
fn answers(debrief: &Debrief, derived: &Derived) -> Vec<Mark> {
    let nothing = |facts: &AnswerFacts| facts.reason == Reason::Nothing;
    if !nothing(&derived.detect) || !nothing(&derived.fix) {
        return vec![Mark::found(&derived.detect), Mark::fixed(&derived.fix)];
    }
    let unknown = Mark {
        name: "unknown",
        text: "found and fixed: unknown".into(),
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
    (open > 0).then(|| words::count(open, "open action", "open actions"))
}

impl Mark {
    /// Found in time?
    pub(crate) fn found(facts: &AnswerFacts) -> Self {
        Self::new(facts, "found")
    }

    /// Fixed in time?
    pub(crate) fn fixed(facts: &AnswerFacts) -> Self {
        match facts.answer {
            Answer::Automatic => Self {
                name: "auto",
                text: "healed itself".into(),
            },
            _ => Self::new(facts, "fixed"),
        }
    }

    fn new(facts: &AnswerFacts, verb: &str) -> Self {
        let text = match facts.reason {
            Reason::Measured(elapsed) => format!("{verb} {}", after(elapsed)),
            Reason::AtLeast(elapsed) => {
                format!("{verb} after more than {}", words::at_least(elapsed))
            }
            Reason::HealedItself | Reason::Nothing => format!("{verb}: unknown"),
        };
        Self {
            name: symbol(facts.answer),
            text,
        }
    }
}

/// `in 14 min`, `at once`, `the same day`, `14 min before it began`.
pub(crate) fn after(elapsed: Elapsed) -> String {
    match elapsed {
        Elapsed::Days(0) => "the same day".into(),
        Elapsed::Seconds { seconds: 0, .. } => "at once".into(),
        Elapsed::Days(days) if days < 0 => format!("{} before it began", words::elapsed(elapsed)),
        Elapsed::Seconds { seconds, .. } if seconds < 0 => {
            format!("{} before it began", words::elapsed(elapsed))
        }
        elapsed => format!("in {}", words::elapsed(elapsed)),
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
