//! What a learning is about.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::{
    insight::causes::{
        lexicon::{Matcher, Phrases, Subject},
        words::{StopWords, Vocabulary, scan},
    },
    model::{Label, slugify},
};

const STANDARD: &str = include_str!("themes.toml");

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    theme: Vec<Entry>,
}

/// One `[[theme]]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: String,
    name: String,
    about: Option<String>,
    words: Vec<String>,
}

/// A theme that is recognised by its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) label: Label,
    pub(super) about: Option<String>,
}

/// All themes that are recognised, with the words that speak of them.
#[derive(Debug)]
pub(super) struct Themes {
    pub(super) known: Vec<Known>,
    phrases: Phrases,
}

impl Themes {
    /// The built-in themes with what a site adds: more words, themes of its own, or an empty list to silence one.
    pub(super) fn new(own: &BTreeMap<String, Vec<String>>) -> Self {
        let mut entries = standard();
        for (name, words) in own {
            let slug = slugify(name);
            match entries.iter().position(|entry| entry.id == slug) {
                Some(at) if words.is_empty() => drop(entries.remove(at)),
                Some(at) => entries[at].words.extend(words.iter().cloned()),
                None if words.is_empty() || slug.is_empty() => {}
                None => entries.push(Entry {
                    id: slug,
                    name: name.clone(),
                    about: None,
                    words: words.clone(),
                }),
            }
        }
        let phrases = Phrases::of_lists(entries.iter().map(|entry| entry.words.as_slice()));
        let known = entries.into_iter().map(|entry| Known {
            label: Label {
                slug: entry.id,
                name: entry.name,
            },
            about: entry.about,
        });
        Self {
            known: known.collect(),
            phrases,
        }
    }

    /// What recognises them in texts.
    pub(super) fn reader(&self) -> Reader<'_> {
        Reader {
            matcher: Matcher::new(&self.phrases),
            vocabulary: Vocabulary::default(),
            stop: StopWords::new(&[]),
        }
    }
}

/// The file is part of the program and read by a test; should it ever be broken, there are no themes but tags.
fn standard() -> Vec<Entry> {
    toml::from_str::<File>(STANDARD).unwrap_or_default().theme
}

/// Recognises themes in one text after another.
pub(super) struct Reader<'a> {
    matcher: Matcher<'a>,
    vocabulary: Vocabulary,
    stop: StopWords,
}

impl Reader<'_> {
    /// Positions of the themes that a text speaks of, in their order.
    pub(super) fn themes(&mut self, text: &str) -> Vec<usize> {
        let words: Vec<u32> = scan(text)
            .map(|word| self.vocabulary.number(word, &self.stop))
            .collect();
        let found = self.matcher.search(&words, &self.vocabulary);
        let themes = found.into_iter().filter_map(|found| match found.subject {
            Subject::Cause(position) => Some(usize::from(position)),
            Subject::Again | Subject::RuledOut => None,
        });
        themes.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, own: &[(&str, &[&str])]) -> Vec<String> {
        let own = own.iter().map(|(name, words)| {
            let words = words.iter().map(|word| (*word).to_owned()).collect();
            ((*name).to_owned(), words)
        });
        let themes = Themes::new(&own.collect());
        let found = themes.reader().themes(text);
        let slug = |i: usize| themes.known[i].label.slug.clone();
        found.into_iter().map(slug).collect()
    }

    #[test]
    fn the_file_holds_the_eight_themes_of_the_talk_and_every_theme_can_be_met() {
        let entries = standard();
        let ids: Vec<&str> = entries.iter().map(|entry| entry.id.as_str()).collect();
        for id in [
            "fix-process",
            "gradual-rollout-limits",
            "crisis-mode",
            "feature-flag",
            "expand-contract",
            "ten-x",
            "config-as-code",
            "bdd",
        ] {
            assert!(ids.contains(&id), "{id}");
        }
        for entry in &entries {
            assert_eq!(slugify(&entry.id), entry.id);
            assert!(!entry.words.is_empty(), "{}", entry.id);
            assert!(entry.about.is_some(), "{}", entry.id);
        }
    }

    #[test]
    fn a_learning_has_the_themes_its_words_speak_of() {
        assert_eq!(
            of("A flag you can switch off in seconds", &[]),
            ["feature-flag"]
        );
        assert_eq!(
            of(
                "Changing a cache key is emptying the cache. Read old and new.",
                &[]
            ),
            ["expand-contract"]
        );
        assert_eq!(of("It rained all day.", &[]), [""; 0]);
    }

    #[test]
    fn a_site_adds_words_and_themes_and_silences_what_does_not_fit() {
        let text = "The toggle woke nobody at night";
        assert_eq!(of(text, &[]), [""; 0]);
        assert_eq!(of(text, &[("feature-flag", &["toggle"])]), ["feature-flag"]);
        assert_eq!(of(text, &[("Quiet nights", &["woke"])]), ["quiet-nights"]);
        assert_eq!(of("The alert came late", &[("alerting", &[])]), [""; 0]);
    }
}
