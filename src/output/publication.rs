//! A site on its way to the disk.

use std::{
    fs::{self, File},
    io::{self, ErrorKind, Read, Seek},
    path::{Path, PathBuf},
    process,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering::Relaxed},
    },
};

use rayon::prelude::*;
use walkdir::WalkDir;

use super::{
    Guards, Report, Sink, SitePath,
    claims::Claims,
    exchange::{beside, put_in_place, recover},
    files,
    lock::{Lock, LockError},
    target::{self, State},
};
use crate::{
    diagnostic::{Code, Diagnostic},
    source::SITE_MARKER,
};

const MARKER_TEXT: &str = "\
This folder is a site made by debriefs. Every build replaces the whole folder: keep nothing of your own in it.
";

/// A site being made beside its target. Dropped before [`Publication::commit`], it leaves nothing behind.
#[derive(Debug)]
pub struct Publication {
    /// As the user named it.
    asked: PathBuf,
    /// Without links.
    target: PathBuf,
    /// What the target held at the beginning.
    state: State,
    staging: PathBuf,
    claims: Mutex<Claims>,
    /// Files that are as in the former site. They are linked at the end, and only when another file is not.
    kept: Mutex<Vec<SitePath>>,
    written: AtomicU64,
    bytes: AtomicU64,
    /// Set when a file could not be written: half a site is never published.
    incomplete: AtomicBool,
    _lock: Lock,
}

impl Publication {
    /// Makes sure that `target` may be replaced, finishes what a killed build left, and opens a staging folder.
    /// Missing folders above the target are made.
    ///
    /// # Errors
    ///
    /// `output-refused` when the target could hold something of the user, or another build is at work;
    /// `output-failed` when nothing can be written beside it.
    pub fn begin(target: &Path, guards: &Guards<'_>) -> Result<Self, Diagnostic> {
        let asked = target.to_owned();
        let target = target::resolve(&asked, guards)?;
        let cannot = |error: io::Error| failed(&asked.display().to_string(), &error);
        let above = target.parent().unwrap_or(&target);
        fs::create_dir_all(above).map_err(cannot)?;
        let lock = Lock::take(beside(&target, "lock")).map_err(|error| match error {
            LockError::Held => held(&asked),
            LockError::Io(error) => cannot(error),
        })?;
        if lock.is_certain() {
            recover(&target).map_err(cannot)?;
        }
        let state = target::inspect(&target, &asked)?;
        let staging = beside(&target, &format!("staging-{}", process::id()));
        files::make_folder(&staging).map_err(cannot)?;
        let publication = Self {
            asked,
            target,
            state,
            staging,
            claims: Mutex::default(),
            kept: Mutex::default(),
            written: AtomicU64::new(0),
            bytes: AtomicU64::new(0),
            incomplete: AtomicBool::new(false),
            _lock: lock,
        };
        publication.mark()?;
        Ok(publication)
    }

    /// The marker is not counted: it is not part of what was made.
    fn mark(&self) -> Result<(), Diagnostic> {
        let marker = self.staging.join(SITE_MARKER);
        files::write(&marker, MARKER_TEXT.as_bytes())
            .map(|_| ())
            .map_err(|error| failed(&self.asked.join(SITE_MARKER).display().to_string(), &error))
    }

    /// Exchanges the sites. When nothing changed, the published folder is not touched at all.
    ///
    /// # Errors
    ///
    /// As [`Publication::begin`], and when a file could not be written; the former site is whole then.
    pub fn commit(self) -> Result<Report, Diagnostic> {
        if self.incomplete.load(Relaxed) {
            let message = format!(
                "the site is incomplete, so `{}` was left as it was",
                self.asked.display()
            );
            return Err(Diagnostic::new(Code::OutputFailed, message).help("see the errors above"));
        }
        let kept = std::mem::take(&mut *lock(&self.kept));
        let report = Report {
            written: self.written.load(Relaxed),
            unchanged: kept.len() as u64,
            removed: self.removed(),
            bytes: self.bytes.load(Relaxed),
        };
        if self.state == State::Site && report.written == 0 && report.removed == 0 {
            return Ok(report);
        }
        kept.par_iter().try_for_each(|path| self.link(path))?;
        // Somebody may have put something there since we began.
        target::inspect(&self.target, &self.asked)?;
        put_in_place(&self.staging, &self.target).map_err(|error| self.not_exchanged(&error))?;
        Ok(report)
    }

    /// Files of the former site that are not in this one.
    fn removed(&self) -> u64 {
        if self.state != State::Site {
            return 0;
        }
        let claims = lock(&self.claims);
        let gone = |path: &Path| {
            let rel = path.strip_prefix(&self.target).unwrap_or(path);
            let parts: Option<Vec<&str>> = rel.iter().map(|part| part.to_str()).collect();
            parts.is_none_or(|parts| parts != [SITE_MARKER] && !claims.has(&parts.join("/")))
        };
        let walk = WalkDir::new(&self.target).into_iter().flatten();
        walk.filter(|entry| !entry.file_type().is_dir() && gone(entry.path()))
            .count() as u64
    }

