//! An index that is kept between searches, and brought up to date.

use std::{collections::BTreeMap, path::Path};

use tantivy::{
    Index, IndexWriter, TantivyDocument, Term,
    directory::{Directory, DirectoryLock, Lock, MmapDirectory, RamDirectory},
};

use super::{
    Error,
    engine::Engine,
    language::Language,
    query::Field,
    record::Record,
    schema::{Fields, OPEN, analyzers, value_term},
};
use crate::{
    config::{Config, Edition},
    insight::Insight,
    library::Library,
    model::slugify,
};

/// Bytes each thread of tantivy may fill before it writes a segment.
const BUDGET: usize = 60 << 20;
/// Threads that write. More segments are slower to search.
const THREADS: usize = 2;

/// What goes into an index.
#[derive(Debug, Clone, Copy)]
pub struct Inputs<'a> {
    /// The debriefs.
    pub library: &'a Library,
    /// What they say together.
    pub insight: &'a Insight,
    /// The configuration.
    pub config: &'a Config,
    /// Whose index it is.
    pub edition: &'a Edition,
}

/// Waits until no other process brings the index of a folder up to date, and keeps others waiting.
///
/// # Errors
///
/// When the folder cannot be written to.
pub fn lock(folder: &Path) -> Result<DirectoryLock, Error> {
    let directory = MmapDirectory::open(folder).map_err(tantivy::TantivyError::from)?;
    let lock = Lock {
        filepath: "refresh.lock".into(),
        is_blocking: true,
    };
    Ok(directory
        .acquire_lock(&lock)
        .map_err(|error| tantivy::TantivyError::LockFailure(error, None))?)
}

/// Opens the index of a folder as it is.
///
/// # Errors
///
/// When there is none, or it cannot be read.
pub fn open(folder: &Path, config: &Config) -> Result<Engine, Error> {
    let index = Index::open_in_dir(folder)?;
    if index.schema() != Fields::new(config).schema {
        return Err(Error::Record);
    }
    analyzers(index.tokenizers(), &Language::of(config));
    Ok(Engine::new(&index, config)?)
}

/// Brings the index of a folder up to date, or makes one; only what changed is indexed again.
///
/// # Errors
///
/// When the folder cannot be written to, or what is there is damaged.
pub fn refresh(folder: &Path, inputs: &Inputs<'_>) -> Result<Engine, Error> {
    let directory = MmapDirectory::open(folder).map_err(tantivy::TantivyError::from)?;
    update(Box::new(directory), inputs)
}

/// An index in memory, for those who have no place to keep one.
///
/// # Errors
///
/// What tantivy reports.
pub fn in_memory(inputs: &Inputs<'_>) -> Result<Engine, Error> {
    update(Box::new(RamDirectory::create()), inputs)
}

fn update(directory: Box<dyn Directory>, inputs: &Inputs<'_>) -> Result<Engine, Error> {
    let fields = Fields::new(inputs.config);
    let index = fields.builder().open_or_create(directory)?;
    analyzers(index.tokenizers(), &Language::of(inputs.config));
    let mut old = hashes(&index)?;
    let mut writer: IndexWriter = index.writer_with_num_threads(THREADS, BUDGET * THREADS)?;
    for position in 0..inputs.library.entries.len() {
        let record = Record::new(inputs.library, inputs.insight, inputs.edition, position);
        let hash = record.hash();
        if old.remove(&record.shown.id).is_some_and(|was| was == hash) {
            continue;
        }
        writer.delete_term(Term::from_field_text(fields.id, &record.shown.id));
        writer.add_document(document(&fields, &record, &hash, inputs.config))?;
    }
    for gone in old.keys() {
        writer.delete_term(Term::from_field_text(fields.id, gone));
    }
    writer.commit()?;
    writer.wait_merging_threads()?;
    Ok(Engine::new(&index, inputs.config)?)
}

/// The hash of every debrief in an index, by id.
fn hashes(index: &Index) -> tantivy::Result<BTreeMap<String, String>> {
    let mut found = BTreeMap::new();
    let reader = index
        .reader_builder()
        .reload_policy(tantivy::ReloadPolicy::Manual)
        .try_into()?;
    for segment in reader.searcher().segment_readers() {
        let fast = segment.fast_fields();
        let (Some(ids), Some(hashes)) = (fast.str("id")?, fast.str("hash")?) else {
            continue;
        };
        for doc in segment.doc_ids_alive() {
            let text = |column: &tantivy::columnar::StrColumn| -> tantivy::Result<String> {
                let mut text = String::new();
                if let Some(ord) = column.term_ords(doc).next() {
                    column.ord_to_str(ord, &mut text)?;
                }
                Ok(text)
            };
            found.insert(text(&ids)?, text(&hashes)?);
        }
    }
    Ok(found)
}

/// What an index that is kept holds of a debrief.
fn document(fields: &Fields, record: &Record, hash: &str, config: &Config) -> TantivyDocument {
    let mut document = fields.document(record);
    for text in record.texts().filter(|text| !text.is_empty()) {
        document.add_text(fields.forms, text);
    }
    for (field, label) in &record.values {
        document.add_text(fields.value, value_term(*field, &label.slug, &label.name));
    }
    if record.shown.open > 0 {
        document.add_text(fields.value, OPEN);
    }
    document.add_bytes(
        fields.shown,
        &serde_json::to_vec(&record.shown).unwrap_or_default(),
    );
    document.add_text(fields.id, &record.shown.id);
    document.add_text(fields.hash, hash);
    document.add_u64(fields.days, record.days.into());
    document.add_u64(fields.severity, severity(record, config));
    document
}

/// How bad it was: the position in the config, then names it does not know, then nothing.
fn severity(record: &Record, config: &Config) -> u64 {
    let own = record
        .values
        .iter()
        .find(|(field, _)| *field == Field::Severity);
    let Some((_, label)) = own else {
        return u64::MAX;
    };
    let order = &config.severities.order;
    let place = order.iter().position(|name| slugify(name) == label.slug);
    place.unwrap_or(order.len()) as u64
}
