//! Reads an exported index, as the script of the browser does.

use std::{cell::RefCell, cmp::Ordering, collections::BTreeMap, rc::Rc};

use super::{
    Damaged,
    bytes::{Cursor, FileKind, read_form, unpack},
    columns::Columns,
    manifest::{Current, Manifest},
    view,
};
use crate::search::{Found, language::Language, picks::Dictionary, query::Query, record::Shown};

/// The bytes of a file under `search/`, packed; `None` when there is none.
type Source<'a> = Box<dyn Fn(&str) -> Option<Vec<u8>> + 'a>;

/// An exported index that files are read from as they are needed.
pub struct Reader<'a> {
    source: Source<'a>,
    pub(super) manifest: Manifest,
    shards: RefCell<BTreeMap<usize, Rc<Shard>>>,
}

impl std::fmt::Debug for Reader<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader")
            .field("manifest", &self.manifest)
            .finish_non_exhaustive()
    }
}

/// A shard, read.
#[derive(Debug)]
pub(super) struct Shard {
    forms: Vec<(String, u32)>,
    stems: Vec<Head>,
    bytes: Vec<u8>,
}

/// What a shard says of a stem.
#[derive(Debug, Clone)]
struct Head {
    df: u32,
    max: f32,
    twin: Option<u32>,
    list: List,
}

/// Where a posting list is.
#[derive(Debug, Clone)]
enum List {
    Long(u32),
    Inline(std::ops::Range<usize>),
}

/// A stem, wherever it was found; two of them are equal when they are the same stem.
#[derive(Debug, Clone, Copy)]
pub(in crate::search) struct StemId {
    twin: Option<u32>,
    shard: usize,
    stem: usize,
}

impl StemId {
    fn key(&self) -> (Option<u32>, usize, usize) {
        match self.twin {
            Some(twin) => (Some(twin), 0, 0),
            None => (None, self.shard, self.stem),
        }
    }
}

impl PartialEq for StemId {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for StemId {}

impl PartialOrd for StemId {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for StemId {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

/// The debriefs that have a stem.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Postings {
    pub(super) docs: Vec<u32>,
    /// Impact and whether the title has it.
    pub(super) impacts: Vec<(u8, bool)>,
    pub(super) max: f32,
}

impl<'a> Reader<'a> {
    /// Opens the index that `current.json` names.
    ///
    /// # Errors
    ///
    /// [`Damaged`] when it cannot be read or is of another version.
    pub fn open(source: impl Fn(&str) -> Option<Vec<u8>> + 'a) -> Result<Self, Damaged> {
        let source: Source<'a> = Box::new(source);
        let current = source("current.json").ok_or(Damaged("there is no current.json"))?;
        let current: Current =
            serde_json::from_slice(&current).map_err(|_| Damaged("current.json cannot be read"))?;
        let build = current.build;
        if build.is_empty() || !build.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(Damaged("current.json names no build"));
        }
        let manifest =
            source(&format!("{build}/manifest.json")).ok_or(Damaged("there is no manifest"))?;
        let manifest = Manifest::read(&manifest)?;
        if manifest.build != build {
            return Err(Damaged("the manifest is of another build"));
        }
        if !manifest.bounds().is_sorted() || !manifest.bounds()[0].is_empty() {
            return Err(Damaged("the bounds of the shards are not in order"));
        }
        Ok(Self {
            source,
            manifest,
            shards: RefCell::default(),
        })
    }

    /// Number of debriefs.
    #[must_use]
    pub fn docs(&self) -> u32 {
        self.manifest.docs
    }

    /// Answers what was typed.
    ///
    /// # Errors
    ///
    /// [`Damaged`] when a file it needs is.
    pub fn search(&self, text: &str, typing: bool) -> Result<Found<u32>, Damaged> {
        let language = Language::new(&self.manifest.language);
        view::answer(self, &Query::read(text, &language, typing))
    }

    /// What a result shows of a debrief.
    ///
    /// # Errors
    ///
    /// [`Damaged`] when the file is.
    pub fn shown(&self, doc: u32) -> Result<Shown, Damaged> {
        let bytes = self.file(&format!("f/{doc}.bin"), FileKind::Shown, doc)?;
        serde_json::from_slice(&bytes).map_err(|_| Damaged("a snippet cannot be read"))
    }

