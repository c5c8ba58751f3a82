//! The reference pages name the keys that the program reads, with the same types, defaults and examples.

use std::{fs, sync::Arc};

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
