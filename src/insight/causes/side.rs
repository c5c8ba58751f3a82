use super::{neighbours::Scale, profile::Profile};
use crate::model::Debrief;

/// One of two debriefs that are compared: one of the library, or one that is being written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Side<'a> {
    /// In the library.
    pub(super) position: Option<usize>,
    pub(super) debrief: &'a Debrief,
    pub(super) profile: &'a Profile,
    pub(super) words: &'a [(u32, f32)],
    pub(super) concepts: &'a [(u32, f32)],
    pub(super) scale: Scale,
}

impl Side<'_> {
    /// Whether the titles name errors, and none of them is the same.
    pub(super) fn codes_differ(&self, other: &Self) -> bool {
        let (a, b) = (&self.profile.codes, &other.profile.codes);
        !a.is_empty() && !b.is_empty() && a.iter().all(|code| !b.contains(code))
    }

    /// The sentence in which this names the other, when there is one; `None` when it does not name it.
    pub(super) fn naming(&self, other: &Self) -> Option<&Option<String>> {
        let position = other.position?;
        let named = &self.profile.named;
        let at = named.binary_search_by_key(&position, |(named, _)| *named);
        Some(&named[at.ok()?].1)
    }

    /// Addresses that both point to.
    pub(super) fn common_addresses<'b>(
        &'b self,
        other: &'b Self,
    ) -> impl Iterator<Item = &'b String> {
        let theirs = &other.profile.addresses;
        let ours = self.profile.addresses.iter();
        ours.filter(|address| theirs.binary_search(address).is_ok())
    }
}
