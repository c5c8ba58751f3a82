//! Anything between the lines of a frontmatter.

#![no_main]

mod common;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    common::read(&format!("---\n{text}\n---\n# A\n"));
    common::read(&format!("+++\n{text}\n+++\n# A\n"));
});
