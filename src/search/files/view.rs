//! Answers a query from exported files: "What is found" in `docs/search-format.md`.

use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet},
};

use super::{
    Damaged,
    columns::{Columns, Data},
    reader::{Reader, StemId},
};
use crate::search::{
    Found, Hit,
    picks::{Meant, MeantPhrase, Plan, plan},
    query::{Exclusion, Field, Filter, Notice, Query, Sort},
    values::named,
};

pub(super) fn answer(reader: &Reader<'_>, query: &Query) -> Result<Found<u32>, Damaged> {
    let plan = plan(query, reader)?;
    let mut view = View::new(reader, query, plan)?;
    let allowed = view.allowed(query)?;
    let Plan {
        words,
        phrases,
        notices,
        ..
    } = view.plan;
    let mut words_of = Vec::with_capacity(words.len());
    for word in &words {
        words_of.push(scores(reader, word)?);
    }
    let mut scores_of_phrases = Vec::new();
    for (_, form) in phrases.iter().flat_map(|phrase| &phrase.forms) {
        scores_of_phrases.push(scores(reader, form)?);
    }
    let anything = !words.is_empty() || !phrases.is_empty();
    let narrowed = !query.not.is_empty() || !query.filters.is_empty();
    let asked = anything || narrowed || query.sort != Sort::Relevance;
    let (mut first, mut second) = (Vec::new(), Vec::new());
    for (doc, _) in allowed.iter().enumerate().filter(|(_, ok)| **ok && asked) {
        let has = words_of.iter().filter(|word| word[doc] > 0.0).count();
        let words = words_of.iter().chain(&scores_of_phrases);
        let hit = Hit {
            doc: u32::try_from(doc).unwrap_or(u32::MAX),
            score: words.map(|word| word[doc]).sum(),
        };
        if has == words_of.len() {
            first.push(hit);
        } else if has > 0 {
            second.push(hit);
        }
    }
    let order = Order::new(query.sort, view.columns.as_ref());
    first.sort_by(|a, b| order.of(a, b));
    second.sort_by(|a, b| order.of(a, b));
    Ok(Found {
        total: first.len(),
        some: second.len(),
        hits: first.into_iter().chain(second).collect(),
        notices,
    })
}

/// A query that is being answered.
struct View<'a, 'b> {
    reader: &'a Reader<'b>,
    plan: Plan<StemId>,
    /// Read only when something filters or sorts by them.
    columns: Option<Columns>,
}

impl<'a, 'b> View<'a, 'b> {
    fn new(reader: &'a Reader<'b>, query: &Query, plan: Plan<StemId>) -> Result<Self, Damaged> {
        let excludes = query
            .not
            .iter()
            .any(|not| matches!(not, Exclusion::Filter(_)));
        let needed = excludes || !query.filters.is_empty() || query.sort == Sort::Severity;
        Ok(Self {
            columns: needed.then(|| reader.columns()).transpose()?,
            reader,
            plan,
        })
    }

    /// For each doc, whether it passes phrases, filters and exclusions.
    fn allowed(&mut self, query: &Query) -> Result<Vec<bool>, Damaged> {
        let mut allowed = vec![true; self.reader.docs() as usize];
        for phrase in &self.plan.phrases {
            let docs = with_phrase(self.reader, phrase)?;
            keep(&mut allowed, |doc| docs.contains(&doc));
        }
        for word in &self.plan.not_words {
            let scores = scores(self.reader, word)?;
            keep(&mut allowed, |doc| scores[doc as usize] == 0.0);
        }
        for phrase in &self.plan.not_phrases {
            let docs = with_phrase(self.reader, phrase)?;
            keep(&mut allowed, |doc| !docs.contains(&doc));
        }
        let mut by_field: BTreeMap<Option<Field>, Vec<bool>> = BTreeMap::new();
        for filter in &query.filters {
            let field = match filter {
                Filter::Value { field, .. } => Some(*field),
                Filter::OpenActions => None,
            };
            let passes = self.passes(filter);
            let any = by_field
                .entry(field)
                .or_insert_with(|| vec![false; allowed.len()]);
            any.iter_mut()
                .zip(passes)
                .for_each(|(any, one)| *any |= one);
        }
        for passes in by_field.values() {
            keep(&mut allowed, |doc| passes[doc as usize]);
        }
        for exclusion in &query.not {
            if let Exclusion::Filter(filter) = exclusion {
                let passes = self.passes(filter);
                keep(&mut allowed, |doc| !passes[doc as usize]);
            }
        }
        Ok(allowed)
    }

