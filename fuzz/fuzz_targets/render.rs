//! A body to HTML, as the pages show it: no element, attribute or scheme that runs.

#![no_main]

use std::sync::Arc;

use debriefs::{
    model::{Fragment, Span},
    parse::markdown::{events, prepare},
    render::markdown::{Document, Found, Resolver},
};
use libfuzzer_sys::fuzz_target;

/// A site without any other page.
struct Nothing;

impl Resolver for Nothing {
    fn find(&self, _path: &str) -> Option<Found> {
        None
    }

    fn anchors(&self, _path: &str) -> Vec<&str> {
        Vec::new()
    }

    fn nearest(&self, _path: &str) -> Option<String> {
        None
    }
}

fuzz_target!(|text: &str| {
    let prepared = prepare(text, Span::new(0, text.len()));
    let all = u32::try_from(events(&prepared).len()).unwrap_or(u32::MAX);
    let file: Arc<str> = "a.md".into();
    let document = Document::new(&prepared, &file, "a.md", &Nothing);
    for half in [0, all / 2] {
        let html = document.html(&Fragment::whole(half..all)).value;
        let tags = html.split('<').skip(1);
        for tag in tags {
            let tag = tag
                .split('>')
                .next()
                .unwrap_or_default()
                .to_ascii_lowercase();
            let name = tag
                .split([' ', '/'])
                .find(|name| !name.is_empty())
                .unwrap_or_default();
            assert!(
                ![
                    "script", "style", "iframe", "svg", "math", "form", "base", "meta", "object"
                ]
                .contains(&name),
                "{html}"
            );
            for bad in [
                " on",
                " style=",
                "=\"javascript:",
                "=\"data:",
                "=\"vbscript:",
            ] {
                // Values are quoted, so a blank before a name of an attribute stands outside of them only.
                let outside: String = tag.split('"').step_by(2).collect::<Vec<_>>().join("\"");
                let whole = if bad.contains('"') { &tag } else { &outside };
                assert!(!whole.contains(bad), "{bad} in {html}");
            }
        }
    }
});
