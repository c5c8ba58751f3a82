//! What people type into the search.

#![no_main]

use debriefs::{config::Config, search::Query};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let config = Config::default();
    for typing in [false, true] {
        let _ = Query::parse(text, &config, typing).is_empty();
    }
});
