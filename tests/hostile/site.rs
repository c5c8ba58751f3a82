//! A whole site made of attacks: nothing on it runs, loads from elsewhere, or breaks out of where it stands.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    process::{Command, Output},
};

use scraper::{ElementRef, Html, Selector};
use tempfile::TempDir;
use walkdir::WalkDir;

use super::{ELEMENTS, planted};
use crate::browser;

fn program(folder: &Path, arguments: &[&str]) -> Output {
    let (command, options) = arguments.split_first().unwrap();
    Command::new(env!("CARGO_BIN_EXE_debriefs"))
        .args([command, "--now", "2026-04-01", "--config"])
        .arg(folder.join("debriefs.toml"))
        .arg("--cache-dir")
        .arg(folder.join("cache"))
        .args(options)
        .current_dir(folder)
        .env_remove("DEPLOY_PRIME_URL")
        .output()
        .unwrap()
}

/// The hostile site in `site/` under the folder.
fn build() -> TempDir {
    let folder = TempDir::new().unwrap();
    planted::write(folder.path());
    let site = folder.path().join("site");
    let built = program(
        folder.path(),
        &["build", "--output", site.to_str().unwrap()],
    );
    assert!(
        built.status.success(),
        "{}",
        String::from_utf8_lossy(&built.stderr)
    );
    folder
}

fn files(site: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = WalkDir::new(site).into_iter().map(Result::unwrap);
    let files = entries.filter(|entry| entry.file_type().is_file());
    let read = files.map(|entry| {
        let path = entry
            .path()
            .strip_prefix(site)
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned();
        (path, fs::read(entry.path()).unwrap())
    });
    read.collect()
}

/// Elements of the theme, beside those an author may write.
const THEME: &[&str] = &[
    "article",
    "aside",
    "body",
    "button",
    "circle",
    "dialog",
    "figcaption",
    "figure",
    "footer",
    "form",
    "g",
    "h1",
    "h2",
    "head",
    "header",
    "html",
    "input",
    "label",
    "line",
    "link",
    "main",
    "meta",
    "nav",
    "option",
    "path",
    "polygon",
    "polyline",
    "rect",
    "script",
    "section",
    "select",
    "svg",
    "symbol",
    "text",
    "time",
    "title",
    "tspan",
    "use",
    "noscript",
    "desc",
    "defs",
    "output",
    "small",
    "fieldset",
    "legend",
    "search",
    "template",
    "bdi",
    "cite",
    "data",
    "progress",
    "meter",
];

/// What is wrong with an element of a page.
fn fault(element: ElementRef<'_>) -> Option<String> {
    let name = element.value().name();
    let relative = |value: &str| {
        let scheme = value.split(['/', '?', '#']).next().unwrap_or_default();
        !scheme.contains(':') && !value.starts_with("//") && !value.contains('\\')
    };
    let attribute_is_wrong = |(key, value): (&str, &str)| match key {
        "style" | "srcdoc" | "formaction" | "ping" | "background" | "xlink:href" | "is"
        | "srcset" => true,
        "src" | "action" | "poster" => !relative(value),
        "href" => {
            let safe = ["http://", "https://", "mailto:"]
                .iter()
                .any(|scheme| value.starts_with(scheme));
            !(relative(value) || safe) || value.chars().any(|c| c.is_control() || c == ' ')
        }
        key => key.starts_with("on"),
    };
    let known = THEME.contains(&name) || ELEMENTS.contains(&name);
    let refresh = element.attr("http-equiv").is_some_and(|kind| {
        let content = element.attr("content").unwrap_or_default();
        let target = content.split_once("url=").map(|(_, url)| url);
        kind != "refresh" || !target.is_some_and(relative)
    });
    let theirs = name == "script"
        && !element
            .attr("src")
            .is_some_and(|src| src.contains("assets/"));
    let inline = name == "script" && element.text().any(|text| !text.trim().is_empty());
    let loads = name == "link"
        && element.attr("rel") == Some("stylesheet")
        && !element.attr("href").is_some_and(relative);
    let wrong = !known
        || refresh
        || theirs
        || inline
        || loads
        || element.value().attrs().any(attribute_is_wrong);
    wrong.then(|| element.html().chars().take(300).collect())
}

