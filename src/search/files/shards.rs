//! Cuts the dictionary into files.

use std::collections::BTreeMap;

use super::{
    bytes::{FileKind, header, pack, put, put_form, put_len},
    gather::{Form, Gathered, Stem},
};
use rayon::prelude::*;

/// Bytes of a shard before compression: about 10 KB after it. Smaller ones are more requests, larger ones more bytes
/// a word; measured at 242, 1,000 and 10,000 debriefs.
const SHARD: usize = 16 << 10;
/// Bytes from which on a posting list has a file of its own.
const LONG: usize = 4 << 10;

/// The files of the dictionary.
pub(super) struct Shards {
    /// First form of every shard, shortened; the first is empty.
    pub(super) bounds: Vec<String>,
    /// Number of long lists.
    pub(super) long: usize,
    /// Paths under the build, and packed bytes.
    pub(super) files: Vec<(String, Vec<u8>)>,
}

/// A shard: which forms, and their stems in the order of first use.
struct Shard {
    forms: std::ops::Range<usize>,
    stems: Vec<u32>,
}

/// Makes all shards, long lists and positions.
pub(super) fn shards(gathered: &Gathered, docs: u32) -> Shards {
    let shards = cut(gathered);
    let twins = twins(&shards);
    let long = long(&shards, &gathered.stems);
    let maker = Maker {
        gathered,
        docs,
        twins,
        long,
    };
    let mut files: Vec<(String, Vec<u8>)> = shards
        .par_iter()
        .enumerate()
        .flat_map(|(k, shard)| maker.shard(k, shard))
        .collect();
    let lists: Vec<(&u32, &u32)> = maker.long.iter().collect();
    let lists: Vec<(String, Vec<u8>)> = lists
        .par_iter()
        .flat_map(|&(&stem, &id)| maker.list(stem, id))
        .collect();
    files.extend(lists);
    Shards {
        bounds: bounds(&shards, &gathered.forms),
        long: maker.long.len(),
        files,
    }
}

fn is_long(stem: &Stem) -> bool {
    stem.postings.len() > LONG
}

/// What a form and a stem take, roughly.
fn form_size(form: &Form) -> usize {
    form.text.len() / 2 + 3
}

fn stem_size(stem: &Stem) -> usize {
    8 + if is_long(stem) {
        0
    } else {
        stem.postings.len()
    }
}

/// Cuts the forms where a shard is full, but not between two forms of one stem.
fn cut(gathered: &Gathered) -> Vec<Shard> {
    let mut shards: Vec<Shard> = Vec::new();
    let mut open = Shard {
        forms: 0..0,
        stems: Vec::new(),
    };
    let mut size = 0;
    for (i, form) in gathered.forms.iter().enumerate() {
        let follows = i > 0 && gathered.forms[i - 1].stem == form.stem;
        if size >= SHARD && !follows {
            let stems = Vec::new();
            let forms = i..i;
            shards.push(std::mem::replace(&mut open, Shard { forms, stems }));
            size = 0;
        }
        open.forms.end = i + 1;
        size += form_size(form);
        // A shard has a few hundred stems; the same one is nearly always among the last.
        if !open.stems.iter().rev().any(|&stem| stem == form.stem) {
            open.stems.push(form.stem);
            size += stem_size(&gathered.stems[form.stem as usize]);
        }
    }
    shards.push(open);
    shards
}

/// Numbers for the stems that stand in several shards.
fn twins(shards: &[Shard]) -> BTreeMap<u32, u32> {
    let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
    for stem in shards.iter().flat_map(|shard| &shard.stems) {
        *counts.entry(*stem).or_default() += 1;
    }
    let several = counts.into_iter().filter(|&(_, count)| count > 1);
    several.map(|(stem, _)| stem).zip(0..).collect()
}

/// Numbers for the stems with a list of its own.
fn long(shards: &[Shard], stems: &[Stem]) -> BTreeMap<u32, u32> {
    let mut ids = BTreeMap::new();
    for &stem in shards.iter().flat_map(|shard| &shard.stems) {
        if is_long(&stems[stem as usize]) {
            let next = u32::try_from(ids.len()).unwrap_or(u32::MAX);
            ids.entry(stem).or_insert(next);
        }
    }
    ids
}

