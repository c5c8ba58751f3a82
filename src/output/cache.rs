//! Folders that hold nothing that could not be made again.

use std::{fs, io, path::Path, time::UNIX_EPOCH};

/// The file that says what a cache was made from. It is not part of what it seals.
const SEAL: &str = "seal";

/// Makes a cache folder, with those above it.
///
/// # Errors
///
/// When the disk refuses.
pub fn make_cache(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

/// Empties a cache folder, all but its locks.
///
/// # Errors
///
/// When the disk refuses.
pub fn clear_cache(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let is_lock = path
            .extension()
            .is_some_and(|extension| extension == "lock");
        if path.is_dir() {
            fs::remove_dir_all(path)?;
        } else if !is_lock {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

/// Notes what a cache was made from (`key`, one line), and how its files look now.
///
/// # Errors
///
/// When the disk refuses.
pub fn seal_cache(folder: &Path, key: &str) -> io::Result<()> {
    let temporary = folder.join(format!("{SEAL}.{}", std::process::id()));
    fs::write(&temporary, format!("{key}\n{}", listing(folder)?))?;
    fs::rename(temporary, folder.join(SEAL))
}

/// How a cache is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cached {
    /// As it was sealed, from the same key.
    Fresh,
    /// As it was sealed, from another key.
    Stale,
    /// There is none.
    Missing,
    /// Its files are not those that were sealed.
    Damaged,
}

/// Compares a cache with its seal.
#[must_use]
pub fn inspect_cache(folder: &Path, key: &str) -> Cached {
    let Ok(seal) = fs::read(folder.join(SEAL)) else {
        let files = listing(folder).unwrap_or_default();
        return if files.is_empty() {
            Cached::Missing
        } else {
            Cached::Damaged
        };
    };
    let seal = String::from_utf8_lossy(&seal);
    let (own, files) = seal.split_once('\n').unwrap_or_default();
    match listing(folder) {
        Ok(now) if now == files && own == key => Cached::Fresh,
        Ok(now) if now == files => Cached::Stale,
        _ => Cached::Damaged,
    }
}

/// Name, size and time of change of every file, sorted; without locks and seals, which change by themselves.
fn listing(folder: &Path) -> io::Result<String> {
    let mut lines = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.ends_with(".lock") || name.starts_with(SEAL) {
            continue;
        }
        let metadata = entry.metadata()?;
        let changed = metadata.modified()?.duration_since(UNIX_EPOCH);
        let changed = changed.map_or(0, |since| since.as_nanos());
        lines.push(format!("{name} {} {changed}\n", metadata.len()));
    }
    lines.sort_unstable();
    Ok(lines.concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cache_is_fresh_until_its_key_or_a_file_changes() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        assert_eq!(inspect_cache(folder, "a"), Cached::Missing);
        fs::write(folder.join("x.bin"), "1").unwrap();
        fs::write(folder.join("y.lock"), "").unwrap();
        seal_cache(folder, "a").unwrap();
        assert_eq!(inspect_cache(folder, "a"), Cached::Fresh);
        assert_eq!(inspect_cache(folder, "b"), Cached::Stale);
        fs::write(folder.join("x.bin"), "12").unwrap();
        assert_eq!(inspect_cache(folder, "a"), Cached::Damaged);
        clear_cache(folder).unwrap();
        assert_eq!(inspect_cache(folder, "a"), Cached::Missing);
        assert!(folder.join("y.lock").exists());
    }
}
