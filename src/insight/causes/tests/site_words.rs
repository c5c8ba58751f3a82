use super::*;

#[test]
fn a_phrase_that_stands_everywhere_is_reported_where_it_stands() {
    let told = |i: usize| {
        if i < 3 {
            "# A\n\nA fern wilted."
        } else {
            "# A\n\nMoss grew."
        }
    };
    let entries = (0..30).map(|i| entry(&format!("d-{i:02}"), "date: 2026-01-10", told(i)));
    let library = library(entries.collect());
    let text = "[[cause]]\nid = \"plants\"\nphrases = [\"fern\", \"orchid\"]\n";
    let site = SiteFile {
        shown: "causes.toml".into(),
        text: text.into(),
    };
    let insight = crate::insight::derive(
        &library,
        &Config::default(),
        "2026-12-01T00:00Z".parse().unwrap(),
    );
    let settings = Settings {
        config: &CausesConfig::default(),
        lexicon: Some(&site),
        lock: &Lock::default(),
    };
    let found = derive(&library, &insight, settings).diagnostics;
    assert_eq!(found.len(), 1);
    let span = found[0].places[0].span.unwrap();
    assert_eq!(&text[span.start..span.end], "fern");
}
