//! Where links and images lead, and what to say when they lead nowhere.

use std::sync::Arc;

use super::escape::encode_url;
use super::target::{self, Target};
use crate::{
    diagnostic::{Code, Diagnostic, suggest},
    model::{Span, slugify},
};

/// What stands at a path of the content folder, as seen from the page being written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// A debrief: the URL of its page, relative to the current one.
    Page(String),
    /// Any other file: its published URL, relative to the current page, and its size in pixels when it is an image.
    Asset {
        /// Relative URL.
        url: String,
        /// Width and height, when the file says them.
        size: Option<(u32, u32)>,
    },
    /// Something that exists but is not part of this edition: its text stays, and nothing is said.
    Withheld,
}

/// What the renderer asks about the site around the page it writes.
pub trait Resolver {
    /// What stands at `path`, a normalised path under the content folder.
    fn find(&self, path: &str) -> Option<Found>;

    /// Every `id` that the page of the debrief at `path` has; empty when there is no such debrief.
    fn anchors(&self, path: &str) -> Vec<&str>;

    /// The path of the content folder that looks most like `path`, to help the author of a broken link.
    fn nearest(&self, path: &str) -> Option<String>;
}

/// A link, looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Link {
    /// Another site, or a mail address.
    Remote(String),
    /// A page, a heading or a file of this site; an image's size.
    Local(String, Option<(u32, u32)>),
    /// Text only, nothing is wrong.
    Withheld,
    /// Leads nowhere.
    Broken,
    /// May not be published.
    Refused,
}

/// Looks up the links of one debrief.
#[derive(Clone, Copy)]
pub(super) struct Links<'a> {
    /// The path diagnostics name.
    pub(super) file: &'a Arc<str>,
    /// Path of the debrief under the content folder.
    pub(super) source: &'a str,
    pub(super) resolver: &'a dyn Resolver,
}

impl Links<'_> {
    /// Looks up a destination that stands at `span` of the file.
    pub(super) fn resolve(&self, destination: &str, span: Span) -> (Link, Option<Diagnostic>) {
        match target::classify(destination, self.source) {
            Target::Remote(url) => (Link::Remote(encode_url(&url)), None),
            Target::Anchor(anchor) => self.anchor(&anchor, span),
            Target::Local { path, anchor } => self.local(destination, &path, anchor, span),
            Target::Outside => (
                Link::Broken,
                Some(
                    Diagnostic::new(
                        Code::BrokenLink,
                        format!("`{destination}` leads out of the content folder"),
                    )
                    .at(self.file, span, "cannot be published")
                    .help("move the file into the content folder, or link to its web address"),
                ),
            ),
            Target::Refused => (Link::Refused, Some(self.refused(destination, span))),
        }
    }

    fn refused(&self, destination: &str, span: Span) -> Diagnostic {
        let shown: String = destination.chars().take(60).collect();
        let diagnostic = Diagnostic::new(
            Code::RefusedLink,
            format!(
                "`{}` is not a link that can be published",
                shown.escape_debug()
            ),
        )
        .at(self.file, span, "shown as text");
        match destination.strip_prefix("//") {
            Some(rest) => diagnostic.help(format!("write `https://{rest}`")),
            None => diagnostic.help(
                "link to an `https:` or `http:` address, a `mailto:` address, a file or a `#heading`",
            ),
        }
    }

    fn anchor(&self, anchor: &str, span: Span) -> (Link, Option<Diagnostic>) {
        if anchor.is_empty() || anchor == "top" {
            return (Link::Local(format!("#{anchor}"), None), None);
        }
        match self.find_anchor(self.source, anchor) {
            Ok(id) => (Link::Local(format!("#{}", encode_url(&id)), None), None),
            Err(nearest) => {
                let message = format!("this debrief has no heading `#{anchor}`");
                let help = nearest.map(|id| format!("did you mean `#{id}`?"));
                (Link::Broken, Some(self.broken(message, help, span)))
            }
        }
    }

    /// The id on the page of `path` that an author means by `anchor`, else the one that looks most like it.
    fn find_anchor(&self, path: &str, anchor: &str) -> Result<String, Option<String>> {
        let anchors = self.resolver.anchors(path);
        // GitHub's ids differ from ours in details (`what-happened--why`), and people copy them from there.
        let slug = slugify(anchor);
        let exact = anchors.iter().find(|id| **id == anchor);
        if let Some(id) = exact.or_else(|| anchors.iter().find(|id| **id == slug)) {
            return Ok((*id).to_owned());
        }
        Err(suggest(&slug, anchors.iter().copied()).map(ToOwned::to_owned))
    }

    fn local(
        &self,
        destination: &str,
        path: &str,
        anchor: Option<String>,
        span: Span,
    ) -> (Link, Option<Diagnostic>) {
        let spellings = [
            path.to_owned(),
            format!("{path}.md"),
            format!("{path}/index.md"),
        ];
        let found = spellings
            .iter()
            .find_map(|path| self.resolver.find(path).map(|found| (path, found)));
        match found {
            Some((_, Found::Withheld)) => (Link::Withheld, None),
            Some((_, Found::Asset { url, size })) => (Link::Local(encode_url(&url), size), None),
            Some((path, Found::Page(url))) => {
                let (fragment, diagnostic) = self.anchor_of_page(path, anchor, span);
                (
                    Link::Local(encode_url(&(url + &fragment)), None),
                    diagnostic,
                )
            }
            None => {
                let message = format!("`{destination}` does not exist");
                (
                    Link::Broken,
                    Some(self.broken(message, self.suggest(destination, path), span)),
                )
            }
        }
    }

    /// The `#…` to add to the URL of another debrief's page. A link to a missing heading still reaches the page.
    fn anchor_of_page(
        &self,
        path: &str,
        anchor: Option<String>,
        span: Span,
    ) -> (String, Option<Diagnostic>) {
        let Some(anchor) = anchor.filter(|anchor| !anchor.is_empty()) else {
            return (String::new(), None);
        };
        match self.find_anchor(path, &anchor) {
            Ok(id) => (format!("#{id}"), None),
            Err(nearest) => {
                let message = format!("`{path}` has no heading `#{anchor}`");
                let help = nearest.map(|id| format!("did you mean `#{id}`?"));
                (String::new(), Some(self.broken(message, help, span)))
            }
        }
    }

    fn suggest(&self, destination: &str, path: &str) -> Option<String> {
        if let Some(nearest) = self.resolver.nearest(path) {
            let nearest = target::relative(self.source, &nearest);
            return Some(format!("did you mean `{nearest}`?"));
        }
        let host = destination
            .split(['/', '#', '?'])
            .next()
            .unwrap_or_default();
        let is_host = host.contains('.') && !host.starts_with('.') && !host.ends_with(".md");
        is_host.then(|| format!("to link to another site, write `https://{destination}`"))
    }

    fn broken(&self, message: String, help: Option<String>, span: Span) -> Diagnostic {
        let diagnostic =
            Diagnostic::new(Code::BrokenLink, message).at(self.file, span, "leads nowhere");
        match help {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        }
    }
}
