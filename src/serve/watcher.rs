//! Tells which files changed.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::mpsc::Sender,
    time::Duration,
};

use notify::{
    Config, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode,
    event::{AccessKind, AccessMode},
};

use super::crank::Wake;
use crate::{
    pipeline::live::Watched,
    source::{Identity, Touched},
};

/// How often files are looked at where the system does not tell.
const POLL: Duration = Duration::from_millis(400);

/// Keeps an eye on everything a preview depends on.
pub(super) struct Watcher {
    wake: Sender<Wake>,
    poll: bool,
    watched: Watched,
    /// What is watched, as it was when the watching began.
    roots: Vec<(PathBuf, Option<Identity>)>,
    /// Ends the watching when it is dropped.
    inner: Option<Box<dyn notify::Watcher + Send>>,
}

impl Watcher {
    pub(super) fn new(wake: Sender<Wake>, poll: bool) -> Self {
        Self {
            wake,
            poll,
            watched: Watched::default(),
            roots: Vec::new(),
            inner: None,
        }
    }

    /// Watches these from now on. Whether anything can have been missed since the last call; and why files have to be
    /// looked at again and again, when that is so from now on.
    pub(super) fn watch(&mut self, watched: &Watched) -> (bool, Option<String>) {
        let is_as_it_was =
            |(path, identity): &(PathBuf, Option<Identity>)| Identity::of(path) == *identity;
        if self.inner.is_some() && self.watched == *watched && self.roots.iter().all(is_as_it_was) {
            return (false, None);
        }
        self.watched = watched.clone();
        self.inner = None;
        let places = places(watched);
        // A folder that is missing now may be there later.
        let wanted = std::iter::once(&watched.content).chain(&watched.theme);
        self.roots = (places.iter().map(|(path, _)| path))
            .chain(wanted)
            .map(|path| (path.clone(), Identity::of(path)))
            .collect();
        let mut reason = None;
        if !self.poll {
            match self.by_events(&places) {
                Ok(watcher) => self.inner = Some(watcher),
                Err(error) => reason = Some(error.to_string()),
            }
        }
        if self.inner.is_none() {
            self.poll = true;
            self.inner = self.by_polling(&places).ok();
        }
        (true, reason)
    }

    fn by_events(
        &self,
        places: &[(PathBuf, RecursiveMode)],
    ) -> notify::Result<Box<dyn notify::Watcher + Send>> {
        let mut watcher: RecommendedWatcher =
            notify::Watcher::new(handler(self.wake.clone()), Config::default())?;
        watch_all(&mut watcher, places)?;
        Ok(Box::new(watcher))
    }

    fn by_polling(
        &self,
        places: &[(PathBuf, RecursiveMode)],
    ) -> notify::Result<Box<dyn notify::Watcher + Send>> {
        let config = Config::default().with_poll_interval(POLL);
        let mut watcher: PollWatcher = notify::Watcher::new(handler(self.wake.clone()), config)?;
        watch_all(&mut watcher, places)?;
        Ok(Box::new(watcher))
    }

    /// The paths that the preview depends on.
    pub(super) fn relevant(&self, touched: Touched) -> Option<Touched> {
        let Touched::Paths(mut paths) = touched else {
            return Some(touched);
        };
        let watched = &self.watched;
        paths.retain(|path| {
            path.starts_with(&watched.content)
                || watched.settings.contains(path)
                || (watched.theme.as_ref())
                    .is_some_and(|theme| path.starts_with(theme) || theme.starts_with(path))
                || watched.content.starts_with(path)
                || self.is_of_git(path)
        });
        (!paths.is_empty()).then_some(Touched::Paths(paths))
    }

    /// Whether nothing but the repository itself was touched.
    pub(super) fn is_git_only(&self, touched: &Touched) -> bool {
        match touched {
            Touched::Anything => false,
            Touched::Paths(paths) => paths.iter().all(|path| self.is_of_git(path)),
        }
    }

    fn is_of_git(&self, path: &Path) -> bool {
        const TELLING: [&str; 4] = ["HEAD", "ORIG_HEAD", "index", "packed-refs"];
        let folder = self.watched.git.as_deref();
        folder.is_some()
            && path.parent() == folder
            && path
                .file_name()
                .is_some_and(|name| TELLING.iter().any(|known| name == *known))
    }
}

/// What to watch: folders that exist, none of them twice.
fn places(watched: &Watched) -> Vec<(PathBuf, RecursiveMode)> {
    let deep: Vec<&PathBuf> = std::iter::once(&watched.content)
        .chain(&watched.theme)
        .filter(|path| path.is_dir())
        .collect();
    let above = |path: &Path| path.parent().map(Path::to_owned);
    let flat: BTreeSet<PathBuf> = (watched.settings.iter())
        .chain(std::iter::once(&watched.content))
        .chain(&watched.theme)
        .filter_map(|path| above(path))
        .chain(watched.git.clone())
        .filter(|path| path.is_dir() && !deep.iter().any(|deep| path.starts_with(deep)))
        .collect();
    let flat = flat
        .into_iter()
        .map(|path| (path, RecursiveMode::NonRecursive));
    deep.into_iter()
        .map(|path| (path.clone(), RecursiveMode::Recursive))
        .chain(flat)
        .collect()
}

fn watch_all(
    watcher: &mut dyn notify::Watcher,
    places: &[(PathBuf, RecursiveMode)],
) -> notify::Result<()> {
    let mut paths = watcher.paths_mut();
    for (path, mode) in places {
        paths.add(path, *mode)?;
    }
    paths.commit()
}

/// Hands on what happened; when that is not known, that anything may have.
fn handler(wake: Sender<Wake>) -> impl Fn(notify::Result<Event>) + Send + 'static {
    move |event| {
        let (touched, complete) = match event {
            Ok(event) if event.need_rescan() => (Touched::Anything, false),
            Ok(event) if !is_change(event.kind) => return,
            Ok(event) => {
                let complete = is_complete(event.kind);
                (Touched::Paths(event.paths.into_iter().collect()), complete)
            }
            Err(_) => (Touched::Anything, false),
        };
        // The crank may have stopped.
        let _ = wake.send(Wake::Touched { touched, complete });
    }
}

/// Whether a file was closed after it was written, or another was moved to its place: it is whole.
fn is_complete(kind: EventKind) -> bool {
    use notify::event::{ModifyKind, RenameMode};
    matches!(
        kind,
        EventKind::Access(AccessKind::Close(AccessMode::Write))
            | EventKind::Modify(ModifyKind::Name(RenameMode::To | RenameMode::Both))
    )
}

/// Looking at a file is no change; ending to write it is.
fn is_change(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
        EventKind::Access(_) => false,
        _ => true,
    }
}
