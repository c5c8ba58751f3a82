//! Answers a query with tantivy's own queries.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
};

use tantivy::{
    DocAddress, Index, Searcher, TantivyDocument, TantivyError, Term,
    query::{AllQuery, BooleanQuery, ConstScoreQuery, Occur, Query as Ask},
    schema::Value,
};

use super::{
    Error, Found, Hit,
    ask::silent,
    collect::All,
    language::{Language, Stems},
    picks::{Dictionary, Meant, Plan, plan},
    query::{Field, Query, Sort},
    record::Shown,
    schema::Fields,
    snippet::Marker,
};
use crate::config::Config;

/// A tantivy index that answers queries.
pub struct Engine {
    searcher: Searcher,
    pub(super) fields: Fields,
    language: Language,
    stems: RefCell<Stems>,
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine")
            .field("docs", &self.searcher.num_docs())
            .finish_non_exhaustive()
    }
}

/// What the engine found, with what is needed to show it.
#[derive(Debug)]
pub struct Answer {
    /// The hits, best first.
    pub found: Found<DocAddress>,
    /// Marks the words of the query in a text.
    pub marker: Marker,
}

impl Engine {
    pub(super) fn new(index: &Index, config: &Config) -> tantivy::Result<Self> {
        let language = Language::of(config);
        let reader = index
            .reader_builder()
            .reload_policy(tantivy::ReloadPolicy::Manual)
            .try_into()?;
        Ok(Self {
            searcher: reader.searcher(),
            fields: Fields::new(config),
            stems: RefCell::new(language.stems()),
            language,
        })
    }

    /// Number of debriefs.
    #[must_use]
    pub fn docs(&self) -> u64 {
        self.searcher.num_docs()
    }

    /// Answers what was typed, with at most `limit` hits; `typing` when the text may not be complete.
    ///
    /// # Errors
    ///
    /// What tantivy reports, of a damaged index for example.
    pub fn search(&self, text: &str, typing: bool, limit: usize) -> Result<Answer, Error> {
        let query = Query::read(text, &self.language, typing);
        let mut plan = plan(&query, self)?;
        let filters = self.filters(&query, &mut plan.notices)?;
        let asked = !plan.words.is_empty()
            || !plan.phrases.is_empty()
            || !query.not.is_empty()
            || !query.filters.is_empty()
            || query.sort != Sort::Relevance;
        let (mut first, mut second) = (Vec::new(), Vec::new());
        if asked {
            first = self.run(&plan, &filters, Occur::Must)?;
        }
        if plan.words.len() > 1 {
            let all: BTreeSet<DocAddress> = first.iter().map(|(_, address)| *address).collect();
            second = self.run(&plan, &filters, Occur::Should)?;
            second.retain(|(_, address)| !all.contains(address));
        }
        let (total, some) = (first.len(), second.len());
        let mut hits = self.ordered(first, query.sort, limit)?;
        let rest = limit.saturating_sub(hits.len());
        hits.extend(self.ordered(second, query.sort, rest)?);
        let marker = self.marker(&plan);
        Ok(Answer {
            found: Found {
                total,
                some,
                hits,
                notices: plan.notices,
            },
            marker,
        })
    }

    /// What a result shows of a debrief.
    ///
    /// # Errors
    ///
    /// What tantivy reports, or a record that cannot be read.
    pub fn shown(&self, address: DocAddress) -> Result<Shown, Error> {
        let document: TantivyDocument = self.searcher.doc(address)?;
        let bytes = document.get_first(self.fields.shown);
        let bytes = bytes.and_then(|value| value.as_bytes()).unwrap_or_default();
        serde_json::from_slice(bytes).map_err(|_| Error::Record)
    }

    /// All debriefs that match, in no order. With `Should` one word is enough.
    fn run(
        &self,
        plan: &Plan<String>,
        filters: &[(Occur, Box<dyn Ask>)],
        words: Occur,
    ) -> tantivy::Result<Vec<(f32, DocAddress)>> {
        let mut clauses: Vec<(Occur, Box<dyn Ask>)> = vec![(Occur::Must, silent(AllQuery))];
        let own = plan.words.iter().map(|word| (words, self.word(word)));
        let own: Vec<_> = own.collect();
        if words == Occur::Should {
            clauses.push((Occur::Must, Box::new(BooleanQuery::new(own))));
        } else {
            clauses.extend(own);
        }
        for phrase in &plan.phrases {
            clauses.push((
                Occur::Must,
                Box::new(ConstScoreQuery::new(self.phrase(phrase), 0.0)),
            ));
            let forms = phrase.forms.iter();
            clauses.extend(forms.map(|(_, form)| (Occur::Must, self.word(form))));
        }
        clauses.extend(
            plan.not_words
                .iter()
                .map(|word| (Occur::MustNot, self.word(word))),
        );
        clauses.extend(
            filters
                .iter()
                .map(|(occur, filter)| (*occur, filter.box_clone())),
        );
        let mut found = self.searcher.search(&BooleanQuery::new(clauses), &All)?;
        // Not as a clause: tantivy 0.27 moves an excluded phrase backwards, which a debug build refuses.
        for phrase in &plan.not_phrases {
            let with = self.searcher.search(&self.phrase(phrase), &All)?;
            let with: BTreeSet<DocAddress> = with.into_iter().map(|(_, doc)| doc).collect();
            found.retain(|(_, doc)| !with.contains(doc));
        }
        Ok(found)
    }

