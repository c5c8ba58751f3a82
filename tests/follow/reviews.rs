//! The monthly review, from the first file to what the site and the next review make of it.

use insta::assert_snapshot;

use crate::cli::sandbox::Sandbox;

const QUEUE: &str = "\
---
title: Queue grew without an alert
date: 2026-09-01
services: [orders]
process: {debriefed: 2026-09-03}
---

## Action items

- [ ] Alert on the age of the oldest message @ana due:2026-10-10 ^a1
- [ ] Rehearse a full queue @bo due:2026-12-20 ^a2
- [ ] Ask for a second region @cleo ^a3
- [ ] Buy more hardware @dan due:2026-11-01 ^a4
- [x] Raise the limit @bo done:2026-09-02 ^a5
";

fn content() -> Sandbox {
    Sandbox::new()
        .file("content/2026-09-01-queue.md", QUEUE)
        .file(
            "content/2026-11-02-draft.md",
            "---\nstatus: draft\ntitle: Half written\ndate: 2026-11-02\n---\n\n## Action items\n\n- [ ] Not asked about @ana\n",
        )
}

const NOW: &str = "--now 2026-11-22";
const FILE: &str = "content/reviews/2026-11.md";

/// Puts decisions in place of the question marks, by the anchor of the item.
fn decide(sandbox: Sandbox, decisions: &[(&str, &str)]) -> Sandbox {
    let mut lines: Vec<String> = sandbox.read(FILE).lines().map(String::from).collect();
    for (anchor, decision) in decisions {
        let key = format!("`2026-09-01-queue#^{anchor}`");
        let line = lines.iter_mut().find(|line| line.ends_with(&key)).unwrap();
        *line = line.replacen('?', decision, 1);
    }
    sandbox.file(FILE, lines.join("\n") + "\n")
}

