//! `debriefs.toml`: every key is optional, every unknown key is an error.

mod beside;
mod duration;
mod editions;
mod keys;
mod load;
mod look;
mod maps;
mod read;
mod site;
mod table;
mod targets;
#[cfg(test)]
mod tests;
mod tickets;

use std::{collections::BTreeMap, path::PathBuf, sync::Arc};

use jiff::SignedDuration;
use regex::Regex;

pub use beside::{SiteFile, beside, read_beside, read_lexicon};
pub use keys::KEYS;
pub use load::{find, load, parse};
pub use look::{Color, LookConfig};

use crate::{
    diagnostic::{Code, Level},
    model::Visibility,
};

/// The whole configuration; [`Config::default`] is what a folder without a `debriefs.toml` gets.
#[derive(Debug, Clone)]
pub struct Config {
    /// The file it was read from; `None` when there is none. Relative paths below are relative to its folder.
    pub file: Option<PathBuf>,
    /// `[site]`
    pub site: SiteConfig,
    /// `[content]`
    pub content: ContentConfig,
    /// `[fields]`: foreign frontmatter key to ours (`start_time` to `times.started`).
    pub fields: BTreeMap<String, String>,
    /// `[values]`: foreign value to ours (`SEV-1` to `sev1`).
    pub values: BTreeMap<String, String>,
    /// `[theme]`
    pub look: LookConfig,
    /// `[texts]`: texts of the site by their keys (`home.lately`), in place of the theme's.
    pub texts: BTreeMap<String, String>,
    /// `[severities]`
    pub severities: Severities,
    /// `[targets]`
    pub targets: Targets,
    /// `[[tickets]]`
    pub tickets: Vec<TicketPattern>,
    /// `[check]`: rule to level, `None` for `off`.
    pub check: BTreeMap<Code, Option<Level>>,
    /// `[language]`
    pub language: LanguageConfig,
    /// `[causes]`
    pub causes: CausesConfig,
    /// `[learnings]`
    pub learnings: LearningsConfig,
    /// `[editions.<name>]`; always has `company`.
    pub editions: BTreeMap<String, Edition>,
    /// `[privacy]`
    pub privacy: PrivacyConfig,
    /// `[search]`
    pub search: SearchConfig,
}

/// `[privacy]`: whom debriefs do not name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PrivacyConfig {
    /// Names of customers.
    pub customers: Vec<String>,
    /// Domains whose e-mail addresses may be shown.
    pub email_domains: Vec<String>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            file: None,
            site: SiteConfig::default(),
            content: ContentConfig::default(),
            fields: BTreeMap::new(),
            values: BTreeMap::new(),
            look: LookConfig::default(),
            texts: BTreeMap::new(),
            severities: Severities::default(),
            targets: Targets::default(),
            tickets: Vec::new(),
            check: BTreeMap::new(),
            language: LanguageConfig::default(),
            causes: CausesConfig::default(),
            learnings: LearningsConfig::default(),
            editions: BTreeMap::from([("company".to_owned(), Edition::company())]),
            privacy: PrivacyConfig::default(),
            search: SearchConfig::default(),
        }
    }
}

/// `[language]`
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LanguageConfig {
    /// File with further rules, relative to the config.
    pub rules: Option<PathBuf>,
    /// That file, read.
    pub own: Option<LanguageFile>,
}

/// The file of `language.rules`, read with the configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LanguageFile {
    /// Where it is, as people would type it.
    pub file: Arc<str>,
    /// What it says.
    pub text: Arc<str>,
}

/// `[site]`
#[derive(Debug, Clone)]
pub struct SiteConfig {
    /// Name of the site. Default: `Debriefs`.
    pub title: String,
    /// Absolute address the site is published at, ending in `/`; for feeds, sitemap and the 404 page.
    pub base_url: Option<String>,
    /// BCP 47 language of the texts. Default: `en`.
    pub language: String,
    /// IANA name or offset for times without one. Default: `UTC`.
    pub timezone: String,
    /// Whether somebody wrote the zone, so that times without one are no guess.
    pub timezone_stated: bool,
    /// Folder under `themes/` whose files replace the built-in ones of the same name.
    pub theme: Option<String>,
    /// Path of an image under the content folder.
    pub logo: Option<String>,
    /// Where a source file is edited: `{path}` stands for its path under the content folder.
    pub edit_url: Option<String>,
    /// "Ask or add a view": `{title}`, `{id}` and `{url}` are replaced.
    pub feedback_url: Option<String>,
}

impl Default for SiteConfig {
    fn default() -> Self {
        Self {
            title: "Debriefs".into(),
            base_url: None,
            language: "en".into(),
            timezone: "UTC".into(),
            timezone_stated: false,
            theme: None,
            logo: None,
            edit_url: None,
            feedback_url: None,
        }
    }
}

