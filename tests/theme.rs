//! Themes, colours and languages of one's own, on whole sites.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::browser::showcase;

/// Builds with a configuration, which must have nothing to report; gives the folder of the site.
fn build(config: &Path, output: &Path) -> PathBuf {
    let built = Command::new(env!("CARGO_BIN_EXE_debriefs"))
        .args([
            "build",
            "--quiet",
            "--locked",
            "--now",
            "2026-11-22",
            "--config",
        ])
        .arg(config)
        .arg("--output")
        .arg(output)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&built.stderr);
    assert!(built.status.success(), "{said}");
    assert!(!said.contains("theme-text"), "{said}");
    output.to_path_buf()
}

/// The showcase with a configuration of one's own.
fn built_with(config: &str, folder: &Path) -> PathBuf {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let file = folder.join("debriefs.toml");
    let content = content.display();
    fs::write(&file, format!("[content]\ndir = '{content}'\n{config}")).unwrap();
    build(&file, &folder.join("site"))
}

fn page(site: &Path, path: &str) -> String {
    fs::read_to_string(site.join(path)).unwrap()
}

fn style(site: &Path) -> String {
    let mut assets = fs::read_dir(site.join("assets")).unwrap();
    let sheet = assets.find_map(|entry| {
        let path = entry.ok()?.path();
        let name = path.file_name()?.to_str()?.to_owned();
        (name.starts_with("site.") && name.ends_with(".css")).then_some(path)
    });
    fs::read_to_string(sheet.unwrap()).unwrap()
}

#[test]
fn the_example_theme_changes_the_look_and_keeps_every_page() {
    let folder = tempfile::tempdir().unwrap();
    let plain = folder.path().join("plain");
    showcase(&plain);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let config = root.join("examples/second-theme/debriefs.toml");
    let own = build(&config, &folder.path().join("own"));
    let home = page(&own, "index.html");
    assert!(home.contains("class=\"masthead\"") && home.contains("Latest reports"));
    assert!(style(&own).ends_with("serif;}\n"));
    let pages = |site: &Path| {
        let entries = walkdir::WalkDir::new(site).sort_by_file_name();
        let paths = entries.into_iter().filter_map(|entry| {
            let entry = entry.ok()?;
            let rel = entry.path().strip_prefix(site).ok()?;
            let is_page = rel.extension()? == "html";
            is_page.then(|| rel.to_path_buf())
        });
        paths.collect::<Vec<_>>()
    };
    assert_eq!(pages(&own), pages(&plain));
}

#[test]
fn a_site_speaks_the_language_of_its_configuration() {
    let folder = tempfile::tempdir().unwrap();
    let site = built_with("[site]\nlanguage = 'de'\n", folder.path());
    let home = page(&site, "index.html");
    for said in [
        "<html lang=\"de\"",
        "Wiedergekommen",
        "Zum Inhalt springen",
        "Stand <time",
    ] {
        assert!(home.contains(said), "{said}");
    }
    let debrief = page(
        &site,
        "debriefs/2025-01-20-checkout-wildcard-certificate/index.html",
    );
    for said in [
        "20. Januar 2025",
        "Auf dieser Seite",
        "In unter 5 Minuten bemerkt?",
        "Nein, es dauerte 14 min",
    ] {
        assert!(debrief.contains(said), "{said}");
    }
    let script = fs::read_dir(site.join("assets"))
        .unwrap()
        .find_map(|entry| {
            let path = entry.ok()?.path();
            let name = path.file_name()?.to_str()?.to_owned();
            (name.starts_with("site.") && name.ends_with(".js")).then_some(path)
        });
    let script = fs::read_to_string(script.unwrap()).unwrap();
    assert!(
        script.contains("Tage überfällig") && !script.contains("[["),
        "{script}"
    );
}

#[test]
fn colours_and_words_come_from_the_configuration() {
    let folder = tempfile::tempdir().unwrap();
    let config = "[theme]\naccent = '#1d4ed8'\n[texts]\nhome.lately = 'Fresh <ink>'\n";
    let site = built_with(config, folder.path());
    assert!(style(&site).contains("--accent:light-dark(#1d4ed8,#8ea6eb);"));
    assert!(page(&site, "index.html").contains("Fresh &lt;ink&gt;"));
}
