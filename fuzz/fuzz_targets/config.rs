//! A configuration, and the files beside it: the lexicon of causes and the lock file.

#![no_main]

use debriefs::{
    config::{self, SiteFile},
    insight::causes::{Lexicon, Lock},
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let read = config::parse(&"debriefs.toml".into(), text);
    for place in read.diagnostics.iter().flat_map(|found| &found.places) {
        if let Some(span) = place.span {
            assert!(text.get(span.start..span.end).is_some(), "{span:?}");
        }
    }
    let lexicon = SiteFile {
        shown: "causes.toml".into(),
        text: text.into(),
    };
    Lexicon::new(Some(&lexicon), &mut Vec::new());
    Lock::read(text, "company");
});