    fn packed(&self, path: &str) -> Result<Vec<u8>, Damaged> {
        let path = format!("{}/{path}", self.manifest.build);
        (self.source)(&path).ok_or(Damaged("a file is missing"))
    }

    fn file(&self, path: &str, kind: FileKind, number: u32) -> Result<Vec<u8>, Damaged> {
        unpack(&self.packed(path)?, kind, number, self.docs())
    }

    pub(super) fn columns(&self) -> Result<Columns, Damaged> {
        Columns::unpack(&self.packed("cols.bin")?, self.docs())
    }

    /// The shard a form would stand in.
    fn shard_of(&self, form: &str) -> usize {
        let bounds = self.manifest.bounds();
        bounds
            .partition_point(|bound| *bound <= form)
            .saturating_sub(1)
    }

    fn shard(&self, k: usize) -> Result<Rc<Shard>, Damaged> {
        if let Some(shard) = self.shards.borrow().get(&k) {
            return Ok(Rc::clone(shard));
        }
        let number = u32::try_from(k).unwrap_or(u32::MAX);
        let bytes = self.file(&format!("s/{k}.bin"), FileKind::Shard, number)?;
        let shard = Rc::new(Shard::read(bytes, self.docs())?);
        self.shards.borrow_mut().insert(k, Rc::clone(&shard));
        Ok(shard)
    }

    pub(super) fn postings(&self, stem: &StemId) -> Result<Postings, Damaged> {
        let shard = self.shard(stem.shard)?;
        let head = &shard.stems[stem.stem];
        let read = |bytes: &[u8]| read_postings(bytes, head, self.docs());
        match &head.list {
            List::Inline(range) => read(&shard.bytes[range.clone()]),
            List::Long(id) => read(&self.file(&format!("x/{id}.bin"), FileKind::Long, *id)?),
        }
    }

    /// The positions of a stem, for each of its postings.
    pub(super) fn positions(&self, stem: &StemId) -> Result<Vec<Vec<u32>>, Damaged> {
        let shard = self.shard(stem.shard)?;
        let head = &shard.stems[stem.stem];
        if let List::Long(id) = head.list {
            let bytes = self.file(&format!("p/x{id}.bin"), FileKind::LongPositions, id)?;
            return read_positions(&bytes, head.df);
        }
        let k = stem.shard;
        let number = u32::try_from(k).unwrap_or(u32::MAX);
        let bytes = self.file(&format!("p/{k}.bin"), FileKind::Positions, number)?;
        let mut cursor = Cursor::new(&bytes);
        let (mut before, mut own) = (0_usize, 0);
        for i in 0..shard.stems.len() {
            let len = cursor.number()? as usize;
            match i.cmp(&stem.stem) {
                Ordering::Less => before = before.saturating_add(len),
                Ordering::Equal => own = len,
                Ordering::Greater => {}
            }
        }
        cursor.take(before)?;
        read_positions(cursor.take(own)?, head.df)
    }
}

impl Shard {
    fn read(bytes: Vec<u8>, docs: u32) -> Result<Self, Damaged> {
        let mut cursor = Cursor::new(&bytes);
        let count = cursor.count()?;
        let mut forms: Vec<(String, u32)> = Vec::with_capacity(count);
        for _ in 0..count {
            let before = forms.last().map_or("", |(form, _)| form);
            let form = read_form(&mut cursor, before)?;
            forms.push((form, cursor.number()?));
        }
        let count = cursor.count()?;
        let mut heads = Vec::with_capacity(count);
        for _ in 0..count {
            heads.push(Head::read(&mut cursor, docs)?);
        }
        if forms.iter().any(|&(_, stem)| stem as usize >= heads.len()) {
            return Err(Damaged("a form has no stem"));
        }
        let mut at = bytes.len() - cursor.rest().len();
        for head in &mut heads {
            if let List::Inline(range) = &mut head.list {
                *range = at..at.saturating_add(range.end);
                at = range.end;
            }
        }
        if at != bytes.len() {
            return Err(Damaged("the lists of a shard do not fit"));
        }
        Ok(Self {
            forms,
            stems: heads,
            bytes,
        })
    }

    fn find(&self, form: &str) -> Result<usize, usize> {
        self.forms
            .binary_search_by(|(own, _)| own.as_str().cmp(form))
    }

