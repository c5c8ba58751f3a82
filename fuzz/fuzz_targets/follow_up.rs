//! What is read beside the debriefs: monthly reviews, decisions, exports of ticket systems and what is kept of them.

#![no_main]

use std::sync::Arc;

use debriefs::{
    parse::{
        self,
        tickets::{Snapshot, read_export},
    },
    source::SourceFile,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let file = SourceFile {
        rel: "reviews/2026-11.md".into(),
        shown: "reviews/2026-11.md".into(),
        text: Arc::from(text),
        hash: [0; 32],
    };
    if let Some(review) = parse::review(&file).value {
        for line in &review.lines {
            assert!(review.text.get(line.span.start..line.span.end).is_some());
        }
    }
    let _ = parse::read_decision(text);
    let _ = read_export(text);
    let _ = Snapshot::read(text);
});
