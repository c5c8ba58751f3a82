use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;

use super::*;
use crate::{
    config::Config,
    diagnostic::{Code, Diagnostic, Outcome},
    model::Span,
    render::built_in_theme,
};

const SAMPLE: &str = "[a]\nplain = \"Tom & {who}\"\ncode = \"write `x` *now*, **soon**\"\n\
                      quoted = 'say \"{x}\"'\ncount = {zero = \"none\", one = \"one of {what}\", other = \"{n} of {what}\"}\n";

/// The built-in file of a language.
fn built_in(language: &str) -> &'static str {
    let name = format!("strings/{language}.toml");
    let file = built_in_theme().iter().find(|(path, _)| *path == name);
    std::str::from_utf8(file.unwrap().1).unwrap()
}

fn of(language: &str, text: &str, own: &[(&str, &str)]) -> Outcome<Texts> {
    let mut config = Config::default();
    config.site.language = language.into();
    config.texts = (own.iter())
        .map(|(key, text)| ((*key).into(), (*text).into()))
        .collect();
    let shown = "strings.toml";
    load(&config, |wanted| {
        (wanted == language).then_some(File { shown, text })
    })
}

fn sample() -> Texts {
    of("xx", SAMPLE, &[]).value
}

fn messages(found: &[Diagnostic]) -> Vec<&str> {
    found
        .iter()
        .map(|problem| problem.message.as_str())
        .collect()
}

#[test]
fn a_text_is_filled_in_the_form_of_its_number() {
    let texts = sample();
    assert_eq!(say!(texts, "a.plain", who = "Jerry"), "Tom & Jerry");
    let counted = [0, 1, 2, 13].map(|n| count!(texts, "a.count", n, what = "three"));
    assert_eq!(
        counted,
        ["none", "one of three", "two of three", "13 of three"]
    );
    assert_eq!(texts.get("a.nothing"), "a.nothing");
}

#[test]
fn texts_of_a_template_are_put_in_as_markup_and_its_own_parts_stay() {
    let expand = |template: &str| expand_template(template, &sample()).text;
    assert_eq!(
        expand("<p>[[a.plain|who=<b>{{ x | join(sep=\", \") }}</b>]]</p>"),
        "<p>Tom &amp; <b>{{ x | join(sep=\", \") }}</b></p>"
    );
    assert_eq!(
        expand("[[a.code]]"),
        "write <code>x</code> <em>now</em>, <strong>soon</strong>"
    );
    assert_eq!(
        expand("{{ f(x=\"[[a.quoted]]\") }}"),
        "{{ f(x=\"say \\\"x\\\"\") }}"
    );
    assert_eq!(
        expand("[[a.plain|who=[[a.code]]]]"),
        format!("Tom &amp; {}", expand("[[a.code]]"))
    );
    for untouched in [
        "[[1, 2]]",
        "[[nav]]",
        "{{ a[b[0]] }}",
        "{# [[a.plain]] #}",
        "[[a.plain",
    ] {
        assert_eq!(expand(untouched), untouched);
    }
}

#[test]
fn a_text_never_becomes_a_tag_of_a_template() {
    let texts = of("xx", "[a]\nx = \"{{ 7*7 }}{% if %}<i>\"\n", &[]).value;
    assert_eq!(
        expand_template("[[a.x]]", &texts).text,
        "&#123;&#123; 7*7 &#125;&#125;&#123;% if %&#125;&lt;i&gt;"
    );
}

#[test]
fn a_mistake_after_a_text_is_found_where_the_file_has_it() {
    let template = "[[a.code]]\n{{ x }} [[a.unknown]] {{ y }}";
    let expanded = expand_template(template, &sample());
    let find = |text: &str, what: &str| {
        let start = text.find(what).unwrap();
        Span::new(start, start + what.len())
    };
    for what in ["{{ x }}", "{{ y }}"] {
        assert_eq!(
            expanded.origin(find(&expanded.text, what)),
            find(template, what)
        );
    }
    assert_eq!(
        expanded.origin(find(&expanded.text, "<em>")),
        find(template, "[[a.code]]")
    );
    assert_eq!(
        expanded.unknown,
        [("a.unknown".to_owned(), find(template, "[[a.unknown]]"))]
    );
}

