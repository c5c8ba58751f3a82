//! The scripts of the search: typed, packed from their sources, small. They are asked questions in `search/client.mjs`
//! and used in `browser/search.mjs`.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use crate::browser::{on_path, showcase, skip};

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Node, when it and the packages of the browser tests are there.
fn node() -> Option<PathBuf> {
    let node = on_path(&["node"]);
    let packages = here().join("tests/browser/node_modules/typescript");
    if node.is_none() || !packages.is_dir() {
        skip("there is no node, or `npm ci --prefix tests/browser` has not been run");
        return None;
    }
    node
}

fn assert_success(run: &Output) {
    assert!(
        run.status.success(),
        "{}{}",
        String::from_utf8_lossy(&run.stdout),
        String::from_utf8_lossy(&run.stderr)
    );
}

#[test]
fn the_scripts_are_sound_and_packed() {
    let Some(node) = node() else { return };
    let sources = here().join("themes/default/search");
    let compiler = here().join("tests/browser/node_modules/typescript/bin/tsc");
    let run = |args: &[&Path]| Command::new(&node).args(args).output().unwrap();
    assert_success(&run(&[&compiler, Path::new("-p"), &sources]));
    let build = sources.join("build.mjs");
    assert_success(&run(&[&build, Path::new("--check")]));
}

#[test]
fn the_script_does_what_the_format_says_and_refuses_damaged_files() {
    let Some(node) = node() else { return };
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("site");
    showcase(&site);
    let unit = here().join("tests/search/unit.mjs");
    assert_success(&Command::new(node).args([&unit, &site]).output().unwrap());
}

/// Bytes that a script and its compressed form may have (`docs/decisions/0025-search-script.md`).
#[test]
fn the_scripts_are_small() {
    for (name, raw, packed) in [
        ("search.js", 20_000, 7_000),
        ("search-dialog.js", 6_000, 2_600),
        ("search-page.js", 7_000, 2_800),
    ] {
        let bytes = fs::read(here().join("themes/default/assets").join(name)).unwrap();
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(&bytes).unwrap();
        let compressed = encoder.finish().unwrap().len();
        assert!(bytes.len() <= raw, "{name}: {} bytes", bytes.len());
        assert!(
            compressed <= packed,
            "{name}: {compressed} bytes compressed"
        );
    }
}
