//! Timelines and charts: what they say, and that they say it in a form every page can hold.

use std::collections::BTreeSet;

use debriefs::{
    model::{At, Moment, Provenance, Sourced, Span, TimelineEntry, Times},
    render::{
        Texts,
        svg::{
            Bar, Column, Dots, Share, ShareAt, Svg, Tone, columns, dot_plot, share_bar,
            share_chart, spark_bars, timeline,
        },
    },
};
use jiff::{Timestamp, civil::Date, tz::Offset};
use proptest::prelude::*;
use scraper::{Html, Selector};

/// `2024-02-06`, `2024-02-06T23:07+01:00`, `~2024-02-06T23:07Z`.
fn moment(text: &str) -> Moment {
    let exact = text.trim_start_matches('~');
    if let Ok(date) = exact.parse::<Date>()
        && exact.len() == 10
    {
        return Moment::new(At::Day(date));
    }
    let hours = exact
        .split_once('+')
        .map_or(0, |(_, zone)| zone[..2].parse().unwrap());
    let moment = Moment::new(At::Instant {
        timestamp: exact.parse::<Timestamp>().unwrap(),
        offset: Offset::constant(hours),
    });
    if exact == text {
        moment
    } else {
        moment.approximate()
    }
}

/// An entry at `from`, or from `from` to `until` when the text is `from/until`.
fn entry(text: &str) -> TimelineEntry {
    let (from, until) = match text.split_once('/') {
        Some((from, until)) => (from, Some(until)),
        None => (text, None),
    };
    TimelineEntry {
        at: Some(moment(from)),
        until: until.map(moment),
        written: text.into(),
        text: "Something <b>happened</b> & \"went\" on".into(),
        content: Vec::new(),
        mark: None,
        also: Vec::new(),
        mark_stated: false,
        line: 1,
        span: Span::default(),
    }
}

/// Started, detected, mitigated, resolved; `-` for one that is not known.
fn times(text: &str) -> Times {
    let mut times = text
        .split_whitespace()
        .map(|word| (word != "-").then(|| Sourced::new(moment(word), Provenance::Frontmatter)));
    let mut next = || times.next().flatten();
    Times {
        started: next(),
        detected: next(),
        mitigated: next(),
        resolved: next(),
        ..Times::default()
    }
}

fn draw(entries: &[&str], lifecycle: &str) -> Option<Svg> {
    let entries: Vec<TimelineEntry> = entries.iter().map(|text| entry(text)).collect();
    let drawing = timeline(
        &entries,
        &times(lifecycle),
        "Europe/Berlin",
        "tl",
        &Texts::default(),
    );
    if let Some(svg) = &drawing {
        assert_eq!(faults(&svg.markup), Vec::<String>::new(), "{}", svg.markup);
    }
    drawing
}

/// What a page with a strict policy, a phone or a screen reader would stumble over.
fn faults(markup: &str) -> Vec<String> {
    let html = Html::parse_fragment(markup);
    let all = Selector::parse("svg, svg *").unwrap();
    let mut ids = BTreeSet::new();
    let mut faults = Vec::new();
    let mut width = 0.0;
    for element in html.select(&all) {
        let (name, value) = (element.value().name(), element.value());
        if let Some(view_box) = value.attr("viewBox") {
            width = view_box.split(' ').nth(2).unwrap().parse().unwrap();
        }
        for (key, text) in value.attrs() {
            if key == "style"
                || key.starts_with("on")
                || text.contains("NaN")
                || text.contains("inf")
            {
                faults.push(format!("<{name} {key}={text:?}>"));
            }
            if key == "id" && !ids.insert(text.to_owned()) {
                faults.push(format!("id {text} twice"));
            }
            if ["x", "cx", "x1", "x2"].contains(&key)
                && !(0.0..=width).contains(&text.parse::<f64>().unwrap())
            {
                faults.push(format!("<{name} {key}={text}> beyond {width}"));
            }
        }
        if ![
            "svg", "title", "desc", "g", "rect", "circle", "line", "text", "tspan",
        ]
        .contains(&name)
        {
            faults.push(format!("<{name}>"));
        }
    }
    for element in html.select(&Selector::parse("svg").unwrap()) {
        for key in ["aria-labelledby", "aria-describedby"] {
            let id = element.value().attr(key).unwrap_or_default();
            if !ids.contains(id) {
                faults.push(format!("{key} leads to {id:?}"));
            }
        }
    }
    faults
}

