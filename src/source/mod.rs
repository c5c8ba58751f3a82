//! The first end of the pipeline: walks the content folder and reads it. Nothing else reads content from the disk.

pub mod cache;
mod fingerprint;
pub mod git;
mod identity;
mod load;
mod memory;
mod replace;
mod role;
mod root;
mod walk;

#[cfg(test)]
mod tests;

use std::{
    collections::BTreeSet,
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use rayon::prelude::*;

use self::{
    load::{Loaded, load},
    memory::Known,
    role::Role,
    root::{Globs, Root},
};
use crate::{
    config::ContentConfig,
    diagnostic::{Code, Diagnostic, Outcome, Sources},
};

pub use fingerprint::fingerprint;
pub use identity::Identity;
pub use load::{MAX_BYTES, read_asset};
pub use memory::{Memory, Touched};
pub use replace::replace;

/// The file that says a folder is a site made by debriefs; such a folder is never read as content.
pub const SITE_MARKER: &str = ".debriefs-site";

/// A file that will be read as a debrief.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Path under the content folder, with `/`.
    pub rel: String,
    /// Path as people would type it from where they stand; diagnostics name it.
    pub shown: Arc<str>,
    /// The file as it is on disk: a BOM and CRLF are kept so that spans are right.
    pub text: Arc<str>,
    /// BLAKE3 hash of the bytes.
    pub hash: [u8; 32],
}

/// Any other file under the content folder that a debrief may show or link to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// Path under the content folder, with `/`.
    pub rel: String,
    /// Where it is on disk.
    pub path: PathBuf,
    /// Size in bytes.
    pub len: u64,
    /// Width and height in pixels, when it is an image whose header says them.
    pub dimensions: Option<(u32, u32)>,
}

impl Asset {
    /// Its text; `None` for an image or another binary file, one larger than [`MAX_BYTES`], and one that cannot be read
    /// (copying it says so).
    #[must_use]
    pub fn text(&self) -> Option<Arc<str>> {
        if self.len > MAX_BYTES || self.dimensions.is_some() {
            return None;
        }
        let bytes = std::fs::read(&self.path).ok()?;
        String::from_utf8(bytes).ok().map(Arc::from)
    }
}

/// A content folder, read. All lists are sorted by `rel`.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    /// What will be read as debriefs.
    pub files: Vec<SourceFile>,
    /// What they may show or link to.
    pub assets: Vec<Asset>,
    /// Monthly reviews.
    pub reviews: Vec<SourceFile>,
}

/// Reads the content folder `dir`, with the globs of `config` (its `dir` and `output` are not used).
///
/// Everything that can be read is; everything else is reported. The texts go to `sources`, also those of files that
/// are not UTF-8, so that their place can be shown. The value is `None` when there is no folder to read, or when a
/// glob is wrong: guessing what to leave out could publish what must not be.
pub fn read(dir: &Path, config: &ContentConfig, sources: &mut Sources) -> Outcome<Option<Tree>> {
    let (root, globs) = match open(dir, config) {
        Ok(both) => both,
        Err(problem) => return Outcome::new(None, vec![problem]),
    };
    let mut found = Vec::new();
    let entries = walk::walk(&root, &globs).take(&mut found);
    let loaded: Vec<Loaded> = entries
        .par_iter()
        .map(|entry| load(entry, &root, &globs))
        .collect();
    finish(loaded, &root, found, sources)
}

/// As [`read`], but what was read the last time and was not touched since is taken from `memory`, which is kept up.
pub fn reread(
    dir: &Path,
    config: &ContentConfig,
    touched: &Touched,
    memory: &mut Memory,
    sources: &mut Sources,
) -> Outcome<Option<Tree>> {
    let (root, globs) = match open(dir, config) {
        Ok(both) => both,
        Err(problem) => {
            *memory = Memory::default();
            return Outcome::new(None, vec![problem]);
        }
    };
    let found = memory.refresh(&root, &globs, config, touched);
    let loaded = memory.known.iter().map(Known::loaded).collect();
    finish(loaded, &root, found, sources)
}

/// Reads again those debriefs that `memory` knows and that stand at these paths. `None` when the paths say anything more
/// than that debriefs have another text; [`reread`] tells what.
pub fn read_again(
    dir: &Path,
    config: &ContentConfig,
    paths: &BTreeSet<PathBuf>,
    memory: &mut Memory,
) -> Option<Vec<SourceFile>> {
    let (root, globs) = open(dir, config).ok()?;
    memory.again(&root, &globs, paths)
}

fn open(dir: &Path, config: &ContentConfig) -> Result<(Root, Globs), Diagnostic> {
    Root::open(dir).and_then(|root| Ok((root, Globs::new(config)?)))
}