    /// Takes a path of the site; where the former site may have it.
    fn claim(&self, path: &SitePath) -> Result<Option<PathBuf>, Diagnostic> {
        lock(&self.claims).take(path)?;
        Ok((self.state == State::Site).then(|| path.under(&self.target)))
    }

    /// Leaves a file as it is in the former site.
    fn keep(&self, path: &SitePath, bytes: u64) {
        lock(&self.kept).push(path.clone());
        self.bytes.fetch_add(bytes, Relaxed);
    }

    /// Writes a file that is new or different.
    fn write(&self, path: &SitePath, from: impl Read) -> Result<(), Diagnostic> {
        let bytes = files::write(&path.under(&self.staging), from)
            .map_err(|error| self.not_written(path, &error))?;
        self.written.fetch_add(1, Relaxed);
        self.bytes.fetch_add(bytes, Relaxed);
        Ok(())
    }

    /// Takes a file over from the former site.
    fn link(&self, path: &SitePath) -> Result<(), Diagnostic> {
        files::keep(&path.under(&self.target), &path.under(&self.staging))
            .map_err(|error| self.not_written(path, &error))
    }

    /// Remembers that something failed.
    fn all_or_nothing(
        &self,
        add: impl FnOnce() -> Result<(), Diagnostic>,
    ) -> Result<(), Diagnostic> {
        add().inspect_err(|_| self.incomplete.store(true, Relaxed))
    }

    fn not_written(&self, path: &SitePath, error: &io::Error) -> Diagnostic {
        failed(&path.under(&self.asked).display().to_string(), error)
    }

    fn not_exchanged(&self, error: &io::Error) -> Diagnostic {
        let problem = failed(&self.asked.display().to_string(), error);
        match error.kind() {
            ErrorKind::CrossesDevices | ErrorKind::ResourceBusy => problem.help(
                "this folder cannot be renamed (it is a volume, or part of a container image): delete it, or choose another with `--output`",
            ),
            _ => problem,
        }
    }
}

impl Sink for Publication {
    fn put(&self, path: &SitePath, bytes: &[u8]) -> Result<(), Diagnostic> {
        self.all_or_nothing(|| {
            let published = self.claim(path)?;
            if published.is_some_and(|published| files::holds(&published, bytes)) {
                self.keep(path, bytes.len() as u64);
                return Ok(());
            }
            self.write(path, bytes)
        })
    }

    fn copy(&self, path: &SitePath, from: &Path) -> Result<(), Diagnostic> {
        let (mut source, len) = open(from).map_err(|error| unreadable(from, &error))?;
        self.all_or_nothing(|| {
            let published = self.claim(path)?;
            if published.is_some_and(|published| files::equals(&published, &mut source)) {
                self.keep(path, len);
                return Ok(());
            }
            source.rewind().map_err(|error| unreadable(from, &error))?;
            self.write(path, source)
        })
    }
}

impl Drop for Publication {
    /// Before the exchange the staging folder is what was made so far, after it the former site.
    fn drop(&mut self) {
        // What cannot be removed now is removed by the next build.
        let _ = fs::remove_dir_all(&self.staging);
    }
}

/// A plain file and its size in bytes.
fn open(path: &Path) -> io::Result<(File, u64)> {
    let metadata = path.metadata()?;
    if !metadata.is_file() {
        return Err(io::Error::other("it is not a file"));
    }
    Ok((File::open(path)?, metadata.len()))
}

/// A thread that panicked while it held one of our locks has left nothing half done.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn unreadable(path: &Path, error: &io::Error) -> Diagnostic {
    let message = format!("`{}` could not be read: {error}", path.display());
    Diagnostic::new(Code::UnreadableFile, message).help("the site can be published without it")
}

fn held(asked: &Path) -> Diagnostic {
    let message = format!(
        "another build is publishing to `{}` at this moment",
        asked.display()
    );
    Diagnostic::new(Code::OutputRefused, message)
        .help("wait until it has ended, or publish to another folder with `--output`")
}

fn failed(shown: &str, error: &io::Error) -> Diagnostic {
    let help = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            "the disk is full: a build needs room for a second site beside the first; the former site is untouched"
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            "the folder that holds the site must be writable, because the new site is made beside the former one; the former site is untouched"
        }
        _ => "the former site is untouched",
    };
    Diagnostic::new(
        Code::OutputFailed,
        format!("`{shown}` could not be written: {error}"),
    )
    .help(help)
}