#[test]
fn the_first_review_asks_about_what_is_open() {
    let sandbox = content();
    let ran = sandbox.run(&format!("review 2026-11 {NOW}"));
    assert_eq!(
        (ran.code, &*ran.stdout),
        (0, "content/reviews/2026-11.md\n")
    );
    assert_eq!(
        ran.stderr,
        "4 open, 4 new here, missed checkpoints: 1, drafts older than a week: 1\n"
    );
    assert_snapshot!(sandbox.read(FILE), @r"
    ---
    held: 2026-11-22
    ---

    # Review of November 2026

    <!--
    Set `held` to the day you met. In each line about an action item, write what you decide in place of the question mark:

      still open
      done, or done 2026-11-20
      irrelevant because we left that provider
      moved upwards to @who
      new date 2027-01-15

    A note goes below the line, indented. Running `debriefs review 2026-11` again adds what is missing and changes nothing.
    -->

    ## Other open items

    - ? | Alert on the age of the oldest message | @ana, due 2026-10-10, 43 days late, open for 82 days | `2026-09-01-queue#^a1`
    - ? | Buy more hardware | @dan, due 2026-11-01, 21 days late, open for 82 days | `2026-09-01-queue#^a4`
    - ? | Rehearse a full queue | @bo, due 2026-12-20, open for 82 days | `2026-09-01-queue#^a2`
    - ? | Ask for a second region | @cleo, no day, open for 82 days | `2026-09-01-queue#^a3`

    ## Missed checkpoints

    - `2026-09-01-queue` on 2026-09-17: Queue grew without an alert; 4 actions were open

    ## Drafts older than a week

    - `2026-11-02-draft`: Half written, a draft for 20 days
    ");
    let check = sandbox.run(&format!("review 2026-11 --check {NOW}"));
    assert_eq!((check.code, &*check.stderr), (1, "4 undecided, 0 wrong\n"));
    assert!(
        check.stdout.contains("content/reviews/2026-11.md:22:3"),
        "{}",
        check.stdout
    );
}

fn items(sandbox: &Sandbox, page: &str) -> Vec<String> {
    let html = sandbox.read(&format!("public/{page}index.html"));
    let html = scraper::Html::parse_document(&html);
    let lines = scraper::Selector::parse(".items > li").unwrap();
    let items = html.select(&lines).map(|item| {
        let text = item.text().collect::<Vec<_>>().join(" ");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    });
    items.collect()
}

const DECIDED: &[(&str, &str)] = &[
    ("a1", "done 2026-11-20"),
    ("a2", "new date 2027-01-15"),
    ("a3", "moved upwards to @cto"),
    ("a4", "irrelevant because the limit was the problem"),
];

#[test]
fn what_was_decided_is_read_shown_and_where_the_next_review_starts() {
    let sandbox = content();
    sandbox.run(&format!("review 2026-11 {NOW}"));
    let sandbox = decide(sandbox, DECIDED);
    let check = sandbox.run(&format!("review 2026-11 --check {NOW}"));
    assert_eq!(
        (check.code, &*check.stdout, &*check.stderr),
        (0, "", "Everything is decided\n")
    );
    assert_eq!(sandbox.run(&format!("build --quiet {NOW}")).code, 0);

    let done = items(&sandbox, "actions/done/");
    assert!(done[0].contains("Alert on the age"), "{done:?}");
    assert!(done[0].contains("done 20 Nov 2026"), "{done:?}");
    assert!(
        done[0].contains("In the review of November 2026 : done on 20 Nov 2026."),
        "{done:?}"
    );
    assert!(
        done[0].contains("The debrief does not say so yet"),
        "{done:?}"
    );
    let dropped = items(&sandbox, "actions/irrelevant/");
    assert!(
        dropped[0].contains("Because: the limit was the problem"),
        "{dropped:?}"
    );
    let moved = items(&sandbox, "actions/moved/");
    assert!(moved[0].contains("moved to cto"), "{moved:?}");
    let open = items(&sandbox, "actions/");
    let rehearse = open.iter().find(|item| item.contains("Rehearse")).unwrap();
    assert!(rehearse.contains("due 15 Jan 2027"), "{rehearse}");
    assert_eq!(items(&sandbox, "reviews/2026-11/").len(), 4);

    let json: serde_json::Value =
        serde_json::from_str(&sandbox.read("public/data/reviews.json")).unwrap();
    let review = &json["reviews"][0];
    assert_eq!(
        (review["month"].as_str(), review["undecided"].as_u64()),
        (Some("2026-11"), Some(0))
    );
    let decisions = review["decisions"].as_array().unwrap();
    let names: Vec<&str> = decisions
        .iter()
        .map(|one| one["decision"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["done", "irrelevant", "open", "moved"]);

    // Every difference is a finding, until the debrief says it too.
    let differs = |sandbox: &Sandbox| {
        let checked = sandbox.run(&format!("check {NOW}")).stdout;
        checked.matches("[review-differs]").count()
    };
    assert_eq!(differs(&sandbox), 4);
    let settled = QUEUE
        .replace(
            "- [ ] Alert on the age of the oldest message @ana due:2026-10-10",
            "- [x] Alert on the age of the oldest message @ana due:2026-10-10 done:2026-11-20",
        )
        .replace("due:2026-12-20", "due:2027-01-15");
    let sandbox = sandbox.file("content/2026-09-01-queue.md", settled);
    assert_eq!(differs(&sandbox), 2);

    let next = sandbox.run("review 2026-12 --now 2026-12-20");
    assert_eq!(next.code, 0);
    let text = sandbox.read("content/reviews/2026-12.md");
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| line.starts_with("- ? |"))
        .collect();
    assert_eq!(
        lines,
        [
            "- ? | Rehearse a full queue | @bo, due 2027-01-15, open for 110 days, left open in 2026-11 | `2026-09-01-queue#^a2`",
            "- ? | Ask for a second region | @cleo, no day, open for 110 days, moved upwards to cto | `2026-09-01-queue#^a3`",
        ]
    );
}

#[test]
fn running_it_again_changes_nothing_and_adds_what_is_new() {
    let sandbox = content();
    sandbox.run(&format!("review 2026-11 {NOW}"));
    let sandbox = decide(sandbox, DECIDED);
    let decided = sandbox.read(FILE).replace(
        "`2026-09-01-queue#^a1`\n",
        "`2026-09-01-queue#^a1`\n  Ana showed it.\n",
    ) + "\n## Notes\n\nWe were four.\n";
    let more = QUEUE.replace("^a5\n", "^a5\n- [ ] Write it down @ana ^a6\n");
    let sandbox = sandbox
        .file(FILE, &decided)
        .file("content/2026-09-01-queue.md", more);
    let ran = sandbox.run(&format!("review 2026-11 {NOW}"));
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let new = "- ? | Write it down | @ana, no day, open for 82 days | `2026-09-01-queue#^a6`\n";
    let text = sandbox.read(FILE);
    assert!(text.contains(new), "{text}");
    assert_eq!(text.replace(new, ""), decided);
    sandbox.run(&format!("review 2026-11 {NOW}"));
    assert_eq!(sandbox.read(FILE), text);
    assert_eq!(sandbox.run(&format!("build --quiet {NOW}")).code, 0);
    let html = sandbox.read("public/reviews/2026-11/index.html");
    assert!(html.contains("Ana showed it.") && html.contains("<p>We were four.</p>"));
}

#[test]
fn hostile_edits_are_named_and_lose_nothing() {
    let sandbox = content();
    sandbox.run(&format!("review 2026-11 {NOW}"));
    let sandbox = decide(
        sandbox,
        &[
            ("a1", "dnoe"),
            ("a2", "still open"),
            ("a3", "still open"),
            ("a4", "still open"),
        ],
    );
    let text = sandbox.read(FILE);
    let line = |anchor: &str| {
        let key = format!("#^{anchor}`");
        text.lines()
            .find(|line| line.contains(&key))
            .unwrap()
            .to_owned()
            + "\n"
    };
    // a1 has a typing error, a2 stands twice with two decisions, a3 is gone, a4 has moved to the top.
    let twice = line("a2").replace("still open", "done");
    let edited = text
        .replace(&line("a2"), &format!("{}{twice}", line("a2")))
        .replace(&line("a3"), "")
        .replace(&line("a4"), "")
        .replace(
            "## Other open items\n\n",
            &format!("## Other open items\n\n{}", line("a4")),
        );
    let sandbox = sandbox.file(FILE, &edited);
    let ran = sandbox.run(&format!("review 2026-11 --check {NOW}"));
    assert_eq!((ran.code, &*ran.stderr), (1, "1 undecided, 2 wrong\n"));
    let at = |wanted: &str| {
        let found = edited.lines().position(|line| line.contains(wanted));
        format!("content/reviews/2026-11.md:{}:3", found.unwrap() + 1)
    };
    for (message, place) in [
        ("`dnoe` is no decision", at("dnoe")),
        ("has two lines that differ, so neither counts", at("done |")),
    ] {
        assert!(ran.stdout.contains(message), "{}", ran.stdout);
        assert!(ran.stdout.contains(&place), "{place} in {}", ran.stdout);
    }
    assert!(
        ran.stdout.contains("did you mean `done`?"),
        "{}",
        ran.stdout
    );
    assert!(
        ran.stdout
            .contains("no line is about \"Ask for a second region\""),
        "{}",
        ran.stdout
    );
    assert!(
        ran.stdout.contains("content/reviews/2026-11.md:19:1"),
        "{}",
        ran.stdout
    );
    assert_eq!(sandbox.run(&format!("build --quiet {NOW}")).code, 0);
    // What cannot be read changes nothing: all four are as the debrief has them.
    assert_eq!(items(&sandbox, "actions/").len(), 4);
    sandbox.run(&format!("review 2026-11 {NOW}"));
    let added = sandbox.read(FILE);
    assert!(added.contains("- ? | Ask for a second region"), "{added}");
    let mut rest = added.lines();
    for line in edited.lines() {
        assert!(rest.any(|other| other == line), "{line} is gone");
    }
}

#[test]
fn an_edition_shows_no_line_about_what_it_does_not_hold() {
    let secret = QUEUE
        .replace("---\ntitle", "---\nvisibility: restricted\ntitle")
        .replace("hardware", "secret-word");
    let sandbox = Sandbox::new()
        .file(
            "debriefs.toml",
            "[editions.all]\nvisibility = [\"company\", \"restricted\"]\n",
        )
        .file("content/2026-09-01-queue.md", secret);
    let ran = sandbox.run(&format!("review 2026-11 --edition all {NOW}"));
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(sandbox.read(FILE).contains("secret-word"));
    assert_eq!(sandbox.run(&format!("build --quiet {NOW}")).code, 0);
    for (path, bytes) in sandbox.tree("public") {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("secret-word"), "{path}");
    }
    let ran = sandbox.run(&format!("review 2026-11 --check --json {NOW}"));
    assert!(!ran.stdout.contains("secret-word") && !ran.stderr.contains("secret-word"));
}
