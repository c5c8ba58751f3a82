use std::{collections::BTreeSet, path::PathBuf};

use super::Snapshot;
use crate::{
    check::{self, Checker, Completeness, Ignores},
    diagnostic::{Diagnostic, Outcome, Sources, apply_levels, in_order},
    library::Entry,
    pipeline::pages::DATA,
    render::Renderer,
    site::{self, PageKind, url},
};

/// A file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum File {
    /// One that was made just now.
    Made(Vec<u8>),
    /// A file of the content folder.
    OnDisk(PathBuf),
}

/// What stands at an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The file to write, as in a build.
    pub path: String,
    /// Position of the debrief in the library, when it is the page of one.
    pub debrief: Option<usize>,
}

impl Snapshot {
    /// Makes a file of the site, by its path: the same bytes as a build of this state with drafts writes there, once
    /// the snapshot is [settled](Snapshot::is_settled). `None` when the site has none.
    ///
    /// # Errors
    ///
    /// A mistake in a template.
    pub fn file(&self, path: &str) -> Result<Option<File>, Box<Diagnostic>> {
        if path.starts_with("search/")
            && !path.ends_with(".html")
            && let Some(file) = self.index_file(path)
        {
            return Ok(Some(File::Made(file)));
        }
        if path == "_headers" {
            // It names the folder of the search index.
            self.index();
        }
        if let Some(page) = self.page_at(path) {
            if let (PageKind::Debrief(position), Some(ahead)) = (page.kind, &self.ahead)
                && let Some(problem) = ahead.debriefs.get(&position)
            {
                return match problem {
                    Some(problem) => Err(Box::new(problem.clone())),
                    None => ahead.snapshot.file(path),
                };
            }
            let rendered = Renderer::new(&self.parts.theme, self.inputs()).render(page)?;
            self.shows(&rendered.files);
            return Ok(Some(File::Made(rendered.bytes)));
        }
        if let Some((_, make)) = DATA.iter().find(|(known, _)| *known == path) {
            return Ok(Some(File::Made(make(
                self.config(),
                self.library(),
                self.insight(),
            ))));
        }
        let asset = self
            .parts
            .theme
            .assets()
            .iter()
            .find(|asset| asset.path == path);
        if let Some(asset) = asset {
            return Ok(Some(File::Made(asset.bytes.clone())));
        }
        Ok(self.content_file(path).map(File::OnDisk))
    }

    /// The page whose file has this path.
    #[must_use]
    pub fn page(&self, path: &str) -> Option<Page> {
        let page = self.page_at(path)?;
        Some(Page {
            path: path.to_owned(),
            debrief: match page.kind {
                PageKind::Debrief(position) => Some(position),
                _ => None,
            },
        })
    }

    /// The paths of all files of the site, sorted. What authors wrote is rendered on the way, to see what it shows.
    #[must_use]
    pub fn paths(&self) -> Vec<String> {
        let renderer = Renderer::new(&self.parts.theme, self.inputs());
        let mut shown: BTreeSet<String> = BTreeSet::new();
        for page in &self.parts.site.pages {
            if let (PageKind::Debrief(_) | PageKind::Review(_), Ok(rendered)) =
                (page.kind, renderer.render(page))
            {
                self.shows(&rendered.files);
                shown.extend(rendered.files);
            }
        }
        let assets = &self.library().assets;
        let mut paths: Vec<String> = (self.parts.site.pages.iter().map(site::Page::path))
            .chain(DATA.iter().map(|(path, _)| (*path).to_owned()))
            .chain(
                self.parts
                    .theme
                    .assets()
                    .iter()
                    .map(|asset| asset.path.clone()),
            )
            .chain(
                (shown.iter().chain(&self.config().site.logo))
                    .filter(|path| assets.contains_key(*path))
                    .map(|path| url::content_path(path)),
            )
            .collect();
        let index = self.index().into_iter().flat_map(|index| &index.files);
        paths.extend(index.map(|(path, _)| path.to_string()));
        paths.sort();
        paths.dedup();
        paths
    }

    /// Everything there is to say about a debrief: what a build and a check find in its file.
    #[must_use]
    pub fn findings(&self, debrief: usize) -> Vec<Diagnostic> {
        self.newest_of(debrief).findings_here(debrief)
    }

    fn findings_here(&self, debrief: usize) -> Vec<Diagnostic> {
        let entry = &self.library().entries[debrief];
        let mut found = self.found_in(&entry.shown);
        found.extend(self.found_on_page(entry));
        let checker = Checker::new(self.library(), self.config());
        found.extend(checker.check(debrief, self.insight(), self.today()));
        found.extend(check::secrets(
            &[(&entry.shown, &*entry.text)],
            self.config(),
        ));
        self.settled(entry.shown.as_ref(), found)
    }

    /// How much of what it owes a debrief says.
    #[must_use]
    pub fn completeness(&self, debrief: usize) -> Completeness {
        let newest = self.newest_of(debrief);
        let checker = Checker::new(newest.library(), self.config());
        checker.completeness(debrief, newest.insight(), self.today())
    }

    /// What the stages found in a file, be it a debrief or not.
    #[must_use]
    pub fn findings_in(&self, shown: &str) -> Vec<Diagnostic> {
        self.settled(shown, self.found_in(shown))
    }

    fn found_in(&self, shown: &str) -> Vec<Diagnostic> {
        let is_there = |found: &&Diagnostic| found.places.iter().any(|place| &*place.file == shown);
        self.parts.all_found().filter(is_there).cloned().collect()
    }

    /// What is wrong with the links of a debrief.
    fn found_on_page(&self, entry: &Entry) -> Vec<Diagnostic> {
        let page = self.page_at(&url::file(&url::debrief(&entry.debrief.id)));
        let rendered =
            page.map(|page| Renderer::new(&self.parts.theme, self.inputs()).render(page));
        match rendered {
            Some(Ok(rendered)) => rendered.diagnostics,
            Some(Err(problem)) => vec![*problem],
            None => Vec::new(),
        }
    }

    /// Without what its author ignores, at the levels of the config, in order.
    fn settled(&self, shown: &str, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let mut sources = Sources::default();
        if let Some((file, text)) = self.sources().get(shown) {
            sources.insert(file.clone(), text.clone());
        }
        let mut ignores = Ignores::read(&sources, self.config());
        let Outcome { value, diagnostics } = {
            let kept = ignores.apply(found);
            Outcome::new(kept, ignores.complaints())
        };
        let all = value.into_iter().chain(diagnostics).collect();
        in_order(apply_levels(all, &self.config().check))
    }

    fn page_at(&self, path: &str) -> Option<&site::Page> {
        let address = path.strip_suffix("index.html").unwrap_or(path);
        let pages = &self.parts.site.pages;
        let at = pages.binary_search_by(|page| page.address.as_str().cmp(address));
        at.ok()
            .map(|at| &pages[at])
            .filter(|page| page.path() == path)
    }

    fn index_file(&self, path: &str) -> Option<Vec<u8>> {
        let mut files = self.index()?.files.iter();
        let file = files.find(|(known, _)| *known == path)?;
        Some(file.1.to_vec())
    }

    /// Where a file of the content folder is that some page shows or links to.
    fn content_file(&self, path: &str) -> Option<PathBuf> {
        let rel = url::content_source(path)?;
        let is_logo = self.config().site.logo.as_deref() == Some(rel);
        let asset = self.library().assets.get(rel)?;
        (is_logo || self.is_shown(rel)).then(|| asset.path.clone())
    }
}
