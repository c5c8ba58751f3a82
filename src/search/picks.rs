//! Which stems of the dictionary a word means: one rule for every back end.
//!
//! "Which stems a word means" in `docs/search-format.md` says the same in words.

use std::collections::BTreeMap;

use super::{
    query::{Notice, Phrase, Query, Word},
    words::is_cjk,
};

/// Letters from which on a word is completed.
const COMPLETED: usize = 3;
/// Forms that are looked at to complete one.
const LOOKED_AT: usize = 512;
/// Stems a completion keeps.
const KEPT: usize = 12;
/// Letters from which on a word is corrected, and from which on two mistakes are.
const CORRECTED: usize = 4;
const TWO_MISTAKES: usize = 8;
/// Forms a correction keeps.
const CORRECTIONS: usize = 3;

/// Looks words up.
pub(super) trait Dictionary {
    /// What names a stem.
    type Stem: Clone + Ord;
    /// Why a look-up failed.
    type Error;

    /// The stem of a form, when the form was written anywhere.
    fn stem(&self, form: &str) -> Result<Option<Self::Stem>, Self::Error>;
    /// The first forms in order that begin with a prefix and are longer, at most `most`.
    fn completions(
        &self,
        prefix: &str,
        most: usize,
    ) -> Result<Vec<(String, Self::Stem)>, Self::Error>;
    /// Debriefs that have a stem.
    fn frequency(&self, stem: &Self::Stem) -> Result<u32, Self::Error>;
    /// All forms in order, each with the binary digits of the number of debriefs that have it.
    fn forms(&self) -> Result<Vec<(String, u8)>, Self::Error>;
}

/// A stem with how much it counts.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Pick<S> {
    pub(super) stem: S,
    pub(super) weight: f64,
}

/// A word with the stems it means; none when no debrief has it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Meant<S> {
    pub(super) picks: Vec<Pick<S>>,
    pub(super) title: bool,
}

/// A phrase with the stems of its forms.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct MeantPhrase<S> {
    /// Offset and stems of each form.
    pub(super) forms: Vec<(u32, Meant<S>)>,
}

/// The words of a query, looked up.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Plan<S> {
    pub(super) words: Vec<Meant<S>>,
    pub(super) phrases: Vec<MeantPhrase<S>>,
    pub(super) not_words: Vec<Meant<S>>,
    pub(super) not_phrases: Vec<MeantPhrase<S>>,
    pub(super) notices: Vec<Notice>,
}

/// Looks up everything in a query.
pub(super) fn plan<D: Dictionary>(
    query: &Query,
    dictionary: &D,
) -> Result<Plan<D::Stem>, D::Error> {
    use super::query::Exclusion;
    let mut plan = Plan {
        words: Vec::new(),
        phrases: Vec::new(),
        not_words: Vec::new(),
        not_phrases: Vec::new(),
        notices: query.notices.clone(),
    };
    let clauses = query.words.len() + query.phrases.len() + query.not.len() + query.filters.len();
    for word in &query.words {
        let picks = picks(word, dictionary, &mut plan.notices)?;
        if picks.is_empty() {
            if word.unfinished && letters(&word.form) < CORRECTED && clauses > 1 {
                continue;
            }
            plan.notices.push(Notice::NoSuchWord(word.form.clone()));
        }
        let title = word.title;
        plan.words.push(Meant { picks, title });
    }
    for phrase in &query.phrases {
        plan.phrases.push(meant_phrase(phrase, dictionary)?);
    }
    for exclusion in &query.not {
        match exclusion {
            Exclusion::Word(word) => plan.not_words.push(Meant {
                picks: own(&word.form, dictionary)?,
                title: word.title,
            }),
            Exclusion::Phrase(phrase) => plan.not_phrases.push(meant_phrase(phrase, dictionary)?),
            Exclusion::Filter(_) => {}
        }
    }
    Ok(plan)
}

fn meant_phrase<D: Dictionary>(
    phrase: &Phrase,
    dictionary: &D,
) -> Result<MeantPhrase<D::Stem>, D::Error> {
    let last = phrase.forms.len() - 1;
    let mut forms = Vec::with_capacity(phrase.forms.len());
    for (i, (offset, form)) in phrase.forms.iter().enumerate() {
        let unfinished = phrase.unfinished && i == last;
        let mut picks = own(form, dictionary)?;
        if unfinished && may_complete(form) {
            complete(form, &mut picks, dictionary)?;
        }
        if unfinished && picks.is_empty() && letters(form) < CORRECTED {
            continue;
        }
        let title = false;
        forms.push((*offset, Meant { picks, title }));
    }
    Ok(MeantPhrase { forms })
}

/// The stem of a form itself.
fn own<D: Dictionary>(form: &str, dictionary: &D) -> Result<Vec<Pick<D::Stem>>, D::Error> {
    let stem = dictionary.stem(form)?;
    Ok(stem
        .map(|stem| Pick { stem, weight: 1.0 })
        .into_iter()
        .collect())
}

fn picks<D: Dictionary>(
    word: &Word,
    dictionary: &D,
    notices: &mut Vec<Notice>,
) -> Result<Vec<Pick<D::Stem>>, D::Error> {
    let mut picks = own(&word.form, dictionary)?;
    if word.exact {
        return Ok(picks);
    }
    if (word.unfinished || picks.is_empty()) && may_complete(&word.form) {
        complete(&word.form, &mut picks, dictionary)?;
    }
    if picks.is_empty() && may_correct(&word.form) {
        correct(&word.form, &mut picks, dictionary, notices)?;
    }
    Ok(picks)
}

