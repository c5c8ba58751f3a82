use serde::Serialize;

use super::{
    Link, Phrase,
    actions::{late_part, open_and_late},
    item::Item,
    learnings::Topic,
    row::{Dates, Row},
};
use crate::{
    insight::{
        self, Recall,
        causes::{Basis, Class},
    },
    model::LearningKind,
    render::{
        Inputs,
        clock::When,
        texts::{count, say},
        words,
    },
    site::{ActionGroup, url},
};

/// What an employee needs first.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct HomeView<'a> {
    /// The whole site in a sentence or two.
    statement: Vec<Phrase>,
    lately: Vec<Row<'a>>,
    came_back: Vec<CameBack>,
    again: Link,
    /// The actions that most need somebody.
    pressing: Vec<Item>,
    /// Whether those are late; else they are the oldest.
    has_late: bool,
    /// `All four open actions`
    open: Option<Link>,
    /// Old learnings worth another look.
    recalled: Option<Recalled>,
    learned: Vec<Topic>,
    debriefs: Link,
    learnings: Link,
}

/// A debrief that a person says repeats an earlier one.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct CameBack {
    /// Whether an action of the earlier one was open.
    open: bool,
    later: Link,
    date: Option<When>,
    /// `eight months`
    gap: Option<String>,
    earlier: Link,
}

const LATELY: usize = 6;
const CAME_BACK: usize = 3;
const PRESSING: usize = 4;
const RECALLED: usize = 3;
const LEARNED: usize = 6;

impl<'a> HomeView<'a> {
    /// The home page.
    pub(crate) fn new(inputs: &Inputs<'a>, root: &url::Root) -> Self {
        let count = inputs.library.entries.len();
        let actions = &inputs.insight.actions;
        // The insight has the most overdue first, then the oldest.
        let has_late = actions
            .first()
            .is_some_and(|item| ActionGroup::of(item) == ActionGroup::Late);
        let pressing = (0..actions.len()).filter(|&i| {
            let group = ActionGroup::of(&actions[i]);
            group == ActionGroup::Late || (!has_late && group.is_open())
        });
        Self {
            statement: statement(inputs, root),
            lately: (0..count.min(LATELY))
                .map(|i| Row::new(inputs, root, i, Dates::Full))
                .collect(),
            came_back: came_back(inputs, root),
            again: all(inputs, inputs.site.ledger.len(), url::AGAIN, root),
            pressing: pressing
                .take(PRESSING)
                .map(|i| Item::listed(inputs, root, i))
                .collect(),
            has_late,
            open: open_link(inputs, root),
            recalled: Recalled::new(inputs, root),
            learned: learned(inputs, root),
            debriefs: all(inputs, count, url::DEBRIEFS, root),
            learnings: all(inputs, inputs.insight.learnings.len(), url::LEARNINGS, root),
        }
    }
}

fn all(inputs: &Inputs<'_>, count: usize, address: &str, root: &url::Root) -> Link {
    Link {
        text: count!(inputs.texts, "count.all", count),
        url: root.to(address),
    }
}

fn open_link(inputs: &Inputs<'_>, root: &url::Root) -> Option<Link> {
    let (open, _) = open_late(inputs);
    (open > 0).then(|| Link {
        text: count!(inputs.texts, "home.all_open", open),
        url: root.to(url::ACTIONS),
    })
}

fn open_late(inputs: &Inputs<'_>) -> (usize, usize) {
    let groups = inputs.insight.actions.iter().map(ActionGroup::of);
    let open: Vec<ActionGroup> = groups.filter(|group| group.is_open()).collect();
    let late = open.iter().filter(|&&group| group == ActionGroup::Late);
    (open.len(), late.count())
}

