//! Writes the exported index.

use std::{cmp::Reverse, collections::BTreeMap};

use rayon::prelude::*;
use tantivy::{
    ReloadPolicy, directory::RamDirectory, indexer::SingleSegmentIndexWriter,
    tokenizer::TokenizerManager,
};

use super::{
    bytes::{FORMAT, FileKind, header, pack},
    columns::{Columns, Data, column},
    gather::{Chunk, gather},
    manifest::{Current, Manifest},
    shards::{self, Shards},
};
use crate::{
    config::{Config, Edition},
    insight::Insight,
    library::Library,
    model::{Label, slugify},
    search::{
        Error,
        language::Language,
        query::Field,
        record::Record,
        schema::{Fields, counting_analyzers, weights},
        words,
    },
};

/// Debriefs a chunk has at most and, where there are so many, at least. Chunks are indexed in parallel; how many
/// there are makes no difference to the files.
const MOST: usize = 2048;
const FEWEST: usize = 64;
/// Bytes tantivy plans its tables for.
const BUDGET: usize = 32 << 20;

/// The files of a search index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// Name of the folder under `search/` that holds all files but `search/current.json`.
    pub build: String,
    /// Paths under the root of the site, and bytes.
    pub files: Vec<(String, Vec<u8>)>,
}

/// What is kept of a debrief once it is indexed.
struct Kept {
    /// `f/<doc>.bin`
    shown: Vec<u8>,
    values: Vec<(Field, Label)>,
    open: u16,
}

/// Indexes a library and writes the index as files. The same library gives the same bytes, whatever the number of
/// threads.
///
/// # Errors
///
/// What tantivy reports.
pub fn export(
    library: &Library,
    insight: &Insight,
    config: &Config,
    edition: &Edition,
) -> Result<Exported, Error> {
    let docs = u32::try_from(library.entries.len()).unwrap_or(u32::MAX);
    let language = Language::of(config);
    let fields = Fields::new(config);
    // Oldest first, so that a new debrief does not renumber the others.
    let record =
        |doc: usize| Record::new(library, insight, edition, library.entries.len() - 1 - doc);
    let size = docs.div_ceil(2 * rayon::current_num_threads() as u32) as usize;
    let size = size.clamp(FEWEST, MOST);
    let starts: Vec<usize> = (0..docs as usize).step_by(size).collect();
    let made = starts
        .par_iter()
        .map(|&start| {
            let end = (start + size).min(docs as usize);
            index(&fields, &language, start..end, docs, &record)
        })
        .collect::<tantivy::Result<Vec<(Chunk, Vec<Kept>)>>>()?;
    let (chunks, kept): (Vec<Chunk>, Vec<Vec<Kept>>) = made.into_iter().unzip();
    let kept: Vec<Kept> = kept.into_iter().flatten().collect();
    let gathered = gather(&chunks, &fields, &language, docs)?;
    drop(chunks);
    let columns = columns(&kept, config).pack(docs);
    let shards = shards::shards(&gathered, docs);
    let words = shards::words(&gathered, docs);
    let manifest = manifest(&shards, &language, config, docs);
    let mut files = shards.files;
    files.push(("words.bin".into(), words));
    files.push(("cols.bin".into(), columns));
    let shown = kept.into_iter().enumerate();
    files.extend(shown.map(|(doc, kept)| (format!("f/{doc}.bin"), kept.shown)));
    Ok(finish(files, manifest))
}

/// Indexes some of the debriefs.
fn index(
    fields: &Fields,
    language: &Language,
    range: std::ops::Range<usize>,
    docs: u32,
    record: &(impl Fn(usize) -> Record + Sync),
) -> tantivy::Result<(Chunk, Vec<Kept>)> {
    let tokenizers = TokenizerManager::default();
    let counter = counting_analyzers(&tokenizers, language);
    let builder = fields.builder().tokenizers(tokenizers);
    let mut writer: SingleSegmentIndexWriter =
        builder.single_segment_index_writer(RamDirectory::create(), BUDGET)?;
    let mut kept = Vec::with_capacity(range.len());
    let base = u32::try_from(range.start).unwrap_or(u32::MAX);
    for doc in range {
        let record = record(doc);
        counter.next_debrief();
        writer.add_document(fields.document(&record))?;
        kept.push(keep(&record, doc, docs));
    }
    let reader = writer
        .finalize()?
        .reader_builder()
        .reload_policy(ReloadPolicy::Manual)
        .try_into()?;
    let segment = reader.searcher().segment_reader(0).clone();
    let forms = counter.forms();
    let chunk = Chunk {
        segment,
        base,
        forms,
    };
    Ok((chunk, kept))
}

