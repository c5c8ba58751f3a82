//! The steps of the pipelines that `init` writes, run by hand.

use std::process::Command;

use debriefs::{
    data::{Map, Node, Value, parse_toml, parse_yaml},
    model::Span,
};

use super::knowledge_base;
use crate::cli::sandbox::Sandbox;

fn yaml(text: &str) -> Node {
    let parsed = parse_yaml(text, Span::new(0, text.len()));
    assert!(
        parsed.problems.is_empty() && parsed.duplicates.is_empty(),
        "{:?}",
        parsed.problems
    );
    parsed.root
}

fn get<'a>(node: &'a Node, path: &str) -> &'a Node {
    path.split('/').fold(node, |node, key| {
        node.map()
            .and_then(|map: &Map| map.get(key))
            .unwrap_or_else(|| panic!("no {key} of {path}"))
    })
}

fn text(node: &Node) -> &str {
    node.text().unwrap()
}

/// Runs a line of a pipeline as its host would, with the program on the path.
fn shell(base: &Sandbox, line: &str) -> String {
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_debriefs"))
        .parent()
        .unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let ran = Command::new("sh")
        .args(["-euc", line])
        .current_dir(base.path())
        .env_clear()
        .envs([
            ("PATH", &*path),
            ("HOME", base.path().to_str().unwrap()),
            ("SOURCE_DATE_EPOCH", "1795132800"),
        ])
        .env("DEPLOY_PRIME_URL", "")
        .env("CI_PROJECT_DIR", base.path())
        .env("CARGO_INSTALL_ROOT", base.path().join(".debriefs/tools"))
        .output()
        .unwrap();
    let stderr = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{line}\n{stderr}");
    String::from_utf8(ran.stdout).unwrap()
}

/// The program is there already; nothing is downloaded in a test.
fn without_install(line: &str) -> String {
    line.replace("sh .debriefs/install.sh", "true")
}

#[test]
#[cfg(unix)]
fn the_steps_on_github_run() {
    let base = knowledge_base();
    let workflow = yaml(&base.read(".github/workflows/debriefs.yml"));
    let steps = get(&workflow, "jobs/build/steps").items();
    let mut ran = Vec::new();
    for step in steps.iter().filter_map(|step| step.map()?.get("run")) {
        shell(&base, &without_install(text(step)));
        ran.push(text(step));
    }
    assert_eq!(
        ran[..3],
        [
            "sh .debriefs/install.sh",
            "debriefs check --format github",
            "debriefs build --strict --locked --timings"
        ]
    );
    assert!(base.path().join("public/index.html").exists());
    let upload = steps.iter().find(|step| {
        step.map().is_some_and(|step| {
            step.get("with").is_some_and(|with| {
                with.map()
                    .unwrap()
                    .get("path")
                    .is_some_and(|path| path.text() == Some("public"))
            })
        })
    });
    assert!(upload.is_some());
    assert_eq!(text(get(&steps[0], "with/fetch-depth")), "0");
    assert!(matches!(
        get(&workflow, "on/schedule").value,
        Value::List(_)
    ));
}

#[test]
#[cfg(unix)]
fn a_mistake_in_a_pull_request_is_shown_on_its_line() {
    let base = knowledge_base().file(
        "content/2026/2026-11-19-wrong.md",
        "---\ntitle: Wrong\nkind: accident\n---\n",
    );
    let ran = base.run("check --format github");
    assert_eq!(ran.code, 1);
    assert!(
        ran.stdout
            .contains("\n::error file=content/2026/2026-11-19-wrong.md,line=3,"),
        "{}",
        ran.stdout
    );
    let report: serde_json::Value =
        serde_json::from_str(&base.run("check --format gitlab").stdout).unwrap();
    let findings = report.as_array().unwrap().iter();
    let wrong: Vec<_> = findings
        .filter(|finding| finding["check_name"] == "wrong-value")
        .collect();
    assert_eq!(
        wrong[0]["location"],
        serde_json::json!({"path": "content/2026/2026-11-19-wrong.md", "lines": {"begin": 3}})
    );
    assert_eq!(
        (wrong.len(), &wrong[0]["severity"]),
        (1, &"critical".into())
    );
}

#[test]
#[cfg(unix)]
fn the_steps_on_gitlab_run() {
    let base = knowledge_base();
    let pipeline = yaml(&base.read(".gitlab-ci.yml"));
    let jobs = ["check", "build", "pages"];
    let scripts = jobs.map(|job| format!("{job}/script"));
    let lines = std::iter::once("default/before_script")
        .chain(scripts.iter().map(String::as_str))
        .map(|path| get(&pipeline, path).items());
    for line in lines.into_iter().flatten() {
        shell(&base, &without_install(text(line)));
    }
    assert!(base.path().join("public/index.html").exists());
    assert_eq!(text(get(&pipeline, "variables/GIT_DEPTH")), "0");
    let report = base.read(text(get(&pipeline, "check/artifacts/reports/codequality")));
    assert_eq!(report, "[]\n");
}

#[test]
#[cfg(unix)]
fn the_command_on_netlify_runs() {
    let base = knowledge_base();
    let file = base.read("netlify.toml");
    let parsed = parse_toml(&file, Span::new(0, file.len()));
    assert!(parsed.problems.is_empty());
    shell(
        &base,
        &without_install(text(get(&parsed.root, "build/command"))),
    );
    let output = text(get(&parsed.root, "build/publish"));
    assert!(base.path().join(output).join("_headers").exists());
}

/// A site is published by a person who knows who can read it, never by the mere push of a new repository.
#[test]
fn nothing_is_published_before_somebody_says_so() {
    let base = knowledge_base();
    let github = yaml(&base.read(".github/workflows/debriefs.yml"));
    assert!(text(get(&github, "jobs/publish/if")).contains("vars.DEBRIEFS_PUBLISH == 'pages'"));
    let gitlab = yaml(&base.read(".gitlab-ci.yml"));
    let rule = &get(&gitlab, "pages/rules").items()[0];
    assert!(text(get(rule, "if")).contains("$DEBRIEFS_PUBLISH == \"pages\""));
}
