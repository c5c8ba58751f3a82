use std::collections::BTreeMap;

use super::Phrases;
use crate::{
    config::SiteFile,
    diagnostic::{Code, Diagnostic},
    model::Span,
};

/// A phrase that stands in more than this share of the debriefs tells nothing; in hundredths.
const BROAD: usize = 8;

/// Of fewer debriefs no share can be told.
const ENOUGH: usize = 25;

pub(super) fn check<'a>(
    phrases: &Phrases,
    met: impl Iterator<Item = &'a [u32]>,
    site: &SiteFile,
) -> Vec<Diagnostic> {
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    let mut debriefs = 0;
    for numbers in met {
        debriefs += 1;
        for number in numbers {
            *counts.entry(*number).or_default() += 1;
        }
    }
    counts
        .into_iter()
        .filter(|(_, count)| debriefs >= ENOUGH && count * 100 > debriefs * BROAD)
        .filter_map(|(number, count)| {
            let phrase = phrases.all[number as usize].own.as_deref()?;
            Some(warning(phrase, (count, debriefs), site))
        })
        .collect()
}

fn warning(phrase: &str, (count, debriefs): (usize, usize), site: &SiteFile) -> Diagnostic {
    let problem = Diagnostic::new(
        Code::BroadPhrase,
        format!("the phrase `{phrase}` stands in {count} of {debriefs} debriefs"),
    )
    .help("say it with more words, or move it to `weak`, where it counts a third");
    match site.text.find(&format!("\"{phrase}\"")) {
        Some(at) => problem.at(&site.shown, Span::new(at + 1, at + 1 + phrase.len()), ""),
        None => problem.in_file(&site.shown),
    }
}
