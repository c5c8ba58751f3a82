//! `causes`, `causes recluster`, `similar`, and what `new` reminds of.

use insta::assert_snapshot;

use super::sandbox::Sandbox;

const BEFORE: &str = "---\ndate: 2025-03-01\nprocess: {debriefed: 2025-03-02}\n---\n# Tank certificate expired\n\nThe certificate of the tank expired unseen.\n\n## Action items\n\n- [ ] Watch every certificate @water due:2025-04-01\n";
const AGAIN: &str = "---\ndate: 2025-05-01\nrecurs: [2025-03-01-tank]\n---\n# Pump certificate expired\n\nThe certificate of the pump expired.\n";

/// Two debriefs of which one repeats the other, and six of something else.
fn garden() -> Sandbox {
    let sandbox = Sandbox::new()
        .variable("SOURCE_DATE_EPOCH", "1763596800")
        .file("debriefs.toml", "")
        .file("content/2025-03-01-tank.md", BEFORE)
        .file("content/2025-05-01-pump.md", AGAIN);
    let others = ["gate", "hose", "lamp", "path", "roof", "shed"];
    others.iter().fold(sandbox, |sandbox, word| {
        let text =
            format!("---\ndate: 2025-06-01\n---\n# The {word} broke\n\nThe {word} was {word}y.\n");
        sandbox.file(&format!("content/2025-06-01-{word}.md"), text)
    })
}

#[test]
fn what_came_back_is_listed_with_what_was_open() {
    let ran = garden().run("causes");
    assert_eq!((ran.code, &*ran.stderr), (0, ""));
    assert_snapshot!(ran.stdout, @r"
    times  last        recurring cause                    basis      address
        2  2025-05-01  Expired certificate or credential  confirmed  causes/expired-certificate-or-credential/

    While an action was still open
      2025-05-01  Pump certificate expired
        after 2025-03-01  Tank certificate expired
        open then: Watch every certificate (water, 30 days late)
    ");
}

#[test]
fn causes_are_data_too() {
    let sandbox = garden();
    let ran = sandbox.run("causes --json");
    assert_eq!((ran.code, &*ran.stderr), (0, ""));
    sandbox.run("build --locked -q");
    assert_eq!(
        ran.stdout.trim_end(),
        sandbox.read("public/data/causes.json").trim_end()
    );
}

#[test]
fn a_draft_outside_the_content_is_told_what_it_is_like() {
    let sandbox = garden().file("draft.txt", "# Well certificate expired\n");
    let ran = sandbox.run("similar draft.txt");
    assert_eq!((ran.code, &*ran.stderr), (0, ""));
    assert_snapshot!(ran.stdout, @r"
    2025-05-01  Pump certificate expired
                content/2025-05-01-pump.md
                both titles say certificate and expired; both speak of: Expired certificate or credential

    2025-03-01  Tank certificate expired
                content/2025-03-01-tank.md
                both titles say certificate and expired; both speak of: Expired certificate or credential
                still open: Watch every certificate (water, due 2025-04-01, 233 days late)
    ");
}

#[test]
fn a_draft_like_nothing_is_told_so() {
    let sandbox = garden().file("draft.txt", "# Bees swarmed\n");
    let ran = sandbox.run("similar draft.txt");
    assert_eq!(
        (ran.code, &*ran.stdout, &*ran.stderr),
        (0, "", "Nothing like it is known.\n")
    );
    let ran = sandbox.run("similar draft.txt --json");
    let expected = "{\n  \"version\": 1,\n  \"similar\": []\n}\n";
    assert_eq!((ran.code, &*ran.stdout, &*ran.stderr), (0, expected, ""));
}

#[test]
fn a_file_that_is_not_there_is_an_error() {
    let ran = garden().run("similar nothing.md");
    assert_eq!((ran.code, &*ran.stdout), (2, ""));
    assert!(
        ran.stderr
            .starts_with("error: `nothing.md` cannot be read: "),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_new_debrief_reminds_of_those_with_a_title_like_it() {
    let ran = garden().run_with(&["new", "Well certificate expired"]);
    assert_eq!(
        (ran.code, &*ran.stdout),
        (0, "content/2025/2025-11-20-well-certificate-expired.md\n")
    );
    assert_snapshot!(ran.stderr, @r"
    A draft; its comments never appear on the site. `debriefs check content/2025/2025-11-20-well-certificate-expired.md` says what is missing

    Past debriefs like it:

    2025-05-01  Pump certificate expired
                content/2025-05-01-pump.md
                both titles say certificate and expired; both speak of: Expired certificate or credential

    2025-03-01  Tank certificate expired
                content/2025-03-01-tank.md
                both titles say certificate and expired; both speak of: Expired certificate or credential
                still open: Watch every certificate (water, due 2025-04-01, 233 days late)
    ");
}

#[test]
fn groups_formed_anew_are_shown_before_they_are_written() {
    let lock = "group company odd 2025-03-01-tank 2025-06-01-gate\n";
    let sandbox = garden().file("debriefs.lock", lock);
    let ran = sandbox.run("causes recluster");
    assert_eq!(ran.code, 0);
    assert_snapshot!(format!("{}{}", ran.stdout, ran.stderr), @r"
    changed  causes/odd/ Expired certificate or credential (3 -> 2)
      - 2025-06-01-gate
    0 groups as before, 1 changed, 0 new, 0 lead elsewhere. `--write` changes the lock file
    ");
    assert_eq!(sandbox.read("debriefs.lock"), lock);
    let ran = sandbox.run("causes recluster --write");
    assert_eq!(ran.code, 0);
    assert!(
        ran.stderr.ends_with(". Commit `debriefs.lock`\n"),
        "{}",
        ran.stderr
    );
    let lines = sandbox.read("debriefs.lock");
    let lines: Vec<&str> = lines
        .lines()
        .filter(|line| !line.starts_with('#'))
        .collect();
    assert_eq!(lines, ["group company odd 2025-03-01-tank 2025-05-01-pump"]);
    let ran = sandbox.run("causes recluster");
    let same = "Formed anew, the groups would be the same.\n";
    assert_eq!((ran.code, &*ran.stdout, &*ran.stderr), (0, "", same));
}

#[test]
fn without_a_lock_file_groups_are_not_said_to_stay_the_same() {
    let ran = garden().run("causes recluster");
    assert_eq!((ran.code, &*ran.stdout), (0, ""));
    assert_snapshot!(ran.stderr, @r"
    `debriefs.lock` has no group yet: nothing keeps the groups as they are, and every build forms them anew. `debriefs build`
    writes it beside `debriefs.toml`
    ");
}

#[test]
fn the_built_in_phrases_can_be_read() {
    let ran = Sandbox::new().run("causes lexicon");
    assert_eq!((ran.code, &*ran.stderr), (0, ""));
    assert!(ran.stdout.contains("id = \"expired-certificate\""));
}
