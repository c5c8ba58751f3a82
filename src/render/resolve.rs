//! What the links of a debrief may lead to.

use std::{cell::RefCell, collections::BTreeSet, sync::OnceLock};

use super::{
    markdown::{Found, Resolver},
    nearest::Paths,
    view::anchors,
};
use crate::{library::Library, site::url};

/// The `id`s on the pages of all debriefs; worked out when a link first names one, since few do.
#[derive(Debug)]
pub(super) struct Anchors(Vec<OnceLock<Vec<String>>>);

impl Anchors {
    pub(super) fn new(library: &Library) -> Self {
        Self(library.entries.iter().map(|_| OnceLock::new()).collect())
    }

    fn of(&self, library: &Library, position: usize) -> &[String] {
        self.0[position].get_or_init(|| anchors(&library.entries[position].debrief))
    }
}

/// The site around one page.
pub(super) struct PageResolver<'a> {
    library: &'a Library,
    anchors: &'a Anchors,
    paths: &'a Paths<'a>,
    root: &'a url::Root,
    /// Files the page shows or links to.
    files: RefCell<BTreeSet<String>>,
}

impl<'a> PageResolver<'a> {
    pub(super) fn new(
        library: &'a Library,
        anchors: &'a Anchors,
        paths: &'a Paths<'a>,
        root: &'a url::Root,
    ) -> Self {
        Self {
            library,
            anchors,
            paths,
            root,
            files: RefCell::default(),
        }
    }

    /// The files of the content folder that were asked for and exist, by path.
    pub(super) fn files(self) -> Vec<String> {
        self.files.into_inner().into_iter().collect()
    }
}

impl Resolver for PageResolver<'_> {
    fn find(&self, path: &str) -> Option<Found> {
        if let Some(&position) = self.library.by_source.get(path) {
            let id = &self.library.entries[position].debrief.id;
            return Some(Found::Page(self.root.to(&url::debrief(id))));
        }
        if let Some(asset) = self.library.assets.get(path) {
            self.files.borrow_mut().insert(path.to_owned());
            return Some(Found::Asset {
                url: self.root.to(&url::content_file(path)),
                size: asset.dimensions,
            });
        }
        let withheld = self.library.withheld.contains(path);
        withheld.then_some(Found::Withheld)
    }

    fn anchors(&self, path: &str) -> Vec<&str> {
        let Some(&position) = self.library.by_source.get(path) else {
            return Vec::new();
        };
        let anchors = self.anchors.of(self.library, position).iter();
        anchors.map(String::as_str).collect()
    }

    fn nearest(&self, path: &str) -> Option<String> {
        self.paths.nearest(path).map(str::to_owned)
    }
}
