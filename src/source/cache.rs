//! Things that take long to compute, kept between runs. A cache that cannot be read or written only costs time.

use std::{fs, path::Path};

use super::replace;

/// What was kept under a name.
#[must_use]
pub fn read(folder: &Path, name: &str) -> Option<Vec<u8>> {
    fs::read(folder.join(name)).ok()
}

/// Keeps something under a name; whoever reads at the same time sees the former bytes or the new ones.
pub fn write(folder: &Path, name: &str, bytes: &[u8]) {
    // Without a cache the next run takes longer, and nothing else.
    let _ = replace(&folder.join(name), bytes);
}
