//! `debriefs stats` and `debriefs digest`, word for word.

use insta::assert_snapshot;

use super::sandbox::Sandbox;

const DEBRIEF: &str = "---
title: The disk was *full*
date: 2026-11-03
severity: sev2
services: [orders]
causes: [full-disk]
detected_by: customer
times: {started: 2026-11-03T08:00Z, detected: 2026-11-03T08:31Z, resolved: 2026-11-03T10:10Z}
---
## Learnings

- An alert on a level says how full it is; you need to know when it will be full.

## Action items

- [x] Alert on the day it will be full type:detect done:2026-11-10 ^a1
- [ ] Delete what is older than a year @ana due:2026-11-15 ^a2
";

fn desk() -> Sandbox {
    Sandbox::new().file("content/disk.md", DEBRIEF)
}

#[test]
fn stats_say_what_is_known_and_what_is_not() {
    let ran = desk().run("stats --now 2026-12-01");
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    assert_snapshot!("stats", ran.stdout);
    let ran = desk().run("stats --json --now 2026-12-01");
    assert_snapshot!("stats_json", ran.stdout);
}

#[test]
fn a_digest_tells_the_last_whole_month_in_three_forms() {
    for format in ["markdown", "html", "slack"] {
        let url = "--base-url https://debriefs.example.com";
        let ran = desk().run(&format!("digest --now 2026-12-01 --format {format} {url}"));
        assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
        assert_snapshot!(format!("digest_{format}"), ran.stdout);
    }
    let october = desk().run("digest 2026-10 --now 2026-12-01");
    assert!(
        october.stdout.contains("No debriefs."),
        "{}",
        october.stdout
    );
    assert!(
        !desk().run("digest 2026-11").stdout.contains("]("),
        "no links without an address"
    );
    assert_eq!(desk().run("digest November").code, 2);
}