#[test]
fn texts_of_a_script_are_values() {
    let script =
        "const a = \"[[a.quoted]]\", b = \"[[a.count]]\", c = [[1]], d = \"[[a.unknown]]\";";
    assert_eq!(
        expand_script(script, &sample()),
        "const a = \"say \\\"{x}\\\"\", b = {zero:\"none\",one:\"one of {what}\",other:\"{n} of {what}\"}, c = [[1]], d = \"[[a.unknown]]\";"
    );
}

#[test]
fn what_is_wrong_with_a_translation_is_said() {
    let text = "[home]\nlately = \"Vor {kurzem}\"\nlatly = \"x\"\n";
    let found = of("nl", text, &[]).diagnostics;
    assert!(found.iter().all(|problem| problem.code == Code::ThemeText));
    let said = messages(&found);
    assert_eq!(
        said[..2],
        [
            "nothing fills `{kurzem}` in `home.lately`",
            "no text has the key `home.latly`"
        ]
    );
    assert!(
        said[2].contains("are missing here and stay English"),
        "{said:?}"
    );
    assert_eq!(
        found[1].help.as_deref(),
        Some("did you mean `home.lately`?")
    );
    assert!(messages(&of("fi-FI", "", &[]).diagnostics).len() == 1);
    let none = load(
        &Config {
            site: crate::config::SiteConfig {
                language: "fi".into(),
                ..Default::default()
            },
            ..Config::default()
        },
        |_| None,
    );
    assert_eq!(
        messages(&none.diagnostics),
        ["there are no texts in `fi`, so the site's own words are English"]
    );
    assert_eq!(none.value.get("home.lately"), english().get("home.lately"));
}

#[test]
fn the_configuration_replaces_single_texts_and_single_forms() {
    let own = [
        ("home.lately", "Fresh"),
        ("search.count.one", "a single debrief"),
        ("home.x", "y"),
        ("home.late", "{z}"),
    ];
    let Outcome { value, diagnostics } = of("en", built_in("en"), &own);
    assert_eq!(value.get("home.lately"), "Fresh");
    assert_eq!(count!(value, "search.count", 1), "a single debrief");
    assert_eq!(count!(value, "search.count", 2), "2 debriefs");
    assert_eq!(value.get("home.late"), english().get("home.late"));
    assert_eq!(
        messages(&diagnostics),
        [
            "nothing fills `{z}` in `home.late` (in `[texts]` of the configuration)",
            "no text has the key `home.x` (in `[texts]` of the configuration)",
        ]
    );
}

#[test]
fn the_translation_that_comes_along_is_whole() {
    for language in ["en", "de"] {
        let loaded = of(language, built_in(language), &[]);
        assert!(
            loaded.diagnostics.is_empty(),
            "{language}: {:?}",
            messages(&loaded.diagnostics)
        );
    }
    // Not only nothing strange: nothing that English says is left out either.
    let german = of("de", built_in("de"), &[]).value;
    let said = |texts: &Texts| -> BTreeMap<String, Vec<String>> {
        let places = |entry: &Entry| {
            let places = entry
                .places()
                .into_iter()
                .filter(|place| !matches!(*place, "n" | "N" | "figure"));
            places.map(str::to_owned).collect()
        };
        texts
            .entries
            .iter()
            .map(|(key, entry)| (key.clone(), places(entry)))
            .collect()
    };
    assert_eq!(said(&german), said(english()));
}