fn keep(record: &Record, doc: usize, docs: u32) -> Kept {
    let number = u32::try_from(doc).unwrap_or(u32::MAX);
    let mut shown = header(FileKind::Shown, number, docs);
    shown.extend(serde_json::to_vec(&record.shown).unwrap_or_default());
    Kept {
        shown: pack(&shown, FileKind::Shown),
        values: record.values.clone(),
        open: u16::try_from(record.shown.open).unwrap_or(u16::MAX),
    }
}

fn columns(kept: &[Kept], config: &Config) -> Columns {
    let values: Vec<Vec<(Field, Label)>> = kept.iter().map(|doc| doc.values.clone()).collect();
    let mut columns: Vec<(String, Data)> = Vec::new();
    for field in Field::ALL {
        let has_any = values.iter().flatten().any(|(own, _)| *own == field);
        // A column of owners would tell that there are some.
        if !has_any && field == Field::Owner {
            continue;
        }
        let data = column(field, &values, |slug| rank(field, slug, config));
        columns.push((field.name().into(), data));
    }
    let open = kept.iter().map(|doc| doc.open).collect();
    columns.push(("open".into(), Data::Number(open)));
    Columns(columns)
}

/// Where a value stands among those of its field; equal ones are ordered by slug.
pub(in crate::search) fn rank(field: Field, slug: &str, config: &Config) -> Reverse<i64> {
    let place = |known: &[&str]| {
        known
            .iter()
            .position(|name| *name == slug)
            .map_or(i64::MIN, |i| -(i as i64))
    };
    Reverse(match field {
        Field::Severity => {
            let order = config.severities.order.iter();
            let order: Vec<String> = order.map(|name| slugify(name)).collect();
            place(&order.iter().map(String::as_str).collect::<Vec<_>>())
        }
        Field::Year => slug.parse().unwrap_or(i64::MIN),
        Field::Status => place(&["draft", "review", "published", "closed"]),
        Field::Kind => place(&["incident", "near-miss", "security", "drill"]),
        _ => 0,
    })
}

fn manifest(shards: &Shards, language: &Language, config: &Config, docs: u32) -> Manifest {
    let weights = weights(config).into_iter();
    let boosts: BTreeMap<String, f32> = weights
        .map(|(field, weight)| (field.name().to_owned(), weight))
        .collect();
    Manifest {
        format: FORMAT,
        tokens: words::VERSION,
        build: String::new(),
        docs,
        language: language.code.clone(),
        stop: language.stop_words().join(" "),
        boosts,
        shards: shards.bounds.join(" "),
        long: u32::try_from(shards.long).unwrap_or(u32::MAX),
    }
}

/// Names the build by what is in it.
fn finish(files: Vec<(String, Vec<u8>)>, mut manifest: Manifest) -> Exported {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&serde_json::to_vec(&manifest).unwrap_or_default());
    for (path, bytes) in &files {
        hasher.update(path.as_bytes());
        hasher.update(&(bytes.len() as u64).to_le_bytes());
        hasher.update(bytes);
    }
    manifest.build = hasher.finalize().to_hex()[..12].to_owned();
    let current = Current {
        format: FORMAT,
        build: manifest.build.clone(),
    };
    let build = manifest.build.clone();
    let under = |path: &str| format!("search/{build}/{path}");
    let mut all = vec![
        ("search/current.json".to_owned(), json(&current)),
        (under("manifest.json"), json(&manifest)),
    ];
    all.extend(files.into_iter().map(|(path, bytes)| (under(&path), bytes)));
    Exported { build, files: all }
}

/// Plain data with string keys, which cannot fail to serialise.
fn json(value: &impl serde::Serialize) -> Vec<u8> {
    let mut bytes = serde_json::to_vec(value).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
