//! The reference pages name the keys that the program reads, with the same types, defaults and examples.

use std::{fs, path::Path, sync::Arc};

use pulldown_cmark::{Event, Parser, Tag};

use crate::cli::sandbox::Sandbox;
use debriefs::{
    config::{self, Config},
    data::{KeyInfo, Keys},
    diagnostic::Sources,
    parse::frontmatter,
};

/// The row of a key in its page.
fn row(info: &KeyInfo) -> String {
    // Groups that every time may be written as stand in a table of their own.
    let path = info.path.trim_start_matches("(time).");
    let code = |text: &str| {
        if text.is_empty() {
            String::new()
        } else {
            format!("`{text}`")
        }
    };
    format!(
        "| `{path}` | {} | {} | {} | {} |",
        info.about,
        info.form,
        info.default,
        code(info.example)
    )
}

fn agree(keys: Keys, page: &str, name: &str) {
    let rows: Vec<String> = keys.0.iter().map(row).collect();
    let missing: Vec<&String> = rows
        .iter()
        .filter(|row| !page.lines().any(|line| line == *row))
        .collect();
    assert!(
        missing.is_empty(),
        "{name} lacks these rows:\n{}",
        missing.iter().map(|r| format!("{r}\n")).collect::<String>()
    );
    let is_row = |line: &&str| line.starts_with("| `") && line.matches(" | ").count() == 4;
    for line in page.lines().filter(is_row) {
        assert!(
            rows.iter().any(|row| row == line),
            "{name} has a row of no key:\n{line}"
        );
    }
}

#[test]
fn docs_name_every_key_of_the_frontmatter() {
    agree(
        frontmatter::KEYS,
        include_str!("../docs/frontmatter.md"),
        "docs/frontmatter.md",
    );
}

#[test]
fn docs_name_every_key_of_the_configuration() {
    agree(
        config::KEYS,
        include_str!("../docs/config.md"),
        "docs/config.md",
    );
}

/// The blocks of code of a page in one language.
fn blocks<'a>(page: &'a str, language: &str) -> Vec<&'a str> {
    let open = format!("```{language}\n");
    let parts = page.split(open.as_str()).skip(1);
    parts
        .filter_map(|rest| Some(rest.split_once("```")?.0))
        .collect()
}

#[test]
fn examples_of_frontmatter_are_right() {
    let blocks = blocks(include_str!("../docs/frontmatter.md"), "yaml");
    assert!(!blocks.is_empty());
    for text in blocks {
        let file: Arc<str> = "a.md".into();
        let split = frontmatter::split(&file, text);
        let read = frontmatter::read(&file, text, &split.value, &Config::default());
        assert_eq!(
            (split.diagnostics, read.diagnostics),
            (vec![], vec![]),
            "{text}"
        );
        assert!(read.value.is_some_and(|read| read.title.is_some()));
    }
}

#[test]
fn examples_of_the_configuration_are_right() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("debriefs.toml");
    let blocks = blocks(include_str!("../docs/config.md"), "toml");
    assert!(!blocks.is_empty());
    for text in blocks {
        fs::write(&file, text).unwrap();
        let read = config::load(&file, &mut Sources::default());
        assert_eq!(read.diagnostics, [], "{text}");
    }
}

/// The names at the beginning of the lines of a block of `--help`: `build`, `--output`, `[PATH]`.
fn names(help: &str, heading: &str) -> Vec<String> {
    let rest = help
        .split_once(&format!("{heading}:\n"))
        .map_or("", |(_, rest)| rest);
    let lines = rest.lines().take_while(|line| !line.is_empty());
    let indent = |line: &str| line.len() - line.trim_start().len();
    let firsts = lines.filter(|line| indent(line) <= 6);
    firsts
        .filter_map(|line| line.split_whitespace().find(|word| !is_short_option(word)))
        .map(|word| word.trim_end_matches(',').to_owned())
        .collect()
}

fn is_short_option(word: &str) -> bool {
    word.starts_with('-') && !word.starts_with("--")
}

/// The part of a page under a heading of the second level.
fn section<'a>(page: &'a str, heading: &str) -> Option<&'a str> {
    let (_, rest) = page.split_once(&format!("\n## {heading}\n"))?;
    Some(rest.split("\n## ").next().unwrap_or(rest))
}

/// The options that the tables of a part of a page describe.
fn described(part: &str) -> Vec<String> {
    let rows = part.lines().filter_map(|line| line.strip_prefix("| `--"));
    rows.map(|row| format!("--{}", row.split([' ', '`']).next().unwrap_or_default()))
        .collect()
}

fn sorted(mut names: Vec<String>) -> Vec<String> {
    names.retain(|name| !["--help", "--version", "help"].contains(&name.as_str()));
    names.sort();
    names
}

