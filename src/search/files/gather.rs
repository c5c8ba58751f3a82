//! From tantivy's dictionaries and postings to the stems of the exported index.

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;
use tantivy::{
    DocSet, SegmentReader, TERMINATED,
    fieldnorm::FieldNormReader,
    postings::{Postings, SegmentPostings, TermInfo},
    query::Bm25Weight,
    schema::{Field, IndexRecordOption},
};

use super::bytes::put;
use crate::search::{language::Language, schema::Fields};

/// The greatest impact.
pub(super) const MOST: f32 = 127.0;

/// Some of the debriefs, indexed; a single segment without deletions.
pub(super) struct Chunk {
    pub(super) segment: SegmentReader,
    /// Doc of its first debrief.
    pub(super) base: u32,
    /// Its forms in no order, and in how many of its debriefs each stands.
    pub(super) forms: Vec<(String, u32)>,
}

/// A stem with its posting list and positions, encoded.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Stem {
    pub(super) df: u32,
    pub(super) max: f32,
    pub(super) postings: Vec<u8>,
    pub(super) positions: Vec<u8>,
}

/// A form with its stem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Form {
    pub(super) text: String,
    /// Debriefs that have it.
    pub(super) df: u32,
    /// Position in the list of stems.
    pub(super) stem: u32,
}

/// All words of all debriefs. Both lists are sorted.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Gathered {
    pub(super) forms: Vec<Form>,
    pub(super) stems: Vec<Stem>,
}

/// Gathers the words of all chunks, in parallel; how they were cut makes no difference.
pub(super) fn gather(
    chunks: &[Chunk],
    fields: &Fields,
    language: &Language,
    docs: u32,
) -> tantivy::Result<Gathered> {
    let counts = forms(chunks);
    let mut stemmer = language.stems();
    let stems_of: Vec<String> = counts.keys().map(|form| stemmer.stem(form)).collect();
    let mut names: Vec<&String> = stems_of.iter().collect();
    names.sort_unstable();
    names.dedup();
    let places: HashMap<&str, usize> = names
        .iter()
        .enumerate()
        .map(|(place, name)| (name.as_str(), place))
        .collect();
    let terms = terms(chunks, fields, &places)?;
    let scorer = Scorer::new(chunks, fields, docs)?;
    let stems = terms
        .par_iter()
        .map(|terms| scorer.stem(terms))
        .collect::<tantivy::Result<Vec<Stem>>>()?;
    let forms = counts
        .iter()
        .zip(&stems_of)
        .map(|((text, df), stem)| Form {
            text: (*text).to_owned(),
            df: *df,
            stem: u32::try_from(places[stem.as_str()]).unwrap_or(u32::MAX),
        })
        .collect();
    Ok(Gathered { forms, stems })
}

/// All forms with the number of debriefs that have them.
fn forms(chunks: &[Chunk]) -> BTreeMap<&str, u32> {
    let mut counts = BTreeMap::new();
    for (form, df) in chunks.iter().flat_map(|chunk| &chunk.forms) {
        *counts.entry(form.as_str()).or_default() += df;
    }
    counts
}

/// Where a stem stands in one field of one chunk.
struct Place {
    chunk: usize,
    /// Position in [`Scorer::fields`].
    field: usize,
    info: TermInfo,
}

/// The places of every stem, in the order of chunks and fields.
fn terms(
    chunks: &[Chunk],
    fields: &Fields,
    places: &HashMap<&str, usize>,
) -> tantivy::Result<Vec<Vec<Place>>> {
    let mut terms: Vec<Vec<Place>> = Vec::new();
    terms.resize_with(places.len(), Vec::new);
    for (chunk, reader) in chunks.iter().enumerate() {
        for (field, (handle, _)) in scored(fields).into_iter().enumerate() {
            let index = reader.segment.inverted_index(handle)?;
            let mut stream = index.terms().stream()?;
            while let Some((term, info)) = stream.next() {
                let place = std::str::from_utf8(term).ok();
                if let Some(&stem) = place.and_then(|term| places.get(term)) {
                    let info = info.clone();
                    terms[stem].push(Place { chunk, field, info });
                }
            }
        }
    }
    Ok(terms)
}

/// The fields that scores come from: the one with everything, then the weighted ones, the title first.
fn scored(fields: &Fields) -> Vec<(Field, f32)> {
    let boosts = fields.boosts.iter().map(|boost| (boost.field, boost.boost));
    std::iter::once((fields.all, 1.0)).chain(boosts).collect()
}

const ALL: usize = 0;
const TITLE: usize = 1;

/// Computes tantivy's BM25 over all chunks as if they were one segment.
struct Scorer<'a> {
    chunks: &'a [Chunk],
    fields: Vec<(Field, f32)>,
    /// For each field, the mean length over all debriefs.
    mean: Vec<f32>,
    /// For each chunk and field.
    norms: Vec<Vec<FieldNormReader>>,
    docs: u64,
}

/// One posting before it is encoded.
struct Posting {
    doc: u32,
    score: f32,
    in_title: bool,
}

