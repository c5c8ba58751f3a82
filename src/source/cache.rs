//! Things that take long to compute, kept between runs. A cache that cannot be read or written only costs time.

use std::{fs, path::Path};

/// What was kept under a name.
#[must_use]
pub fn read(folder: &Path, name: &str) -> Option<Vec<u8>> {
    fs::read(folder.join(name)).ok()
}

/// Keeps something under a name; whoever reads at the same time sees the former bytes or the new ones.
pub fn write(folder: &Path, name: &str, bytes: &[u8]) {
    let kept = || {
        fs::create_dir_all(folder)?;
        let beside = folder.join(format!("{name}.{}", std::process::id()));
        fs::write(&beside, bytes)?;
        fs::rename(&beside, folder.join(name)).inspect_err(|_| {
            let _ = fs::remove_file(&beside);
        })
    };
    // Without a cache the next run takes longer, and nothing else.
    let _: std::io::Result<()> = kept();
}
