//! What a person does with the showcase in a real browser; the steps are in `browser/run.mjs`.

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

#[test]
fn the_showcase_in_chromium() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let Some(chromium) = on_path(&["chromium", "chromium-browser", "google-chrome"]) else {
        return skip("no Chromium is on the path");
    };
    let Some(node) = on_path(&["node"]) else {
        return skip("no node is on the path");
    };
    if !here.join("tests/browser/node_modules").is_dir() {
        return skip("`npm ci --prefix tests/browser` has not been run");
    }
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("site");
    let built = Command::new(env!("CARGO_BIN_EXE_debriefs"))
        .args(["build", "--quiet", "--now", "2026-11-22", "--content"])
        .arg(here.join("content"))
        .arg("--output")
        .arg(&site)
        .output()
        .unwrap();
    assert!(
        built.status.success(),
        "{}",
        String::from_utf8_lossy(&built.stderr)
    );
    let run = Command::new(node)
        .arg(here.join("tests/browser/run.mjs"))
        .args([&site, &chromium])
        .output()
        .unwrap();
    assert!(
        run.status.success(),
        "{}{}",
        String::from_utf8_lossy(&run.stdout),
        String::from_utf8_lossy(&run.stderr)
    );
}

#[test]
fn the_preview_in_chromium() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let Some(chromium) = on_path(&["chromium", "chromium-browser", "google-chrome"]) else {
        return skip("no Chromium is on the path");
    };
    let Some(node) = on_path(&["node"]) else {
        return skip("no node is on the path");
    };
    if !here.join("tests/browser/node_modules").is_dir() {
        return skip("`npm ci --prefix tests/browser` has not been run");
    }
    let run = Command::new(node)
        .arg(here.join("tests/browser/preview.mjs"))
        .arg(env!("CARGO_BIN_EXE_debriefs"))
        .arg(chromium)
        .output()
        .unwrap();
    assert!(
        run.status.success(),
        "{}{}",
        String::from_utf8_lossy(&run.stdout),
        String::from_utf8_lossy(&run.stderr)
    );
}