fn letters(form: &str) -> usize {
    form.encode_utf16().count()
}

fn may_complete(form: &str) -> bool {
    letters(form) >= COMPLETED || form.chars().all(is_cjk)
}

fn may_correct(form: &str) -> bool {
    letters(form) >= CORRECTED && !has_digit(form)
}

fn has_digit(form: &str) -> bool {
    form.bytes().any(|byte| byte.is_ascii_digit())
}

/// Adds the commonest stems of the forms that begin with this one.
fn complete<D: Dictionary>(
    form: &str,
    picks: &mut Vec<Pick<D::Stem>>,
    dictionary: &D,
) -> Result<(), D::Error> {
    let base = if picks.is_empty() { 0.8 } else { 0.3 };
    let typed = letters(form) as f64;
    let own = picks.first().map(|pick| pick.stem.clone());
    // By stem: the place of its first form, and its best weight.
    let mut found: BTreeMap<D::Stem, (usize, f64)> = BTreeMap::new();
    let forms = dictionary.completions(form, LOOKED_AT)?;
    for (place, (longer, stem)) in forms.into_iter().enumerate() {
        let weight = base * (typed / letters(&longer) as f64).sqrt();
        if own.as_ref() != Some(&stem) {
            let best = found.entry(stem).or_insert((place, weight));
            best.1 = best.1.max(weight);
        }
    }
    let mut ranked = Vec::with_capacity(found.len());
    for (stem, (place, weight)) in found {
        ranked.push((dictionary.frequency(&stem)?, place, stem, weight));
    }
    ranked.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    ranked.truncate(KEPT);
    picks.extend(
        ranked
            .into_iter()
            .map(|(_, _, stem, weight)| Pick { stem, weight }),
    );
    Ok(())
}

/// Takes the forms that are the least mistakes away.
fn correct<D: Dictionary>(
    form: &str,
    picks: &mut Vec<Pick<D::Stem>>,
    dictionary: &D,
    notices: &mut Vec<Notice>,
) -> Result<(), D::Error> {
    let (distance, forms) = corrections(form, &dictionary.forms()?);
    let weight = if distance == 1 { 0.6 } else { 0.4 };
    for near in &forms {
        let stem = dictionary.stem(near)?;
        let new = stem.filter(|stem| !picks.iter().any(|pick| pick.stem == *stem));
        picks.extend(new.map(|stem| Pick { stem, weight }));
    }
    if !picks.is_empty() {
        notices.push(Notice::Corrected {
            word: form.to_owned(),
            shown: forms,
        });
    }
    Ok(())
}

/// The best forms at the smallest distance, and that distance.
fn corrections(form: &str, forms: &[(String, u8)]) -> (usize, Vec<String>) {
    let typed: Vec<u16> = form.encode_utf16().collect();
    let mut within = if typed.len() < TWO_MISTAKES { 1 } else { 2 };
    let mut found: Vec<(i32, &str)> = Vec::new();
    for (near, bits) in forms.iter().filter(|(near, _)| !has_digit(near)) {
        let letters: Vec<u16> = near.encode_utf16().collect();
        let Some(distance) = distance(&typed, &letters, within) else {
            continue;
        };
        if distance < within {
            found.clear();
            within = distance;
        }
        let other = if typed.first() == letters.first() {
            0
        } else {
            8
        };
        found.push((other - i32::from(*bits), near));
    }
    found.sort_by_key(|&(cost, _)| cost);
    found.truncate(CORRECTIONS);
    let forms = found.into_iter().map(|(_, form)| form.to_owned());
    (within, forms.collect())
}

/// Optimal string alignment distance (insertion, deletion, substitution, two neighbours exchanged); `None` above
/// `most`.
fn distance(a: &[u16], b: &[u16], most: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = Vec::with_capacity(b.len() + 1);
        row.push(i);
        for j in 1..=b.len() {
            let change = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = change.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(before[j - 2] + 1);
            }
            row.push(least);
        }
        if row.iter().min().is_some_and(|&least| least > most) {
            return None;
        }
        (before, last) = (last, row);
    }
    last.last().copied().filter(|&distance| distance <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(a: &str, b: &str) -> Option<usize> {
        let units = |text: &str| text.encode_utf16().collect::<Vec<_>>();
        distance(&units(a), &units(b), 2)
    }

    #[test]
    fn the_distance_counts_mistakes_of_typing() {
        assert_eq!(between("databse", "database"), Some(1));
        assert_eq!(between("kuberntes", "kubernetes"), Some(1));
        assert_eq!(between("certificaet", "certificate"), Some(1));
        assert_eq!(between("ca", "abc"), None);
        assert_eq!(between("same", "same"), Some(0));
        assert_eq!(between("", "abc"), None);
    }

    #[test]
    fn corrections_prefer_few_mistakes_then_common_words() {
        let forms: Vec<(String, u8)> = [
            ("certificate", 7),
            ("certificates", 9),
            ("certify", 9),
            ("certifycate", 1),
            ("dertificate", 9),
        ]
        .map(|(form, bits)| (form.to_owned(), bits))
        .to_vec();
        let (distance, found) = corrections("certifcate", &forms);
        assert_eq!(distance, 1);
        assert_eq!(found, ["certificate", "certifycate"]);
        let (distance, found) = corrections("dertifcate", &forms);
        assert_eq!((distance, found), (1, vec!["dertificate".to_owned()]));
        let (distance, found) = corrections("ertifocate", &forms);
        assert_eq!(distance, 2);
        assert_eq!(found, ["dertificate", "certificate", "certifycate"]);
    }
}
