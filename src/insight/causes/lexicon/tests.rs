use std::collections::BTreeSet;

use super::*;
use crate::insight::causes::words::{StopWords, Vocabulary, scan};

/// What a lexicon of one cause with one phrase makes of a sentence.
fn points(phrase: &str, sentence: &str) -> f32 {
    let text = format!("[[cause]]\nid = \"x\"\nphrases = [\"{phrase}\"]\nweak = [\"weakly\"]\n");
    let phrases = Phrases::compile(&file::read(&text).unwrap());
    let (stop, mut vocabulary) = (StopWords::new(&[]), Vocabulary::default());
    let words: Vec<_> = scan(sentence)
        .map(|word| vocabulary.number(word, &stop))
        .collect();
    let found = Matcher::new(&phrases).search(&words, &vocabulary);
    found.first().map_or(0.0, |found| found.points)
}

#[test]
fn phrases_mean_what_the_head_of_the_file_says() {
    let cases = [
        ("disk full", "The disks, full again", 1.0),
        ("disk full", "The disk was full", 0.0),
        ("disk full", "Full disk", 0.0),
        // At most five words between the parts, in this order.
        ("disk .. full", "The disk of the old database was full", 1.0),
        (
            "disk .. full",
            "The disk of the very old database was full",
            0.0,
        ),
        ("disk .. full", "Full was the disk", 0.0),
        (
            "cert & expir*",
            "It expired, the wildcard cert we had forgotten about for so long",
            1.0,
        ),
        ("cert & expir*", "It expired", 0.0),
        // A prefix of the word as written; `=` that very word, whatever its stem.
        ("expir*", "expiry", 1.0),
        ("=ups", "the UPS failed", 1.0),
        ("=ups", "ups and up are one stem; up", 1.0),
        ("=ups", "it went up", 0.0),
        ("out of memory", "It ran out of memory", 1.0),
        // Said twice is said once; a weak phrase is worth less.
        ("disk full", "disk full, disk full", 1.0),
        ("disk full", "weakly", 0.35),
        ("disk full", "weakly disk full", 1.35),
    ];
    for (phrase, sentence, expected) in cases {
        assert_eq!(
            points(phrase, sentence),
            expected,
            "`{phrase}` in `{sentence}`"
        );
    }
}

#[test]
fn the_built_in_lexicon_is_sound() {
    let file = file::read(STANDARD).unwrap();
    assert!(file.cause.len() >= 70);
    let ids: BTreeSet<_> = file.cause.iter().map(|cause| &cause.id).collect();
    assert_eq!(ids.len(), file.cause.len(), "an id stands twice");
    for cause in &file.cause {
        assert_eq!(crate::model::slugify(&cause.id), cause.id);
        assert!(
            cause.name.is_some() && !cause.phrases.is_empty(),
            "{}",
            cause.id
        );
    }
}

/// The causes that the built-in lexicon hears in a sentence.
fn heard(sentence: &str) -> Vec<String> {
    let lexicon = Lexicon::new(None, &mut Vec::new());
    let (stop, mut vocabulary) = (StopWords::new(&[]), Vocabulary::default());
    let words: Vec<_> = scan(sentence)
        .map(|word| vocabulary.number(word, &stop))
        .collect();
    let found = Matcher::new(lexicon.phrases()).search(&words, &vocabulary);
    let causes = found.iter().filter_map(|found| match found.subject {
        Subject::Cause(cause) => Some(lexicon.concepts()[usize::from(cause)].id.clone()),
        _ => None,
    });
    causes.collect()
}

#[test]
fn words_that_only_share_a_stem_are_not_heard() {
    assert_eq!(heard("It was an insider"), ["insider-attack"]);
    for innocent in [
        "It broke from inside the cluster",
        "The metrics system was slow",
        "The control plane was stuck",
        "Workers of other businesses",
    ] {
        let heard = heard(innocent);
        let wrong = [
            "insider-attack",
            "unit-mismatch",
            "power-loss",
            "watch-event-loss",
            "slow-build-backlog",
        ];
        assert!(
            heard.iter().all(|id| !wrong.contains(&id.as_str())),
            "{innocent}: {heard:?}"
        );
    }
}

fn site(text: &str) -> (Lexicon, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let site = SiteFile {
        shown: "causes.toml".into(),
        text: text.into(),
    };
    (Lexicon::new(Some(&site), &mut found), found)
}

#[test]
fn a_site_renames_silences_and_adds() {
    let (lexicon, found) = site(concat!(
        "[[cause]]\nid = \"disk-full\"\nname = \"Volume full\"\nphrases = [\"bucket overflow\"]\n",
        "[[cause]]\nid = \"ddos\"\nsilent = true\n",
        "[[cause]]\nid = \"greenhouse\"\nname = \"Greenhouse too warm\"\nphrases = [\"greenhouse\"]\n",
    ));
    assert_eq!(found, []);
    assert_eq!(lexicon.find("disk-full").unwrap().name, "Volume full");
    assert_eq!(lexicon.find("ddos"), None);
    assert_eq!(lexicon.find("greenhouse").unwrap().family, "greenhouse");
}

#[test]
fn a_site_lexicon_that_helps_nobody_is_reported() {
    for text in [
        "[[cause]]\nid = \"x\"\nphrase = [\"y\"]\n",
        "[[cause]]\nid = \"disk-ful\"\nsilent = true\n",
        "[[cause]\n",
    ] {
        let (lexicon, found) = site(text);
        assert_eq!(found.len(), 1, "{text}");
        assert!(lexicon.find("disk-full").is_some());
    }
}