    fn id(&self, shard: usize, place: usize) -> StemId {
        let stem = self.forms[place].1 as usize;
        StemId {
            twin: self.stems[stem].twin,
            shard,
            stem,
        }
    }
}

impl Head {
    /// An inline list has only its length so far, as the end of a range.
    fn read(cursor: &mut Cursor<'_>, docs: u32) -> Result<Self, Damaged> {
        let (df, max, at) = (cursor.number()?, cursor.float()?, cursor.number()?);
        if df == 0 || df > docs || !max.is_finite() || max <= 0.0 {
            return Err(Damaged("a stem that nothing has"));
        }
        let twin = if at & 2 != 0 {
            Some(cursor.number()?)
        } else {
            None
        };
        let list = match at & 1 {
            1 => List::Long(at >> 2),
            _ => List::Inline(0..(at >> 2) as usize),
        };
        Ok(Self {
            df,
            max,
            twin,
            list,
        })
    }
}

fn read_postings(bytes: &[u8], head: &Head, docs: u32) -> Result<Postings, Damaged> {
    let mut cursor = Cursor::new(bytes);
    let mut numbers: Vec<u32> = Vec::new();
    for _ in 0..head.df {
        let delta = cursor.number()?;
        let doc = match numbers.last() {
            Some(_) if delta == 0 => return Err(Damaged("docs do not rise")),
            Some(before) => before.checked_add(delta),
            None => Some(delta),
        };
        numbers.push(
            doc.filter(|&doc| doc < docs)
                .ok_or(Damaged("a doc that does not exist"))?,
        );
    }
    let impacts = cursor.take(numbers.len())?;
    cursor.end()?;
    Ok(Postings {
        docs: numbers,
        impacts: impacts
            .iter()
            .map(|byte| (byte >> 1, byte & 1 == 1))
            .collect(),
        max: head.max,
    })
}

fn read_positions(bytes: &[u8], df: u32) -> Result<Vec<Vec<u32>>, Damaged> {
    let mut cursor = Cursor::new(bytes);
    let mut all = Vec::new();
    for _ in 0..df {
        let count = cursor.count()?;
        let mut positions = Vec::with_capacity(count);
        let mut at = 0_u32;
        for _ in 0..count {
            at = at
                .checked_add(cursor.number()?)
                .ok_or(Damaged("a position is too large"))?;
            positions.push(at);
        }
        all.push(positions);
    }
    cursor.end()?;
    Ok(all)
}

impl Dictionary for Reader<'_> {
    type Stem = StemId;
    type Error = Damaged;

    fn stem(&self, form: &str) -> Result<Option<StemId>, Damaged> {
        let k = self.shard_of(form);
        let shard = self.shard(k)?;
        let place = shard.find(form).ok();
        Ok(place.map(|place| shard.id(k, place)))
    }

    fn completions(&self, prefix: &str, most: usize) -> Result<Vec<(String, StemId)>, Damaged> {
        let mut found = Vec::new();
        let mut k = self.shard_of(prefix);
        loop {
            let shard = self.shard(k)?;
            let from = shard
                .find(prefix)
                .map_or_else(|place| place, |place| place + 1);
            for (i, (form, _)) in shard.forms.iter().enumerate().skip(from) {
                if !form.starts_with(prefix) || found.len() == most {
                    return Ok(found);
                }
                found.push((form.clone(), shard.id(k, i)));
            }
            k += 1;
            let bounds = self.manifest.bounds();
            if !bounds.get(k).is_some_and(|bound| bound.starts_with(prefix)) {
                return Ok(found);
            }
        }
    }

    fn frequency(&self, stem: &StemId) -> Result<u32, Damaged> {
        Ok(self.shard(stem.shard)?.stems[stem.stem].df)
    }

    fn forms(&self) -> Result<Vec<(String, u8)>, Damaged> {
        let bytes = self.file("words.bin", FileKind::Words, 0)?;
        let mut cursor = Cursor::new(&bytes);
        let count = cursor.count()?;
        let mut forms: Vec<(String, u8)> = Vec::with_capacity(count);
        for _ in 0..count {
            let before = forms.last().map_or("", |(form, _)| form);
            let form = read_form(&mut cursor, before)?;
            forms.push((form, cursor.byte()?));
        }
        cursor.end()?;
        Ok(forms)
    }
}
