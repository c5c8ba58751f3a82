//! All debriefs of one edition, sorted and cross-referenced; immutable once built.
//!
//! What an edition may not hold is dropped here, before anything is computed, so that no later stage can leak it.

mod facets;
pub mod history;
mod references;
mod replace;
pub mod roles;
mod select;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use jiff::{Timestamp, civil::Date};

pub use facets::{Facet, Facets};
pub use replace::Edited;
pub use select::Selection;

use crate::{
    diagnostic::Outcome,
    model::{Debrief, ItemHistory, Provenance, Review, Sourced, Span, TicketState},
    source::Asset,
};

/// The last commit that touched a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// When it was committed.
    pub at: Timestamp,
    /// Abbreviated commit id.
    pub commit: String,
}

/// A debrief with what is needed to render and to link it. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What was read.
    pub debrief: Arc<Debrief>,
    /// The file, as it is on disk.
    pub text: Arc<str>,
    /// Where its body is.
    pub body: Span,
    /// The path diagnostics name.
    pub shown: Arc<str>,
    /// Last change in git; `None` outside a repository, on a shallow clone, and for files not committed yet.
    pub changed: Option<Change>,
}

impl Entry {
    /// Files it under the day of its last change, when it says no other.
    fn take_date_from_git(&mut self) {
        if let (None, Some(change)) = (&self.debrief.date, &self.changed) {
            let day = jiff::tz::Offset::UTC.to_datetime(change.at).date();
            Arc::make_mut(&mut self.debrief).date = Some(Sourced::new(day, Provenance::Git));
        }
    }

    /// The day it is filed under.
    #[must_use]
    pub fn date(&self) -> Option<Date> {
        self.debrief.date.as_ref().map(|date| date.value)
    }
}

/// All debriefs of one edition. Positions in [`Library::entries`] are how later stages name a debrief.
#[derive(Debug, Clone, Default)]
pub struct Library {
    /// Newest first; those of one day by id; those without a day last.
    pub entries: Vec<Entry>,
    /// Position by id.
    pub by_id: BTreeMap<String, usize>,
    /// Position by path under the content folder.
    pub by_source: BTreeMap<String, usize>,
    /// Old id to position.
    pub aliases: BTreeMap<String, usize>,
    /// Paths under the content folder of debriefs that exist but are not held here: drafts, other editions. A link to one
    /// is no mistake, and must not say more than its author's words.
    pub withheld: BTreeSet<String>,
    /// Files that debriefs may show or link to, by path under the content folder.
    pub assets: BTreeMap<String, Asset>,
    /// Services, teams, tags and so on with their debriefs.
    pub facets: Facets,
    /// For each debrief: positions of the earlier ones that a person says it repeats.
    pub recurs: Vec<Vec<usize>>,
    /// For each debrief: positions of those that a person says repeat it.
    pub repeated_by: Vec<Vec<usize>>,
    /// What was said and seen about action items outside the debriefs.
    pub follow_up: FollowUp,
}

/// What was said and seen about action items outside the debriefs.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FollowUp {
    /// Monthly reviews, the oldest first.
    pub reviews: Vec<Review>,
    /// What a ticket system said, by the id of the ticket.
    pub tickets: BTreeMap<String, TicketState>,
    /// What the git history says of the items of a file, by its path under the content folder and in document order.
    /// Files it says nothing about are missing.
    pub histories: BTreeMap<String, Vec<Option<ItemHistory>>>,
}

impl Library {
    /// The debrief with this id or former id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).or_else(|| self.aliases.get(id)).copied()
    }
}

/// Builds the library of what `selection` allows. Findings: two files with one id (the second is left out), an
/// alias that is taken, references to debriefs that do not exist.
pub fn build(entries: Vec<Entry>, assets: Vec<Asset>, selection: &Selection) -> Outcome<Library> {
    let mut found = Vec::new();
    let entries = date_from_git(entries);
    let entries = references::without_duplicates(entries, &mut found);
    let all_ids = references::all_ids(&entries);
    let mut withheld: BTreeSet<String> = entries
        .iter()
        .map(|entry| entry.debrief.source.clone())
        .collect();
    let mut kept = select::select(entries, selection, &mut found);
    for entry in &kept {
        withheld.remove(&entry.debrief.source);
    }
    kept.sort_by(|a, b| (b.date(), &a.debrief.id).cmp(&(a.date(), &b.debrief.id)));
    let mut library = Library {
        by_id: positions(&kept, |entry| &entry.debrief.id),
        by_source: positions(&kept, |entry| &entry.debrief.source),
        facets: Facets::of(&kept),
        entries: kept,
        withheld,
        assets: assets
            .into_iter()
            .map(|asset| (asset.rel.clone(), asset))
            .collect(),
        ..Library::default()
    };
    library.aliases = references::aliases(&library, &mut found);
    (library.recurs, library.repeated_by) = references::recurs(&library, &all_ids, &mut found);
    Outcome::new(library, found)
}

fn positions(entries: &[Entry], key: impl Fn(&Entry) -> &String) -> BTreeMap<String, usize> {
    entries
        .iter()
        .enumerate()
        .map(|(i, entry)| (key(entry).clone(), i))
        .collect()
}

/// The last resort for a day: when the file last changed.
fn date_from_git(mut entries: Vec<Entry>) -> Vec<Entry> {
    entries.iter_mut().for_each(Entry::take_date_from_git);
    entries
}
