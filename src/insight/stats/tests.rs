use crate::{
    config::{Config, Edition},
    insight::{self, Insight},
    library::{self, Entry, Library, Selection},
    parse,
    source::SourceFile,
};

use super::*;

/// Debriefs by file name, counted on 1 July 2026.
fn count(files: &[(&str, String)]) -> (Library, Stats) {
    let now: Timestamp = "2026-07-01T00:00:00Z".parse().unwrap();
    let config = Config::default();
    let entries = files.iter().map(|(rel, text)| {
        let file = SourceFile {
            rel: (*rel).into(),
            shown: (*rel).into(),
            text: text.as_str().into(),
            hash: [0; 32],
        };
        let parsed = parse::debrief(&file, &config).value.unwrap();
        Entry {
            debrief: parsed.debrief.into(),
            text: file.text,
            body: parsed.body,
            shown: file.shown,
            changed: None,
        }
    });
    let selection = Selection {
        edition: Edition::company(),
        drafts: false,
        today: insight::today(now),
    };
    let library = library::build(entries.collect(), Vec::new(), &selection).value;
    let insight: Insight = insight::derive(&library, &config, now);
    let stats = derive(&library, &insight, now);
    (library, stats)
}

fn incident(fields: &str, body: &str) -> String {
    format!("---\ntitle: X\n{fields}\n---\n{body}")
}

fn of(stats: &Stats, measure: Measure) -> &Distribution {
    let mut all = stats.durations.iter();
    all.find(|one| one.measure == measure).unwrap()
}

#[test]
fn nothing_is_counted_of_nothing() {
    let (_, stats) = count(&[]);
    assert_eq!(stats.scope, Scope::default());
    assert!(stats.durations.iter().all(|one| one.points.is_empty()));
    assert!(stats.time.periods.is_empty());
    assert_eq!(stats.detect.total.share(), None);
}

#[test]
fn every_incident_is_a_point_or_counted_as_none() {
    let times = |started: &str, detected: &str| {
        incident(
            &format!("date: 2026-03-01\ntimes: {{started: {started}, detected: {detected}}}"),
            "",
        )
    };
    let (_, stats) = count(&[
        ("a.md", times("2026-03-01T10:00Z", "2026-03-01T10:04Z")),
        ("b.md", times("2026-03-01T10:00Z", "2026-03-01T09:50Z")),
        ("c.md", times("2026-03-01", "2026-03-01")),
        ("d.md", incident("date: 2026-03-01", "")),
        ("e.md", incident("kind: near-miss\ndate: 2026-03-01", "")),
        ("f.md", incident("kind: drill\ndate: 2026-03-01", "")),
    ]);
    let ttd = of(&stats, Measure::Ttd);
    let seconds: Vec<i64> = ttd.points.iter().map(|point| point.seconds).collect();
    assert_eq!(seconds, [240]);
    assert_eq!((ttd.unknown, ttd.day_only, ttd.negative), (1, 1, 1));
    assert_eq!(ttd.middle, None);
    assert_eq!((stats.scope.near_misses, stats.scope.drills), (1, 1));
    assert_eq!(stats.scope.counted.len(), 4);
    let detect = stats.detect.total;
    assert_eq!(detect.known() + detect.unknown, 4);
}

#[test]
fn answers_are_counted_by_period_and_shared_from_ten_on() {
    let names: Vec<String> = (1..=12).map(|day| format!("d{day}.md")).collect();
    let files: Vec<(&str, String)> = (1..=12)
        .map(|day| {
            let found = if day <= 3 { "10:04" } else { "10:30" };
            let by = if day <= 6 { "customer" } else { "monitoring" };
            let fields = format!(
                "date: 2026-03-{day:02}\ndetected_by: {by}\n\
                 times: {{started: 2026-03-{day:02}T10:00Z, detected: 2026-03-{day:02}T{found}Z}}"
            );
            (names[day - 1].as_str(), incident(&fields, ""))
        })
        .collect();
    let (_, stats) = count(&files);
    assert_eq!(stats.time.grain, Grain::Quarter);
    let (period, tally) = stats.detect.periods[0];
    assert_eq!(period.name(), "2026-Q1");
    assert_eq!((tally.yes, tally.no, tally.unknown), (3, 9, 0));
    assert_eq!(tally.share().unwrap().share, 0.25);
    assert_eq!(stats.fix.total.unknown, 12);
    assert_eq!(stats.fix.total.share(), None);
    assert_eq!(stats.noticed.total.outside_share().unwrap().share, 0.5);
    let middle = of(&stats, Measure::Ttd).middle.clone().unwrap();
    assert_eq!((middle.median, middle.interval), (1800.0, (240, 1800)));
}

#[test]
fn follow_through_claims_nothing_about_days_nobody_wrote_down() {
    let body = "## Action items\n\n\
        - [x] Soon @a opened:2026-01-05 done:2026-01-15 ^a1\n\
        - [x] Later @a opened:2026-01-05 done:2026-02-20 ^a2\n\
        - [x] Some day @a opened:2026-01-05 ^a3\n\
        - [-] Not worth it opened:2026-01-05 done:2026-01-06 because:\"gone\" ^a4\n\
        - [ ] Still open @a opened:2026-01-05 ^a5\n\
        - [ ] Too young @a opened:2026-06-25 ^a6\n";
    let bullets = "## Action items\n\n- Somebody should look\n";
    let (_, stats) = count(&[
        ("a.md", incident("date: 2026-01-05", body)),
        ("b.md", incident("date: 2026-02-05", bullets)),
    ]);
    let seen: Vec<(i32, usize, usize, usize, usize)> = stats
        .follow
        .horizons
        .iter()
        .map(|at| (at.days, at.old_enough, at.done, at.dropped, at.undated))
        .collect();
    assert_eq!(seen, [(14, 5, 1, 1, 1), (30, 5, 1, 1, 1), (90, 5, 2, 1, 1)]);
    let months: Vec<(String, usize)> = stats
        .follow
        .months
        .iter()
        .map(|(month, cohort)| (month.to_string(), cohort.total()))
        .collect();
    assert_eq!(
        months,
        [
            ("2026-01-01".into(), 5),
            ("2026-02-01".into(), 1),
            ("2026-06-01".into(), 1)
        ]
    );
    assert_eq!(stats.follow.total.unmarked, 1);
}

#[test]
fn causes_are_counted_by_service() {
    let (_, stats) = count(&[
        (
            "a.md",
            incident("services: [shop, post]\ncauses: [full-disk]", ""),
        ),
        (
            "b.md",
            incident("services: [shop]\ncauses: [full-disk, dns]", ""),
        ),
        ("c.md", incident("", "")),
    ]);
    let matrix = &stats.matrix;
    let services: Vec<&str> = matrix.services.iter().map(|(one, _)| &*one.slug).collect();
    let causes: Vec<&str> = matrix.causes.iter().map(|one| &*one.label.slug).collect();
    assert_eq!(
        (services, causes),
        (vec!["shop", "post"], vec!["full-disk", "dns"])
    );
    assert_eq!(matrix.counts, [[2, 1], [1, 0]]);
    assert_eq!((matrix.without_service, matrix.without_cause), (1, 1));
}
