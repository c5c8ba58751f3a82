//! `debriefs actions` and the CSV files, with expected texts written by hand.

use crate::cli::sandbox::Sandbox;

const QUEUE: &str = "\
---
title: Queue grew without an alert
date: 2026-03-01
severity: sev1
services: [orders]
teams: [platform]
---

## Action items

- [ ] Alert on the age of the oldest message @ana due:2026-03-10 type:detect PLAT-1
- [x] Raise the limit @bo done:2026-03-02
- [-] Buy more hardware because:\"the limit was the problem\"
- [>] Agree on a budget for retries @cleo to:@cto due:2026-05-01
";

const AGAIN: &str = "\
---
title: Queue grew once more
date: 2026-04-01
severity: sev3
services: [checkout]
teams: [payments]
---

## Action items

- [ ] =HYPERLINK(\"http://x.example\") is what the form sent @dan due:2026-04-20
- [ ] Alert on the age of the oldest message type:detect PLAT-1
- Somebody should write the runbook
";

const CONFIG: &str = "\
[site]
base_url = \"https://debriefs.example.com/\"

[[tickets]]
pattern = \"PLAT-\\\\d+\"
url = \"https://tickets.example.com/{id}\"
";

fn content() -> Sandbox {
    Sandbox::new()
        .file("debriefs.toml", CONFIG)
        .file("content/2026-03-01-queue.md", QUEUE)
        .file("content/2026-04-01-queue-again.md", AGAIN)
}

const TODAY: &str = "--now 2026-04-11";

#[test]
fn open_items_are_listed_the_oldest_first_and_one_ticket_once() {
    let ran = content().run(&format!("actions {TODAY}"));
    let expected = "\
STATE           AGE  OWNER  TICKET  ACTION                                                       DEBRIEF
32 d late      41 d  ana    PLAT-1  Alert on the age of the oldest message                       2026-04-01-queue-again (+1)
due 2026-05-01  41 d  cleo           Agree on a budget for retries                                2026-03-01-queue
";
    let start: Vec<&str> = ran.stdout.lines().take(3).collect();
    let words = |line: &str| {
        line.split_whitespace()
            .map(String::from)
            .collect::<Vec<_>>()
    };
    for (line, wanted) in start.iter().zip(expected.lines()) {
        assert_eq!(words(line), words(wanted));
    }
    assert_eq!(ran.stdout.lines().count(), 5);
    assert_eq!((ran.code, &*ran.stderr), (0, "4 action items, 1 late\n"));
}

#[test]
fn filters_narrow_each_other_and_a_slip_is_named() {
    let sandbox = content();
    let lines = |args: &str| {
        let ran = sandbox.run(&format!("actions {args} --quiet {TODAY}"));
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        ran.stdout.lines().count().saturating_sub(1)
    };
    assert_eq!(lines("--all"), 6);
    assert_eq!(lines("--overdue"), 1);
    assert_eq!(lines("--unassigned"), 1);
    assert_eq!(lines("--owner @Ana"), 1);
    assert_eq!(lines("--team platform"), 2);
    assert_eq!(lines("--service checkout --overdue"), 1);
    assert_eq!(lines("--owner dan --overdue"), 0);
    let ran = sandbox.run("actions --service chekout");
    assert_eq!((ran.code, &*ran.stdout), (2, ""));
    let message = "error: no debrief names the service `chekout`; did you mean `checkout`?\n";
    assert_eq!(ran.stderr, message);
}

/// A reader that takes no row of another length.
fn rows(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(false)
        .from_reader(text.as_bytes());
    let rows = reader.records().map(Result::unwrap);
    rows.map(|row| row.iter().map(String::from).collect())
        .collect()
}

#[test]
fn the_csv_holds_every_item_and_no_formula() {
    let sandbox = content();
    let all = sandbox.run(&format!("actions --all --format csv {TODAY}"));
    let rows = rows(&all.stdout);
    assert_eq!(rows.len(), 7);
    let of = |text: &str| rows.iter().find(|row| row[2].contains(text)).unwrap();
    let formula = of("HYPERLINK");
    assert!(formula[2].starts_with("'="), "{formula:?}");
    let ticket = of("oldest message");
    assert_eq!(
        ticket[..],
        [
            "PLAT-1",
            "open",
            "Alert on the age of the oldest message",
            "ana",
            "2026-03-10",
            "32",
            "2026-03-01",
            "",
            "41",
            "PLAT-1",
            "detect",
            "",
            "",
            "",
            "2026-04-01-queue-again 2026-03-01-queue",
            "checkout orders",
            "payments platform",
            "https://debriefs.example.com/debriefs/2026-04-01-queue-again/",
        ]
    );
    assert_eq!(of("Buy more")[11], "the limit was the problem");
    assert_eq!(of("budget")[12], "cto");
    assert_eq!(sandbox.run(&format!("build {TODAY}")).code, 0);
    let site: Vec<Vec<String>> = self::rows(&sandbox.read("public/data/actions.csv"));
    let sorted = |mut rows: Vec<Vec<String>>| {
        rows.sort();
        rows
    };
    assert_eq!(sorted(site), sorted(rows));
}

#[test]
fn jira_gets_open_items_that_have_no_ticket_yet() {
    let ran = content().run(&format!(
        "actions --format jira-csv --label follow-up {TODAY}"
    ));
    let rows = rows(&ran.stdout);
    assert_eq!(
        rows[0],
        [
            "Summary",
            "Description",
            "Issue Type",
            "Priority",
            "Labels",
            "Labels",
            "Due Date",
            "Assignee",
            "External ID"
        ]
    );
    assert_eq!(rows.len(), 4);
    assert_eq!(ran.stderr, "Left out because they have a ticket: 1\n");
    let budget = rows.iter().find(|row| row[0].starts_with("Agree")).unwrap();
    assert_eq!(
        budget[1],
        "Agree on a budget for retries\nFrom: Queue grew without an alert (https://debriefs.example.com/debriefs/2026-03-01-queue/)"
    );
    assert_eq!(
        budget[2..8],
        ["Task", "Highest", "follow-up", "", "2026-05-01", "cleo"]
    );
}

#[test]
fn the_pages_by_state_hold_what_their_names_say() {
    let sandbox = content();
    assert_eq!(sandbox.run(&format!("build --quiet {TODAY}")).code, 0);
    let items = |page: &str| {
        let html = sandbox.read(&format!("public/actions/{page}index.html"));
        let html = scraper::Html::parse_document(&html);
        let texts = scraper::Selector::parse(".items .text").unwrap();
        let texts = html
            .select(&texts)
            .map(|text| text.text().collect::<String>());
        texts.collect::<Vec<_>>()
    };
    let alert = "Alert on the age of the oldest message";
    let budget = "Agree on a budget for retries";
    assert_eq!(items("")[..2], [alert, budget]);
    assert_eq!(items("").len(), 4);
    assert_eq!(items("overdue/"), [alert]);
    assert_eq!(items("unassigned/"), ["Somebody should write the runbook"]);
    assert_eq!(items("moved/"), [budget]);
    assert_eq!(items("done/"), ["Raise the limit"]);
    assert_eq!(items("irrelevant/"), ["Buy more hardware"]);
}
