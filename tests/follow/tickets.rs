//! Ticket states from an export, kept with the content, beside what debriefs say.

use insta::assert_snapshot;

use crate::cli::sandbox::Sandbox;

const DEBRIEF: &str = "\
---
title: Queue grew
date: 2026-03-01
---

## Action items

- [ ] Alert on age @ana due:2026-12-01 PLAT-1
- [x] Raise the limit @bo done:2026-03-02 PLAT-2
- [ ] Rehearse @bo due:2026-12-01 PLAT-3
- [ ] Write it down @cleo due:2026-12-01 https://github.com/o/r/issues/12
";

const JIRA: &str = "\
Summary,Issue key,Status,Status Category
Alert,PLAT-1,Released,Done
Limit,PLAT-2,In Progress,In Progress
Other,OPS-9,To Do,To Do
";

fn content() -> Sandbox {
    Sandbox::new()
        .file(
            "debriefs.toml",
            "[[tickets]]\npattern = \"PLAT-\\\\d+\"\nurl = \"https://t.example/{id}\"\n",
        )
        .file("content/2026-03-01-queue.md", DEBRIEF)
        .file("jira.csv", JIRA)
        .file(
            "gh.json",
            r#"[{"number":12,"state":"OPEN","url":"https://github.com/o/r/issues/12"}]"#,
        )
}

#[test]
fn an_export_is_kept_and_what_differs_is_shown_and_reported() {
    let sandbox = content();
    let ran = sandbox.run("tickets sync --from jira.csv --from gh.json --now 2026-11-22");
    assert_eq!(
        (ran.code, &*ran.stdout),
        (0, "content/_tickets.json\n"),
        "{}",
        ran.stderr
    );
    assert_eq!(
        ran.stderr,
        "3 tickets found, 3 changed\nNot in the export: PLAT-3\n"
    );
    assert_snapshot!(sandbox.read("content/_tickets.json"), @r#"
    {
      "version": 1,
      "synced": "2026-11-22",
      "tickets": {
        "PLAT-1": {"closed":true,"seen":"2026-11-22","status":"Released"},
        "PLAT-2": {"closed":false,"seen":"2026-11-22","status":"In Progress"},
        "o/r#12": {"closed":false,"seen":"2026-11-22","status":"open"}
      }
    }
    "#);
    assert_eq!(sandbox.run("build --quiet --now 2026-11-22").code, 0);
    let html = sandbox.read("public/actions/differences/index.html");
    assert!(
        html.contains("Its ticket is closed (Released, seen on 22 Nov 2026); here it is open.")
    );
    assert!(
        html.contains("Its ticket is open (In Progress, seen on 22 Nov 2026); here it is ended.")
    );
    assert!(!html.contains("Rehearse") && !html.contains("Write it down"));
    // Nothing is settled silently.
    assert!(
        sandbox
            .read("public/actions/index.html")
            .contains("Alert on age")
    );
    assert!(
        !sandbox
            .tree("public")
            .keys()
            .any(|path| path.contains("_tickets"))
    );
    let checked = sandbox.run("check --now 2026-11-22").stdout;
    assert!(checked.contains("warning[ticket-differs]: the ticket PLAT-1 is closed (Released), the item is open\n --> content/2026-03-01-queue.md:8:1"), "{checked}");
    assert!(
        checked.contains("the ticket PLAT-2 is open (In Progress), the item has ended"),
        "{checked}"
    );
    // The next export changes the day, and nothing else.
    let first = sandbox.read("content/_tickets.json");
    let ran = sandbox.run("tickets sync --from jira.csv --now 2026-11-29");
    assert!(
        ran.stderr.starts_with("2 tickets found, 0 changed\n"),
        "{}",
        ran.stderr
    );
    let second = sandbox.read("content/_tickets.json");
    assert_eq!(
        second,
        first.replace("\"synced\": \"2026-11-22\"", "\"synced\": \"2026-11-29\"")
    );
}

#[test]
fn what_cannot_be_read_is_refused_and_changes_nothing() {
    let sandbox = content()
        .file("other.csv", "a,b\n1,2\n")
        .file("content/_tickets.json", "<<<<<<< HEAD\n");
    let ran = sandbox.run("tickets sync --from other.csv");
    assert_eq!(ran.code, 2);
    assert!(
        ran.stderr.contains("no columns `Issue key` and `Status`"),
        "{}",
        ran.stderr
    );
    assert_eq!(sandbox.run("tickets sync --from jira.csv").code, 2);
    assert_eq!(sandbox.read("content/_tickets.json"), "<<<<<<< HEAD\n");
    let ran = sandbox.run("build --now 2026-11-22");
    assert_eq!(ran.code, 0);
    assert!(
        ran.stderr.contains("warning[tickets-file]"),
        "{}",
        ran.stderr
    );
}
