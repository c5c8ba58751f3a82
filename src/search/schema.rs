//! The tantivy index: its fields, and what of a record goes into which.
//!
//! The field `all` holds every text of a debrief once, with positions; it alone decides what is found. Fields with a
//! weight hold some of these texts a second time and only add to scores.

use tantivy::{
    Index, IndexBuilder, TantivyDocument,
    schema::{
        FAST, Field as Handle, IndexRecordOption, NumericOptions, STORED, STRING, Schema,
        TextFieldIndexing, TextOptions,
    },
    tokenizer::TokenizerManager,
};

use super::{
    analyzer::{Analyzer, Counter},
    language::Language,
    query::Field,
    record::{Record, Weighted},
};
use crate::config::Config;

/// How much a hit in each weighted field counts when a hit in ordinary text counts 1. Found on graded queries of one
/// organisation and checked on others: see `docs/search.md`.
const WEIGHTS: [(Weighted, f32); 8] = [
    (Weighted::Title, 3.0),
    (Weighted::Summary, 1.5),
    (Weighted::Causes, 1.5),
    (Weighted::Services, 2.0),
    (Weighted::Actions, 1.0),
    (Weighted::Learnings, 1.0),
    (Weighted::Tickets, 1.0),
    (Weighted::Ids, 2.0),
];

/// The weights of the configuration, else the built-in ones.
pub(super) fn weights(config: &Config) -> Vec<(Weighted, f32)> {
    let weight = |(field, default): (Weighted, f32)| {
        let own = config.search.weights.get(field.name());
        #[allow(clippy::cast_possible_truncation, reason = "scores are f32")]
        (field, own.map_or(default, |&weight| weight as f32))
    };
    WEIGHTS.into_iter().map(weight).collect()
}

/// A field whose hits count more.
#[derive(Debug, Clone, Copy)]
pub(super) struct Boost {
    pub(super) field: Handle,
    /// Added to the score of the same hit in `all`, times its own BM25.
    pub(super) boost: f32,
    which: Weighted,
}

/// The fields of the index.
#[derive(Debug, Clone)]
pub(super) struct Fields {
    pub(super) schema: Schema,
    /// Everything, stemmed, with positions.
    pub(super) all: Handle,
    /// Everything, as written and folded, in an index that is kept.
    pub(super) forms: Handle,
    /// The title, stemmed; the first of `boosts`.
    pub(super) title: Handle,
    pub(super) boosts: Vec<Boost>,
    /// `field\0slug\0label`
    pub(super) value: Handle,
    /// The record's [`super::Shown`] as JSON, in an index that is kept.
    pub(super) shown: Handle,
    pub(super) id: Handle,
    /// Hash of the record, to see whether it changed.
    pub(super) hash: Handle,
    pub(super) days: Handle,
    pub(super) severity: Handle,
}

/// The analyzer of everything, which makes stems; an export also counts with it.
const WHOLE: &str = "whole";
/// The analyzer of weighted fields, which makes stems.
const STEMS: &str = "stems";
/// The analyzer that leaves forms as they are.
const FORMS: &str = "forms";

impl Fields {
    pub(super) fn new(config: &Config) -> Self {
        let mut schema = Schema::builder();
        let stems = |tokenizer, option| {
            let indexing = TextFieldIndexing::default()
                .set_tokenizer(tokenizer)
                .set_index_option(option);
            TextOptions::default().set_indexing_options(indexing)
        };
        let positions = IndexRecordOption::WithFreqsAndPositions;
        let all = schema.add_text_field("all", stems(WHOLE, positions));
        let forms = TextFieldIndexing::default()
            .set_tokenizer(FORMS)
            .set_fieldnorms(false)
            .set_index_option(IndexRecordOption::Basic);
        let forms = TextOptions::default().set_indexing_options(forms);
        let forms = schema.add_text_field("forms", forms);
        let mut boosts = Vec::new();
        for (which, weight) in weights(config) {
            // The title is always there: people can ask for its words.
            if weight > 1.0 || which == Weighted::Title {
                let options = stems(STEMS, IndexRecordOption::WithFreqs);
                boosts.push(Boost {
                    field: schema.add_text_field(which.name(), options),
                    boost: (weight - 1.0).max(0.0),
                    which,
                });
            }
        }
        let number = NumericOptions::default().set_fast();
        Self {
            all,
            forms,
            title: boosts[0].field,
            boosts,
            value: schema.add_text_field("value", STRING),
            shown: schema.add_bytes_field("shown", STORED),
            id: schema.add_text_field("id", STRING | FAST),
            hash: schema.add_text_field("hash", STRING | FAST),
            days: schema.add_u64_field("days", number.clone()),
            severity: schema.add_u64_field("severity", number),
            schema: schema.build(),
        }
    }

    /// A builder of an index with these fields.
    pub(super) fn builder(&self) -> IndexBuilder {
        Index::builder().schema(self.schema.clone())
    }

    /// What goes into the index of a record, whether it is kept or exported.
    pub(super) fn document(&self, record: &Record) -> TantivyDocument {
        let mut document = TantivyDocument::default();
        for text in record.texts().filter(|text| !text.is_empty()) {
            document.add_text(self.all, text);
        }
        for boost in &self.boosts {
            if boost.which == Weighted::Title {
                document.add_text(boost.field, &record.shown.title);
            }
            let own = record.weighted.iter();
            for (_, text) in own.filter(|(which, _)| *which == boost.which) {
                document.add_text(boost.field, text);
            }
        }
        document
    }
}

/// The term of debriefs with open actions, in the field of values.
pub(super) const OPEN: &str = "has\0open-actions\0";

/// The term of a filter's value.
pub(super) fn value_term(field: Field, slug: &str, label: &str) -> String {
    format!("{}\0{slug}\0{label}", field.name())
}

/// Gives an index its analyzers.
pub(super) fn analyzers(tokenizers: &TokenizerManager, language: &Language) {
    tokenizers.register(WHOLE, Analyzer::stems(language));
    tokenizers.register(STEMS, Analyzer::stems(language));
    tokenizers.register(FORMS, Analyzer::forms(language));
}

/// Gives an index analyzers that count the forms of everything.
pub(super) fn counting_analyzers(tokenizers: &TokenizerManager, language: &Language) -> Counter {
    let counter = Counter::new(language);
    tokenizers.register(WHOLE, counter.clone());
    tokenizers.register(STEMS, Analyzer::stems(language));
    tokenizers.register(FORMS, Analyzer::forms(language));
    counter
}