fn count(svg: &Svg, css: &str) -> usize {
    Html::parse_fragment(&svg.markup)
        .select(&Selector::parse(css).unwrap())
        .count()
}

fn texts(svg: &Svg, css: &str) -> Vec<String> {
    Html::parse_fragment(&svg.markup)
        .select(&Selector::parse(css).unwrap())
        .map(|element| element.text().collect::<Vec<_>>().join(" "))
        .collect()
}

#[test]
fn the_life_of_an_incident_is_told_on_the_authors_clock() {
    let svg = draw(
        &["2024-02-06T23:07+01:00", "~2024-02-06T23:31+01:00", "2024-02-07T08:00+01:00/2024-02-07T08:30+01:00"],
        "2024-02-06T23:07+01:00 2024-02-07T07:42+01:00 2024-02-07T08:49+01:00 2024-02-07T10:15+01:00",
    )
    .unwrap();
    assert_eq!(
        svg.description,
        "Started 6 February 2024 at 23:07; Detected 7 February 2024 at 07:42; Mitigated 7 February 2024 at 08:49; \
         Resolved 7 February 2024 at 10:15. Undetected for 8 h 35 min, then Being fixed for 1 h 7 min, then Mitigated \
         for 1 h 26 min. 3 entries from 6 February 2024 to 7 February 2024. Times are in CET."
    );
    assert_eq!(
        texts(&svg, ".tl-wide .tl-mark"),
        [
            "Started 23:07",
            "Detected 07:42",
            "Mitigated 08:49",
            "Resolved 10:15"
        ]
    );
    assert_eq!(
        texts(&svg, ".tl-wide .tl-context"),
        ["6 Feb", "Wed 7 Feb 2024"]
    );
    assert_eq!(count(&svg, ".tl-wide .tl-about circle"), 1);
    assert_eq!(count(&svg, ".tl-wide .tl-stretch rect"), 1);
}

#[test]
fn a_long_quiet_gap_is_shortened_and_said_to_be() {
    let svg = draw(
        &[
            "2024-05-01T09:00Z",
            "2024-06-01T10:00Z",
            "2024-06-01T11:00Z",
        ],
        "2024-06-01T10:00Z 2024-06-01T10:20Z - 2024-06-01T11:00Z",
    )
    .unwrap();
    assert!(
        svg.description
            .contains("A quiet gap of 4 weeks is drawn shortened"),
        "{}",
        svg.description
    );
    assert_eq!(texts(&svg, ".tl-wide .tl-quiet"), ["4 weeks"]);
}

#[test]
fn what_is_not_known_is_not_claimed() {
    let about = draw(&[], "~2024-06-01T10:00Z 2024-06-01T10:20Z - -").unwrap();
    assert!(
        about.description.contains("Undetected for about 20 min"),
        "{}",
        about.description
    );
    let never_noticed = draw(&[], "2024-06-01T10:00Z - - 2024-06-01T11:00Z").unwrap();
    assert!(
        never_noticed.description.contains("Ongoing for 1 h"),
        "{}",
        never_noticed.description
    );
    let days = draw(&[], "2024-06-01 - - 2024-06-04").unwrap();
    assert!(
        days.description.contains("Ongoing for about 3 days"),
        "{}",
        days.description
    );
    assert!(
        !days.description.contains("Times are in"),
        "{}",
        days.description
    );
    let healed_alone = draw(
        &[],
        "2024-06-01T10:00Z 2024-06-01T12:00Z 2024-06-01T11:00Z 2024-06-01T13:00Z",
    )
    .unwrap();
    assert!(
        healed_alone
            .description
            .contains("Undetected for 1 h, then Mitigated for 2 h."),
        "{}",
        healed_alone.description
    );
}

