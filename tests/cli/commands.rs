//! What the commands do with a folder of debriefs.

use insta::assert_snapshot;

use super::sandbox::Sandbox;

/// A debrief that owes nothing.
const DRILL: &str =
    "---\nkind: drill\n---\n# A\n\n## Summary\n\nAll of it.\n\n## Learnings\n\n- It works.\n";

/// One debrief that can be read, one that cannot, and an empty file.
fn mixed() -> Sandbox {
    Sandbox::new()
        .file("content/2026-01-02-good.md", DRILL)
        .file("content/2026-01-03-latin.md", b"# D\xfcrr\n")
        .file("content/2026-01-04-empty.md", "")
}

/// The level and rule of each finding that is written as text.
fn codes(text: &str) -> Vec<&str> {
    let is_first = |line: &&str| {
        ["error[", "warning["]
            .iter()
            .any(|level| line.starts_with(level))
    };
    let firsts = text.lines().filter(is_first);
    firsts
        .map(|line| line.split_inclusive(']').next().unwrap())
        .collect()
}

#[test]
fn a_build_publishes_what_it_can_and_says_what_it_left_out() {
    let sandbox = mixed();
    let ran = sandbox.run("build");
    assert_eq!((ran.code, &*ran.stdout), (0, ""));
    let (findings, summary) = ran.stderr.split_once("Built ").unwrap();
    assert_eq!(codes(findings), ["error[not-utf8]", "warning[empty-file]"]);
    assert!(summary.starts_with("1 debrief: "), "{summary}");
    assert!(
        summary.ends_with(" removed)\n1 left out, 1 error, 1 warning\n"),
        "{summary}"
    );
    assert!(sandbox.path().join("public/index.html").exists());
}

#[test]
fn a_strict_build_publishes_nothing_when_anything_is_wrong() {
    let sandbox = mixed();
    let ran = sandbox.run("build --strict --quiet");
    assert_eq!((ran.code, &*ran.stdout), (1, ""));
    assert_eq!(codes(&ran.stderr), ["error[not-utf8]"]);
    let end = "\n\nNothing was published, because of --strict; public/ is as it was\n1 left out, 1 error, 1 warning\n";
    assert!(ran.stderr.ends_with(end), "{}", ran.stderr);
    assert!(!sandbox.path().join("public").exists());
}

#[test]
fn a_quiet_build_without_errors_says_nothing() {
    let sandbox = Sandbox::new()
        .file("content/a.md", "# A\n")
        .file("content/b.md", "");
    let ran = sandbox.run("build -q");
    assert_eq!((ran.code, &*ran.stdout, &*ran.stderr), (0, "", ""));
}

