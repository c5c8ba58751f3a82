//! A small site as a whole: which files it has, what the heart of it looks like, that two builds are equal, and that
//! what may not be shown is nowhere.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use insta::assert_snapshot;
use tempfile::TempDir;
use walkdir::WalkDir;

fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/site")
}

/// Builds a copy of the fixture (outside this repository, whose history would date it) and gives every file of the
/// site by its path.
fn build(threads: &str) -> BTreeMap<String, Vec<u8>> {
    let folder = TempDir::new().unwrap();
    for (path, bytes) in files(&fixture()) {
        let copy = folder.path().join("source").join(path);
        fs::create_dir_all(copy.parent().unwrap()).unwrap();
        fs::write(copy, bytes).unwrap();
    }
    let site = folder.path().join("site");
    let ran = Command::new(env!("CARGO_BIN_EXE_debriefs"))
        .args(["build", "--quiet", "--now", "2026-04-01", "--config"])
        .arg(folder.path().join("source/debriefs.toml"))
        .arg("--output")
        .arg(&site)
        .env("RAYON_NUM_THREADS", threads)
        .env_remove("DEPLOY_PRIME_URL")
        .output()
        .unwrap();
    assert!(
        ran.status.success(),
        "{}",
        String::from_utf8_lossy(&ran.stderr)
    );
    files(&site)
}

fn files(site: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = WalkDir::new(site).into_iter().map(Result::unwrap);
    entries
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path = entry.path().strip_prefix(site).unwrap().to_str().unwrap();
            (path.replace('\\', "/"), fs::read(entry.path()).unwrap())
        })
        .collect()
}

/// Names of assets carry a hash of their bytes; a golden file should not change with each colour.
fn without_hashes(text: &str) -> String {
    let hash = regex::Regex::new(r"(assets/[a-z-]+)\.[0-9a-f]{8,}\.").unwrap();
    let text = hash.replace_all(text, "$1.HASH.");
    let build = regex::Regex::new(r"search/[0-9a-f]{12}/").unwrap();
    build.replace_all(&text, "search/BUILD/").into_owned()
}

/// The files of the search index are compressed; what is in them?
fn unpacked(path: &str, bytes: Vec<u8>) -> Vec<u8> {
    if !path.ends_with(".bin") {
        return bytes;
    }
    let mut out = Vec::new();
    let mut decoder = flate2::read::GzDecoder::new(bytes.as_slice());
    std::io::Read::read_to_end(&mut decoder, &mut out).unwrap();
    out
}

fn text(site: &BTreeMap<String, Vec<u8>>, path: &str) -> String {
    let bytes = site.get(path).unwrap_or_else(|| panic!("no {path}"));
    without_hashes(std::str::from_utf8(bytes).unwrap())
}

#[test]
fn the_files_of_a_site() {
    let site = build("2");
    // Sorted without the hashes: they decide the order of a style sheet and a script of one name.
    let mut names: Vec<String> = site.keys().map(|name| without_hashes(name)).collect();
    names.sort_unstable();
    assert_snapshot!("files", names.join("\n"));
    for path in [
        "debriefs/2026-01-10-certificate/index.html",
        "debriefs/2026-02-03-queue/index.html",
        "index.html",
        "data/debriefs.json",
        "data/actions.json",
        "data/learnings.json",
        "feed.xml",
        "_redirects",
        "sitemap.xml",
    ] {
        assert_snapshot!(path.replace(['/', '.'], "_"), text(&site, path));
    }
}

#[test]
fn builds_are_equal_whatever_the_number_of_threads() {
    assert!(build("1") == build("4"));
}

#[test]
fn what_may_not_be_shown_is_nowhere() {
    let site = build("2");
    let file = |path: &str| site.get(&format!("search/{path}")).cloned();
    let index = debriefs::search::files::Reader::open(file).unwrap();
    // A dictionary holds the words of a text apart.
    for query in ["\"restricted\"", "\"redacted\"", "\"future\""] {
        assert_eq!(index.search(query, false).unwrap().hits, [], "{query}");
    }
    assert!(index.search("certificate", false).unwrap().total > 0);
    for (path, bytes) in &site {
        assert!(!path.contains("marker-"), "{path}");
        let bytes = unpacked(path, bytes.clone());
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("marker-"), "{path} holds a marked word");
    }
}