#[test]
fn too_little_is_no_drawing() {
    assert!(draw(&[], "").is_none());
    assert!(draw(&["2024-06-01T10:00Z"], "").is_none());
    assert!(draw(&["2024-06-01T10:00Z"], "2024-06-01T10:00Z").is_none());
    assert!(draw(&["2024-06-01T10:00Z", "2024-06-01T10:00Z"], "").is_some());
    assert!(draw(&["2024-06-01T10:00Z"], "2024-06-01T09:00Z").is_some());
}

#[test]
fn a_day_does_not_crowd_out_the_hours() {
    let svg = draw(
        &["2024-05-01", "2024-06-01T10:00Z", "2024-06-01T11:00Z"],
        "2024-06-01T10:00Z 2024-06-01T10:20Z 2024-06-01T10:40Z 2024-06-01T11:00Z",
    )
    .unwrap();
    let labels = texts(&svg, ".tl-wide .tl-label");
    assert_eq!(
        labels,
        [
            "Undetected 20 min",
            "Being fixed 20 min",
            "Mitigated 20 min"
        ]
    );
}

#[test]
fn many_entries_stay_small() {
    let entries: Vec<String> = (0..200)
        .map(|i| format!("2024-06-01T{:02}:{:02}Z", (i * 7) % 24, (i * 13) % 60))
        .collect();
    let entries: Vec<&str> = entries.iter().map(String::as_str).collect();
    let svg = draw(&entries, "").unwrap();
    assert_eq!(count(&svg, ".tl-wide circle"), 200);
    assert!(svg.markup.len() < 20_000, "{} bytes", svg.markup.len());
}

#[test]
fn small_charts() {
    let bars: Vec<Bar> = [3, 0, 12]
        .iter()
        .zip(["Jan 2024", "Feb 2024", "Mar <2024>"])
        .map(|(&count, label)| Bar {
            label: label.into(),
            count,
        })
        .collect();
    let spark = spark_bars(&bars, "Debriefs by month", "spark").unwrap();
    assert_eq!(faults(&spark.markup), Vec::<String>::new());
    assert_eq!(
        spark.description,
        "15 from Jan 2024 to Mar <2024>, most in Mar <2024> (12)."
    );
    assert!(spark_bars(&[], "Debriefs by month", "spark").is_none());

    let part = |label: &str, count, tone| Share {
        label: label.into(),
        count,
        tone,
    };
    let parts = [
        part("yes", 3, Tone::Good),
        part("no", 0, Tone::Bad),
        part("unknown", 1, Tone::Muted),
    ];
    let share = share_bar(&parts, "Found in time", "share").unwrap();
    assert_eq!(faults(&share.markup), Vec::<String>::new());
    assert_eq!(share.description, "3 yes, 1 unknown of 4.");
    assert_eq!(count(&share, "rect"), 2);
    assert!(share_bar(&parts[1..2], "Found in time", "share").is_none());
}

proptest! {
    /// Whatever the times are, and in whatever order.
    #[test]
    fn every_timeline_can_be_drawn(
        moments in proptest::collection::vec((any::<bool>(), -2_000_000_000_i64..4_000_000_000, 0_i64..5_000_000), 0..12),
        near in any::<bool>(),
    ) {
        let entries: Vec<TimelineEntry> = moments.iter().map(|&(day, at, length)| {
            let at = if near { at / 100_000 } else { at };
            let instant = |at| At::Instant {
                timestamp: Timestamp::from_second(at).unwrap(),
                offset: Offset::constant(-5),
            };
            let mut entry = entry("2024-06-01");
            if !day {
                entry.at = Some(Moment::new(instant(at)));
                entry.until = (length % 3 == 0).then(|| Moment::new(instant(at + length)));
            }
            entry
        }).collect();
        let mut times = Times::default();
        let time = |i: usize| entries.get(i).and_then(|e| e.at.clone()).map(|at| Sourced::new(at, Provenance::Frontmatter));
        (times.started, times.detected, times.mitigated, times.resolved) = (time(0), time(1), time(2), time(3));
        if let Some(svg) = timeline(&entries, &times, "America/New_York", "tl", &Texts::default()) {
            prop_assert_eq!(faults(&svg.markup), Vec::<String>::new());
        }
    }
}