#[test]
fn no_page_of_a_hostile_site_holds_an_attack() {
    let folder = build();
    let site = files(&folder.path().join("site"));
    let all = Selector::parse("*").unwrap();
    let pages = site.iter().filter(|(path, _)| path.ends_with(".html"));
    let mut faults = BTreeSet::new();
    let mut count = 0;
    for (path, bytes) in pages {
        let page = Html::parse_document(std::str::from_utf8(bytes).unwrap());
        faults.extend(
            page.select(&all)
                .filter_map(fault)
                .map(|fault| format!("{path}: {fault}")),
        );
        count += 1;
    }
    assert!(count > 200, "only {count} pages");
    let first: Vec<_> = faults.iter().take(12).collect();
    assert!(faults.is_empty(), "{} faults: {first:#?}", faults.len());
    machines_read_it(&site);
}

/// Data, feeds, calendars, tables and the files of hosts hold the attacks as text and nothing else.
fn machines_read_it(site: &BTreeMap<String, Vec<u8>>) {
    for (path, bytes) in site {
        let text = || std::str::from_utf8(bytes).unwrap();
        match path.rsplit('.').next().unwrap() {
            "json" => drop(serde_json::from_slice::<serde_json::Value>(bytes).unwrap()),
            "xml" if path.starts_with("feed") => {
                let feed = atom_syndication::Feed::read_from(&bytes[..]).unwrap();
                assert!(!feed.entries.is_empty(), "{path}");
            }
            "ics" => {
                let calendar: icalendar::Calendar = text().parse().unwrap();
                assert!(!calendar.components.is_empty(), "{path}");
                let mut lines = text().lines();
                let planted = |line: &str| {
                    ["BEGIN:VALARM", "ATTACH"]
                        .iter()
                        .any(|start| line.starts_with(start))
                };
                assert!(!lines.any(planted), "{path}");
            }
            "csv" => formulas(bytes),
            _ => {}
        }
    }
    let text = |path: &str| std::str::from_utf8(&site[path]).unwrap();
    assert!(!text("_headers").contains("Injected"));
    for line in text("_redirects").lines() {
        assert_eq!(line.split(' ').count(), 3, "{line}");
    }
    for (name, published) in [
        ("run.js", false),
        ("run.js.txt", true),
        ("run.html", false),
        ("run.XHTML.txt", true),
    ] {
        assert_eq!(
            site.contains_key(&format!("files/{name}")),
            published,
            "{name}"
        );
    }
}

fn formulas(bytes: &[u8]) {
    let mut reader = csv::ReaderBuilder::new().flexible(false).from_reader(bytes);
    for row in reader.records() {
        for cell in &row.unwrap() {
            let starts = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
            assert!(!starts, "{cell:?}");
        }
    }
}

#[test]
fn a_hostile_site_in_chromium() {
    let Some((node, chromium)) = browser::tools() else {
        return;
    };
    let folder = build();
    let mut command = Command::new(node);
    command
        .arg(browser::here().join("hostile.mjs"))
        .arg(folder.path().join("site"))
        .arg(chromium);
    command
        .arg(env!("CARGO_BIN_EXE_debriefs"))
        .arg(folder.path());
    browser::pass(&mut command);
}

/// What people see in a terminal: of all control characters only our own colours.
#[test]
fn no_command_passes_an_attack_to_the_terminal() {
    let folder = TempDir::new().unwrap();
    planted::write(folder.path());
    fs::write(
        folder
            .path()
            .join("content/2026-01-31-\u{1b}[8mname\u{7}.md"),
        "# Name\n\n[x](nowhere.md)\n",
    )
    .unwrap();
    let colours = regex::Regex::new("\u{1b}\\[[0-9;]*m").unwrap();
    let commands: &[&[&str]] = &[
        &["check"],
        &["actions"],
        &["actions", "--format", "csv"],
        &["causes"],
        &["stats"],
        &["search", "alert"],
        &["search", "alert", "--json"],
        &["similar", "content/2026-01-01-x0.md"],
        &["digest", "--format", "markdown"],
        &["digest", "--format", "slack"],
        &["review", "2026-03"],
        &["build", "--output", "site"],
    ];
    for command in commands {
        let mut arguments = command.to_vec();
        arguments.extend(["--color", "always"]);
        let ran = program(folder.path(), &arguments);
        let text = String::from_utf8([ran.stdout, ran.stderr].concat()).unwrap();
        assert!(text.len() > 20, "{command:?} says {text:?}");
        assert!(!text.contains("\u{1b}[8m"), "{command:?} hides text");
        let text = colours.replace_all(&text, "").replace("\r\n", "\n");
        let wild: Vec<char> = text
            .chars()
            .filter(|c| c.is_control() && !"\n\t".contains(*c))
            .collect();
        assert!(wild.is_empty(), "{command:?}: {wild:?}");
    }
}
