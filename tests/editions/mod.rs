//! What an edition may not hold is nowhere in it: words are planted in many places of a knowledge base, and every byte of
//! the site is looked through for them, file names and the compressed search index too.

mod planted;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    process::Command,
};

use debriefs::search::files::Reader;
use flate2::read::GzDecoder;
use planted::{FILES, PEOPLE, PLANTED, TEXT};
use tempfile::TempDir;
use walkdir::WalkDir;

/// Public debriefs that nothing is planted in.
const OTHERS: usize = 8;

type Site = BTreeMap<String, Vec<u8>>;

/// Builds an edition of the planted knowledge base; `change` may rewrite each file first.
fn build(edition: &str, change: impl Fn(&str) -> String, more: &[&str]) -> Site {
    let folder = TempDir::new().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    for (path, text) in FILES {
        write(path, &change(text));
    }
    for n in 0..OTHERS {
        // Too few debriefs have no groups.
        let text =
            format!("---\nvisibility: public\n---\n# Outage number {n}\n\nThe service was gone.\n");
        write(&format!("content/2025/2025-01-0{}-outage.md", n + 1), &text);
    }
    let site = folder.path().join("site");
    let ran = Command::new(env!("CARGO_BIN_EXE_debriefs"))
        .args(["build", "--now", "2026-04-01", "--edition", edition])
        .args(more)
        .arg("--config")
        .arg(folder.path().join("debriefs.toml"))
        .arg("--output")
        .arg(&site)
        .arg("--cache-dir")
        .arg(folder.path().join("cache"))
        .env_remove("DEPLOY_PRIME_URL")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{said}");
    read(&site)
}

/// Every file of a site by its path, unpacked where it is packed.
fn read(site: &Path) -> Site {
    let files = WalkDir::new(site).into_iter().map(Result::unwrap);
    let files = files.filter(|entry| entry.file_type().is_file());
    let read = files.map(|entry| {
        let path = entry.path().strip_prefix(site).unwrap();
        let bytes = fs::read(entry.path()).unwrap();
        (path.to_str().unwrap().to_owned(), bytes)
    });
    read.collect()
}

fn unpacked(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    match std::io::Read::read_to_end(&mut GzDecoder::new(bytes), &mut out) {
        Ok(_) => out,
        Err(_) => bytes.to_owned(),
    }
}

/// The planted words that a site holds, each with the files it stands in.
fn found(site: &Site) -> BTreeMap<&'static str, BTreeSet<String>> {
    let index = |path: &str| site.get(&format!("search/{path}")).cloned();
    let index = Reader::open(index).unwrap();
    let mut found: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (word, _) in planted::all() {
        // The words of a dictionary are stored apart, so the index is asked.
        if index.search(word, false).unwrap().total + index.search(word, true).unwrap().total > 0 {
            found
                .entry(word)
                .or_default()
                .insert("the search index".into());
        }
    }
    for (path, bytes) in site {
        let text = String::from_utf8_lossy(&unpacked(bytes)).to_lowercase() + "\n" + path;
        for (word, _) in planted::all().filter(|(word, _)| text.contains(word)) {
            found.entry(word).or_default().insert(path.clone());
        }
    }
    found
}

fn words<'a>(
    planted: impl IntoIterator<Item = &'a (&'static str, &'static str)>,
) -> BTreeSet<&'static str> {
    planted.into_iter().map(|(word, _)| *word).collect()
}

/// The test must be able to fail: an edition that may hold everything, with nothing redacted and drafts built, has every
/// single word.
#[test]
fn a_full_edition_has_every_planted_word() {
    assert!(
        PLANTED.len() >= 50 && planted::all().count() == words(PLANTED).len() + words(PEOPLE).len()
    );
    let open = |text: &str| {
        text.replace("<!-- redact -->", "")
            .replace("<!-- /redact -->", "")
    };
    let site = build("full", open, &["--drafts"]);
    let found = found(&site);
    let lost: Vec<_> = planted::all()
        .filter(|(word, _)| !found.contains_key(word))
        .collect();
    assert!(lost.is_empty(), "{lost:#?}");
    // A group of its own, a page of its own, a month of its own: what editions differ in most.
    for path in [
        "causes/qzcausea/index.html",
        "services/qzservicea/index.html",
        "reviews/2026-02/index.html",
    ] {
        assert!(site.contains_key(path), "{path} in {:#?}", site.keys());
    }
}

#[test]
fn the_company_edition_has_names_and_nothing_that_is_held_back() {
    let found = found(&build("company", str::to_owned, &[]));
    let expected = words(PEOPLE);
    let extra: Vec<_> = found
        .iter()
        .filter(|(word, _)| !expected.contains(*word))
        .collect();
    assert!(extra.is_empty(), "{extra:#?}");
    let lost: Vec<_> = PEOPLE
        .iter()
        .filter(|(word, _)| !found.contains_key(word))
        .collect();
    assert!(lost.is_empty(), "{lost:#?}");
}

#[test]
fn the_public_edition_has_not_one_planted_word() {
    let site = build("public", str::to_owned, &[]);
    let found = found(&site);
    assert!(found.is_empty(), "{found:#?}");
    let page =
        String::from_utf8_lossy(&site["debriefs/2026-01-10-certificate/index.html"]).into_owned();
    for (what, text) in TEXT {
        assert!(page.contains(text), "{what}: {text:?} is not in {page}");
    }
}

/// Reference to what is not there is neutral: words without a link, and no word about why.
#[test]
fn references_to_what_is_held_back_are_neutral() {
    let site = build("public", str::to_owned, &[]);
    let page =
        String::from_utf8_lossy(&site["debriefs/2026-01-10-certificate/index.html"]).into_owned();
    assert!(page.contains("see the other one"), "{page}");
    assert!(!page.contains(">the other one</a>"), "{page}");
    assert!(!page.to_lowercase().contains("restricted"), "{page}");
    // And counts are those of the edition.
    let data: serde_json::Value = serde_json::from_slice(&site["data/debriefs.json"]).unwrap();
    assert_eq!(data["debriefs"].as_array().unwrap().len(), OTHERS + 2);
    let sitemap = String::from_utf8_lossy(&site["sitemap.xml"]).into_owned();
    assert_eq!(sitemap.matches("/debriefs/2026").count(), 2, "{sitemap}");
}

/// An edition for strangers may be found; one for the company asks to be left out, and so does each of its pages.
#[test]
fn only_a_public_edition_may_be_indexed() {
    let text = |site: &Site, path: &str| String::from_utf8_lossy(&site[path]).into_owned();
    let page = "debriefs/2026-01-10-certificate/index.html";
    let company = build("company", str::to_owned, &[]);
    assert!(text(&company, "_headers").contains("X-Robots-Tag: noindex"));
    assert!(text(&company, "robots.txt").contains("Disallow: /\n"));
    let html = company.iter().filter(|(path, _)| path.ends_with(".html"));
    for (path, bytes) in html {
        let html = String::from_utf8_lossy(bytes);
        assert!(
            html.contains("<meta name=\"robots\" content=\"noindex\">"),
            "{path}"
        );
    }
    let public = build("public", str::to_owned, &[]);
    assert!(!text(&public, "_headers").contains("noindex"));
    assert!(text(&public, "robots.txt").contains("Allow: /\n"));
    assert!(!text(&public, page).contains("noindex"));
}
