//! From values to bytes: markdown, drawings, pages.

mod body;
mod calendar;
mod clock;
mod digest;
mod evidence;
mod feed;
mod files;
mod html;
mod intros;
pub mod markdown;
mod nearest;
mod resolve;
mod rows;
mod stats_text;
mod style;
pub mod svg;
mod template;
#[cfg(test)]
mod tests;
pub(crate) mod texts;
mod theme;
mod view;
pub(crate) mod words;

use jiff::Timestamp;
use serde::Serialize;
use tera::Context;

pub use digest::{DigestFormat, digest_text};
pub use files::POLICY;
pub use stats_text::stats_text;
pub use texts::Texts;
pub use theme::{Asset, Theme, built_in_theme};
pub use view::{Preview, preview};

use crate::{
    config::{Config, Edition},
    diagnostic::Diagnostic,
    insight::Insight,
    library::Library,
    model::{Fragment, Visibility},
    parse::markdown::{events, prepare},
    site::{GroupKind, Page, PageKind, Site, url},
};
use body::Body;
use html::Html;
use markdown::Document;
use nearest::Paths;
use resolve::{Anchors, PageResolver};
use rows::Rows;
use template::Mistake;
use view::{
    ActionsView, AgainView, CauseView, CausesView, CheckpointsView, DebriefView, DigestView,
    DigestsView, Frames, GroupIndexView, GroupView, HomeView, LearningsHomeView, LearningsView,
    Link, ListView, ReviewView, ReviewsView, SearchView, StatsView, canonical,
};

/// Bytes most pages fit into: growing to them step by step would copy every page several times.
const PAGE: usize = 48 << 10;

/// Everything pages are made of; shared by all threads.
#[derive(Debug, Clone, Copy)]
pub struct Inputs<'a> {
    /// The debriefs.
    pub library: &'a Library,
    /// What they say together.
    pub insight: &'a Insight,
    /// The configuration.
    pub config: &'a Config,
    /// Whose site it is.
    pub edition: &'a Edition,
    /// What pages there are.
    pub site: &'a Site,
    /// What the site itself says.
    pub texts: &'a Texts,
    /// Folder under `search/` of the search index, when there is one.
    pub search_build: Option<&'a str>,
    /// The moment the site is built for.
    pub now: Timestamp,
}

impl Inputs<'_> {
    /// Whether everything on the site may be read by anybody, so that search engines may list it.
    fn is_public(&self) -> bool {
        self.edition.visibility == [Visibility::Public]
    }
}

/// A page, made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rendered {
    /// What to write.
    pub bytes: Vec<u8>,
    /// Files of the content folder that it shows or links to, by path; each is published at
    /// [`url::content_file`].
    pub files: Vec<String>,
    /// What is wrong with the links of its text.
    pub diagnostics: Vec<Diagnostic>,
}

/// Makes pages. Holds nothing a page could change: call [`Renderer::render`] from as many threads as you like.
#[derive(Debug)]
pub struct Renderer<'a> {
    theme: &'a Theme,
    inputs: Inputs<'a>,
    anchors: Anchors,
    paths: Paths<'a>,
    rows: Rows<'a>,
    frames: Frames,
}

impl<'a> Renderer<'a> {
    /// Prepares what all pages share.
    #[must_use]
    pub fn new(theme: &'a Theme, inputs: Inputs<'a>) -> Self {
        Self {
            theme,
            inputs,
            anchors: Anchors::new(inputs.library),
            paths: Paths::new(inputs.library),
            rows: Rows::new(&theme.templates, inputs),
            frames: Frames::default(),
        }
    }

    /// Makes one page.
    ///
    /// # Errors
    ///
    /// A mistake in a template (`template-error`), with its place.
    pub fn render(&self, page: &Page) -> Result<Rendered, Box<Diagnostic>> {
        let inputs = &self.inputs;
        let library = inputs.library;
        let bytes = match page.kind {
            PageKind::Debrief(position) => return self.debrief(page, position),
            PageKind::Review(position) => return self.review(page, position),
            PageKind::Feed(of) => {
                let group = of.map(|(kind, i)| &inputs.site.groups.of(kind)[i]);
                feed::feed(inputs, page, group)
            }
            PageKind::Calendar(team) => {
                let team = team.map(|i| &inputs.site.groups.of(GroupKind::Team)[i]);
                calendar::calendar(inputs, team)
            }
            PageKind::Sitemap => files::sitemap(inputs),
            PageKind::Robots => files::robots(inputs),
            PageKind::Headers => files::headers(inputs),
            PageKind::Redirects => files::redirects(library),
            _ => self.html(page)?,
        };
        Ok(Rendered {
            bytes,
            ..Rendered::default()
        })
    }

