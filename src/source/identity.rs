use std::{path::Path, time::SystemTime};

/// What tells a file or folder from another that was put in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Identity {
    created: Option<SystemTime>,
    /// Device and number on it, where the system has them.
    node: Option<(u64, u64)>,
}

impl Identity {
    /// Of what is at a path; `None` when nothing is.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        let metadata = path.metadata().ok()?;
        Some(Self {
            created: metadata.created().ok(),
            node: node(&metadata),
        })
    }
}

#[cfg(unix)]
#[allow(
    clippy::unnecessary_wraps,
    reason = "other systems have no such number"
)]
fn node(metadata: &std::fs::Metadata) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    Some((metadata.dev(), metadata.ino()))
}

#[cfg(not(unix))]
fn node(_metadata: &std::fs::Metadata) -> Option<(u64, u64)> {
    None
}