/// `[content]`
#[derive(Debug, Clone)]
pub struct ContentConfig {
    /// Folder with the debriefs. Default: `content`.
    pub dir: PathBuf,
    /// Folder the site is written to. Default: `public`.
    pub output: PathBuf,
    /// Globs of files to read, relative to `dir`; empty for all.
    pub include: Vec<String>,
    /// Globs of files to leave out.
    pub exclude: Vec<String>,
}

impl Default for ContentConfig {
    fn default() -> Self {
        Self {
            dir: "content".into(),
            output: "public".into(),
            include: Vec::new(),
            exclude: Vec::new(),
        }
    }
}

/// `[severities]`
#[derive(Debug, Clone)]
pub struct Severities {
    /// Names, worst first. Default: `sev1` to `sev4`.
    pub order: Vec<String>,
}

impl Default for Severities {
    fn default() -> Self {
        Self {
            order: ["sev1", "sev2", "sev3", "sev4"].map(String::from).to_vec(),
        }
    }
}

impl Severities {
    /// The name an author meant: `SEV-1`, `Sev 1` and `1` are all `sev1`.
    #[must_use]
    pub fn find(&self, written: &str) -> Option<&str> {
        let bare = |text: &str| -> String {
            let letters = text.chars().filter(|c| c.is_alphanumeric());
            letters.flat_map(char::to_lowercase).collect()
        };
        let typed = bare(written);
        let number = |name: &str| {
            let name = bare(name);
            name[name.trim_end_matches(|c: char| c.is_ascii_digit()).len()..].to_owned()
        };
        let same = self.order.iter().find(|name| bare(name) == typed);
        let numbered = || self.order.iter().find(|name| number(name) == typed);
        let found = same.or_else(|| numbered().filter(|_| !typed.is_empty()));
        found.map(String::as_str)
    }
}

/// `[targets]`: what counts as soon enough.
#[derive(Debug, Clone)]
pub struct Targets {
    /// Found within, from `started`. Default: 5 minutes.
    pub detect: SignedDuration,
    /// Completely fixed within, from `started`. Default: 1 hour.
    pub fix: SignedDuration,
    /// Fixed within, as an ambition. Default: 10 minutes.
    pub stretch: SignedDuration,
    /// Debrief held between, from `resolved`. Default: 24 and 72 hours.
    pub debrief: (SignedDuration, SignedDuration),
    /// Checkpoint due after the debrief. Default: 14 days.
    pub checkpoint: SignedDuration,
}

impl Default for Targets {
    fn default() -> Self {
        Self {
            detect: SignedDuration::from_mins(5),
            fix: SignedDuration::from_hours(1),
            stretch: SignedDuration::from_mins(10),
            debrief: (
                SignedDuration::from_hours(24),
                SignedDuration::from_hours(72),
            ),
            checkpoint: SignedDuration::from_hours(14 * 24),
        }
    }
}

/// `[[tickets]]`: how a ticket looks in text and where it leads.
#[derive(Debug, Clone)]
pub struct TicketPattern {
    /// The whole ticket; group 0 is the id.
    pub pattern: Regex,
    /// `{id}` stands for the ticket, `{1}` … for the groups of the pattern.
    pub url: String,
}

/// `[causes]`
#[derive(Debug, Clone)]
pub struct CausesConfig {
    /// Debriefs a recurring cause has at least. Default: 2.
    pub min_members: usize,
    /// Extra lexicon file, relative to the config.
    pub lexicon: Option<PathBuf>,
    /// Words that say nothing about a cause here (the company's name).
    pub stop_words: Vec<String>,
}

impl Default for CausesConfig {
    fn default() -> Self {
        Self {
            min_members: 2,
            lexicon: None,
            stop_words: Vec::new(),
        }
    }
}

/// `[learnings]`
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LearningsConfig {
    /// Theme to the words people write when they mean it; no words for a theme that is not looked for.
    pub themes: BTreeMap<String, Vec<String>>,
}

/// `[editions.<name>]`: one published form of the repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// What it may hold.
    pub visibility: Vec<Visibility>,
    /// Whether people are named or shown as roles.
    pub people: PeopleAs,
}

impl Edition {
    /// What is built when nobody says otherwise: everything an employee may read, with names.
    #[must_use]
    pub fn company() -> Self {
        Self {
            visibility: vec![Visibility::Public, Visibility::Company],
            people: PeopleAs::Names,
        }
    }
}

/// How people are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PeopleAs {
    /// As written.
    #[default]
    Names,
    /// As roles.
    Roles,
}

/// `[search]`
#[derive(Debug, Clone, Default)]
pub struct SearchConfig {
    /// Language of the stemmer; default: that of the site.
    pub language: Option<String>,
    /// Field to weight.
    pub weights: BTreeMap<String, f64>,
}
