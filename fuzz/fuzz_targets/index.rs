//! A search index with some of its bytes replaced: it may be refused, and must not do anything else.

#![no_main]

mod common;

use std::sync::{Arc, OnceLock};

use debriefs::{
    config::{Config, Edition},
    insight,
    library::{self, Entry, Selection},
    search::files::{Reader, export},
};
use jiff::Timestamp;
use libfuzzer_sys::fuzz_target;

/// An index of a debrief, by the paths of its files.
fn index() -> &'static [(String, Vec<u8>)] {
    static INDEX: OnceLock<Vec<(String, Vec<u8>)>> = OnceLock::new();
    INDEX.get_or_init(|| {
        let text = "# Certificate expired\n\nThe certificate ended.\n\n## Lessons learned\n\n- Watch it.\n";
        let parsed = common::read(text).expect("a sound debrief");
        let entry = Entry {
            debrief: Arc::new(parsed.debrief),
            text: text.into(),
            body: parsed.body,
            shown: "2026-11-20-a.md".into(),
            changed: None,
        };
        let config = Config::default();
        let selection = Selection {
            edition: Edition::company(),
            drafts: true,
            today: jiff::civil::date(2026, 12, 1),
        };
        let library = library::build(vec![entry], Vec::new(), &selection).value;
        let insight = insight::derive(&library, &config, Timestamp::UNIX_EPOCH);
        let exported = export(&library, &insight, &config, &selection.edition);
        exported.expect("an index in memory").files
    })
}

fuzz_target!(|damage: (u8, u16, Vec<u8>)| {
    let files = index();
    let (which, at, bytes) = damage;
    let which = usize::from(which) % files.len();
    let source = |path: &str| {
        let wanted = format!("search/{path}");
        let at_file = files.iter().position(|(path, _)| *path == wanted)?;
        let mut file = files[at_file].1.clone();
        if at_file == which {
            let at = usize::from(at) % (file.len() + 1);
            let end = (at + bytes.len()).min(file.len());
            file.splice(at..end, bytes.iter().copied());
        }
        Some(file)
    };
    if let Ok(reader) = Reader::open(source) {
        for query in [
            "certificate",
            "cert",
            "\"the certificate\"",
            "has:open-actions",
        ] {
            let _ = reader.search(query, true);
        }
        for doc in 0..reader.docs().min(8) {
            let _ = reader.shown(doc);
        }
    }
});
