//! The program as people and CI call it: what it prints where, and how it ends.

mod sandbox;

use insta::assert_snapshot;
use sandbox::Sandbox;

#[test]
fn without_a_command_it_shows_how_to_be_called() {
    let ran = Sandbox::new().run("");
    assert_eq!(ran.code, 2);
    assert_eq!(ran.stdout, "");
    assert_snapshot!(ran.stderr, @r"
    Turns a folder of incident debriefs into a site

    Usage: debriefs [OPTIONS] <COMMAND>

    Commands:
      build  Build the site: the content folder becomes `public/`
      check  Say everything that is wrong or missing, and write nothing
      help   Print this message or the help of the given subcommand(s)

    Options:
      -h, --help     Print help (see more with '--help')
      -V, --version  Print version

    Options of every command:
          --content <DIR>    Folder with the debriefs [default: the one in the config, else `content`]
          --config <FILE>    Configuration file [default: the nearest `debriefs.toml` at or above the
                             content folder]
          --edition <NAME>   Which edition of the site: who it is for decides what it holds [default:
                             company]
          --now <DATE>       Compute everything as of this day, such as `2026-11-20`, or moment in RFC
                             3339 [default: $SOURCE_DATE_EPOCH, else today]
          --cache-dir <DIR>  Folder for caches [default: the user's cache folder]
          --color <WHEN>     Colours; `auto` looks at the terminal and at $NO_COLOR [default: auto]
                             [possible values: auto, always, never]
      -q, --quiet            Say only what went wrong
    ");
}

#[test]
fn help_of_build() {
    let ran = Sandbox::new().run("build --help");
    assert_eq!((ran.code, &*ran.stderr), (0, ""));
    assert_snapshot!(ran.stdout, @r"
    Build the site: the content folder becomes `public/`

    Debriefs that cannot be read are reported and left out; the others are published. The output folder
    is replaced as a whole or not at all.

    Usage: debriefs build [OPTIONS]

    Options:
      -o, --output <DIR>
              Folder to write the site to [default: the one in the config, else `public`]

          --base-url <URL>
              Address the site is published at, for feeds and the sitemap [default: the one in the
              config, else $DEPLOY_PRIME_URL, else $CI_PAGES_URL]

          --drafts
              Build drafts too

          --strict
              Publish nothing when anything is at error level

          --locked
              Fail rather than change a file of the repository

          --timings
              Say how long each stage took

          --format <FORMAT>
              How findings are written: `text` on stderr, the others on stdout

              Possible values:
              - text:   For people
              - json:   One JSON object
              - github: Annotations of GitHub Actions
              - sarif:  SARIF 2.1.0, for code scanning services
              
              [default: text]

      -h, --help
              Print help (see a summary with '-h')

    Options of every command:
          --content <DIR>
              Folder with the debriefs [default: the one in the config, else `content`]

          --config <FILE>
              Configuration file [default: the nearest `debriefs.toml` at or above the content folder]

          --edition <NAME>
              Which edition of the site: who it is for decides what it holds
              
              [default: company]

          --now <DATE>
              Compute everything as of this day, such as `2026-11-20`, or moment in RFC 3339 [default:
              $SOURCE_DATE_EPOCH, else today]

          --cache-dir <DIR>
              Folder for caches [default: the user's cache folder]

          --color <WHEN>
              Colours; `auto` looks at the terminal and at $NO_COLOR
              
              [default: auto]
              [possible values: auto, always, never]

      -q, --quiet
              Say only what went wrong

    Examples:
      debriefs build
      debriefs build --content reports --output site
      debriefs build --strict --base-url https://debriefs.example.com/

    Exit status: 0 the site was published, 1 it was not because of --strict, 2 the build could not run
    ");
}

#[test]
fn help_of_check() {
    let ran = Sandbox::new().run("check -h");
    assert_eq!((ran.code, &*ran.stderr), (0, ""));
    assert_snapshot!(ran.stdout, @r"
    Say everything that is wrong or missing, and write nothing

    Usage: debriefs check [OPTIONS] [PATH]...

    Arguments:
      [PATH]...  Files and folders under the content folder [default: all]

    Options:
          --format <FORMAT>  How findings are written [default: text] [possible values: text, json,
                             github, sarif]
          --explain <CODE>   Explain a rule, such as `unknown-key`, and do nothing else
      -h, --help             Print help (see more with '--help')

    Options of every command:
          --content <DIR>    Folder with the debriefs [default: the one in the config, else `content`]
          --config <FILE>    Configuration file [default: the nearest `debriefs.toml` at or above the
                             content folder]
          --edition <NAME>   Which edition of the site: who it is for decides what it holds [default:
                             company]
          --now <DATE>       Compute everything as of this day, such as `2026-11-20`, or moment in RFC
                             3339 [default: $SOURCE_DATE_EPOCH, else today]
          --cache-dir <DIR>  Folder for caches [default: the user's cache folder]
          --color <WHEN>     Colours; `auto` looks at the terminal and at $NO_COLOR [default: auto]
                             [possible values: auto, always, never]
      -q, --quiet            Say only what went wrong

    Examples:
      debriefs check
      debriefs check content/2026
      debriefs check --format github
      debriefs check --explain unknown-key

    Exit status: 0 nothing at error level, 1 something is, 2 the check could not run
    ");
}

#[test]
fn the_version_is_that_of_the_package() {
    let ran = Sandbox::new().run("--version");
    let version = format!("debriefs {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!((ran.code, ran.stdout, &*ran.stderr), (0, version, ""));
}

#[test]
fn a_misspelt_command_is_answered_with_the_nearest() {
    let ran = Sandbox::new().run("biuld");
    assert_eq!((ran.code, &*ran.stdout), (2, ""));
    assert_snapshot!(ran.stderr, @r"
    error: unrecognized subcommand 'biuld'

      tip: a similar subcommand exists: 'build'

    Usage: debriefs [OPTIONS] <COMMAND>

    For more information, try '--help'.
    ");
}

#[test]
fn wrong_values_say_what_would_be_right() {
    let say = |args| {
        let ran = Sandbox::new().run(args);
        assert_eq!((ran.code, &*ran.stdout), (2, ""), "{args}");
        ran.stderr
    };
    assert_snapshot!(say("build --now yesterday"), @r"
    error: invalid value 'yesterday' for '--now <DATE>': write a day (2026-11-20) or a moment (2026-11-20T09:30:00Z)

    For more information, try '--help'.
    ");
    assert_snapshot!(say("build --base-url debriefs.example.com"), @r"
    error: invalid value 'debriefs.example.com' for '--base-url <URL>': write an absolute address such as https://debriefs.example.com/

    For more information, try '--help'.
    ");
    assert_snapshot!(say("check --format xml"), @r"
    error: invalid value 'xml' for '--format <FORMAT>'
      [possible values: text, json, github, sarif]

    For more information, try '--help'.
    ");
    assert_snapshot!(say("check --explain unknown-kez"), @r"
    error: invalid value 'unknown-kez' for '--explain <CODE>': there is no such rule (did you mean `unknown-key`?)

    For more information, try '--help'.
    ");
}

#[test]
fn wrong_variables_are_named() {
    let say = |name, value| {
        let ran = Sandbox::new().variable(name, value).run("build");
        assert_eq!((ran.code, &*ran.stdout), (2, ""), "{name}");
        ran.stderr
    };
    assert_snapshot!(say("SOURCE_DATE_EPOCH", "today"), @"error: SOURCE_DATE_EPOCH is `today`; it must be a number of seconds since 1970");
    assert_snapshot!(say("DEPLOY_PRIME_URL", "preview"), @"error: DEPLOY_PRIME_URL is `preview`: write an absolute address such as https://debriefs.example.com/");
}

#[test]
fn a_rule_is_explained_by_its_page() {
    let ran = Sandbox::new().run("check --explain unknown-key");
    let page = include_str!("../docs/checks/unknown-key.md");
    assert_eq!((ran.code, &*ran.stdout, &*ran.stderr), (0, page, ""));
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let ran = Sandbox::new().run_into_closed_pipe("check --explain unknown-key");
    assert_eq!((ran.code, &*ran.stderr), (0, ""));
}

#[test]
#[cfg(target_os = "linux")]
fn results_that_cannot_be_written_are_a_failure() {
    let ran = Sandbox::new().run_into_full_disk("check --explain unknown-key");
    assert_eq!(ran.code, 2);
    assert_snapshot!(ran.stderr, @"error: the output could not be written: No space left on device (os error 28)");
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

/// One debrief that can be read, one that cannot, and an empty file.
fn mixed() -> Sandbox {
    Sandbox::new()
        .file("content/2026-01-02-good.md", "# Good\n\nAll of it.\n")
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
    let stages: Vec<_> = ran
        .stderr
        .lines()
        .filter_map(|line| line.strip_suffix(" ms"))
        .collect();
    assert!(
        stages.len() > 3 && stages[0].starts_with("read "),
        "{}",
        ran.stderr
    );
    assert!(
        stages[stages.len() - 1].starts_with("total "),
        "{}",
        ran.stderr
    );
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
    let ran = Sandbox::new().file("content/a.md", "# A\n").run("check");
    assert_eq!((ran.code, &*ran.stdout), (0, ""));
    assert_eq!(ran.stderr, "Checked 1 debrief: nothing to report\n");
}

#[test]
fn without_content_or_config_it_cannot_run() {
    for args in [
        "check",
        "build",
        "check --config none.toml",
        "check --content none",
    ] {
        let ran = Sandbox::new().run(args);
        assert_eq!(ran.code, 2, "{args}: {}", ran.stderr);
        let said = ran.stdout + &ran.stderr;
        assert!(said.starts_with("error["), "{args}: {said}");
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