fn whole(drawing: Option<Svg>) -> Svg {
    let drawing = drawing.unwrap();
    assert_eq!(
        faults(&drawing.markup),
        Vec::<String>::new(),
        "{}",
        drawing.markup
    );
    drawing
}

fn dots(values: &[i64], width: f64) -> Option<Svg> {
    let targets = [(300, "<5 min>".to_owned())];
    let dots = Dots {
        values,
        median: Some((600.0, (60, 4000))),
        quartiles: Some((120.0, 3600.0)),
        targets: &targets,
    };
    dot_plot(
        &Texts::default(),
        &dots,
        (width, "d"),
        "T & t",
        "What <it> shows.",
    )
}

#[test]
fn every_duration_is_a_dot_on_a_logarithmic_axis() {
    let drawing = whole(dots(&[60, 600, 6000], 660.0));
    assert_eq!(drawing.markup.matches("<circle").count(), 3);
    let html = Html::parse_fragment(&drawing.markup);
    let at: Vec<f64> = html
        .select(&Selector::parse("circle").unwrap())
        .map(|dot| dot.attr("cx").unwrap().parse().unwrap())
        .collect();
    assert!(
        (at[1] - at[0] - (at[2] - at[1])).abs() <= 7.0,
        "equal factors, equal steps: {at:?}"
    );
    assert!(dots(&[], 660.0).is_none());
}

#[test]
fn thousands_of_durations_stay_one_small_drawing() {
    let values: Vec<i64> = (0..10_000).map(|i| 30 + i * i % 90_000).collect();
    let mut values = values;
    values.sort_unstable();
    for width in [340.0, 660.0] {
        let drawing = whole(dots(&values, width));
        assert!(drawing.markup.len() < 60_000, "{}", drawing.markup.len());
        assert!(drawing.description.contains("A dot stands for up to"));
    }
}

#[test]
fn columns_hold_their_parts_and_say_them() {
    let column = |label: &str, yes: u32, no: u32| Column {
        label: label.into(),
        parts: vec![
            Share {
                label: "yes".into(),
                count: yes,
                tone: Tone::Good,
            },
            Share {
                label: "no".into(),
                count: no,
                tone: Tone::Bad,
            },
        ],
    };
    let all = [column("2025", 3, 1), column("2026", 0, 2)];
    let drawing = whole(columns(&Texts::default(), &all, 340.0, "T", "c"));
    assert_eq!(drawing.markup.matches("<rect").count(), 3);
    assert_eq!(drawing.description, "6 from 2025 to 2026: 3 yes, 3 no.");
    assert!(columns(&Texts::default(), &[column("2025", 0, 0)], 340.0, "T", "c").is_none());
}

#[test]
fn shares_are_drawn_from_two_on_with_their_whiskers() {
    let at = |label: &str, share: Option<f64>| ShareAt {
        label: label.into(),
        share: share.map(|share| (share, (share / 2.0, share))),
    };
    let some = [
        at("2024", Some(0.4)),
        at("2025", None),
        at("2026", Some(0.8)),
    ];
    let drawing = whole(share_chart(&Texts::default(), &some, 660.0, "T", "s"));
    assert_eq!(drawing.markup.matches("<circle").count(), 2);
    assert!(
        drawing
            .description
            .starts_with("40 % in 2024, 80 % in 2026")
    );
    assert!(share_chart(&Texts::default(), &some[..2], 660.0, "T", "s").is_none());
}
