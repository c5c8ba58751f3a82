use std::collections::BTreeSet;

use serde::Deserialize;

use super::Concept;
use crate::{
    config::SiteFile,
    diagnostic::{Code, Diagnostic},
};

/// A lexicon file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    /// What authors write when the same thing had happened before.
    #[serde(default)]
    pub(super) again: Vec<String>,
    /// What authors write when they name a cause only to say that it was none.
    #[serde(default)]
    pub(super) ruled_out: Vec<String>,
    #[serde(default)]
    pub(super) cause: Vec<Entry>,
    /// Phrases that the site added.
    #[serde(skip)]
    pub(super) own: BTreeSet<String>,
}

/// One `[[cause]]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    pub(super) id: String,
    pub(super) name: Option<String>,
    pub(super) parent: Option<String>,
    #[serde(default)]
    pub(super) factor: Option<bool>,
    #[serde(default)]
    pub(super) place: Option<bool>,
    #[serde(default)]
    pub(super) phrases: Vec<String>,
    #[serde(default)]
    pub(super) weak: Vec<String>,
    /// In a site's file: phrases of the built-in cause that do not fit here.
    #[serde(default)]
    pub(super) without: Vec<String>,
    /// In a site's file: this cause is not looked for.
    #[serde(default)]
    pub(super) silent: bool,
}

pub(super) fn read(text: &str) -> Result<File, toml::de::Error> {
    toml::from_str(text)
}

impl Entry {
    pub(super) fn into_concept(self) -> Concept {
        Concept {
            name: self.name.unwrap_or_else(|| self.id.clone()),
            family: self.parent.unwrap_or_else(|| self.id.clone()),
            factor: self.factor.unwrap_or_default(),
            place: self.place.unwrap_or_default(),
            id: self.id,
        }
    }

    fn extend(&mut self, more: Self) {
        self.name = more.name.or(self.name.take());
        self.parent = more.parent.or(self.parent.take());
        self.factor = more.factor.or(self.factor);
        self.place = more.place.or(self.place);
        let unwanted = |phrase: &String| more.without.contains(phrase);
        self.phrases.retain(|phrase| !unwanted(phrase));
        self.weak.retain(|phrase| !unwanted(phrase));
        self.phrases.extend(more.phrases);
        self.weak.extend(more.weak);
    }
}

impl File {
    /// Adds the causes of a site: one that is there already is extended, renamed or silenced, another is added.
    pub(super) fn merge(&mut self, more: Self, site: &SiteFile, found: &mut Vec<Diagnostic>) {
        self.again.extend(more.again);
        self.ruled_out.extend(more.ruled_out);
        for entry in more.cause {
            let phrases = entry.phrases.iter().chain(&entry.weak);
            self.own.extend(phrases.cloned());
            let known = self.cause.iter().position(|known| known.id == entry.id);
            match known {
                Some(at) if entry.silent => {
                    self.cause.remove(at);
                }
                Some(at) => self.cause[at].extend(entry),
                None if entry.silent || entry.phrases.is_empty() => {
                    found.push(pointless(&entry, site));
                }
                None => self.cause.push(entry),
            }
        }
    }
}

/// Nothing can come of an entry that neither changes a known cause nor says how a new one is spoken of.
fn pointless(entry: &Entry, site: &SiteFile) -> Diagnostic {
    Diagnostic::new(
        Code::CausesFile,
        format!(
            "the lexicon has no cause `{}`, and a new one needs `phrases`",
            entry.id
        ),
    )
    .in_file(&site.shown)
    .help("correct the id, or list what people write when they mean it")
}