#[test]
fn docs_name_every_command_and_option() {
    let page = include_str!("../docs/cli.md");
    let desk = Sandbox::new();
    let help = desk.run("--help").stdout;
    let commands = sorted(names(&help, "Commands"));
    let headings = page
        .lines()
        .filter_map(|line| line.strip_prefix("## debriefs "));
    assert_eq!(sorted(headings.map(String::from).collect()), commands);
    for command in commands {
        let help = desk.run(&format!("{command} -h")).stdout;
        let part = section(page, &format!("debriefs {command}")).unwrap();
        assert_eq!(
            sorted(described(part)),
            sorted(names(&help, "Options")),
            "{command}"
        );
        for option in names(&help, "Options of every command") {
            let common = section(page, "Options of every command").unwrap();
            assert!(described(common).contains(&option), "{option}");
        }
    }
}

/// A default that is written as it would be in the file, and not in words.
fn as_toml(info: &KeyInfo) -> Option<(&str, &str)> {
    let group = info.parent();
    let is_value = info.default.starts_with(['"', '[']) || info.default.parse::<f64>().is_ok();
    (is_value && !group.is_empty() && !group.contains('*')).then_some((group, info.default))
}

#[test]
fn documented_defaults_are_the_defaults() {
    let mut text = String::new();
    for info in config::KEYS.0 {
        if let Some((group, default)) = as_toml(info) {
            text += &format!("{group}.{} = {default}\n", info.name());
        }
    }
    assert!(text.lines().count() >= 12, "{text}");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("debriefs.toml");
    fs::write(&file, &text).unwrap();
    let read = config::load(&file, &mut Sources::default());
    assert_eq!(read.diagnostics, [], "{text}");
    let mut written = read.value.unwrap();
    // These say where a value comes from.
    written.file = None;
    written.site.timezone_stated = false;
    assert_eq!(format!("{written:#?}"), format!("{:#?}", Config::default()));
}

/// Every page that people read, by its path in the repository.
fn pages() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let docs = walkdir::WalkDir::new(root.join("docs")).sort_by_file_name();
    let docs = docs.into_iter().map(|entry| entry.unwrap().into_path());
    let docs = docs.filter(|path| path.extension().is_some_and(|extension| extension == "md"));
    docs.chain([root.join("README.md"), root.join("CONTRIBUTING.md")])
        .map(|path| {
            let shown = path.strip_prefix(root).unwrap().display().to_string();
            (shown, fs::read_to_string(&path).unwrap())
        })
        .collect()
}

/// The addresses of the links on a page.
fn links(page: &str) -> Vec<String> {
    Parser::new(page)
        .filter_map(|event| match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                Some(dest_url.into_string())
            }
            _ => None,
        })
        .collect()
}

/// A heading as hosts name it in addresses.
fn anchor(heading: &str) -> String {
    let kept = heading
        .trim()
        .chars()
        .filter(|c| c.is_alphanumeric() || " -_".contains(*c));
    kept.collect::<String>().to_lowercase().replace(' ', "-")
}

#[test]
fn links_between_the_pages_lead_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut checked = 0;
    for (path, page) in pages() {
        for link in links(&page).iter().filter(|link| !link.contains("://")) {
            let (file, fragment) = link.split_once('#').unwrap_or((link, ""));
            let target = match file {
                "" => root.join(&path),
                _ => root.join(&path).parent().unwrap().join(file),
            };
            assert!(
                target.exists() || file.starts_with("docs/images/"),
                "{path}: {link}"
            );
            if !fragment.is_empty() {
                let text = fs::read_to_string(&target).unwrap();
                let headings = text.lines().filter(|line| line.starts_with('#'));
                let mut anchors = headings.map(|line| anchor(line.trim_start_matches('#')));
                assert!(anchors.any(|anchor| anchor == fragment), "{path}: {link}");
            }
            checked += 1;
        }
    }
    assert!(checked > 30, "{checked}");
}

#[test]
fn commands_in_examples_exist_with_their_options() {
    let desk = Sandbox::new();
    let mut checked = 0;
    for (path, page) in pages() {
        let blocks = page.split("```").skip(1).step_by(2);
        let lines = blocks
            .flat_map(str::lines)
            .filter_map(|line| line.strip_prefix("debriefs "));
        for line in lines.map(|line| line.split(" #").next().unwrap_or(line)) {
            let words: Vec<&str> = line.split_whitespace().collect();
            let Some(command) = words
                .first()
                .filter(|word| word.bytes().all(|b| b.is_ascii_lowercase()))
            else {
                continue;
            };
            // `causes recluster --write`: the options are those of the command under the command.
            let under = names(&desk.run(&format!("{command} --help")).stdout, "Commands");
            let sub = words
                .get(1)
                .filter(|word| under.iter().any(|name| name == *word));
            let help = desk.run(&format!("{command} {} --help", sub.unwrap_or(&"")));
            assert_eq!(help.code, 0, "{path}: debriefs {line}");
            for option in words.iter().filter(|word| word.starts_with("--")) {
                assert!(help.stdout.contains(option), "{path}: debriefs {line}");
            }
            checked += 1;
        }
    }
    assert!(checked > 15, "{checked}");
}
