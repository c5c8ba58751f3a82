use std::collections::{BTreeMap, BTreeSet};

use super::{Entry, Library};
use crate::{
    diagnostic::{Code, Diagnostic, suggest},
    model::Span,
};

/// Leaves out every file whose id an earlier file (in the order of paths) already has.
pub(super) fn without_duplicates(
    mut entries: Vec<Entry>,
    found: &mut Vec<Diagnostic>,
) -> Vec<Entry> {
    entries.sort_by(|a, b| a.debrief.source.cmp(&b.debrief.source));
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    let mut kept: Vec<Entry> = Vec::with_capacity(entries.len());
    for entry in entries {
        if let Some(&other) = first.get(&entry.debrief.id) {
            found.push(duplicate(&entry, &kept[other]));
            continue;
        }
        first.insert(entry.debrief.id.clone(), kept.len());
        kept.push(entry);
    }
    kept
}

fn duplicate(entry: &Entry, other: &Entry) -> Diagnostic {
    Diagnostic::new(
        Code::DuplicateId,
        format!(
            "`{}` has the id `{}`, which `{}` already has",
            entry.debrief.source, entry.debrief.id, other.debrief.source
        ),
    )
    .in_file(&entry.shown)
    .in_file(&other.shown)
    .help("it is left out; rename the file or give it an `id:` of its own")
}

/// Every id and alias, also of debriefs this edition does not hold: a reference to one of those is not a mistake.
pub(super) fn all_ids(entries: &[Entry]) -> BTreeSet<String> {
    let ids = entries.iter().map(|entry| entry.debrief.id.clone());
    let aliases = entries
        .iter()
        .flat_map(|entry| entry.debrief.aliases.iter().cloned());
    ids.chain(aliases).collect()
}

/// Old id to position. An alias that is an id, or another debrief's alias, is reported and ignored.
pub(super) fn aliases(library: &Library, found: &mut Vec<Diagnostic>) -> BTreeMap<String, usize> {
    let mut aliases = BTreeMap::new();
    for (i, entry) in library.entries.iter().enumerate() {
        for alias in entry
            .debrief
            .aliases
            .iter()
            .filter(|alias| !alias.is_empty())
        {
            let holder = library
                .by_id
                .get(alias)
                .or_else(|| aliases.get(alias))
                .copied();
            match holder {
                Some(other) if other != i => found.push(
                    Diagnostic::new(
                        Code::DuplicateId,
                        format!(
                            "the alias `{alias}` already leads to `{}`",
                            library.entries[other].debrief.source
                        ),
                    )
                    .in_file(&entry.shown)
                    .help("remove it from `aliases`, or from the other debrief"),
                ),
                Some(_) => {}
                None => {
                    aliases.insert(alias.clone(), i);
                }
            }
        }
    }
    aliases
}

/// Resolves `recurs` both ways. The lists are in the order of the library.
pub(super) fn recurs(
    library: &Library,
    all_ids: &BTreeSet<String>,
    found: &mut Vec<Diagnostic>,
) -> (Vec<Vec<usize>>, Vec<Vec<usize>>) {
    let count = library.entries.len();
    let (mut recurs, mut repeated_by) = (vec![Vec::new(); count], vec![Vec::new(); count]);
    for (i, entry) in library.entries.iter().enumerate() {
        for (id, span) in &entry.debrief.recurs {
            match library.find(id) {
                Some(earlier) if earlier != i => {
                    recurs[i].push(earlier);
                    repeated_by[earlier].push(i);
                }
                Some(_) => {
                    found.push(
                        Diagnostic::new(Code::UnknownReference, "a debrief cannot repeat itself")
                            .at(&entry.shown, *span, ""),
                    )
                }
                None => unknown(library, entry, (id, *span), all_ids, found),
            }
        }
        for (id, span) in &entry.debrief.not_related {
            if library.find(id).is_none() {
                unknown(library, entry, (id, *span), all_ids, found);
            }
        }
        recurs[i].sort_unstable();
        recurs[i].dedup();
    }
    repeated_by.iter_mut().for_each(|list| list.dedup());
    (recurs, repeated_by)
}

fn unknown(
    library: &Library,
    entry: &Entry,
    (id, span): (&str, Span),
    all_ids: &BTreeSet<String>,
    found: &mut Vec<Diagnostic>,
) {
    if all_ids.contains(id) {
        return;
    }
    // Only ids this edition holds are offered: a hint must not name what its reader may not see.
    let near = suggest(id, library.by_id.keys().map(String::as_str));
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            "an id is the file's name without its extension, unless the file says otherwise".into()
        }
    };
    found.push(
        Diagnostic::new(
            Code::UnknownReference,
            format!("no debrief has the id `{id}`"),
        )
        .at(&entry.shown, span, "")
        .help(help),
    );
}
