//! What a debrief owes its readers, beyond being readable: completeness, an answer to every "no", actions somebody can
//! do, times that can be, words that blame nobody.
//!
//! Each rule is a function from a `Subject` to findings. [`Ignores`] removes those an author has decided about.

mod actions;
mod answers;
mod completeness;
mod ignore;
mod images;
mod keys;
mod language;
mod reviews;
mod secrets;
mod steps;
mod subject;
mod times;

use jiff::civil::Date;
use rayon::prelude::*;

pub use completeness::Completeness;
pub use ignore::Ignores;
pub use reviews::undecided as undecided_review;
pub use secrets::{hide, secrets};

use crate::{config::Config, diagnostic::Diagnostic, insight::Insight, library::Library};
use language::Language;
use subject::Subject;

/// One rule, or several on one subject.
type Rule = fn(&Subject<'_>, &mut Vec<Diagnostic>);

const RULES: &[Rule] = &[
    completeness::check,
    answers::check,
    steps::check,
    actions::check,
    times::check,
    images::check,
];

/// The rules of a site, ready to be tried on its debriefs.
pub struct Checker<'a> {
    library: &'a Library,
    config: &'a Config,
    language: Language,
}

impl<'a> Checker<'a> {
    /// Prepares the rules.
    #[must_use]
    pub fn new(library: &'a Library, config: &'a Config) -> Self {
        Self {
            library,
            config,
            language: Language::new(library, config),
        }
    }

    /// What the debrief at a position of the library owes as of `today`.
    #[must_use]
    pub fn check(&self, debrief: usize, insight: &Insight, today: Date) -> Vec<Diagnostic> {
        let subject = self.subject(debrief, insight, today);
        let mut found = Vec::new();
        for rule in RULES {
            rule(&subject, &mut found);
        }
        self.language.check(&subject, &mut found);
        found
    }

    /// How much of what it owes the debrief at a position says.
    #[must_use]
    pub fn completeness(&self, debrief: usize, insight: &Insight, today: Date) -> Completeness {
        completeness::completeness(&self.subject(debrief, insight, today))
    }

    fn subject<'b>(&self, debrief: usize, insight: &'b Insight, today: Date) -> Subject<'b>
    where
        'a: 'b,
    {
        let entry = &self.library.entries[debrief];
        let derived = &insight.derived[debrief];
        Subject::new(entry, (derived, insight), self.config, today)
    }
}

/// Everything the debriefs of a library owe, as of `today`. The order is that of the library.
#[must_use]
pub fn check(
    library: &Library,
    insight: &Insight,
    config: &Config,
    today: Date,
) -> Vec<Diagnostic> {
    let mut checker = Checker::new(library, config);
    let problems = std::mem::take(&mut checker.language.problems);
    let found: Vec<Vec<Diagnostic>> = (0..library.entries.len())
        .into_par_iter()
        .map(|debrief| checker.check(debrief, insight, today))
        .collect();
    problems
        .into_iter()
        .chain(found.into_iter().flatten())
        .chain(reviews::check(library, insight))
        .collect()
}
