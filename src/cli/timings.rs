//! What a build took, against what it may take.

use std::{fmt::Write, time::Duration};

use crate::pipeline::StageTime;

/// CPU milliseconds that a part of the work may take for 1,000 debriefs of 700 words, and the stages it is made of.
/// A stage that no part names belongs to the last but one, which is where new kinds of pages come in.
const BUDGET: [(&str, f64, &[&str]); 4] = [
    (
        "read and parse",
        150.0,
        &["read", "parse", "history", "library"],
    ),
    ("insight", 250.0, &["insight", "causes", "plan"]),
    ("render and write", 450.0, &[]),
    ("search", 550.0, &["search"]),
];

/// The part for stages that no part names.
const REST: usize = 2;

/// How long each stage took; what the parts took for 1,000 debriefs; the most memory held.
pub(super) fn timings(
    stages: &[StageTime],
    wall: Duration,
    debriefs: usize,
    peak_memory: Option<u64>,
) -> String {
    let mut out = format!("{:<20}{:>10}{:>10}\n", "stage", "wall ms", "CPU ms");
    for stage in stages {
        row(&mut out, stage.name, Some(stage.wall), stage.cpu);
    }
    let cpu = stages.iter().map(|stage| stage.cpu).sum();
    row(&mut out, "total", Some(wall), cpu);
    if debriefs > 0 && cpu.is_some() {
        out.push_str(&parts(stages, debriefs));
    }
    if let Some(bytes) = peak_memory {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "\nmost memory held: {} MB", bytes / 1_000_000);
    }
    out
}

fn row(out: &mut String, name: &str, wall: Option<Duration>, cpu: Option<Duration>) {
    let ms =
        |time: Option<Duration>| time.map_or("-".into(), |time| format!("{:.1}", millis(time)));
    let _ = writeln!(out, "{name:<20}{:>10}{:>10}", ms(wall), ms(cpu));
}

fn parts(stages: &[StageTime], debriefs: usize) -> String {
    let mut took = [0.0; BUDGET.len()];
    for stage in stages {
        let part = BUDGET
            .iter()
            .position(|(_, _, of)| of.contains(&stage.name));
        took[part.unwrap_or(REST)] += millis(stage.cpu.unwrap_or_default());
    }
    #[allow(clippy::cast_precision_loss, reason = "one decimal is shown")]
    let thousands = debriefs as f64 / 1000.0;
    let mut out = format!(
        "\n{:<20}{:>10}{:>10}\n",
        "per 1,000 debriefs", "CPU ms", "budget"
    );
    for ((name, budget, _), took) in BUDGET.iter().zip(took) {
        let _ = writeln!(out, "{name:<20}{:>10.1}{budget:>10.0}", took / thousands);
    }
    out
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stage(name: &'static str, cpu: Option<u64>) -> StageTime {
        StageTime {
            name,
            wall: Duration::from_millis(100),
            cpu: cpu.map(Duration::from_millis),
        }
    }

    #[test]
    fn stages_are_weighed_against_their_budget() {
        let stages = [
            stage("read", Some(120)),
            stage("parse", Some(300)),
            stage("causes", Some(500)),
            stage("render", Some(600)),
            stage("data", Some(50)),
        ];
        let wall = Duration::from_millis(512);
        insta::assert_snapshot!(timings(&stages, wall, 2000, Some(123_456_789)), @r"
        stage                  wall ms    CPU ms
        read                     100.0     120.0
        parse                    100.0     300.0
        causes                   100.0     500.0
        render                   100.0     600.0
        data                     100.0      50.0
        total                    512.0    1570.0

        per 1,000 debriefs      CPU ms    budget
        read and parse           210.0       150
        insight                  250.0       250
        render and write         325.0       450
        search                     0.0       550

        most memory held: 123 MB
        ");
    }

    #[test]
    fn a_system_that_tells_little_is_asked_for_little() {
        let said = timings(&[stage("read", None)], Duration::ZERO, 10, None);
        insta::assert_snapshot!(said, @r"
        stage                  wall ms    CPU ms
        read                     100.0         -
        total                      0.0         -
        ");
    }
}
