//! From values to bytes: markdown, drawings, pages.

pub mod markdown;
pub mod svg;
mod theme;

use jiff::Timestamp;

pub use theme::{Asset, Theme};

use crate::{
    config::Config,
    diagnostic::Diagnostic,
    insight::Insight,
    library::Library,
    site::{Page, Site},
};

/// Everything pages are made of; shared by all threads.
#[derive(Debug, Clone, Copy)]
pub struct Inputs<'a> {
    /// The debriefs.
    pub library: &'a Library,
    /// What they say together.
    pub insight: &'a Insight,
    /// The configuration.
    pub config: &'a Config,
    /// What pages there are.
    pub site: &'a Site,
    /// The moment the site is built for.
    pub now: Timestamp,
}

/// Makes pages. Holds no state between them: call [`Renderer::render`] from as many threads as you like.
#[derive(Debug)]
pub struct Renderer<'a> {
    theme: &'a Theme,
    inputs: Inputs<'a>,
}

impl<'a> Renderer<'a> {
    /// Prepares what all pages share.
    #[must_use]
    pub fn new(theme: &'a Theme, inputs: Inputs<'a>) -> Self {
        Self { theme, inputs }
    }

    /// The bytes of one page.
    ///
    /// # Errors
    ///
    /// A mistake in a template (`template-error`), with its place.
    pub fn render(&self, page: &Page) -> Result<Vec<u8>, Box<Diagnostic>> {
        let _ = (self.theme, self.inputs, page);
        Ok(Vec::new())
    }
}
