//! The lexicon of causes: what people write when they mean an expired certificate or a full disk.
//!
//! It is a file that people can read and change, `causes.toml`; a site adds to it with a file of its own.

mod breadth;
mod compile;
mod file;
mod matching;

use crate::{
    config::SiteFile,
    diagnostic::{Code, Diagnostic},
};

pub(in crate::insight) use compile::{Phrases, Subject};
pub(in crate::insight) use matching::{Found, Matcher};

/// One cause of the lexicon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concept {
    /// What `causes:` in the frontmatter calls it.
    pub id: String,
    /// What a reader sees.
    pub name: String,
    /// The coarser family it belongs to; its own id when it stands alone.
    pub family: String,
    /// A contributing factor of most incidents: shown, but two debriefs are not alike because of it.
    pub factor: bool,
    /// It tells where it broke rather than why: it counts half.
    pub place: bool,
}

/// All causes, with the phrases that speak of them.
#[derive(Debug, Clone)]
pub struct Lexicon {
    concepts: Vec<Concept>,
    phrases: Phrases,
}

const STANDARD: &str = include_str!("causes.toml");

impl Lexicon {
    /// The file that ships with the program, as people read it.
    #[must_use]
    pub fn built_in() -> &'static str {
        STANDARD
    }

    /// The built-in lexicon, with what the site's own file changes. A site file that cannot be read is reported and
    /// changes nothing.
    pub fn new(site: Option<&SiteFile>, found: &mut Vec<Diagnostic>) -> Self {
        let mut file = file::read(STANDARD).unwrap_or_default();
        if let Some(site) = site {
            match file::read(&site.text) {
                Ok(more) => file.merge(more, site, found),
                Err(error) => found.push(unreadable(site, &error)),
            }
        }
        let phrases = Phrases::compile(&file);
        let concepts = file.cause.into_iter().map(file::Entry::into_concept);
        Self {
            concepts: concepts.collect(),
            phrases,
        }
    }

    /// All causes; their positions are how the rest names them.
    #[must_use]
    pub fn concepts(&self) -> &[Concept] {
        &self.concepts
    }

    /// The cause with this id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<&Concept> {
        self.concepts.iter().find(|concept| concept.id == id)
    }

    /// Warns of phrases of the site that stand in so many debriefs that they tell nothing. `met`: for each debrief the
    /// numbers of the phrases of the site in it.
    pub(super) fn broad_phrases<'a>(
        &self,
        met: impl Iterator<Item = &'a [u32]>,
        site: &SiteFile,
    ) -> Vec<Diagnostic> {
        breadth::check(&self.phrases, met, site)
    }

    pub(super) fn phrases(&self) -> &Phrases {
        &self.phrases
    }
}

fn unreadable(site: &SiteFile, error: &toml::de::Error) -> Diagnostic {
    let problem = Diagnostic::new(
        Code::CausesFile,
        format!(
            "the lexicon of causes cannot be read: {}",
            error.message().trim()
        ),
    )
    .help("it is not used; `docs/causes.md` shows what such a file looks like");
    match error.span() {
        Some(span) => problem.at(&site.shown, span.into(), ""),
        None => problem.in_file(&site.shown),
    }
}

#[cfg(test)]
mod tests;
