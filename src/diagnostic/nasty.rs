//! Findings that are hard to show, for the tests of every format.

use std::sync::Arc;

use proptest::{collection::vec, prelude::*, sample::select};

use super::{Code, Diagnostic, Position, Positions, Sources, github, in_order, json, sarif, text};
use crate::model::Span;

struct Files(Sources);

impl Files {
    fn add(&mut self, name: &str, text: &str) -> Arc<str> {
        let name: Arc<str> = name.into();
        self.0.insert(Arc::clone(&name), text.into());
        name
    }

    fn span(&self, file: &str, part: &str) -> Span {
        let text = self.0.text(file).unwrap();
        let start = text.find(part).unwrap();
        Span::new(start, start + part.len())
    }
}

/// One set for all formats, so that their outputs can be compared.
pub(super) fn findings() -> (Vec<Diagnostic>, Sources) {
    let mut files = Files(Sources::default());
    let windows = files.add(
        "content/a b, ü:1.md",
        "\u{feff}---\r\ntitle:\tBig 日本 \u{1f33f}\r\nseverety: sev1\r\n---\r\n",
    );
    let long = files.add(
        "content/long.md",
        &format!("{}here{}\n", "palaver ".repeat(500), " and on".repeat(500)),
    );
    let twice = files.add("content/twice.md", "---\nid: a\ntitle: One\nid: b\n---\n");
    let other = files.add("content/other.md", "---\nid: a\n---\n");
    let open = files.add(
        "content/open.md",
        "---\ntitle: one\nid: two\ndate: 2026-01-01\ntags: [a]\nteams: [b]\nkind: drill\n# Body",
    );
    let escape = files.add("content/escape.md", "\u{1b}[31mred\u{1b}[0m 50%\n");
    let found = vec![
        Diagnostic::new(Code::UnknownKey, "there is no key `severety`")
            .at(&windows, files.span(&windows, "severety"), "not known")
            .help("did you mean `severity`?"),
        Diagnostic::new(Code::WrongValue, "`Big 日本 \u{1f33f}` is too short").at(
            &windows,
            files.span(&windows, "日本 \u{1f33f}"),
            "",
        ),
        Diagnostic::new(Code::BrokenLink, "no such file").at(
            &long,
            files.span(&long, "here"),
            "leads nowhere",
        ),
        Diagnostic::new(Code::Contradiction, "a very long place").at(&long, Span::new(4, 6000), ""),
        Diagnostic::new(Code::DuplicateKey, "the key `id` stands twice")
            .at(&twice, files.span(&twice, "id: b"), "again here")
            .at(&twice, files.span(&twice, "id: a"), "first here"),
        Diagnostic::new(Code::DuplicateId, "two debriefs have the id `a`")
            .at(&twice, files.span(&twice, "a\n"), "")
            .at(&other, files.span(&other, "a\n"), "also here"),
        Diagnostic::new(
            Code::FrontmatterUnclosed,
            "the frontmatter has no closing line",
        )
        .at(
            &open,
            Span::new(0, files.0.text(&open).unwrap().len()),
            "opened here",
        ),
        Diagnostic::new(Code::EmptyFile, "nothing at the end").at(&open, Span::at(9999), ""),
        Diagnostic::new(Code::ImpossibleTime, "100%\r\nwrong: \u{1b}[31m, really")
            .at(&escape, files.span(&escape, "red"), "two\nlines")
            .help("first\nsecond \u{1b}[0m"),
        Diagnostic::new(Code::NotUtf8, "not valid UTF-8").at(
            &"content/latin.md".into(),
            Span::at(7),
            "",
        ),
        Diagnostic::new(Code::NotADebrief, "left out").in_file(&"content/README".into()),
        Diagnostic::new(Code::OutputFailed, "the disk is full").help("make room"),
    ];
    (in_order(found), files.0)
}

fn text() -> impl Strategy<Value = String> {
    const PARTS: &[&str] = &[
        "a",
        "bc ",
        "\n",
        "\r\n",
        "\r",
        "\t",
        "\u{feff}",
        "ü",
        "日本",
        "\u{1f469}\u{200d}\u{1f4bb}",
        "e\u{301}",
        "\0",
        "\u{1b}[1m",
    ];
    vec(select(PARTS), 0..40).prop_map(|parts| parts.concat())
}

fn places() -> impl Strategy<Value = Vec<(usize, usize)>> {
    vec((0..120usize, 0..60usize), 0..4)
}

proptest! {
    #[test]
    fn any_place_in_any_text_can_be_shown(text in text(), places in places(), label in "(x|y\nz)?") {
        let file: Arc<str> = "a.md".into();
        let mut sources = Sources::default();
        sources.insert(Arc::clone(&file), text.as_str().into());
        let found = Diagnostic::new(Code::UnknownKey, "it");
        let found = places.iter().fold(found, |found, &(at, len)| found.at(&file, Span::new(at, at + len), label.as_str()));
        let found = [found];
        let shown = text::render(&found, &sources, text::TextStyle::default());
        prop_assert!(shown.starts_with("warning[unknown-key]: it"));
        let positions = Positions::of(&found, &sources);
        // At the very end the renderer names the end of the last line that has something in it.
        let first = found[0].places.first().filter(|_| places[0].0 < text.len());
        if let Some(region) = first.and_then(|place| positions.region(place)) {
            let Position { line, column } = region.start;
            let place = format!("--> a.md:{line}:{column}\n");
            prop_assert!(shown.contains(&place), "{place} {shown}");
        }
        prop_assert_eq!(github::render(&found, &sources).lines().count(), 1);
        for document in [json::render(&found, &sources), sarif::render(&found, &sources)] {
            prop_assert!(serde_json::from_str::<serde_json::Value>(&document).is_ok());
        }
    }
}
