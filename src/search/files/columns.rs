//! `cols.bin`: what debriefs are filtered, sorted and counted by.

use std::collections::BTreeMap;

use super::{
    Damaged,
    bytes::{Cursor, FileKind, header, pack, put_len, unpack},
};
use crate::search::query::Field;

/// A value of a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Value {
    pub(super) slug: String,
    pub(super) label: String,
}

/// One column: something known of every doc.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Data {
    /// At most one value each.
    One(Vec<Value>, Vec<Option<u16>>),
    /// Any number of values each, rising.
    Many(Vec<Value>, Vec<Vec<u32>>),
    /// A number each.
    Number(Vec<u16>),
}

/// All columns, by key.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Columns(pub(super) Vec<(String, Data)>);

/// The most values that an octet can name beside none.
const NARROW: usize = 254;

/// Makes the column of a field from each doc's values. `order` says which value stands before which.
pub(super) fn column<K: Ord>(
    field: Field,
    docs: &[Vec<(Field, crate::model::Label)>],
    order: impl Fn(&str) -> K,
) -> Data {
    let own = |values: &'_ [(Field, crate::model::Label)]| -> Vec<crate::model::Label> {
        let own = values.iter().filter(|(of, _)| *of == field);
        own.map(|(_, label)| label.clone()).collect()
    };
    let mut labels: BTreeMap<(K, String), String> = BTreeMap::new();
    for label in docs.iter().flat_map(|values| own(values)) {
        labels
            .entry((order(&label.slug), label.slug))
            .or_insert(label.name);
    }
    let values: Vec<Value> = labels
        .into_iter()
        .map(|((_, slug), label)| Value { slug, label })
        .collect();
    let places: BTreeMap<&str, usize> = values
        .iter()
        .enumerate()
        .map(|(i, value)| (value.slug.as_str(), i))
        .collect();
    let ids = docs.iter().map(|doc| {
        let mut ids: Vec<u32> = own(doc)
            .iter()
            .filter_map(|label| u32::try_from(places[label.slug.as_str()]).ok())
            .collect();
        ids.sort_unstable();
        ids
    });
    let ids: Vec<Vec<u32>> = ids.collect();
    if field.is_single() {
        let first = |ids: &Vec<u32>| ids.first().and_then(|&id| u16::try_from(id).ok());
        let ids = ids.iter().map(first).collect();
        return Data::One(values, ids);
    }
    Data::Many(values, ids)
}

impl Columns {
    pub(super) fn get(&self, key: &str) -> Option<&Data> {
        let found = self.0.iter().find(|(own, _)| own == key);
        found.map(|(_, data)| data)
    }

    pub(super) fn pack(&self, docs: u32) -> Vec<u8> {
        let mut out = header(FileKind::Columns, 0, docs);
        put_len(&mut out, self.0.len());
        for (key, data) in &self.0 {
            put_text(&mut out, key);
            put_data(&mut out, data);
        }
        pack(&out, FileKind::Columns)
    }

    pub(super) fn unpack(packed: &[u8], docs: u32) -> Result<Self, Damaged> {
        let bytes = unpack(packed, FileKind::Columns, 0, docs)?;
        let mut cursor = Cursor::new(&bytes);
        let count = cursor.count()?;
        let mut columns = Vec::with_capacity(count);
        for _ in 0..count {
            let key = cursor.text()?.to_owned();
            columns.push((key, read_data(&mut cursor, docs)?));
        }
        cursor.end()?;
        Ok(Self(columns))
    }
}

fn put_text(out: &mut Vec<u8>, text: &str) {
    put_len(out, text.len());
    out.extend_from_slice(text.as_bytes());
}

fn put_values(out: &mut Vec<u8>, values: &[Value]) {
    put_len(out, values.len());
    for value in values {
        put_text(out, &value.slug);
        put_text(out, &value.label);
    }
}

fn put_data(out: &mut Vec<u8>, data: &Data) {
    match data {
        Data::One(values, ids) => {
            out.push(0);
            put_values(out, values);
            for id in ids {
                let id = id.map_or(0, |id| id + 1);
                if values.len() > NARROW {
                    out.extend_from_slice(&id.to_le_bytes());
                } else {
                    out.push(id as u8);
                }
            }
        }
        Data::Many(values, ids) => {
            out.push(1);
            put_values(out, values);
            for ids in ids {
                put_len(out, ids.len());
                ids.iter().for_each(|&id| put_len(out, id as usize));
            }
        }
        Data::Number(numbers) => {
            out.push(2);
            for number in numbers {
                out.extend_from_slice(&number.to_le_bytes());
            }
        }
    }
}

fn read_values(cursor: &mut Cursor<'_>) -> Result<Vec<Value>, Damaged> {
    let count = cursor.count()?;
    let mut values = Vec::with_capacity(count);
    for _ in 0..count {
        values.push(Value {
            slug: cursor.text()?.to_owned(),
            label: cursor.text()?.to_owned(),
        });
    }
    Ok(values)
}

fn read_data(cursor: &mut Cursor<'_>, docs: u32) -> Result<Data, Damaged> {
    match cursor.byte()? {
        0 => {
            let values = read_values(cursor)?;
            let ids = (0..docs).map(|_| read_one(cursor, values.len()));
            let ids = ids.collect::<Result<_, _>>()?;
            Ok(Data::One(values, ids))
        }
        1 => {
            let values = read_values(cursor)?;
            let ids = (0..docs).map(|_| read_many(cursor, values.len()));
            let ids = ids.collect::<Result<_, _>>()?;
            Ok(Data::Many(values, ids))
        }
        2 => {
            let numbers = (0..docs).map(|_| cursor.short());
            Ok(Data::Number(numbers.collect::<Result<_, _>>()?))
        }
        _ => Err(Damaged("a column of an unknown type")),
    }
}

fn read_one(cursor: &mut Cursor<'_>, values: usize) -> Result<Option<u16>, Damaged> {
    let id = if values > NARROW {
        cursor.short()?
    } else {
        cursor.byte()?.into()
    };
    if usize::from(id) > values {
        return Err(Damaged("a value that does not exist"));
    }
    Ok(id.checked_sub(1))
}

fn read_many(cursor: &mut Cursor<'_>, values: usize) -> Result<Vec<u32>, Damaged> {
    let count = cursor.count()?;
    let mut ids: Vec<u32> = Vec::with_capacity(count);
    for _ in 0..count {
        let id = cursor.number()?;
        if id as usize >= values || ids.last().is_some_and(|&before| before >= id) {
            return Err(Damaged("a value that does not exist"));
        }
        ids.push(id);
    }
    Ok(ids)
}