    /// The pages that hold no text of an author's body.
    fn html(&self, page: &Page) -> Result<Vec<u8>, Box<Diagnostic>> {
        let inputs = &self.inputs;
        let root = &self.root(page);
        match page.kind {
            PageKind::Home => self.fill("home.html", page, &HomeView::new(inputs, root)),
            PageKind::Debriefs(slice) => self.fill(
                "debriefs.html",
                page,
                &ListView::new(inputs, &self.rows, root, slice),
            ),
            PageKind::GroupIndex(kind, slice) => {
                let view = GroupIndexView::new(inputs, root, kind, slice);
                self.fill("groups.html", page, &view)
            }
            PageKind::Group(kind, position, slice) => {
                let view = GroupView::new(inputs, &self.rows, root, (kind, position), slice);
                self.fill("group.html", page, &view)
            }
            PageKind::Actions(list, slice) => {
                let view = ActionsView::new(inputs, &self.rows, root, list, slice);
                self.fill("actions.html", page, &view)
            }
            PageKind::Checkpoints(slice) => {
                let view = CheckpointsView::new(inputs, root, slice);
                self.fill("checkpoints.html", page, &view)
            }
            PageKind::Reviews(slice) => {
                self.fill("reviews.html", page, &ReviewsView::new(inputs, root, slice))
            }
            PageKind::Learnings(list, slice) => {
                let view = LearningsView::new(inputs, &self.rows, root, list, slice);
                self.fill("learned.html", page, &view)
            }
            PageKind::LearningsHome => self.fill(
                "learnings.html",
                page,
                &LearningsHomeView::new(inputs, root),
            ),
            PageKind::Again(slice) => {
                self.fill("again.html", page, &AgainView::new(inputs, root, slice))
            }
            PageKind::Causes(slice) => {
                self.fill("causes.html", page, &CausesView::new(inputs, root, slice))
            }
            PageKind::Cause(cause, slice) => self.fill(
                "cause.html",
                page,
                &CauseView::new(inputs, root, cause, slice),
            ),
            PageKind::MovedCause(moved) => {
                self.fill("moved.html", page, &self.moved_cause(root, moved))
            }
            PageKind::Digests(slice) => {
                self.fill("digests.html", page, &DigestsView::new(inputs, root, slice))
            }
            PageKind::Digest(month) => {
                self.fill("digest.html", page, &DigestView::new(inputs, root, month))
            }
            PageKind::Stats => self.fill("stats.html", page, &StatsView::new(inputs, root)),
            PageKind::Alias(position) => self.fill("moved.html", page, &self.moved(root, position)),
            PageKind::Guide => self.fill(
                "guide.html",
                page,
                &GuideView::new(inputs.config, inputs.texts),
            ),
            PageKind::Search => self.fill("search.html", page, &SearchView::new(inputs, root)),
            _ => self.fill("404.html", page, &()),
        }
    }

    fn debrief(&self, page: &Page, position: usize) -> Result<Rendered, Box<Diagnostic>> {
        let entry = &self.inputs.library.entries[position];
        let root = self.root(page);
        let prepared = prepare(&entry.text, entry.body);
        let resolver = PageResolver::new(self.inputs.library, &self.anchors, &self.paths, &root);
        let source = &entry.debrief.source;
        let document = Document::new(&prepared, &entry.shown, source, &resolver);
        let document = document.in_words_of(self.inputs.texts);
        let mut body = Body::new(document);
        let view = DebriefView::new(&self.inputs, &root, position, &mut body);
        let bytes = self.fill("debrief.html", page, &view)?;
        let diagnostics = body.found();
        Ok(Rendered {
            bytes,
            files: resolver.files(),
            diagnostics,
        })
    }

