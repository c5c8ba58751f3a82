use std::ops::Range;

use super::outline::Piece;
use crate::model::{Fragment, Part};

/// The parts of a section, in order. Prose that stands together becomes one part.
#[derive(Debug, Default)]
pub(super) struct Parts(Vec<Part>);

impl Parts {
    /// Adds a piece as it is.
    pub(super) fn piece(&mut self, piece: &Piece) {
        self.prose(Fragment {
            events: piece.block.events.clone(),
            cuts: piece.cuts.clone(),
        });
    }

    /// Adds events as they are.
    pub(super) fn prose(&mut self, fragment: Fragment) {
        if let Some(Part::Prose(last)) = self.0.last_mut()
            && last.events.end == fragment.events.start
        {
            last.events.end = fragment.events.end;
            last.cuts.extend(fragment.cuts);
            return;
        }
        self.0.push(Part::Prose(fragment));
    }

    pub(super) fn timeline(&mut self, new: Range<usize>) {
        match self.0.last_mut() {
            _ if new.is_empty() => {}
            Some(Part::Timeline(last)) if last.end == new.start => last.end = new.end,
            _ => self.0.push(Part::Timeline(new)),
        }
    }

    pub(super) fn actions(&mut self, new: Range<usize>) {
        match self.0.last_mut() {
            _ if new.is_empty() => {}
            Some(Part::Actions(last)) if last.end == new.start => last.end = new.end,
            _ => self.0.push(Part::Actions(new)),
        }
    }

    pub(super) fn learnings(&mut self, new: Range<usize>) {
        match self.0.last_mut() {
            _ if new.is_empty() => {}
            Some(Part::Learnings(last)) if last.end == new.start => last.end = new.end,
            _ => self.0.push(Part::Learnings(new)),
        }
    }

    pub(super) fn finish(self) -> Vec<Part> {
        self.0
    }
}