/// The shortest beginnings of first forms that tell shards apart.
fn bounds(shards: &[Shard], forms: &[Form]) -> Vec<String> {
    let bound = |shard: &Shard| {
        let Some(before) = shard.forms.start.checked_sub(1) else {
            return String::new();
        };
        let (before, first) = (&forms[before].text, &forms[shard.forms.start].text);
        let pairs = before.chars().zip(first.chars());
        let shared = pairs.take_while(|(a, b)| a == b).count();
        first.chars().take(shared + 1).collect()
    };
    shards.iter().map(bound).collect()
}

struct Maker<'a> {
    gathered: &'a Gathered,
    docs: u32,
    twins: BTreeMap<u32, u32>,
    long: BTreeMap<u32, u32>,
}

impl Maker<'_> {
    /// `s/<k>.bin` and `p/<k>.bin`
    fn shard(&self, k: usize, shard: &Shard) -> [(String, Vec<u8>); 2] {
        let number = u32::try_from(k).unwrap_or(u32::MAX);
        let mut out = header(FileKind::Shard, number, self.docs);
        let local: BTreeMap<u32, usize> = shard.stems.iter().copied().zip(0..).collect();
        let forms = &self.gathered.forms[shard.forms.clone()];
        put_len(&mut out, forms.len());
        let mut before = "";
        for form in forms {
            put_form(&mut out, before, &form.text);
            put_len(&mut out, local[&form.stem]);
            before = &form.text;
        }
        put_len(&mut out, shard.stems.len());
        for stem in &shard.stems {
            self.stem(&mut out, *stem);
        }
        let mut positions = header(FileKind::Positions, number, self.docs);
        let stems = || {
            shard
                .stems
                .iter()
                .map(|&s| &self.gathered.stems[s as usize])
        };
        for stem in stems() {
            put_len(
                &mut positions,
                if is_long(stem) {
                    0
                } else {
                    stem.positions.len()
                },
            );
        }
        for stem in stems().filter(|stem| !is_long(stem)) {
            out.extend_from_slice(&stem.postings);
            positions.extend_from_slice(&stem.positions);
        }
        [
            (format!("s/{k}.bin"), pack(&out, FileKind::Shard)),
            (format!("p/{k}.bin"), pack(&positions, FileKind::Positions)),
        ]
    }

    /// The head of a stem.
    fn stem(&self, out: &mut Vec<u8>, number: u32) {
        let stem = &self.gathered.stems[number as usize];
        put(out, stem.df);
        out.extend_from_slice(&stem.max.to_le_bytes());
        let twin = self.twins.get(&number);
        let flags = if twin.is_some() { 2 } else { 0 };
        match self.long.get(&number) {
            Some(id) => put(out, id << 2 | flags | 1),
            None => put_len(out, stem.postings.len() << 2 | flags as usize),
        }
        if let Some(&twin) = twin {
            put(out, twin);
        }
    }

    /// `x/<id>.bin` and `p/x<id>.bin`
    fn list(&self, stem: u32, id: u32) -> [(String, Vec<u8>); 2] {
        let stem = &self.gathered.stems[stem as usize];
        let mut postings = header(FileKind::Long, id, self.docs);
        postings.extend_from_slice(&stem.postings);
        let mut positions = header(FileKind::LongPositions, id, self.docs);
        positions.extend_from_slice(&stem.positions);
        [
            (format!("x/{id}.bin"), pack(&postings, FileKind::Long)),
            (
                format!("p/x{id}.bin"),
                pack(&positions, FileKind::LongPositions),
            ),
        ]
    }
}

/// `words.bin`
pub(super) fn words(gathered: &Gathered, docs: u32) -> Vec<u8> {
    let mut out = header(FileKind::Words, 0, docs);
    put_len(&mut out, gathered.forms.len());
    let mut before = "";
    for form in &gathered.forms {
        put_form(&mut out, before, &form.text);
        out.push(digits(form.df));
        before = &form.text;
    }
    pack(&out, FileKind::Words)
}

/// Binary digits of a count.
pub(in crate::search) fn digits(count: u32) -> u8 {
    (u32::BITS - count.leading_zeros()) as u8
}