    /// For each doc, whether a filter lets it pass.
    fn passes(&mut self, filter: &Filter) -> Vec<bool> {
        let none = vec![false; self.reader.docs() as usize];
        let column = |key: &str| self.columns.as_ref().and_then(|columns| columns.get(key));
        let (field, value, unfinished) = match filter {
            Filter::OpenActions => {
                return match column("open") {
                    Some(Data::Number(open)) => open.iter().map(|&open| open > 0).collect(),
                    _ => none,
                };
            }
            Filter::Value {
                field,
                value,
                unfinished,
            } => (*field, value, *unfinished),
        };
        let Some(Data::One(values, _) | Data::Many(values, _)) = column(field.name()) else {
            return none;
        };
        let pairs = values
            .iter()
            .map(|value| (value.slug.as_str(), value.label.as_str()));
        let wanted: BTreeSet<usize> = named(field, value, unfinished, pairs).into_iter().collect();
        let passes = match column(field.name()) {
            Some(Data::One(_, ids)) => ids
                .iter()
                .map(|id| id.is_some_and(|id| wanted.contains(&id.into())))
                .collect(),
            Some(Data::Many(_, ids)) => ids
                .iter()
                .map(|ids| ids.iter().any(|&id| wanted.contains(&(id as usize))))
                .collect(),
            _ => none,
        };
        if wanted.is_empty() {
            self.plan.notices.push(Notice::NoSuchValue {
                field: field.name(),
                value: value.clone(),
            });
        }
        passes
    }
}

fn keep(allowed: &mut [bool], wanted: impl Fn(u32) -> bool) {
    for (doc, ok) in (0..).zip(allowed) {
        *ok = *ok && wanted(doc);
    }
}

/// For each doc the score of a word there; 0 where it is not.
fn scores(reader: &Reader<'_>, word: &Meant<StemId>) -> Result<Vec<f64>, Damaged> {
    let mut scores = vec![0.0_f64; reader.docs() as usize];
    for pick in &word.picks {
        let postings = reader.postings(&pick.stem)?;
        for (&doc, &(impact, in_title)) in postings.docs.iter().zip(&postings.impacts) {
            if word.title && !in_title {
                continue;
            }
            let score = f64::from(impact) * f64::from(postings.max) / 127.0 * pick.weight;
            let best = &mut scores[doc as usize];
            *best = best.max(score);
        }
    }
    Ok(scores)
}

/// The docs in which the forms of a phrase stand at their offsets.
fn with_phrase(
    reader: &Reader<'_>,
    phrase: &MeantPhrase<StemId>,
) -> Result<BTreeSet<u32>, Damaged> {
    let mut starts: Option<BTreeSet<(u32, u32)>> = None;
    for (offset, form) in &phrase.forms {
        let mut own = BTreeSet::new();
        for pick in &form.picks {
            let docs = reader.postings(&pick.stem)?.docs;
            let positions = reader.positions(&pick.stem)?;
            for (doc, positions) in docs.into_iter().zip(positions) {
                let starts = positions.iter().filter_map(|at| at.checked_sub(*offset));
                own.extend(starts.map(|at| (doc, at)));
            }
        }
        starts = Some(match starts {
            Some(before) => before.intersection(&own).copied().collect(),
            None => own,
        });
    }
    let docs = starts.unwrap_or_default().into_iter().map(|(doc, _)| doc);
    Ok(docs.collect())
}

/// The order of a group.
struct Order<'a> {
    sort: Sort,
    severities: Option<&'a [Option<u16>]>,
}

impl<'a> Order<'a> {
    fn new(sort: Sort, columns: Option<&'a Columns>) -> Self {
        let severities = match columns.and_then(|columns| columns.get("severity")) {
            Some(Data::One(_, ids)) => Some(ids.as_slice()),
            _ => None,
        };
        Self { sort, severities }
    }

    fn of(&self, a: &Hit<u32>, b: &Hit<u32>) -> Ordering {
        let newest = b.doc.cmp(&a.doc);
        match self.sort {
            Sort::Relevance => b.score.total_cmp(&a.score).then(newest),
            Sort::Newest => newest,
            Sort::Severity => self.severity(a).cmp(&self.severity(b)).then(newest),
        }
    }

    fn severity(&self, hit: &Hit<u32>) -> u16 {
        let ids = self.severities.unwrap_or_default();
        let id = ids.get(hit.doc as usize).copied().flatten();
        id.unwrap_or(u16::MAX)
    }
}
