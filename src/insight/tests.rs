use jiff::civil::date;

use super::*;
use crate::{
    config::Targets,
    model::{At, Debrief, Moment, Provenance, Sourced, Times},
};

fn at(text: &str) -> Option<Sourced<Moment>> {
    let at = match text.parse::<jiff::civil::Date>() {
        Ok(day) if text.len() == 10 => At::Day(day),
        _ => At::Instant {
            timestamp: text.parse().unwrap(),
            offset: Offset::UTC,
        },
    };
    Some(Sourced::new(Moment::new(at), Provenance::Frontmatter))
}

fn times(started: &str, detected: &str, mitigated: &str, resolved: &str) -> Times {
    let known = |text: &str| if text.is_empty() { None } else { at(text) };
    Times {
        started: known(started),
        detected: known(detected),
        mitigated: known(mitigated),
        resolved: known(resolved),
        ..Times::default()
    }
}

/// A debrief read from text, as the pipeline would.
fn entry(rel: &str, text: &str) -> crate::library::Entry {
    let file = crate::source::SourceFile {
        rel: rel.into(),
        shown: rel.into(),
        text: text.into(),
        hash: [0; 32],
    };
    let parsed = crate::parse::debrief(&file, &crate::config::Config::default())
        .value
        .unwrap();
    crate::library::Entry {
        debrief: parsed.debrief.into(),
        text: file.text,
        body: parsed.body,
        shown: file.shown,
        changed: None,
    }
}

fn answers_of(times: Times) -> (Answer, Answer) {
    let mut debrief = Debrief::clone(&entry("x.md", "# X\n").debrief);
    debrief.times = times;
    let targets = Targets::default();
    let durations = Durations::of(&debrief.times);
    (
        answers::detect(&debrief, &durations, &targets).answer,
        answers::fix(&debrief, &durations, &targets).answer,
    )
}

#[test]
fn an_answer_is_given_only_when_the_times_settle_it() {
    use Answer::{No, Unknown, Yes};
    let cases = [
        // Under five minutes and under an hour; the limits themselves are too late.
        (
            times(
                "2026-01-01T00:00Z",
                "2026-01-01T00:04Z",
                "",
                "2026-01-01T00:59Z",
            ),
            Yes,
            Yes,
        ),
        (
            times(
                "2026-01-01T00:00Z",
                "2026-01-01T00:05Z",
                "",
                "2026-01-01T01:00Z",
            ),
            No,
            No,
        ),
        // Found before it hurt: a save.
        (
            times(
                "2026-01-01T00:10Z",
                "2026-01-01T00:00Z",
                "",
                "2026-01-01T00:20Z",
            ),
            Yes,
            Yes,
        ),
        // Days only: the same day or the next may be minutes apart, two days later cannot be.
        (
            times("2026-01-01", "2026-01-01", "", "2026-01-02"),
            Unknown,
            Unknown,
        ),
        (times("2026-01-01", "2026-01-03", "", "2026-01-03"), No, No),
        // No start: the time since detection, or until mitigation, may still settle a "no", never a "yes".
        (
            times("", "2026-01-01T00:00Z", "", "2026-01-01T01:00Z"),
            Unknown,
            No,
        ),
        (
            times("", "2026-01-01T00:00Z", "", "2026-01-01T00:10Z"),
            Unknown,
            Unknown,
        ),
        (
            times("2026-01-01T00:00Z", "", "2026-01-01T02:00Z", ""),
            Unknown,
            No,
        ),
        (times("", "", "", ""), Unknown, Unknown),
    ];
    for (times, detect, fix) in cases {
        assert_eq!(answers_of(times.clone()), (detect, fix), "{times:?}");
    }
}

#[test]
fn healing_itself_is_an_answer_of_its_own() {
    let mut debrief = Debrief::clone(&entry("x.md", "# X\n").debrief);
    debrief.resolved_by = Some(crate::model::ResolvedBy::Automatic);
    let facts = answers::fix(&debrief, &Durations::default(), &Targets::default());
    assert_eq!(
        (facts.answer, facts.reason),
        (Answer::Automatic, Reason::HealedItself)
    );
}

#[test]
fn the_window_of_the_debrief_runs_from_the_resolution() {
    let cases = [
        ("2026-01-02T00:00Z", DebriefState::InTime),
        ("2026-01-01T23:59Z", DebriefState::Early),
        ("2026-01-04T00:00Z", DebriefState::InTime),
        ("2026-01-04T00:01Z", DebriefState::Late),
        // Only the day is known: one day later is in time, four days later is not.
        ("2026-01-02", DebriefState::InTime),
        ("2026-01-05", DebriefState::Late),
    ];
    for (held, expected) in cases {
        let mut debrief = Debrief::clone(&entry("x.md", "# X\n").debrief);
        debrief.times = times("", "", "", "2026-01-01T00:00Z");
        debrief.process.debriefed = at(held).map(|held| held.value);
        let tracker = tracker::track(&debrief, &Targets::default(), date(2026, 1, 10));
        assert_eq!(tracker.debrief, expected, "{held}");
    }
}

#[test]
fn a_checkpoint_is_due_two_weeks_after_the_debrief() {
    let mut debrief = Debrief::clone(&entry("x.md", "# X\n").debrief);
    debrief.process.debriefed = at("2026-01-02").map(|held| held.value);
    let state = |today| tracker::track(&debrief, &Targets::default(), today).checkpoints[0].clone();
    let (checkpoint, due) = state(date(2026, 1, 16));
    assert_eq!(
        (checkpoint.due, due),
        (date(2026, 1, 16), CheckpointState::Due)
    );
    assert_eq!(state(date(2026, 1, 17)).1, CheckpointState::Missed);
}

#[test]
fn one_ticket_in_two_debriefs_is_one_item_and_the_newer_word_counts() {
    let entries = vec![
        entry(
            "2026-01-01-a.md",
            "---\ndate: 2026-01-01\n---\n# A\n\n## Action items\n\n- [ ] Watch the queue @ops due:2026-02-01 https://tickets.example.com/Q-1\n- [ ] Alone\n",
        ),
        entry(
            "2026-03-01-b.md",
            "---\ndate: 2026-03-01\n---\n# B\n\n## Action items\n\n- [x] Watch the queue, again https://tickets.example.com/Q-1\n- [ ] Late due:2026-03-02\n",
        ),
    ];
    let selection = crate::library::Selection {
        edition: crate::config::Edition {
            visibility: vec![crate::model::Visibility::Company],
            people: crate::config::PeopleAs::Names,
        },
        drafts: false,
        today: date(2026, 3, 10),
    };
    let library = crate::library::build(entries, Vec::new(), &selection).value;
    let now = "2026-03-10T00:00Z".parse().unwrap();
    let insight = derive(&library, &Config::default(), now);
    let shown: Vec<_> = insight
        .actions
        .iter()
        .map(|item| {
            (
                item.wording(&library).text.as_str(),
                item.standing,
                item.parents.len(),
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            ("Late", Standing::Overdue(8), 1),
            ("Alone", Standing::Undated, 1),
            ("Watch the queue, again", Standing::Ended, 2),
        ]
    );
}
