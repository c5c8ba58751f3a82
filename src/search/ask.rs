//! Makes tantivy's queries of ours.

use std::collections::BTreeMap;

use tantivy::{
    Term,
    query::{
        AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery,
        Occur, PhraseQuery, Query as Ask, TermQuery,
    },
    schema::IndexRecordOption,
};

use super::{
    engine::Engine,
    picks::{Meant, MeantPhrase},
    query::{Exclusion, Field, Filter, Notice, Query},
    schema::OPEN,
    values::named,
};

impl Engine {
    /// One stem in all fields: tantivy's BM25 of each, weighted and added.
    fn stem(&self, stem: &str, title: bool) -> Box<dyn Ask> {
        let term = |field| {
            let term = Term::from_field_text(field, stem);
            TermQuery::new(term, IndexRecordOption::WithFreqs)
        };
        let mut clauses: Vec<(Occur, Box<dyn Ask>)> =
            vec![(Occur::Must, Box::new(term(self.fields.all)))];
        for boost in self.fields.boosts.iter().filter(|boost| boost.boost > 0.0) {
            let boosted = BoostQuery::new(Box::new(term(boost.field)), boost.boost);
            clauses.push((Occur::Should, Box::new(boosted)));
        }
        if title {
            clauses.push((Occur::Must, silent(term(self.fields.title))));
        }
        Box::new(BooleanQuery::new(clauses))
    }

    pub(super) fn word(&self, word: &Meant<String>) -> Box<dyn Ask> {
        let picks = word.picks.iter().map(|pick| -> Box<dyn Ask> {
            #[allow(clippy::cast_possible_truncation, reason = "scores are f32")]
            let weight = pick.weight as f32;
            Box::new(BoostQuery::new(self.stem(&pick.stem, word.title), weight))
        });
        let picks: Vec<Box<dyn Ask>> = picks.collect();
        if picks.is_empty() {
            return Box::new(EmptyQuery);
        }
        Box::new(DisjunctionMaxQuery::new(picks))
    }

    /// Only the last form of a phrase means several stems; one phrase for each of them.
    pub(super) fn phrase(&self, phrase: &MeantPhrase<String>) -> Box<dyn Ask> {
        let Some(((last_offset, last), before)) = phrase.forms.split_last() else {
            return Box::new(AllQuery);
        };
        let term = |offset: u32, stem: &str| {
            (
                offset as usize,
                Term::from_field_text(self.fields.all, stem),
            )
        };
        let mut start = Vec::with_capacity(before.len());
        for (offset, form) in before {
            match form.picks.first() {
                Some(pick) => start.push(term(*offset, &pick.stem)),
                None => return Box::new(EmptyQuery),
            }
        }
        let phrases = last.picks.iter().map(|pick| -> Box<dyn Ask> {
            let mut terms = start.clone();
            terms.push(term(*last_offset, &pick.stem));
            match terms.as_slice() {
                [(_, only)] => Box::new(TermQuery::new(only.clone(), IndexRecordOption::Basic)),
                _ => Box::new(PhraseQuery::new_with_offset(terms)),
            }
        });
        Box::new(BooleanQuery::union(phrases.collect()))
    }

    /// Filters and excluded filters.
    pub(super) fn filters(
        &self,
        query: &Query,
        notices: &mut Vec<Notice>,
    ) -> tantivy::Result<Vec<(Occur, Box<dyn Ask>)>> {
        let mut clauses = Vec::new();
        let mut by_field: BTreeMap<Option<Field>, Vec<Box<dyn Ask>>> = BTreeMap::new();
        for filter in &query.filters {
            let field = match filter {
                Filter::Value { field, .. } => Some(*field),
                Filter::OpenActions => None,
            };
            let passes = self.filter(filter, notices)?;
            by_field.entry(field).or_default().push(passes);
        }
        for any in by_field.into_values() {
            clauses.push((Occur::Must, silent(BooleanQuery::union(any))));
        }
        for exclusion in &query.not {
            if let Exclusion::Filter(filter) = exclusion {
                clauses.push((Occur::MustNot, self.filter(filter, notices)?));
            }
        }
        Ok(clauses)
    }

    fn filter(&self, filter: &Filter, notices: &mut Vec<Notice>) -> tantivy::Result<Box<dyn Ask>> {
        let term = |text: &str| -> Box<dyn Ask> {
            let term = Term::from_field_text(self.fields.value, text);
            Box::new(TermQuery::new(term, IndexRecordOption::Basic))
        };
        let Filter::Value {
            field,
            value,
            unfinished,
        } = filter
        else {
            return Ok(term(OPEN));
        };
        let values = self.values(*field)?;
        let pairs = values
            .iter()
            .map(|(slug, label, _)| (slug.as_str(), label.as_str()));
        let wanted = named(*field, value, *unfinished, pairs);
        if wanted.is_empty() {
            notices.push(Notice::NoSuchValue {
                field: field.name(),
                value: value.clone(),
            });
            return Ok(Box::new(EmptyQuery));
        }
        let terms = wanted.into_iter().map(|place| term(&values[place].2));
        Ok(Box::new(BooleanQuery::union(terms.collect())))
    }
}

/// A query that decides and does not score.
pub(super) fn silent(query: impl Ask) -> Box<dyn Ask> {
    Box::new(ConstScoreQuery::new(Box::new(query), 0.0))
}