/// Every key that a template, a script or a line of Rust asks for, as far as it is written out.
fn asked() -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    let mut find = |pattern: &str, text: &str| {
        let pattern = Regex::new(pattern).unwrap();
        keys.extend(pattern.captures_iter(text).map(|found| found[1].to_owned()));
    };
    for (path, bytes) in built_in_theme()
        .iter()
        .filter(|(path, _)| !path.starts_with("strings/"))
    {
        find(
            r"\[\[([a-z_0-9]+\.[a-z_0-9.]+)(?:\||\]\])",
            std::str::from_utf8(bytes).expect(path),
        );
    }
    let source = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for entry in walkdir::WalkDir::new(source) {
        let entry = entry.unwrap();
        let path = entry.path();
        let is_rust = path.extension().is_some_and(|it| it == "rs");
        if is_rust && !path.ends_with("texts/tests.rs") {
            find(
                r#""([a-z_]+\.[a-z_0-9.]+)""#,
                &std::fs::read_to_string(path).unwrap(),
            );
        }
    }
    keys
}

#[test]
fn every_text_is_there_and_asked_for() {
    let asked = asked();
    let unused: Vec<&String> = english()
        .entries
        .keys()
        .filter(|key| !asked.contains(*key))
        .collect();
    assert!(unused.is_empty(), "nothing asks for {unused:?}");
    let source = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/render");
    let call = Regex::new(
        r#"(?:say!|count!|\.get|\.fill|\.count)\(\s*(?:[\w.()]+,\s*)?"([a-z_]+\.[a-z_0-9.]+)""#,
    )
    .unwrap();
    for entry in walkdir::WalkDir::new(source) {
        let entry = entry.unwrap();
        if entry.file_type().is_file() && !entry.path().ends_with("texts/tests.rs") {
            let text = std::fs::read_to_string(entry.path()).unwrap();
            for found in call.captures_iter(&text) {
                let key = &found[1];
                if key.ends_with(".html") {
                    continue;
                }
                assert!(
                    english().entries.contains_key(key),
                    "{} asks for {key}",
                    entry.path().display()
                );
            }
        }
    }
}

/// What a reader would see that no file of texts says.
fn bare(template: &str) -> Vec<String> {
    let strip = |text: &str, pattern: &str| {
        Regex::new(pattern)
            .unwrap()
            .replace_all(text, "\u{1}")
            .into_owned()
    };
    // Texts and tags of the template may hold one another: from the inside outwards.
    let mut text = strip(template, r"(?s)\{#.*?#\}");
    text = strip(&text, r#"(?s)\{\{.*?\}\}|\{%.*?%\}"#);
    for _ in 0..3 {
        text = strip(&text, r"\[\[[a-z_0-9.]+(?:\|[^\[\]]*)?\]\]");
    }
    // Code is the same in all languages.
    text = strip(&text, r"(?s)<(code|kbd|pre)\b[^>]*>.*?</(code|kbd|pre)>");
    let attribute = Regex::new(r#"\b(?:aria-label|title|placeholder|alt)="([^"]*)""#).unwrap();
    let node = Regex::new(r"(?s)>([^<>]*)<").unwrap();
    let found = attribute
        .captures_iter(&text)
        .chain(node.captures_iter(&text));
    let words = found.map(|found| found[1].trim().to_owned());
    words
        .filter(|text| text.chars().any(char::is_alphabetic))
        .collect()
}

#[test]
fn no_template_speaks_a_language_of_its_own() {
    for (path, bytes) in built_in_theme()
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
    {
        let template = std::str::from_utf8(bytes).unwrap();
        assert_eq!(bare(template), Vec::<String>::new(), "{path}");
    }
    let found = bare(
        "<p>Hello {{ x }}</p><a title=\"there\" aria-label=\"[[a.b|x=<b>{{ y }}</b>]]\"><i>[[a.b]] and</i>",
    );
    assert_eq!(found, ["there", "Hello \u{1}", "\u{1} and"]);
}
