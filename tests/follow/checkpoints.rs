//! The page of checkpoints and the calendars, with expected values written by hand.

use icalendar::{Calendar, CalendarComponent, Component, Event};

use crate::cli::sandbox::Sandbox;

const HELD: &str = "\
---
title: Queue, with a comma; and more
date: 2026-03-01
times: {started: 2026-03-01T08:00Z, resolved: 2026-03-01T09:00Z}
process:
  debriefed: 2026-03-03
  checkpoints: [{due: 2026-03-17, held: 2026-03-19, note: two teams met}]
services: [orders]
teams: [platform]
---

## Action items

- [x] Done before @ana done:2026-03-10
- [x] Done after @ana done:2026-03-20
- [x] Done, nobody knows when @ana
- [ ] Still open @bo due:2026-05-01 ^a4
";

const MISSED: &str = "\
---
title: Nobody looked
date: 2026-03-05
times: {started: 2026-03-05T08:00Z, resolved: 2026-03-05T09:00Z}
process: {debriefed: 2026-03-07}
teams: [payments]
---

## Action items

- [ ] Left over @dan
";

const AHEAD: &str = "\
---
title: Only just debriefed
date: 2026-04-08
process: {debriefed: 2026-04-09}
teams: [payments]
---

## Action items
";

const IN_REVIEW: &str = "\
---
title: Still being written
status: review
date: 2026-04-10
times: {started: 2026-04-10T08:00Z, resolved: 2026-04-10T09:00Z}
teams: [payments]
---
";

fn built() -> Sandbox {
    let sandbox = Sandbox::new()
        .file(
            "debriefs.toml",
            "[site]\nbase_url = \"https://d.example/\"\n",
        )
        .file("content/2026-03-01-held.md", HELD)
        .file("content/2026-03-05-missed.md", MISSED)
        .file("content/2026-04-08-ahead.md", AHEAD)
        .file("content/2026-04-10-review.md", IN_REVIEW);
    let ran = sandbox.run("build --quiet --now 2026-04-11");
    assert_eq!((ran.code, &*ran.stderr), (0, ""));
    sandbox
}

#[test]
fn each_checkpoint_says_how_it_stands_and_what_was_open_then() {
    let html = built().read("public/checkpoints/index.html");
    let html = scraper::Html::parse_document(&html);
    let lines = scraper::Selector::parse("h2, .ledger > li").unwrap();
    let text = |element: scraper::ElementRef<'_>| {
        let text = element.text().collect::<Vec<_>>().join(" ");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let shown: Vec<String> = html.select(&lines).map(text).collect();
    assert_eq!(
        shown,
        [
            "Missed",
            "21 Mar 2026 Nobody looked Not held, 21 days ago; one action was open then. Left over dan",
            "Ahead",
            "23 Apr 2026 Only just debriefed In 12 days; nothing is open.",
            "Held",
            "17 Mar 2026 Queue, with a comma; and more Held on 19 Mar 2026, 2 days late; these actions were open. \
             two teams met Done after ana, ended on 20 Mar 2026 Still open bo \
             One more may have been open: nobody wrote down when it ended.",
        ]
    );
}

/// Day, day after the end, what, and whether it leads somewhere.
fn events(text: &str) -> Vec<(String, String, String)> {
    let calendar: Calendar = text.parse().unwrap();
    let event = |component: &CalendarComponent| match component {
        CalendarComponent::Event(event) => event.clone(),
        _ => panic!("no event"),
    };
    let events: Vec<Event> = calendar.components.iter().map(event).collect();
    let of = |event: &Event, name: &str| event.property_value(name).unwrap().to_owned();
    for event in &events {
        assert!(of(event, "URL").starts_with("https://d.example/debriefs/"));
        assert!(event.get_start().is_some() && event.get_end().is_some());
    }
    events
        .iter()
        .map(|event| {
            (
                of(event, "DTSTART"),
                of(event, "DTEND"),
                of(event, "SUMMARY"),
            )
        })
        .collect()
}

#[test]
fn the_calendar_holds_debriefs_checkpoints_and_days_of_actions() {
    let sandbox = built();
    let all = sandbox.read("public/calendar.ics");
    let expected = [
        (
            "20260319",
            "20260320",
            "Checkpoint (held): Queue, with a comma; and more",
        ),
        (
            "20260321",
            "20260322",
            "Checkpoint (not held): Nobody looked",
        ),
        // 24 to 72 hours after the fix.
        (
            "20260411",
            "20260414",
            "Hold the debrief: Still being written",
        ),
        ("20260423", "20260424", "Checkpoint: Only just debriefed"),
        ("20260501", "20260502", "Due: Still open (bo)"),
    ];
    let expected = expected.map(|(from, to, what)| (from.into(), to.into(), what.into()));
    assert_eq!(events(&all), expected);
    let payments = events(&sandbox.read("public/calendars/team/payments.ics"));
    assert_eq!(payments, expected[1..4]);
    // What was written on one day stays the same on the next, but for what has passed.
    let uids = |text: &str| -> Vec<String> {
        let kept = ["UID:", "DTSTAMP:"];
        let lines = text
            .lines()
            .filter(|line| kept.iter().any(|name| line.starts_with(name)));
        lines.map(String::from).collect()
    };
    assert_eq!(sandbox.run("build --quiet --now 2026-04-12").code, 0);
    assert_eq!(uids(&sandbox.read("public/calendar.ics")), uids(&all));
}
