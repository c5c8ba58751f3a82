//! A text with the names taken out: it keeps its lines, and can be read as before.

#![no_main]

mod common;

use std::sync::Arc;

use debriefs::{
    library::roles::{Names, without_names},
    source::SourceFile,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let text = format!("---\npeople: {{owner: ana, facilitator: Bo Berg}}\n---\n# A\n\n{text}\n");
    let file = SourceFile {
        rel: "2026-11-20-a.md".into(),
        shown: "2026-11-20-a.md".into(),
        text: Arc::from(text.as_str()),
        hash: [0; 32],
    };
    let files = [file];
    let parsed = [common::read(&text)];
    let names = Names::of(&files, &parsed);
    let hidden = without_names(&files[0], parsed[0].as_ref(), &names);
    // `@anabel` in code is somebody else, or nobody.
    let handles = hidden.text.split("@ana").skip(1);
    for after in handles {
        let goes_on = after.starts_with(|c: char| c.is_alphanumeric() || "._-".contains(c));
        assert!(goes_on, "{}", hidden.text);
    }
    common::read(&hidden.text);
});