/// `Nine debriefs since February 2024. Two of them came back. Four actions are open, one of them late.`
fn statement(inputs: &Inputs<'_>, root: &url::Root) -> Vec<Phrase> {
    let (t, library) = (inputs.texts, inputs.library);
    let count = count!(t, "count.debriefs", library.entries.len());
    let mut phrases = vec![Phrase::link(
        words::capitalised(&count),
        root.to(url::DEBRIEFS),
    )];
    let first = library.entries.iter().rev().find_map(|entry| entry.date());
    phrases.push(Phrase::plain(match first {
        Some(date) => say!(t, "home.statement_since", month = t.month_of_year(date)),
        None => ". ".into(),
    }));
    let back = library.recurs.iter().filter(|earlier| !earlier.is_empty());
    match back.count() {
        0 => {}
        back => phrases.push(Phrase::plain(count!(t, "home.back", back))),
    }
    let (open, late) = open_late(inputs);
    let one_late = (open, late) == (1, 1);
    let of_all = open_and_late(t, open, if one_late { 1 } else { 0 });
    let of_all = words::capitalised(&of_all);
    phrases.push(Phrase::link(of_all, root.to(url::ACTIONS)));
    if late > 0 && !one_late {
        phrases.push(Phrase::plain(", "));
        let late = late_part(t, open, late);
        phrases.push(Phrase::link(late, root.to(url::LATE)));
    }
    phrases.push(Phrase::plain("."));
    phrases
}

/// The newest that came back, each with the earlier debrief that its ledger names first.
fn came_back(inputs: &Inputs<'_>, root: &url::Root) -> Vec<CameBack> {
    let library = inputs.library;
    let link = |position: usize| Link {
        text: library.entries[position].debrief.title.value.clone(),
        url: root.to(&url::debrief(&library.entries[position].debrief.id)),
    };
    let causes = &inputs.insight.causes;
    let confirmed = causes.before.iter().filter_map(|lines| {
        let mut lines = lines.iter().map(|&line| &causes.again[line]);
        lines.find(|line| line.basis == Basis::Confirmed)
    });
    confirmed
        .take(CAME_BACK)
        .map(|line| CameBack {
            open: line.class == Class::WhileOpen,
            later: link(line.later),
            date: library.entries[line.later]
                .date()
                .map(|date| When::day(inputs.texts, date)),
            gap: gap(inputs, line.earlier, line.later),
            earlier: link(line.earlier),
        })
        .collect()
}

/// How long after the earlier debrief the later one happened.
pub(crate) fn gap(inputs: &Inputs<'_>, earlier: usize, later: usize) -> Option<String> {
    let date = |position: usize| inputs.library.entries[position].date();
    inputs.texts.gap((date(later)? - date(earlier)?).get_days())
}

/// Old learnings, with the reason to look at them today.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Recalled {
    title: String,
    topics: Vec<Topic>,
}

impl Recalled {
    fn new(inputs: &Inputs<'_>, root: &url::Root) -> Option<Self> {
        let today = insight::today(inputs.now);
        let learnings = &inputs.insight.learnings;
        let (why, topics) = insight::recall(inputs.library, learnings, today, RECALLED)?;
        let years = |years: i16| usize::from(years.unsigned_abs());
        let t = inputs.texts;
        Some(Self {
            title: match why {
                Recall::ThisWeek(ago) => count!(t, "home.week_ago", years(ago)),
                Recall::AroundNow(ago) => count!(t, "home.around_ago", years(ago)),
                Recall::Old => t.get("home.still_known").into(),
            },
            topics: Topic::all(inputs, root, &topics),
        })
    }
}

/// The newest learnings, at most two of one debrief, so that one long list does not hide the others.
fn learned(inputs: &Inputs<'_>, root: &url::Root) -> Vec<Topic> {
    let mut newest: Vec<usize> = (0..inputs.insight.learnings.len()).collect();
    newest.sort_by_key(|&i| {
        let topic = &inputs.insight.learnings[i];
        let source = topic.sources[0];
        // A lesson says more out of its place than what went well or wrong.
        (
            source.debrief,
            topic.kind != LearningKind::Lesson,
            source.index,
        )
    });
    let mut shown: Vec<usize> = Vec::with_capacity(LEARNED);
    for i in newest {
        let debrief = |i: usize| inputs.insight.learnings[i].sources[0].debrief;
        if shown.iter().filter(|&&j| debrief(j) == debrief(i)).count() < 2 {
            shown.push(i);
        }
        if shown.len() == LEARNED {
            break;
        }
    }
    shown
        .into_iter()
        .map(|i| Topic::new(inputs, root, &inputs.insight.learnings[i]))
        .collect()
}
