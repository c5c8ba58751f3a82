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
mod secrets;
mod steps;
mod subject;
mod times;

use jiff::civil::Date;
use rayon::prelude::*;

pub use ignore::Ignores;
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

/// Everything the debriefs of a library owe, as of `today`. The order is that of the library.
#[must_use]
pub fn check(
    library: &Library,
    insight: &Insight,
    config: &Config,
    today: Date,
) -> Vec<Diagnostic> {
    let mut language = Language::new(library, config);
    let problems = std::mem::take(&mut language.problems);
    let found: Vec<Vec<Diagnostic>> = (library.entries.par_iter())
        .zip(insight.derived.par_iter())
        .map(|(entry, derived)| {
            let subject = Subject::new(entry, (derived, insight), config, today);
            let mut found = Vec::new();
            for rule in RULES {
                rule(&subject, &mut found);
            }
            language.check(&subject, &mut found);
            found
        })
        .collect();
    problems
        .into_iter()
        .chain(found.into_iter().flatten())
        .collect()
}
