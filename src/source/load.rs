//! Reads one file.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
    str::Utf8Error,
    sync::Arc,
};

use super::{
    Asset, SourceFile,
    role::{self, Role},
    root::{Globs, Root},
    walk::Entry,
};
use crate::{
    diagnostic::{Code, Diagnostic},
    model::{Span, unfit},
};

/// The largest debrief that is read, in bytes. The longest real ones are some hundred kilobytes; what is larger is a
/// log or an image that was given the wrong name.
pub const MAX_BYTES: u64 = 4 << 20;

/// How much of a file without an extension is read to see what it is, in bytes.
const PEEK: u64 = 512;

/// What became of one file.
#[derive(Debug, Clone, Default)]
pub(super) struct Loaded {
    pub(super) file: Option<(Role, SourceFile)>,
    pub(super) asset: Option<Asset>,
    /// What diagnostics may quote.
    pub(super) text: Option<(Arc<str>, Arc<str>)>,
    pub(super) findings: Vec<Diagnostic>,
}

/// Reads a file as what its path says it is.
pub(super) fn load(entry: &Entry, root: &Root, globs: &Globs) -> Loaded {
    let shown = root.shown(&entry.rel);
    let wanted = globs.includes(&entry.rel);
    match entry.role {
        Role::Asset => asset(entry, &shown),
        Role::Unnamed if !(entry.regular && wanted && peeks_like_a_debrief(entry)) => {
            asset(entry, &shown)
        }
        _ if !wanted => Loaded::default(),
        Role::LeftOut(reason) => left_out(entry, &shown, reason),
        Role::Unnamed => {
            let mut loaded = document(entry, &shown);
            let message = format!("`{}` has no extension; it was read as a debrief", entry.rel);
            let notice = Diagnostic::new(Code::NoExtension, message)
                .in_file(&shown)
                .help("add `.md` to its name");
            loaded.findings.push(notice);
            loaded
        }
        Role::Debrief | Role::Index | Role::Review => document(entry, &shown),
    }
}

/// Reads one file that was named, whatever its name says of it; `rel` is the path it will be known by.
pub(super) fn named(path: &Path, rel: String) -> Loaded {
    let shown: Arc<str> = path.to_string_lossy().replace('\\', "/").into();
    let role = role::of(&rel);
    let entry = Entry::named(path, rel);
    match role {
        Role::Asset | Role::Review => failed(
            Diagnostic::new(
                Code::NotADebrief,
                format!("`{shown}` is not a report in Markdown"),
            )
            .in_file(&shown)
            .help("reports are files ending in `.md`; most other formats become Markdown with `pandoc FILE -t gfm -o FILE.md`"),
        ),
        _ => document(&entry, &shown),
    }
}

fn left_out(entry: &Entry, shown: &Arc<str>, reason: &str) -> Loaded {
    let message = format!("`{}` was left out: {reason}", entry.rel);
    failed(
        Diagnostic::new(Code::NotADebrief, message)
            .in_file(shown)
            .help("if it is a debrief, give it a name that says what happened"),
    )
}

fn failed(problem: Diagnostic) -> Loaded {
    Loaded {
        findings: vec![problem],
        ..Loaded::default()
    }
}

fn asset(entry: &Entry, shown: &Arc<str>) -> Loaded {
    if !entry.regular {
        return Loaded::default();
    }
    if let Some(reason) = entry.rel.split('/').find_map(unfit) {
        let message = format!(
            "`{}` cannot be a file of a site: it {reason}",
            entry.rel.escape_debug()
        );
        return failed(
            Diagnostic::new(Code::UnfitName, message)
                .in_file(shown)
                .help("give it another name if a debrief shows it or links to it"),
        );
    }
    match entry.path.metadata() {
        Ok(metadata) => Loaded {
            asset: Some(Asset {
                rel: entry.rel.clone(),
                path: entry.path.clone(),
                len: metadata.len(),
                dimensions: dimensions(&entry.path),
            }),
            ..Loaded::default()
        },
        Err(error) => failed(unreadable(&entry.rel, shown, &error)),
    }
}

/// Reads a file of the content folder `content`, where it is still in it when all links have been followed.
///
/// # Errors
///
/// When it cannot be read, or lies elsewhere.
pub fn read_asset(content: &Path, file: &Path) -> io::Result<Vec<u8>> {
    let real = file.canonicalize()?;
    if !real.starts_with(content.canonicalize()?) || !real.is_file() {
        return Err(io::ErrorKind::NotFound.into());
    }
    std::fs::read(real)
}