#[test]
fn a_refused_target_is_an_error_of_its_own() {
    let sandbox = mixed().file("public/mine.txt", "keep me");
    let ran = sandbox.run("build");
    assert_eq!((ran.code, &*ran.stdout), (2, ""));
    assert!(
        ran.stderr.starts_with("error[output-refused]: "),
        "{}",
        ran.stderr
    );
    assert!(
        ran.stderr
            .ends_with("Nothing was published; public/ is as it was\n1 error\n"),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_build_can_write_its_findings_for_machines() {
    let ran = mixed().run("build --format json");
    let found: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(found["summary"]["errors"], 1);
    assert!(
        ran.stderr.starts_with("Built 1 debrief: "),
        "{}",
        ran.stderr
    );
}

#[test]
fn timings_name_the_stages() {
    let ran = mixed().run("build --timings --quiet");
    let first_words: Vec<&str> = ran
        .stderr
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    for stage in ["stage", "read", "parse", "render", "publish", "total"] {
        assert!(first_words.contains(&stage), "{stage}: {}", ran.stderr);
    }
    if cfg!(target_os = "linux") {
        let parts = ["per 1,000 debriefs", "read and parse", "most memory held: "];
        for part in parts {
            assert!(ran.stderr.contains(part), "{part}: {}", ran.stderr);
        }
    }
}

#[test]
fn a_check_fails_on_errors_only() {
    let ran = mixed().run("check");
    assert_eq!(ran.code, 1);
    assert_eq!(
        codes(&ran.stdout),
        ["error[not-utf8]", "warning[empty-file]"]
    );
    assert_eq!(ran.stderr, "Checked 1 debrief: 1 error, 1 warning\n");
    let only_warnings = mixed().run("check content/2026-01-04-empty.md");
    assert_eq!(only_warnings.code, 0);
    assert_eq!(codes(&only_warnings.stdout), ["warning[empty-file]"]);
    assert_eq!(only_warnings.stderr, "Checked 1 debrief: 1 warning\n");
}

#[test]
fn a_clean_folder_has_nothing_to_report() {
    let ran = Sandbox::new().file("content/a.md", DRILL).run("check");
    assert_eq!((ran.code, &*ran.stdout), (0, ""));
    assert_eq!(ran.stderr, "Checked 1 debrief: nothing to report\n");
}

#[test]
fn without_content_or_the_config_it_was_told_it_cannot_run() {
    let empty = Sandbox::new();
    let cases = [
        (&empty, "check"),
        (&empty, "build"),
        (&mixed(), "build --config none.toml"),
        (&mixed(), "check --content none"),
    ];
    for (sandbox, args) in cases {
        let ran = sandbox.run(args);
        assert_eq!(ran.code, 2, "{args}: {}", ran.stderr);
        let said = ran.stdout + &ran.stderr;
        assert_eq!(codes(&said), ["error[unreadable-file]"], "{args}: {said}");
        assert!(said.contains("Nothing was "), "{args}: {said}");
    }
}

#[test]
fn colours_are_for_terminals_unless_asked_for() {
    let is_colored = |sandbox: Sandbox, args: &str| sandbox.run(args).stdout.contains('\u{1b}');
    assert!(!is_colored(mixed(), "check"));
    assert!(is_colored(mixed(), "check --color always"));
    assert!(is_colored(mixed().variable("CLICOLOR_FORCE", "1"), "check"));
    assert!(!is_colored(
        mixed().variable("CLICOLOR_FORCE", "1"),
        "check --color never"
    ));
    assert!(!is_colored(mixed().variable("NO_COLOR", "1"), "check"));
}

#[test]
fn each_format_of_check_is_what_it_says() {
    let mixed = mixed();
    let json = |format| -> serde_json::Value {
        serde_json::from_str(&mixed.run(&format!("check --format {format}")).stdout).unwrap()
    };
    assert_eq!(json("json")["version"], 1);
    assert_eq!(json("sarif")["version"], "2.1.0");
    let github = mixed.run("check --format github").stdout;
    assert!(
        github.starts_with("::error file=content/2026-01-03-latin.md,"),
        "{github}"
    );
}

#[test]
fn paths_to_check_must_be_content() {
    let sandbox = Sandbox::new()
        .file("content/a.md", "# A\n")
        .file("notes/b.md", "# B\n");
    let say = |args| {
        let ran = sandbox.run(args);
        assert_eq!((ran.code, &*ran.stdout), (2, ""), "{args}");
        ran.stderr
    };
    assert_snapshot!(say("check content/z.md"), @"error: `content/z.md` cannot be checked: No such file or directory (os error 2)");
    assert_snapshot!(say("check content/a.md notes"), @"error: `notes` is not under the content folder `content`; to check another folder, name it with --content");
}

#[test]
fn the_config_changes_levels() {
    let run = |level: &str| {
        let config = format!("[check]\nempty-file = \"{level}\"\n");
        let sandbox = Sandbox::new().file("debriefs.toml", config);
        sandbox
            .file("content/a.md", DRILL)
            .file("content/b.md", "")
            .run("check")
    };
    let error = run("error");
    assert_eq!(
        (error.code, codes(&error.stdout)),
        (1, vec!["error[empty-file]"])
    );
    let off = run("off");
    assert_eq!((off.code, &*off.stdout), (0, ""));
}

#[test]
fn a_config_that_cannot_be_used_stops_everything() {
    let configs = [
        ("[site]\nbase_uri = \"x\"\n", "error[config-unknown-key]"),
        ("[site\n", "error[config-syntax]"),
        ("[check]\nnot-utf8 = \"off\"\n", "error[config-wrong-value]"),
    ];
    for (config, code) in configs {
        let sandbox = mixed().file("debriefs.toml", config);
        let ran = sandbox.run("build");
        assert_eq!((ran.code, codes(&ran.stderr)), (2, vec![code]), "{config}");
        assert!(!sandbox.path().join("public").exists(), "{config}");
        assert_eq!(sandbox.run("check").code, 2, "{config}");
    }
}
