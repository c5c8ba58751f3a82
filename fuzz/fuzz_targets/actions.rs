//! Anything under the heading of action items: as it is, as items, and as the rows of a table.

#![no_main]

mod common;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    common::read(&format!("## Action items\n\n{text}\n"));
    let items = text.replace("\n", "\n- [ ] ");
    common::read(&format!("## Action items\n\n- [ ] {items}\n"));
    let rows = text.replace("\n", " |\n| ");
    let head = "| Action | Owner | Due | Status |\n|---|---|---|---|";
    common::read(&format!("## Action items\n\n{head}\n| {rows} |\n"));
});