    /// Slug, label and term of every value of a field.
    pub(super) fn values(&self, field: Field) -> tantivy::Result<Vec<(String, String, String)>> {
        let prefix = format!("{}\0", field.name());
        let mut found = BTreeSet::new();
        self.terms(self.fields.value, &prefix, usize::MAX, |term, _| {
            found.insert(term.to_owned());
        })?;
        let values = found.into_iter().filter_map(|term| {
            let (slug, label) = term.strip_prefix(&prefix)?.split_once('\0')?;
            Some((slug.to_owned(), label.to_owned(), term.clone()))
        });
        Ok(values.collect())
    }

    /// Tells of the terms of a field that begin with a prefix and of how many debriefs have them: of each segment the
    /// first `most`.
    fn terms(
        &self,
        field: tantivy::schema::Field,
        prefix: &str,
        most: usize,
        mut tell: impl FnMut(&str, u32),
    ) -> tantivy::Result<()> {
        for segment in self.searcher.segment_readers() {
            let index = segment.inverted_index(field)?;
            let mut stream = index.terms().range().ge(prefix.as_bytes()).into_stream()?;
            let mut told = 0;
            while let Some((term, info)) = stream.next() {
                if !term.starts_with(prefix.as_bytes()) || told == most {
                    break;
                }
                told += 1;
                tell(&String::from_utf8_lossy(term), info.doc_freq);
            }
        }
        Ok(())
    }

    /// The first `limit` of the hits in their order; ids are looked up for those only that nothing else tells apart.
    fn ordered(
        &self,
        found: Vec<(f32, DocAddress)>,
        sort: Sort,
        limit: usize,
    ) -> Result<Vec<Hit<DocAddress>>, Error> {
        let mut columns = Vec::new();
        for segment in self.searcher.segment_readers() {
            let fast = segment.fast_fields();
            columns.push((fast.u64("days")?, fast.u64("severity")?, fast.str("id")?));
        }
        let number =
            |column: &tantivy::columnar::Column<u64>, doc| column.first(doc).unwrap_or(u64::MAX);
        let mut rows: Vec<(f32, u64, u64, DocAddress)> = found
            .into_iter()
            .map(|(score, address)| {
                let (days, severity, _) = &columns[address.segment_ord as usize];
                let score = if sort == Sort::Relevance { score } else { 0.0 };
                let severity = match sort {
                    Sort::Severity => number(severity, address.doc_id),
                    _ => 0,
                };
                (score, severity, number(days, address.doc_id), address)
            })
            .collect();
        type Row = (f32, u64, u64, DocAddress);
        let compare =
            |a: &Row, b: &Row| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(b.2.cmp(&a.2));
        rows.sort_by(compare);
        if let Some(last) = limit
            .checked_sub(1)
            .and_then(|last| rows.get(last))
            .copied()
        {
            let ties = rows[limit..]
                .iter()
                .take_while(|row| compare(row, &last).is_eq());
            rows.truncate(limit + ties.count());
        }
        let mut named = Vec::with_capacity(rows.len());
        for row in rows {
            let mut id = String::new();
            let ids = columns[row.3.segment_ord as usize].2.as_ref();
            let ord = ids.and_then(|ids| ids.term_ords(row.3.doc_id).next());
            if let (Some(ids), Some(ord)) = (ids, ord) {
                ids.ord_to_str(ord, &mut id).map_err(TantivyError::from)?;
            }
            named.push((row, id));
        }
        named.sort_by(|(a, a_id), (b, b_id)| compare(a, b).then_with(|| a_id.cmp(b_id)));
        named.truncate(limit);
        Ok(named
            .into_iter()
            .map(|((score, _, _, doc), _)| Hit {
                doc,
                score: score.into(),
            })
            .collect())
    }

    fn marker(&self, plan: &Plan<String>) -> Marker {
        let phrases = plan.phrases.iter().flat_map(|phrase| &phrase.forms);
        let words = plan.words.iter().chain(phrases.map(|(_, form)| form));
        let stems =
            |word: &Meant<String>| word.picks.iter().map(|pick| pick.stem.clone()).collect();
        Marker::new(&self.language, words.map(stems).collect())
    }
}

impl Dictionary for Engine {
    type Stem = String;
    type Error = TantivyError;

    fn stem(&self, form: &str) -> tantivy::Result<Option<String>> {
        let term = Term::from_field_text(self.fields.forms, form);
        let is_there = self.searcher.doc_freq(&term)? > 0;
        Ok(is_there.then(|| self.stems.borrow_mut().stem(form)))
    }

    fn completions(&self, prefix: &str, most: usize) -> tantivy::Result<Vec<(String, String)>> {
        let mut forms = BTreeSet::new();
        // One more: the prefix itself may be among them.
        self.terms(self.fields.forms, prefix, most + 1, |form, _| {
            if form != prefix {
                forms.insert(form.to_owned());
            }
        })?;
        let mut stems = self.stems.borrow_mut();
        let forms = forms.into_iter().take(most);
        Ok(forms
            .map(|form| (form.clone(), stems.stem(&form)))
            .collect())
    }

    fn frequency(&self, stem: &String) -> tantivy::Result<u32> {
        let term = Term::from_field_text(self.fields.all, stem);
        let frequency = self.searcher.doc_freq(&term)?;
        Ok(u32::try_from(frequency).unwrap_or(u32::MAX))
    }

    fn forms(&self) -> tantivy::Result<Vec<(String, u8)>> {
        let mut forms: BTreeMap<String, u32> = BTreeMap::new();
        self.terms(self.fields.forms, "", usize::MAX, |form, count| {
            *forms.entry(form.to_owned()).or_default() += count;
        })?;
        Ok(forms
            .into_iter()
            .map(|(form, count)| (form, super::files::digits(count)))
            .collect())
    }
}