/// The size of an image, from its header. A file that only calls itself an image has none, which is no harm.
fn dimensions(path: &Path) -> Option<(u32, u32)> {
    const IMAGES: [&str; 6] = ["png", "jpg", "jpeg", "gif", "webp", "avif"];
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    if !IMAGES.contains(&extension.as_str()) {
        return None;
    }
    let size = imagesize::size(path).ok()?;
    Some((
        u32::try_from(size.width).ok()?,
        u32::try_from(size.height).ok()?,
    ))
}

/// A file that cannot be read is not known to be a debrief.
fn peeks_like_a_debrief(entry: &Entry) -> bool {
    let mut start = Vec::new();
    let read = File::open(&entry.path).and_then(|file| file.take(PEEK).read_to_end(&mut start));
    read.is_ok() && role::opens_like_a_debrief(&String::from_utf8_lossy(&start))
}

fn document(entry: &Entry, shown: &Arc<str>) -> Loaded {
    let bytes = match read(entry, shown) {
        Ok(bytes) => bytes,
        Err(problem) => return failed(problem),
    };
    let hash = *blake3::hash(&bytes).as_bytes();
    let text: Arc<str> = match String::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(error) => return not_utf8(&entry.rel, shown, error.utf8_error(), error.as_bytes()),
    };
    if text.trim_start_matches('\u{feff}').trim().is_empty() {
        let message = format!("`{}` holds nothing, so it was left out", entry.rel);
        return failed(
            Diagnostic::new(Code::EmptyFile, message)
                .in_file(shown)
                .help("write the debrief, or delete the file"),
        );
    }
    let file = SourceFile {
        rel: entry.rel.clone(),
        shown: Arc::clone(shown),
        text: Arc::clone(&text),
        hash,
    };
    Loaded {
        file: Some((entry.role, file)),
        text: Some((Arc::clone(shown), text)),
        ..Loaded::default()
    }
}

/// The bytes of a file that is not too large; how large is asked before it is read, and held to while it is read.
fn read(entry: &Entry, shown: &Arc<str>) -> Result<Vec<u8>, Diagnostic> {
    if !entry.regular {
        let message = format!(
            "`{}` is a pipe, a socket or a device, not a file",
            entry.rel
        );
        return Err(Diagnostic::new(Code::UnreadableFile, message)
            .in_file(shown)
            .help("remove it from the content folder"));
    }
    let io = |error| unreadable(&entry.rel, shown, &error);
    let file = File::open(&entry.path).map_err(io)?;
    let len = file.metadata().map_err(io)?.len();
    if len > MAX_BYTES {
        return Err(too_large(&entry.rel, shown, len));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(len).unwrap_or_default() + 1);
    file.take(MAX_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(io)?;
    match bytes.len() as u64 {
        grown if grown > MAX_BYTES => Err(too_large(&entry.rel, shown, grown)),
        _ => Ok(bytes),
    }
}

fn unreadable(rel: &str, shown: &Arc<str>, error: &io::Error) -> Diagnostic {
    let problem = Diagnostic::new(
        Code::UnreadableFile,
        format!("`{rel}` could not be read: {error}"),
    );
    let help = match error.kind() {
        io::ErrorKind::PermissionDenied => "give yourself permission to read it (`chmod u+r`)",
        io::ErrorKind::NotFound => "it vanished while the content folder was read: run it again",
        _ => "check the disk it is on",
    };
    problem.in_file(shown).help(help)
}

fn too_large(rel: &str, shown: &Arc<str>, len: u64) -> Diagnostic {
    const MIB: u64 = 1 << 20;
    let message = format!(
        "`{rel}` has {} MiB; a debrief has at most {}",
        len.div_ceil(MIB),
        MAX_BYTES / MIB
    );
    Diagnostic::new(Code::FileTooLarge, message)
        .in_file(shown)
        .help("put logs and images into files of their own and link to them")
}

/// The bytes before the first bad one are the same in the text that is kept for quoting, so its place is right.
fn not_utf8(rel: &str, shown: &Arc<str>, error: Utf8Error, bytes: &[u8]) -> Loaded {
    let at = error.valid_up_to();
    let span = Span::new(at, at + char::REPLACEMENT_CHARACTER.len_utf8());
    let utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    let encoding = if utf16 { "UTF-16" } else { "WINDOWS-1252" };
    let help = format!(
        "save it as UTF-8; if it is {encoding}: `iconv -f {encoding} -t UTF-8 '{shown}' > new.md`"
    );
    let message = format!("`{rel}` is not valid UTF-8");
    let label = format!("byte 0x{:02x}", bytes.get(at).copied().unwrap_or_default());
    Loaded {
        findings: vec![
            Diagnostic::new(Code::NotUtf8, message)
                .at(shown, span, label)
                .help(help),
        ],
        text: Some((Arc::clone(shown), String::from_utf8_lossy(bytes).into())),
        ..Loaded::default()
    }
}
