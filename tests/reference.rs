//! The reference pages name the keys that the program reads, with the same types, defaults and examples.

use std::{fs, sync::Arc};

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
