//! How the program is called: help, wrong arguments, streams that fail.

use insta::assert_snapshot;

use super::sandbox::Sandbox;

#[test]
fn without_a_command_it_shows_how_to_be_called() {
    let ran = Sandbox::new().run("");
    assert_eq!(ran.code, 2);
    assert_eq!(ran.stdout, "");
    assert_snapshot!(ran.stderr, @r"
    Turns a folder of incident debriefs into a site

    Usage: debriefs [OPTIONS] <COMMAND>

    Commands:
      build        Build the site: the content folder becomes `public/`
      serve        Preview the site while you write: pages follow every save
      check        Say everything that is wrong or missing, and write nothing
      import       Write what can be read from old reports into their frontmatter
      init         Start a knowledge base: settings, an example, a template, pipelines
      new          Start a debrief from the template
      actions      List action items: those of causes that came back first, then the oldest
      review       Write the monthly review: one line for each open action item, to be decided
      tickets      Keep what the ticket system says with the debriefs
      digest       One month in short, for posting: what happened, came back, was learned, was done, and
                   is late
      stats        Figures about many debriefs, as on the page `/stats/`
      similar      Show past debriefs like the one you are writing, and what is still open from them
      causes       Show the recurring causes, and what came back while actions were open
      search       Find debriefs by what they say
      schema       Print the JSON Schema of the frontmatter or of `debriefs.toml`
      theme        Change how the site looks
      completions  Print what lets a shell complete commands and options
      man          Print the manual page of debriefs, or of one of its commands
      help         Print this message or the help of the given subcommand(s)

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
              Leave `debriefs.lock` as it is, and warn when it lacks a recurring cause

          --timings
              Say how long each stage took

          --format <FORMAT>
              How findings are written: `text` on stderr, the others on stdout

              Possible values:
              - text:   For people
              - json:   One JSON object
              - github: Annotations of GitHub Actions
              - gitlab: A Code Quality report of GitLab
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
                             github, gitlab, sarif]
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
      [possible values: text, json, github, gitlab, sarif]

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
    let page = include_str!("../../docs/checks/unknown-key.md");
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
