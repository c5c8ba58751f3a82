//! Anything under the heading of a timeline: as it is, as items, and as the rows of a table.

#![no_main]

mod common;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let parsed = common::read(&format!("## Timeline\n\n{text}\n"));
    if let Some(parsed) = parsed {
        let times = parsed.debrief.timeline.iter().flat_map(|entry| &entry.at);
        // Writing a time must not fail, whatever was read.
        times.for_each(|moment| drop(moment.at.to_string()));
    }
    let items = text.replace("\n", "\n- ");
    common::read(&format!("# 2026-11-20 A\n\n## Timeline\n\n- {items}\n"));
    let rows = text.replace("\n", " |\n| ");
    common::read(&format!(
        "## Timeline\n\n| Time | Event |\n|---|---|\n| {rows} |\n"
    ));
});
