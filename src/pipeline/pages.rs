use std::{collections::BTreeSet, sync::Arc};

use jiff::Timestamp;
use rayon::prelude::*;

use super::{Progress, read::Read, secrets, stages::Stages};
use crate::{
    config::Config,
    diagnostic::{Code, Diagnostic, Outcome, Sources},
    export,
    insight::{
        self, Insight,
        causes::{self, Lock},
    },
    library::Library,
    output::{Sink, SitePath},
    render::{Inputs, Renderer, Theme},
    search,
    site::{self, Site},
};

/// How much was made.
pub(super) struct Made {
    pub(super) pages: usize,
    pub(super) files: usize,
    /// What was computed on the way.
    pub(super) insight: Insight,
}

/// How much of the site is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// All of it.
    Whole,
    /// All that an author's mistake could break: everything but the search index.
    Checked,
}

/// Makes every file of the site and hands it to the sink. `None` when the theme is unusable.
pub(super) fn make(
    config: &Config,
    read: &Read,
    (now, extent): (Timestamp, Extent),
    sink: &dyn Sink,
    (sources, stages): (&mut Sources, &mut Stages<'_>),
) -> Option<Made> {
    let theme = stages.run("theme", 0, |_| Theme::load(config));
    for (shown, text) in theme.texts() {
        sources.insert(Arc::clone(shown), Arc::clone(text));
    }
    let insight = derive(config, read, now, stages);
    let site = stages.run("plan", 0, |_| {
        Outcome::clean(site::plan(&read.library, &insight, config))
    });
    let index = match extent {
        Extent::Whole => stages.run("search", 0, |_| index(config, read, &insight, sink)),
        Extent::Checked => None,
    };
    let inputs = Inputs {
        library: &read.library,
        insight: &insight,
        config,
        edition: &read.edition,
        site: &site,
        texts: theme.strings(),
        search_build: index.as_ref().map(|index| index.build.as_str()),
        now,
    };
    let renderer = Renderer::new(&theme, inputs);
    let mut shown = stages.run("render", site.pages.len(), |progress| {
        render(&renderer, &site, sink, progress)
    });
    shown.extend(config.site.logo.clone());
    stages.run("files", shown.len(), |_| {
        Outcome::new((), copy(&shown, read, sink))
    });
    stages.run("secrets", 0, |_| {
        Outcome::new((), secrets::find(&shown, read, config, sources))
    });
    let files = stages.run("data", 0, |_| {
        let (count, found) = beside_pages(config, &theme, read, &insight, sink);
        Outcome::new(count, found)
    });
    Some(Made {
        pages: site
            .pages
            .iter()
            .filter(|page| page.path().ends_with(".html"))
            .count(),
        files: site.pages.len() + shown.len() + files + index.map_or(0, |index| index.files),
        insight,
    })
}

/// Computes everything that is said across debriefs.
pub(super) fn derive(
    config: &Config,
    read: &Read,
    now: Timestamp,
    stages: &mut Stages<'_>,
) -> Insight {
    let insight = stages.run("insight", 0, |_| {
        Outcome::clean(insight::derive(&read.library, config, now))
    });
    let causes = stages.run("causes", 0, |_| {
        let settings = causes::Settings {
            config: &config.causes,
            lexicon: read.lexicon.as_ref(),
            lock: &Lock::read(&read.lock, &read.edition_name),
        };
        causes::derive(&read.library, &insight, settings)
    });
    stages.run("stats", 0, |_| {
        Outcome::clean(with_causes(insight, Arc::new(causes), read, now))
    })
}

/// Adds what came back, and what is computed from everything else.
pub(super) fn with_causes(
    insight: Insight,
    causes: Arc<causes::Causes>,
    read: &Read,
    now: Timestamp,
) -> Insight {
    let mut insight = insight.with_causes(causes);
    insight.stats = insight::stats::derive(&read.library, &insight, now);
    insight
}

/// What was written of the search index.
struct Index {
    /// Its folder under `search/`.
    build: String,
    files: usize,
}

/// Writes the search index.
fn index(
    config: &Config,
    read: &Read,
    insight: &Insight,
    sink: &dyn Sink,
) -> Outcome<Option<Index>> {
    match search::files::export(&read.library, insight, config, &read.edition) {
        Ok(exported) => {
            let files = exported.files.par_iter();
            let found = files.filter_map(|(path, bytes)| put(sink, path, bytes).err());
            let index = Index {
                build: exported.build,
                files: exported.files.len(),
            };
            Outcome::new(Some(index), found.collect())
        }
        Err(error) => {
            let problem = Diagnostic::new(Code::OutputFailed, error.to_string())
                .help("nothing else can be wrong with your debriefs; please report it");
            Outcome::new(None, vec![problem])
        }
    }
}

/// Renders and writes every page, in parallel; the findings are in the order of the pages.
fn render(
    renderer: &Renderer<'_>,
    site: &Site,
    sink: &dyn Sink,
    progress: &dyn Progress,
) -> Outcome<BTreeSet<String>> {
    let rendered: Vec<Outcome<Vec<String>>> = site
        .pages
        .par_iter()
        .map(|page| {
            let made = match renderer.render(page) {
                Ok(made) => {
                    let mut found = made.diagnostics;
                    found.extend(put(sink, &page.path(), &made.bytes).err());
                    Outcome::new(made.files, found)
                }
                Err(problem) => Outcome::new(Vec::new(), vec![*problem]),
            };
            progress.tick();
            made
        })
        .collect();
    let mut found = Vec::new();
    let shown = rendered
        .into_iter()
        .flat_map(|one| one.take(&mut found))
        .collect();
    Outcome::new(shown, found)
}

/// Copies the files of the content folder that some page shows or links to; no other file is published.
fn copy(shown: &BTreeSet<String>, read: &Read, sink: &dyn Sink) -> Vec<Diagnostic> {
    let assets = shown
        .iter()
        .filter_map(|path| read.library.assets.get(path));
    assets
        .filter_map(|asset| {
            let path = site::url::content_path(&asset.rel);
            let path = SitePath::new(&path).map_err(|bad| {
                Diagnostic::new(Code::OutputFailed, bad.to_string())
                    .help("give the file another name")
            });
            path.and_then(|path| sink.copy(&path, &asset.path)).err()
        })
        .collect()
}

/// How a file of the static API is made.
pub(super) type Export = fn(&Config, &Library, &Insight) -> Vec<u8>;

/// The static API, by path. The largest first: they are made side by side.
pub(super) const DATA: &[(&str, Export)] = &[
    ("data/causes.json", |_, library, insight| {
        export::causes(library, insight)
    }),
    ("data/debriefs.json", |_, library, insight| {
        export::debriefs(library, insight)
    }),
    ("data/actions.json", |_, library, insight| {
        export::actions(library, insight)
    }),
    ("data/learnings.json", |_, library, insight| {
        export::learnings(library, insight)
    }),
    ("data/reviews.json", |_, library, insight| {
        export::reviews(library, insight)
    }),
    ("data/stats.json", |_, library, insight| {
        export::stats(library, insight)
    }),
    ("data/actions.csv", export::actions_csv),
];

/// Assets of the theme and the static API.
fn beside_pages(
    config: &Config,
    theme: &Theme,
    read: &Read,
    insight: &Insight,
    sink: &dyn Sink,
) -> (usize, Vec<Diagnostic>) {
    let assets = theme.assets().par_iter();
    let assets = assets.map(|asset| put(sink, &asset.path, &asset.bytes));
    let data = DATA
        .par_iter()
        .with_max_len(1)
        .map(|(path, make)| put(sink, path, &make(config, &read.library, insight)));
    let written: Vec<Result<(), Diagnostic>> = assets.chain(data).collect();
    let count = written.len();
    (count, written.into_iter().filter_map(Result::err).collect())
}

fn put(sink: &dyn Sink, path: &str, bytes: &[u8]) -> Result<(), Diagnostic> {
    let path = SitePath::new(path).map_err(|bad| {
        Diagnostic::new(Code::OutputFailed, bad.to_string()).help("give the page another name")
    })?;
    sink.put(&path, bytes)
}
