//! What a person does with the showcase in a real browser; the steps are in `browser/run.mjs` and
//! `browser/search.mjs`.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

pub(crate) fn on_path(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|candidate| candidate.is_file())
}

/// Skips, loudly, unless the environment says that the browser must be there (as in CI).
#[allow(clippy::print_stderr, reason = "a skipped test must be seen")]
pub(crate) fn skip(reason: &str) {
    assert!(
        env::var("DEBRIEFS_BROWSER").as_deref() != Ok("required"),
        "browser tests are required, but {reason}"
    );
    eprintln!("\n!!! SKIPPED the browser tests: {reason}.\n");
}

/// Builds the showcase.
pub(crate) fn showcase(site: &Path) {
    let built = Command::new(env!("CARGO_BIN_EXE_debriefs"))
        .args(["build", "--quiet", "--now", "2026-11-22", "--content"])
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("content"))
        .arg("--output")
        .arg(site)
        .output()
        .unwrap();
    assert!(
        built.status.success(),
        "{}",
        String::from_utf8_lossy(&built.stderr)
    );
}

/// Runs a script of `tests/browser/` with the showcase.
fn run(script: &str) {
    let Some((node, chromium)) = tools() else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("site");
    showcase(&site);
    pass(
        Command::new(node)
            .arg(here().join(script))
            .args([&site, &chromium]),
    );
}

pub(crate) fn here() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser")
}

/// Node and a browser, when everything the scripts need is there.
pub(crate) fn tools() -> Option<(PathBuf, PathBuf)> {
    let missing = |what: &str| {
        skip(what);
        None
    };
    let Some(chromium) = on_path(&["chromium", "chromium-browser", "google-chrome"]) else {
        return missing("no Chromium is on the path");
    };
    let Some(node) = on_path(&["node"]) else {
        return missing("no node is on the path");
    };
    if !here().join("node_modules").is_dir() {
        return missing("`npm ci --prefix tests/browser` has not been run");
    }
    Some((node, chromium))
}

pub(crate) fn pass(command: &mut Command) {
    let ran = command.output().unwrap();
    assert!(
        ran.status.success(),
        "{}{}",
        String::from_utf8_lossy(&ran.stdout),
        String::from_utf8_lossy(&ran.stderr)
    );
}

#[test]
fn the_showcase_in_chromium() {
    run("run.mjs");
}

#[test]
fn searching_the_showcase_in_chromium() {
    run("search.mjs");
}

#[test]
fn the_preview_in_chromium() {
    let Some((node, chromium)) = tools() else {
        return;
    };
    let program = env!("CARGO_BIN_EXE_debriefs");
    pass(
        Command::new(node)
            .arg(here().join("preview.mjs"))
            .arg(program)
            .arg(chromium),
    );
}
