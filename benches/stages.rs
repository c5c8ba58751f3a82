//! The hot stages one by one, over the debriefs of `content/`: `cargo bench`.
#![allow(
    clippy::unwrap_used,
    reason = "a benchmark that cannot run should say so at once"
)]

use std::{
    path::Path,
    sync::{Arc, LazyLock},
};

use debriefs::{
    config::{Config, Edition},
    diagnostic::Sources,
    export,
    insight::{self, Insight, causes},
    library::{self, Entry, Library, Selection},
    parse,
    render::{Inputs, Renderer, Theme},
    site::{self, PageKind, Site},
    source::{self, Tree},
};
use divan::{Bencher, black_box};
use jiff::Timestamp;

fn main() {
    divan::main();
}

/// Everything up to rendering, made once.
struct Made {
    config: Config,
    edition: Edition,
    tree: Tree,
    library: Library,
    insight: Insight,
    site: Site,
    theme: Theme,
    now: Timestamp,
}

static MADE: LazyLock<Made> = LazyLock::new(make);

fn make() -> Made {
    let (config, edition) = (Config::default(), Edition::company());
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let read = source::read(&content, &config.content, &mut Sources::default());
    let tree = read.value.unwrap();
    let now: Timestamp = "2026-11-20T00:00:00Z".parse().unwrap();
    let selection = Selection {
        edition: edition.clone(),
        drafts: false,
        today: insight::today(now),
    };
    let library = library::build(parsed(&tree, &config), Vec::new(), &selection).value;
    let insight = insight::derive(&library, &config, now);
    let causes = recurring(&library, &insight, &config);
    let insight = insight.with_causes(Arc::new(causes));
    Made {
        site: site::plan(&library, &insight, &config),
        theme: Theme::load(&config).value,
        config,
        edition,
        tree,
        library,
        insight,
        now,
    }
}

fn parsed(tree: &Tree, config: &Config) -> Vec<Entry> {
    let files = tree.files.iter();
    files
        .filter_map(|file| {
            let parsed = parse::debrief(file, config).value?;
            Some(Entry {
                debrief: Arc::new(parsed.debrief),
                text: file.text.clone(),
                body: parsed.body,
                shown: file.shown.clone(),
                changed: None,
            })
        })
        .collect()
}

fn recurring(library: &Library, insight: &Insight, config: &Config) -> causes::Causes {
    let settings = causes::Settings {
        config: &config.causes,
        lexicon: None,
        lock: &causes::Lock::default(),
    };
    causes::derive(library, insight, settings).value
}

fn renderer(made: &Made) -> Renderer<'_> {
    let inputs = Inputs {
        library: &made.library,
        insight: &made.insight,
        config: &made.config,
        edition: &made.edition,
        site: &made.site,
        texts: made.theme.strings(),
        search_build: None,
        now: made.now,
    };
    Renderer::new(&made.theme, inputs)
}

#[divan::bench]
fn parse_all() -> Vec<Entry> {
    parsed(&MADE.tree, &MADE.config)
}

#[divan::bench]
fn causes_of_all() -> causes::Causes {
    recurring(&MADE.library, &MADE.insight, &MADE.config)
}

#[divan::bench]
fn plan() -> Site {
    site::plan(&MADE.library, &MADE.insight, &MADE.config)
}

#[divan::bench]
fn pages_of_debriefs(bencher: Bencher<'_, '_>) {
    render(bencher, |kind| matches!(kind, PageKind::Debrief(_)));
}

/// With rows made anew: a renderer keeps them.
#[divan::bench]
fn all_other_pages(bencher: Bencher<'_, '_>) {
    render(bencher, |kind| !matches!(kind, PageKind::Debrief(_)));
}

fn render(bencher: Bencher<'_, '_>, wanted: fn(PageKind) -> bool) {
    let made = &*MADE;
    bencher
        .with_inputs(|| renderer(made))
        .bench_values(|renderer| {
            for page in made.site.pages.iter().filter(|page| wanted(page.kind)) {
                black_box(renderer.render(page).unwrap());
            }
        });
}

#[divan::bench]
fn data_of_debriefs() -> Vec<u8> {
    export::debriefs(&MADE.library, &MADE.insight)
}

#[divan::bench]
fn data_of_causes() -> Vec<u8> {
    export::causes(&MADE.library, &MADE.insight)
}
