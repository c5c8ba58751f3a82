//! What `debriefs import` says and writes.

use insta::assert_snapshot;

use super::sandbox::Sandbox;

const BARE: &str = "\
# 2024-05-13 Queue full

## Timeline

All times in CET.

- 09:30 Disk of the broker full, mails stop
- 09:41 Alert fires
- 10:15 Everything is back to normal

## Action items

- Bigger disk
- Alert at 80%

## Lessons learned

- Mails are orders
";

const FRONT: &str = "\
---
# Kept by the night shift.
title: \"Queue full, again\"
sev: Major   # as on the board
times: {started: 2024-06-01T09:30Z}
detected_by:
---
## Timeline

- 09:30 Disk full
- 10:15 Resolved
";

fn reports() -> Sandbox {
    Sandbox::new()
        .file("reports/2024-05-13-queue.md", BARE)
        .file("reports/2024-06-01-again.md", FRONT)
        .file("reports/2024-06-02-empty.md", "")
        .file("reports/README.md", "# About\n")
        .file(
            "debriefs.toml",
            "[fields]\nsev = \"severity\"\n[values]\nMajor = \"sev2\"\n",
        )
}

#[test]
fn it_shows_what_was_read_and_writes_it_for_people_to_confirm() {
    let sandbox = reports();
    let ran = sandbox.run("import reports");
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert_snapshot!("import_shows", format!("{}\n{}", ran.stdout, ran.stderr));
    let written = ["2024-05-13-queue", "2024-06-01-again"]
        .map(|name| sandbox.read(&format!("reports/{name}.md")));
    assert_snapshot!("import_writes", written.join("\n=====\n"));
    assert!(written[0].ends_with(BARE));
    let before = sandbox.tree("reports");
    let again = sandbox.run("import reports -q");
    assert_eq!((again.code, &*again.stderr), (0, ""));
    assert_eq!(sandbox.tree("reports"), before);
}

#[test]
fn an_imported_report_owes_no_more_than_before_until_it_is_confirmed() {
    let sandbox = Sandbox::new().file("content/2024-05-13-queue.md", BARE);
    sandbox.run("import content");
    let check = sandbox.run("check --now 2024-05-20");
    assert_eq!(check.code, 0, "{}", check.stdout);
    assert!(
        check.stdout.contains("suggestion[unconfirmed]: "),
        "{}",
        check.stdout
    );
    assert!(
        !check.stdout.contains("[unanswered-no]"),
        "{}",
        check.stdout
    );
    let path = "content/2024-05-13-queue.md";
    let confirmed: Vec<String> = sandbox
        .read(path)
        .lines()
        .map(|line| line.split("  # inferred").next().unwrap().to_owned())
        .collect();
    let sandbox = sandbox.file(path, confirmed.join("\n"));
    let check = sandbox.run("check --now 2024-05-20");
    assert_eq!(check.code, 1, "{}", check.stdout);
    assert!(
        check.stdout.contains("error[unanswered-no]: "),
        "{}",
        check.stdout
    );
}

#[test]
fn a_dry_run_and_copies_leave_the_reports_alone() {
    let sandbox = reports();
    let before = sandbox.tree("reports");
    let dry = sandbox.run("import reports --dry-run");
    assert_eq!(dry.code, 0);
    assert!(
        dry.stderr
            .ends_with("Nothing was written, because of --dry-run\n"),
        "{}",
        dry.stderr
    );
    let copied = sandbox.run("import reports --to content/old");
    assert_eq!(copied.code, 0);
    assert_eq!(sandbox.tree("reports"), before);
    assert!(
        sandbox
            .read("content/old/2024-05-13-queue.md")
            .starts_with("---\ntitle: Queue full")
    );
    assert_eq!(sandbox.run("import reports --to content/old").code, 0);
    let sandbox = sandbox.file("content/old/2024-05-13-queue.md", "# Mine\n");
    let refused = sandbox.run("import reports --to content/old");
    assert_eq!(refused.code, 1);
    assert!(
        refused
            .stderr
            .contains("`content/old/2024-05-13-queue.md` is there already and says something else"),
        "{}",
        refused.stderr
    );
    assert_eq!(sandbox.read("content/old/2024-05-13-queue.md"), "# Mine\n");
}

#[test]
fn what_cannot_be_imported_is_named_and_the_rest_is() {
    let sandbox = reports()
        .file("one.docx", "PK")
        .file("latin.md", b"# D\xfcrr\n")
        .file("braces.md", "---\n{title: A}\n---\n## Timeline\n\n- 2024-05-13 09:30 Disk full\n- 09:41 Alert fires\n");
    let ran = sandbox.run("import one.docx latin.md braces.md nowhere reports/2024-05-13-queue.md");
    assert_eq!(ran.code, 1);
    let errors = ran.stderr.lines().filter(|line| line.contains("]: "));
    assert_snapshot!(errors.collect::<Vec<_>>().join("\n"), @r"
    error[unreadable-file]: there is no file or folder `nowhere`
    warning[not-imported]: what was read has no safe place in this frontmatter, so the file stays as it is
    error[not-utf8]: `latin.md` is not valid UTF-8
    notice[not-a-debrief]: `one.docx` is not a report in Markdown
    ");
    assert!(ran.stderr.contains("pandoc FILE -t gfm"), "{}", ran.stderr);
    assert!(
        sandbox
            .read("reports/2024-05-13-queue.md")
            .starts_with("---\n")
    );
    assert_eq!(sandbox.run("import nowhere").code, 2);
}

#[test]
fn keys_of_another_tool_are_suggested_for_the_configuration() {
    let report = |n: u32| {
        format!(
            "---\ntitle: A {n}\nincident_start: 2024-05-0{n} 10:00\nseverity: Critical\nweather: wet\n---\n# A\n"
        )
    };
    let sandbox = Sandbox::new()
        .file("r/1.md", report(1))
        .file("r/2.md", report(2))
        .file("r/3.md", report(3));
    let ran = sandbox.run("import r --dry-run");
    let (_, suggested) = ran.stdout.split_once("In debriefs.toml:\n\n").unwrap();
    assert_snapshot!(suggested.trim_end(), @r#"
    [fields]
    "incident_start" = "times.started"  # in 3 reports

    [values]
    "Critical" = "sev1"  # in 3 reports
    # No place is known for `weather` (3); docs/frontmatter.md lists the keys
    "#);
    let json = sandbox.run("import r --dry-run --json").stdout;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["mapping"]["fields"][0]["to"], "times.started");
    assert_eq!(json["reports"][0]["read"]["title"]["from"], "frontmatter");
    assert_eq!(json["reports"][0]["wrote"], serde_json::Value::Null);
}
