use std::{fmt::Write, fs, sync::Arc};

use proptest::prelude::*;

use super::*;
use crate::{
    data::Form,
    diagnostic::{Diagnostic, Outcome, Sources, line_col},
};

fn parse(text: &str) -> Outcome<Option<Config>> {
    let file: Arc<str> = "debriefs.toml".into();
    load::parse(&file, text)
}

fn clean(text: &str) -> Config {
    let outcome = parse(text);
    assert_eq!(outcome.diagnostics, [], "{text}");
    outcome.value.unwrap()
}

fn report(text: &str, found: &[Diagnostic]) -> String {
    let mut out = String::new();
    for diagnostic in found {
        for (i, place) in diagnostic.places.iter().enumerate() {
            let span = place.span.unwrap();
            let (line, column) = line_col(text, span.start);
            let marked = &text[span.start..span.end];
            let head = if i == 0 {
                diagnostic.code.as_str()
            } else {
                "  also"
            };
            let message = if i == 0 {
                diagnostic.message.as_str()
            } else {
                ""
            };
            writeln!(
                out,
                "{head} {line}:{column} {marked:?} {message} [{}]",
                place.label
            )
            .unwrap();
        }
        if let Some(help) = &diagnostic.help {
            writeln!(out, "  help: {help}").unwrap();
        }
    }
    out
}

#[test]
fn every_mistake_is_reported_at_once_and_nothing_is_used() {
    let text = include_str!("testdata/mistakes.toml");
    let outcome = parse(text);
    assert!(outcome.value.is_none());
    insta::assert_snapshot!("mistakes", report(text, &outcome.diagnostics));
}

#[test]
fn what_is_no_toml_is_said_so() {
    let text = "[site]\ntitle = Debriefs\nlanguage = \"en\"\nlanguage = \"de\"\n[targets\n";
    let outcome = parse(text);
    assert!(outcome.value.is_none());
    insta::assert_snapshot!("syntax", report(text, &outcome.diagnostics));
}

#[test]
fn a_whole_configuration_is_read() {
    insta::assert_debug_snapshot!("whole", clean(include_str!("testdata/whole.toml")));
}

#[test]
fn an_empty_file_is_the_default() {
    let shown = |config: &Config| format!("{config:?}");
    assert_eq!(shown(&clean("")), shown(&Config::default()));
    assert_eq!(
        shown(&clean("\u{feff}# nothing\r\n")),
        shown(&Config::default())
    );
    assert_eq!(Config::default().editions["company"], Edition::company());
}

/// A configuration with one key.
fn with(path: &str, value: &str) -> String {
    let path = path.replace('*', "public");
    match path.as_str() {
        "tickets.pattern" => {
            format!("tickets = [{{pattern = {value}, url = \"https://t.example.com/{{id}}\"}}]")
        }
        "tickets.url" => format!("tickets = [{{pattern = 'T-(\\d+)', url = {value}}}]"),
        "check.public" => format!("check.unknown-key = {value}"),
        "search.weights.public" => format!("search.weights.title = {value}"),
        "editions.public.people" => {
            format!("editions.public = {{visibility = \"public\", people = {value}}}")
        }
        _ => format!("{path} = {value}"),
    }
}

#[test]
fn every_key_of_the_table_takes_its_example_and_its_default() {
    for info in KEYS.0.iter().filter(|info| !info.example.is_empty()) {
        let changed = clean(&with(info.path, info.example));
        assert_ne!(
            format!("{changed:?}"),
            format!("{:?}", Config::default()),
            "{} is not read",
            info.path
        );
        if info.default.starts_with(['"', '[']) || info.default.parse::<i64>().is_ok() {
            let same = clean(&with(info.path, info.default));
            // The one is left out with its edition; of the other it is kept that somebody wrote it.
            let differs = ["editions.*.people", "site.timezone"].contains(&info.path);
            assert!(
                differs || format!("{same:?}") == format!("{:?}", Config::default()),
                "{}",
                info.path
            );
        }
    }
}

#[test]
fn every_word_of_the_table_is_understood() {
    for info in KEYS.0 {
        let (Form::Word(words) | Form::Open(&Form::Word(words)) | Form::List(&Form::Word(words))) =
            info.form
        else {
            continue;
        };
        for word in words {
            clean(&with(info.path, &format!("\"{word}\"")));
        }
    }
}

#[test]
fn severities_are_known_in_any_spelling() {
    let severities = Severities::default();
    for text in ["sev1", "SEV-1", "Sev 1", "1", "sev_1"] {
        assert_eq!(severities.find(text), Some("sev1"), "{text}");
    }
    for text in ["", "sev", "sev11", "s1", "-"] {
        assert_eq!(severities.find(text), None, "{text}");
    }
}

#[test]
fn the_nearest_configuration_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    fs::create_dir_all(root.join("a/content/2026")).unwrap();
    fs::write(root.join("debriefs.toml"), "").unwrap();
    assert_eq!(
        find(&root.join("a/content")),
        Some(root.join("debriefs.toml"))
    );
    fs::write(root.join("a/debriefs.toml"), "").unwrap();
    assert_eq!(
        find(&root.join("a/content/2026")),
        Some(root.join("a/debriefs.toml"))
    );
    assert_eq!(
        find(&root.join("a/missing")),
        Some(root.join("a/debriefs.toml"))
    );
}

#[test]
fn a_file_that_cannot_be_read_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let mut sources = Sources::default();
    let missing = load(&folder.path().join("debriefs.toml"), &mut sources);
    assert!(missing.value.is_none());
    assert_eq!(missing.diagnostics[0].code, Code::UnreadableFile);

    let file = folder.path().join("latin.toml");
    fs::write(&file, b"[site]\ntitle = \"\xe4\"\n").unwrap();
    assert_eq!(load(&file, &mut sources).diagnostics[0].code, Code::NotUtf8);

    let file = folder.path().join("good.toml");
    fs::write(&file, "[site]\ntitle = \"Good\"\n").unwrap();
    let config = load(&file, &mut sources).value.unwrap();
    assert_eq!(
        (config.site.title.as_str(), config.file.as_ref()),
        ("Good", Some(&file))
    );
    assert!(sources.text(&file.display().to_string()).is_some());
}

#[test]
fn the_configuration_of_the_showcase_is_valid() {
    clean(include_str!("../../debriefs.toml"));
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic(text in "\\PC{0,120}", at in 0..1500_usize) {
        let whole = include_str!("testdata/whole.toml");
        let mut at = at.min(whole.len());
        while !whole.is_char_boundary(at) {
            at -= 1;
        }
        let damaged = format!("{}{text}{}", &whole[..at], &whole[at..]);
        for text in [&text, &damaged] {
            for place in parse(text).diagnostics.iter().flat_map(|d| &d.places) {
                let span = place.span.unwrap();
                prop_assert!(text.get(span.start..span.end).is_some(), "{span:?} in {text:?}");
            }
        }
    }
}
