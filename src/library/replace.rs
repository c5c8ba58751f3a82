use super::{Entry, Library};
use crate::model::ItemHistory;

/// A newer text of a debrief that the library holds.
#[derive(Debug, Clone)]
pub struct Edited {
    /// Its position in [`Library::entries`].
    pub position: usize,
    /// What it says now.
    pub entry: Entry,
    /// What the git history says of its items, when it says anything.
    pub history: Option<Vec<Option<ItemHistory>>>,
}

impl Edited {
    /// The newer text of a debrief of `library`. `None` when it would make the debrief stand elsewhere, under another
    /// address, or not at all: then the library has to be built anew.
    #[must_use]
    pub fn new(library: &Library, mut entry: Entry) -> Option<Self> {
        let position = *library.by_source.get(&entry.debrief.source)?;
        let before = library.entries.get(position)?;
        entry.take_date_from_git();
        let (old, new) = (&before.debrief, &entry.debrief);
        let stays = old.id == new.id
            && old.aliases == new.aliases
            && old.visibility == new.visibility
            && before.date() == entry.date();
        stays.then_some(Self {
            position,
            entry,
            history: None,
        })
    }
}

impl Library {
    /// The same with newer texts of some debriefs. What is gathered from many of them (facets, who repeats whom) stays
    /// as it was.
    #[must_use]
    pub fn with_edits(&self, edits: impl IntoIterator<Item = Edited>) -> Self {
        let mut library = self.clone();
        for edit in edits {
            let histories = &mut library.follow_up.histories;
            let source = &edit.entry.debrief.source;
            match edit.history {
                Some(history) => histories.insert(source.clone(), history),
                None => histories.remove(source),
            };
            if let Some(place) = library.entries.get_mut(edit.position) {
                *place = edit.entry;
            }
        }
        library
    }
}
