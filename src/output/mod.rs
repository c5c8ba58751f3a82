//! The last end of the pipeline: publishes a site all or nothing.
//!
//! A [`Publication`] makes the site in a staging folder beside the target and exchanges the two in one step. A build
//! that fails, is killed or runs out of disk leaves the former site as it was. A [`MemorySite`] takes the same files
//! for the preview and for tests; both are a [`Sink`].
//!
//! Nothing is flushed to the device (`fsync`): that would take minutes for a large site, and a site is derived data.
//! After a power cut a published file can be empty; the next build compares contents and writes it anew.

mod beside;
mod cache;
mod claims;
mod exchange;
mod files;
mod lock;
mod memory;
mod path;
mod publication;
mod target;

use std::path::Path;

use crate::diagnostic::Diagnostic;

pub use beside::write_beside;
pub use cache::{Cached, clear_cache, inspect_cache, make_cache, seal_cache};
pub use memory::{Body, MemorySite};
pub use path::{BadSitePath, SitePath};
pub use publication::Publication;
pub use target::Guards;

/// Takes the files of a site, from many threads, in any order.
pub trait Sink: Sync {
    /// Adds a file.
    ///
    /// # Errors
    ///
    /// `output-failed` when the path is taken (two paths that differ in case only are one) or writing fails.
    fn put(&self, path: &SitePath, bytes: &[u8]) -> Result<(), Diagnostic>;

    /// Adds a copy of a file on disk.
    ///
    /// # Errors
    ///
    /// `unreadable-file` when `from` cannot be read: the site can go on without it. Else as [`Sink::put`].
    fn copy(&self, path: &SitePath, from: &Path) -> Result<(), Diagnostic>;
}

/// What a publication changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Report {
    /// Files that are new or different.
    pub written: u64,
    /// Files that are as they were.
    pub unchanged: u64,
    /// Files of the former site that are gone.
    pub removed: u64,
    /// Size of the whole site, in bytes.
    pub bytes: u64,
}