impl<'a> Scorer<'a> {
    fn new(chunks: &'a [Chunk], fields: &Fields, docs: u32) -> tantivy::Result<Self> {
        let fields = scored(fields);
        let mut totals = vec![0_u64; fields.len()];
        let mut norms = Vec::with_capacity(chunks.len());
        for chunk in chunks {
            let mut own = Vec::with_capacity(fields.len());
            for ((field, _), total) in fields.iter().zip(&mut totals) {
                *total += chunk.segment.inverted_index(*field)?.total_num_tokens();
                own.push(chunk.segment.get_fieldnorms_reader(*field)?);
            }
            norms.push(own);
        }
        #[allow(clippy::cast_precision_loss, reason = "as tantivy does")]
        let mean = totals.iter().map(|&total| total as f32 / docs as f32);
        Ok(Self {
            chunks,
            mean: mean.collect(),
            fields,
            norms,
            docs: docs.into(),
        })
    }

    fn weights(&self, terms: &[Place]) -> Vec<Option<Bm25Weight>> {
        let mut frequency = vec![0_u64; self.fields.len()];
        for term in terms {
            frequency[term.field] += u64::from(term.info.doc_freq);
        }
        let fields = self.fields.iter().zip(&self.mean).zip(frequency);
        fields
            .map(|((&(_, boost), &mean), frequency)| {
                (frequency > 0 && boost > 0.0).then(|| {
                    Bm25Weight::for_one_term_without_explain(frequency, self.docs, mean)
                        .boost_by(boost)
                })
            })
            .collect()
    }

    fn stem(&self, terms: &[Place]) -> tantivy::Result<Stem> {
        let weights = self.weights(terms);
        let mut postings = Vec::new();
        let mut positions = Vec::new();
        for own in terms.chunk_by(|a, b| a.chunk == b.chunk) {
            self.chunk(own, &weights, &mut postings, &mut positions)?;
        }
        Ok(encode(&postings, positions))
    }

    /// Adds the postings of one chunk.
    fn chunk(
        &self,
        terms: &[Place],
        weights: &[Option<Bm25Weight>],
        postings: &mut Vec<Posting>,
        positions: &mut Vec<u8>,
    ) -> tantivy::Result<()> {
        let mut lists = self.lists(terms)?;
        let Some((_, mut all)) = lists
            .first_mut()
            .filter(|(field, _)| *field == ALL)
            .map(|(field, list)| (*field, std::mem::replace(list, SegmentPostings::empty())))
        else {
            return Ok(());
        };
        let chunk = terms[0].chunk;
        let norms = &self.norms[chunk];
        let mut buffer = Vec::new();
        let mut doc = all.doc();
        while doc != TERMINATED {
            let score = |field: usize, frequency: u32| {
                let weight = weights[field].as_ref();
                weight.map_or(0.0, |w| w.score(norms[field].fieldnorm_id(doc), frequency))
            };
            let mut posting = Posting {
                doc: self.chunks[chunk].base + doc,
                score: score(ALL, all.term_freq()),
                in_title: false,
            };
            for (field, list) in &mut lists[1..] {
                if list.doc() < doc {
                    list.seek(doc);
                }
                if list.doc() == doc {
                    posting.score += score(*field, list.term_freq());
                    posting.in_title |= *field == TITLE;
                }
            }
            postings.push(posting);
            all.positions(&mut buffer);
            put_positions(positions, &buffer);
            doc = all.advance();
        }
        Ok(())
    }

    /// The posting lists of one chunk, by field.
    fn lists(&self, terms: &[Place]) -> tantivy::Result<Vec<(usize, SegmentPostings)>> {
        let mut lists = Vec::with_capacity(terms.len());
        for term in terms {
            let segment = &self.chunks[term.chunk].segment;
            let index = segment.inverted_index(self.fields[term.field].0)?;
            let option = match term.field {
                ALL => IndexRecordOption::WithFreqsAndPositions,
                _ => IndexRecordOption::WithFreqs,
            };
            let list = index.read_postings_from_terminfo(&term.info, option)?;
            lists.push((term.field, list));
        }
        Ok(lists)
    }
}

fn put_positions(out: &mut Vec<u8>, positions: &[u32]) {
    put(out, u32::try_from(positions.len()).unwrap_or(u32::MAX));
    let mut before = 0;
    for &position in positions {
        put(out, position - before);
        before = position;
    }
}

fn encode(postings: &[Posting], positions: Vec<u8>) -> Stem {
    let scores = postings.iter().map(|posting| posting.score);
    let max = scores.fold(f32::MIN_POSITIVE, f32::max);
    let mut out = Vec::with_capacity(postings.len() * 3);
    let mut before = 0;
    for posting in postings {
        put(&mut out, posting.doc - before);
        before = posting.doc;
    }
    for posting in postings {
        let impact = (posting.score / max * MOST).round().clamp(1.0, MOST);
        out.push((impact as u8) << 1 | u8::from(posting.in_title));
    }
    Stem {
        df: u32::try_from(postings.len()).unwrap_or(u32::MAX),
        max,
        postings: out,
        positions,
    }
}
