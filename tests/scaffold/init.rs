//! `debriefs init`.

use std::fs;

use insta::assert_snapshot;

use super::{NOW, desk, knowledge_base};
use debriefs::{config, diagnostic::Sources, scaffold};

#[test]
fn a_new_knowledge_base_says_what_it_wrote_and_what_comes_next() {
    let desk = desk();
    let ran = desk.run("init kb");
    assert_eq!(ran.code, 0);
    assert_snapshot!(ran.stdout, @r"
    kb/debriefs.toml
    kb/README.md
    kb/.gitignore
    kb/.gitattributes
    kb/.debriefs/install.sh
    kb/.github/workflows/debriefs.yml
    kb/.gitlab-ci.yml
    kb/netlify.toml
    kb/.debriefs/config.schema.json
    kb/.debriefs/frontmatter.schema.json
    kb/content/_template.md
    kb/content/_template-full.md
    kb/content/2026/2026-10-31-example-prices-of-yesterday.md
    ");
    assert_snapshot!(ran.stderr, @r#"
    This is no git repository yet: `git init` makes it one

    Next:
      cd kb
      debriefs build                 # then open public/index.html
      debriefs new "What happened"   # your first debrief
      debriefs check                 # what is wrong or missing
    "#);
}

#[test]
fn a_new_knowledge_base_builds_and_has_no_findings() {
    let base = knowledge_base();
    let build = base.run("build --strict");
    assert_eq!(build.code, 0, "{}", build.stderr);
    assert!(
        build.stderr.starts_with("Built 1 debrief: "),
        "{}",
        build.stderr
    );
    assert_eq!(build.stderr.lines().count(), 1, "{}", build.stderr);
    let check = base.run("check");
    assert_eq!((check.code, &*check.stdout), (0, ""));
    assert_eq!(check.stderr, "Checked 1 debrief: nothing to report\n");
}

#[test]
fn the_example_is_read_as_it_is_meant() {
    let base = knowledge_base();
    assert_eq!(base.run("build").code, 0);
    let data: serde_json::Value =
        serde_json::from_str(&base.read("public/data/debriefs.json")).unwrap();
    let debrief = &data["debriefs"][0];
    assert_eq!(debrief["durations"]["ttd"], 42 * 60);
    assert_eq!(debrief["durations"]["ttr"], 48 * 60);
    assert_eq!(debrief["answers"]["detected_in_target"], "no");
    assert_eq!(debrief["answers"]["fixed_in_target"], "yes");
    let states: Vec<_> = debrief["actions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|a| a["state"].clone())
        .collect();
    assert_eq!(states, ["done", "open"]);
    assert_eq!(debrief["timeline"].as_array().unwrap().len(), 4);
    assert_eq!(debrief["learnings"].as_array().unwrap().len(), 2);
}

#[test]
fn a_second_start_changes_nothing() {
    let base = knowledge_base();
    let before = base.tree("");
    let ran = base.run("init");
    assert_eq!((ran.code, &*ran.stdout), (0, ""));
    assert_snapshot!(ran.stderr, @r"
    Kept as it was: debriefs.toml, README.md, .gitignore, .gitattributes, .debriefs/install.sh, .github/workflows/debriefs.yml, .gitlab-ci.yml, netlify.toml, .debriefs/config.schema.json, .debriefs/frontmatter.schema.json, content/_template.md, content/_template-full.md
    Everything was there already
    ");
    assert_eq!(base.tree(""), before);
}

#[test]
fn what_is_there_stays_and_is_named() {
    let desk = desk()
        .file(".gitignore", "mine\n")
        .file("README.md", "mine")
        .file(
            "debriefs.toml",
            "[content]\ndir = \"incidents\"\noutput = \"site\"\n",
        )
        .file("incidents/2020-01-01-old.md", "# Old\n");
    let ran = desk.run("init");
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert_snapshot!(ran.stdout, @r"
    .gitattributes
    .debriefs/install.sh
    .github/workflows/debriefs.yml
    .gitlab-ci.yml
    netlify.toml
    .debriefs/config.schema.json
    .debriefs/frontmatter.schema.json
    incidents/_template.md
    incidents/_template-full.md
    ");
    assert_snapshot!(ran.stderr, @r#"
    Kept as it was: debriefs.toml, README.md, .gitignore
    This is no git repository yet: `git init` makes it one
    Add /site/ to .gitignore if it is not there: the site is never committed

    Next:
      debriefs build                 # then open site/index.html
      debriefs new "What happened"   # your first debrief
      debriefs check                 # what is wrong or missing
    "#);
    assert_eq!(desk.read(".gitignore"), "mine\n");
    assert!(desk.read("netlify.toml").contains("publish = \"site\""));
    assert!(
        !desk
            .read(".github/workflows/debriefs.yml")
            .contains("{{ output }}")
    );
}

#[test]
fn settings_that_are_wrong_are_shown_before_anything_is_written() {
    let desk = desk().file("debriefs.toml", "[sight]\n");
    let before = desk.tree("");
    let ran = desk.run("init");
    assert_eq!((ran.code, &*ran.stdout), (2, ""));
    assert!(
        ran.stderr
            .starts_with("error[config-unknown-key]: unknown key `sight`"),
        "{}",
        ran.stderr
    );
    assert!(
        ran.stderr.ends_with("Nothing was written\n"),
        "{}",
        ran.stderr
    );
    assert_eq!(desk.tree(""), before);
}

#[test]
fn a_place_that_cannot_be_written_to_is_named() {
    let desk = desk().file("file", "").file("taken/content", "");
    let say = |args| {
        let ran = desk.run(args);
        assert_eq!(ran.code, 2, "{args}");
        ran.stderr
    };
    assert_snapshot!(say("init file"), @"error: `file` is a file; name a folder");
    assert_snapshot!(say("init file/kb"), @"error: `file/kb/debriefs.toml` cannot be written: Not a directory (os error 20)");
    assert_snapshot!(say("init taken"), @"error: `taken/content/_template.md` cannot be written: File exists (os error 17)");
    assert_snapshot!(say("init --content reports"), @"error: `init` takes neither --content nor --config; name the folder to start in, and change `dir` in its debriefs.toml afterwards");
}

/// Root may write anywhere, so that there is nothing to see for it.
#[test]
#[cfg(unix)]
fn a_read_only_folder_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let desk = desk();
    let folder = desk.path().join("kb");
    fs::create_dir(&folder).unwrap();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).unwrap();
    if fs::write(folder.join("probe"), "").is_ok() {
        return;
    }
    let ran = desk.run("init kb");
    assert_eq!((ran.code, &*ran.stdout), (2, ""));
    assert_snapshot!(ran.stderr, @"error: `kb/debriefs.toml` cannot be written: Permission denied (os error 13)");
}

#[test]
fn the_root_of_a_repository_is_where_pipelines_must_be() {
    let inside = desk().file(".git/HEAD", "ref: refs/heads/main\n");
    let said = inside.run("init .").stderr;
    assert!(!said.contains("repository"), "{said}");
    let below = inside.run("init docs/debriefs").stderr;
    assert!(
        below.contains("move .github, .gitlab-ci.yml and netlify.toml there"),
        "{below}"
    );
}

#[test]
fn quiet_prints_paths_and_nothing_else() {
    let ran = desk().run("init --quiet");
    assert_eq!((ran.code, &*ran.stderr), (0, ""));
    assert_eq!(ran.stdout.lines().next(), Some("debriefs.toml"));
}

/// Settings that a comment offers are right once the `#` is gone.
#[test]
fn commented_settings_are_right() {
    let base = knowledge_base();
    let is_setting = |line: &str| {
        line.starts_with('[')
            || line
                .split_once(" = ")
                .is_some_and(|(key, _)| !key.contains(' '))
    };
    let text: String = base
        .read("debriefs.toml")
        .lines()
        .map(|line| {
            line.strip_prefix("# ")
                .filter(|rest| is_setting(rest))
                .unwrap_or(line)
                .to_owned()
                + "\n"
        })
        .collect();
    assert!(
        text.lines()
            .filter(|line| !line.starts_with('#') && line.contains('='))
            .count()
            > 12
    );
    let file = base.path().join("all.toml");
    fs::write(&file, text).unwrap();
    let loaded = config::load(&file, &mut Sources::default());
    assert_eq!(loaded.diagnostics, []);
    assert!(loaded.value.unwrap().editions.contains_key("public"));
}

#[test]
fn one_line_pins_the_version() {
    let base = knowledge_base();
    let version = env!("CARGO_PKG_VERSION");
    let naming: Vec<String> = base
        .tree("")
        .into_iter()
        .filter(|(path, _)| !path.ends_with(".schema.json"))
        .flat_map(|(path, bytes)| {
            let text = String::from_utf8(bytes).unwrap();
            let lines = text
                .lines()
                .filter(|line| line.contains(version) || line.contains("cargo install"));
            lines
                .map(|line| format!("{path}: {line}"))
                .collect::<Vec<_>>()
        })
        .collect();
    assert_eq!(
        naming,
        [format!(
            ".debriefs/install.sh: cargo install debriefs --version {version} --locked"
        )]
    );
}

#[test]
fn no_slot_is_left_open() {
    let base = knowledge_base();
    for (path, bytes) in base.tree("") {
        let text = String::from_utf8(bytes).unwrap().replace("${{", "");
        if !path.contains("/_template") {
            assert!(!text.contains("{{"), "{path}");
        }
    }
    let project = scaffold::Project {
        content: "content",
        output: "public",
        timezone: "UTC",
        today: NOW.parse().unwrap(),
    };
    assert!(
        scaffold::example(&project)
            .path
            .starts_with("content/2026/2026-10-31-example")
    );
}
