//! The static API under `data/`: what other tools read. Versioned; fields are only ever added within a version.
//!
//! `docs/data.md` describes every field.

mod actions;
mod causes;
mod csv;
mod debriefs;
mod learnings;
mod review;
mod stats;

use serde::Serialize;

pub use actions::{actions, actions_of};
pub use causes::causes;
pub use csv::{actions_csv, actions_csv_of, jira_csv, state};
pub use debriefs::debriefs;
pub use learnings::learnings;
pub use review::{Agenda, Asked, Part, agenda, present_in, review, review_text, reviews};
pub use stats::stats;

/// The version every file of `data/` carries.
pub const VERSION: u32 = 1;

/// One line of JSON with a final newline. The values are plain data with string keys, which cannot fail to serialise;
/// should one ever do, an empty document is better than half of one.
///
/// `room` is about how many bytes it will take, rather more: room that is not used costs nothing, while growing step by
/// step copies a hundred megabytes several times.
fn json<T: Serialize>(value: &T, room: usize) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(room);
    if serde_json::to_writer(&mut bytes, value).is_err() {
        bytes = b"{}".to_vec();
    }
    bytes.push(b'\n');
    bytes
}
