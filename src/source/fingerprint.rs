//! Whether anything in a content folder changed, without reading it.

use std::{path::Path, time::UNIX_EPOCH};

use rayon::prelude::*;

use super::{
    root::{Globs, Root},
    walk,
};
use crate::{
    config::ContentConfig,
    diagnostic::{Diagnostic, Outcome},
};

/// A hash over the names, sizes and times of change of all files that [`super::read`] would look at. Two equal ones
/// mean that reading again would give the same.
///
/// # Errors
///
/// As [`super::read`]: there is no folder to read, or a glob is wrong.
pub fn fingerprint(dir: &Path, config: &ContentConfig) -> Result<[u8; 32], Diagnostic> {
    let root = Root::open(dir)?;
    let globs = Globs::new(config)?;
    let Outcome { value: entries, .. } = walk::walk(&root, &globs);
    let states: Vec<(u64, u128)> = entries.par_iter().map(|entry| state(&entry.path)).collect();
    let mut hasher = blake3::Hasher::new();
    for (entry, (len, changed)) in entries.iter().zip(states) {
        hasher.update(entry.rel.as_bytes());
        hasher.update(&[0]);
        hasher.update(&len.to_le_bytes());
        hasher.update(&changed.to_le_bytes());
    }
    Ok(hasher.finalize().into())
}

/// Size, and nanoseconds since 1970 of the last change; zeros for what vanished meanwhile.
fn state(path: &Path) -> (u64, u128) {
    let Ok(metadata) = path.metadata() else {
        return (0, 0);
    };
    let changed = metadata.modified().ok();
    let since = changed.and_then(|changed| changed.duration_since(UNIX_EPOCH).ok());
    (metadata.len(), since.map_or(0, |since| since.as_nanos()))
}
