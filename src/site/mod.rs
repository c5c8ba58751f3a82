//! What pages exist and at which address; small values that name their inputs, never copies of them.

pub mod url;

use crate::{config::Config, insight::Insight, library::Library};

/// The pages of a site, in the order of their addresses.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Site {
    /// One file of the output each.
    pub pages: Vec<Page>,
}

/// One file of the output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Where it is, relative to the root of the site: `debriefs/x/` or `feed.xml`; see [`url::file`].
    pub address: String,
    /// What it shows.
    pub kind: PageKind,
}

impl Page {
    /// Path of the file to write, with `/`.
    #[must_use]
    pub fn path(&self) -> String {
        url::file(&self.address)
    }
}

/// What a page shows. Numbers are positions in the library or in a list of the insight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageKind {
    /// What an employee needs first.
    Home,
    /// One debrief.
    Debrief(usize),
}

/// Decides what pages there are.
#[must_use]
pub fn plan(library: &Library, insight: &Insight, config: &Config) -> Site {
    let _ = (insight, config);
    let debriefs = library.entries.iter().enumerate().map(|(i, entry)| Page {
        address: url::debrief(&entry.debrief.id),
        kind: PageKind::Debrief(i),
    });
    let home = Page {
        address: url::HOME.into(),
        kind: PageKind::Home,
    };
    Site {
        pages: std::iter::once(home).chain(debriefs).collect(),
    }
}
