//! The first end of the pipeline: walks the content folder and reads it. Nothing else reads content from the disk.

use std::{path::PathBuf, sync::Arc};

/// A file that will be read as a debrief.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Path under the content folder, with `/`.
    pub rel: String,
    /// Path as people would type it from where they stand; diagnostics name it.
    pub shown: Arc<str>,
    /// The file as it is on disk: a BOM and CRLF are kept so that spans are right.
    pub text: Arc<str>,
    /// Hash of the bytes.
    pub hash: [u8; 32],
}

/// Any other file under the content folder that a debrief may show or link to.
#[derive(Debug, Clone)]
pub struct Asset {
    /// Path under the content folder, with `/`.
    pub rel: String,
    /// Where it is on disk.
    pub path: PathBuf,
    /// Size in bytes.
    pub len: u64,
}

/// A content folder, read. Both lists are sorted by `rel`.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    /// What will be read as debriefs.
    pub files: Vec<SourceFile>,
    /// What they may show or link to.
    pub assets: Vec<Asset>,
}