    fn review(&self, page: &Page, position: usize) -> Result<Rendered, Box<Diagnostic>> {
        let review = &self.inputs.library.follow_up.reviews[position];
        let root = self.root(page);
        let resolver = PageResolver::new(self.inputs.library, &self.anchors, &self.paths, &root);
        let mut diagnostics = Vec::new();
        let view = ReviewView::new(&self.inputs, &root, position, |span| {
            let prepared = prepare(&review.text, span);
            let all = u32::try_from(events(&prepared).len()).unwrap_or(u32::MAX);
            let document = Document::new(&prepared, &review.shown, &review.source, &resolver);
            let document = document.in_words_of(self.inputs.texts);
            let mut body = Body::new(document);
            let html = body.blocks(&[Fragment::whole(0..all)]);
            diagnostics.extend(body.found());
            html
        });
        let bytes = self.fill("review.html", page, &view)?;
        Ok(Rendered {
            bytes,
            files: resolver.files(),
            diagnostics,
        })
    }

    /// Links of the page that stands where a debrief used to be.
    fn moved(&self, root: &url::Root, position: usize) -> Link {
        let debrief = &self.inputs.library.entries[position].debrief;
        Link {
            text: debrief.title.value.clone(),
            url: root.to(&url::debrief(&debrief.id)),
        }
    }

    /// Links of the page that stands where a recurring cause used to be.
    fn moved_cause(&self, root: &url::Root, position: usize) -> Link {
        let causes = &self.inputs.insight.causes;
        let (_, to) = &causes.moved[position];
        match causes.clusters.iter().find(|cluster| cluster.id == *to) {
            Some(cluster) => Link {
                text: cluster.name.clone(),
                url: root.to(&url::cause(to)),
            },
            None => Link {
                text: self.inputs.texts.get("causes.title").into(),
                url: root.to(url::CAUSES),
            },
        }
    }

    /// A host shows the 404 page at any address, so its links cannot be relative.
    fn root(&self, page: &Page) -> url::Root {
        match page.kind {
            PageKind::NotFound => url::Root::absolute(self.inputs.config.site.base_url.as_deref()),
            _ => url::Root::from_page(&page.address),
        }
    }

    fn fill(
        &self,
        template: &str,
        page: &Page,
        view: &impl Serialize,
    ) -> Result<Vec<u8>, Box<Diagnostic>> {
        self.try_fill(template, page, view)
            .map_err(|mistake| Box::new(mistake.diagnostic(self.theme.read(), Some(&page.address))))
    }

    fn try_fill(
        &self,
        template: &str,
        page: &Page,
        view: &impl Serialize,
    ) -> Result<Vec<u8>, Mistake> {
        let mut context = Context::new();
        let root = self.root(page);
        let site = self.frames.get(self.theme, &self.inputs, page, &root)?;
        context.insert_value("site", site);
        context.insert("canonical", &canonical(&self.inputs, page));
        context.insert_value("page", tera::Value::try_from_serializable(view)?);
        let mut bytes = Vec::with_capacity(PAGE);
        self.theme
            .templates
            .render_to(template, &context, &mut bytes)?;
        Ok(bytes)
    }
}

/// What the guide takes from the configuration.
#[derive(Debug, Clone, Serialize)]
struct GuideView {
    detect: String,
    fix: String,
    stretch: String,
    /// Hours after the fix between which people meet.
    window: [i64; 2],
    checkpoint: String,
}

impl GuideView {
    fn new(config: &Config, t: &Texts) -> Self {
        let targets = &config.targets;
        let (earliest, latest) = targets.debrief;
        let days = targets.checkpoint.as_hours() / 24;
        Self {
            detect: t.target(targets.detect),
            fix: t.target(targets.fix),
            stretch: t.target(targets.stretch),
            window: [earliest.as_hours(), latest.as_hours()],
            checkpoint: match days {
                14 => t.get("guide.two_weeks").into(),
                days => texts::count!(t, "guide.days", usize::try_from(days).unwrap_or_default()),
            },
        }
    }
}

/// A link out of the site that an author gave in the frontmatter, if it is of a kind that may be published.
fn outside(link: &str) -> Option<String> {
    let lower = link.trim().to_ascii_lowercase();
    let allowed = ["https://", "http://", "mailto:"];
    let sound = !link.chars().any(char::is_control);
    (sound && allowed.iter().any(|scheme| lower.starts_with(scheme)))
        .then(|| link.trim().to_owned())
}