fn finish(
    loaded: Vec<Loaded>,
    root: &Root,
    mut found: Vec<Diagnostic>,
    sources: &mut Sources,
) -> Outcome<Option<Tree>> {
    let tree = assemble(loaded, sources).take(&mut found);
    found.extend(collisions(&tree, root));
    found.sort_by_cached_key(Diagnostic::sort_key);
    Outcome::new(Some(tree), found)
}

/// Reads one file by its path, also one that a folder would leave out; `None` when it cannot be read. Its text goes to
/// `sources`.
pub fn read_file(path: &Path, sources: &mut Sources) -> Outcome<Option<SourceFile>> {
    let name = |path: &Path| Some(path.file_name()?.to_str()?.to_owned());
    let file = name(path).unwrap_or_else(|| path.to_string_lossy().into_owned());
    // An index is called after its folder.
    let folder = path
        .parent()
        .and_then(name)
        .filter(|_| file.to_lowercase().starts_with("index."));
    let rel = folder.map_or(file.clone(), |folder| format!("{folder}/{file}"));
    let loaded = load::named(path, rel);
    if let Some((shown, text)) = loaded.text {
        sources.insert(shown, text);
    }
    Outcome::new(loaded.file.map(|(_, file)| file), loaded.findings)
}

/// A file of the content folder that is neither a debrief nor shown, with the path diagnostics name; `None` when it is not
/// there.
///
/// # Errors
///
/// When it is there and cannot be read.
pub fn read_beside_debriefs(dir: &Path, name: &str) -> io::Result<Option<(Arc<str>, String)>> {
    let path = dir.join(name);
    match std::fs::read_to_string(&path) {
        Ok(text) => Ok(Some((path.display().to_string().into(), text))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Sorts what was loaded into a tree, and decides which index files are debriefs.
fn assemble(loaded: Vec<Loaded>, sources: &mut Sources) -> Outcome<Tree> {
    let mut tree = Tree::default();
    let mut found = Vec::new();
    let mut indexes = Vec::new();
    for item in loaded {
        found.extend(item.findings);
        if let Some((shown, text)) = item.text {
            sources.insert(shown, text);
        }
        match item.file {
            Some((Role::Index, file)) => indexes.push(file),
            Some((Role::Review, file)) => tree.reviews.push(file),
            Some((_, file)) => tree.files.push(file),
            None => {}
        }
        tree.assets.extend(item.asset);
    }
    let debriefs = tree.files.iter().chain(&indexes);
    let rels: BTreeSet<String> = debriefs.map(|file| file.rel.clone()).collect();
    for index in indexes {
        match listing_of(&index, &rels) {
            Some(problem) => found.push(problem),
            None => tree.files.push(index),
        }
    }
    tree.files.sort_by(|a, b| a.rel.cmp(&b.rel));
    tree.assets.sort_by(|a, b| a.rel.cmp(&b.rel));
    tree.reviews.sort_by(|a, b| a.rel.cmp(&b.rel));
    Outcome::new(tree, found)
}

/// An `index.md` is the debrief of its folder, unless it has no frontmatter and there are others in its folder.
fn listing_of(index: &SourceFile, rels: &BTreeSet<String>) -> Option<Diagnostic> {
    if role::opens_with_frontmatter(&index.text) {
        return None;
    }
    let folder = index.rel.rfind('/').map_or("", |at| &index.rel[..=at]);
    let listed = rels
        .range(folder.to_owned()..)
        .take_while(|rel| rel.starts_with(folder))
        .find(|rel| **rel != index.rel)?;
    let message = format!(
        "`{}` was left out: it looks like the index of its folder, which holds other debriefs (`{}`)",
        index.rel, listed
    );
    Some(
        Diagnostic::new(Code::NotADebrief, message)
            .in_file(&index.shown)
            .help("if it is a debrief, give it frontmatter (`---`) or another name"),
    )
}

/// Paths that differ in case only: one of them does not exist on macOS and Windows.
fn collisions(tree: &Tree, root: &Root) -> Vec<Diagnostic> {
    let files = tree.files.iter().map(|file| &file.rel);
    let mut rels: Vec<(String, &String)> = files
        .chain(tree.assets.iter().map(|asset| &asset.rel))
        .map(|rel| (rel.to_lowercase(), rel))
        .collect();
    rels.sort();
    let mut seen = BTreeSet::new();
    rels.windows(2)
        .filter(|pair| pair[0].0 == pair[1].0 && seen.insert(pair[1].1))
        .map(|pair| {
            let message = format!(
                "`{}` and `{}` differ in upper and lower case only",
                pair[0].1, pair[1].1
            );
            Diagnostic::new(Code::PathCollision, message)
                .in_file(&root.shown(pair[1].1))
                .in_file(&root.shown(pair[0].1))
                .help("macOS and Windows keep only one of them: rename one")
        })
        .collect()
}
