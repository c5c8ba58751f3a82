//! Figures about many debriefs: each with a sentence, a drawing, the counts, and the debriefs behind it.

mod actions;
mod answers;
mod durations;

use serde::Serialize;

use super::Link;
use crate::{
    config::Config,
    insight::{Insight, stats::Share},
    library::Library,
    render::{
        Html, Inputs,
        svg::Svg,
        texts::{Texts, count, say},
        words,
    },
    site::url,
};

/// All figures.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct StatsView {
    intro: Vec<String>,
    data: Link,
    figures: Vec<Figure>,
}

/// One figure.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Figure {
    anchor: &'static str,
    pub(crate) title: String,
    /// What it means.
    about: String,
    /// What it shows, in sentences.
    pub(crate) said: Vec<String>,
    /// The drawing, for a window and for a phone.
    wide: Option<Html>,
    narrow: Option<Html>,
    legend: Vec<Key>,
    /// The counts.
    pub(crate) counts: Option<Table>,
    /// The debriefs.
    behind: Option<Behind>,
}

/// What a colour of a drawing means.
#[derive(Debug, Clone, Serialize)]
struct Key {
    class: &'static str,
    text: String,
}

/// A table; the first row of cells is its head.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Table {
    pub(crate) head: Vec<Cell>,
    pub(crate) rows: Vec<Vec<Cell>>,
}

/// A cell of a table.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Cell {
    pub(crate) text: String,
    url: Option<String>,
    /// Whether it is a number, to be set on the right.
    pub(crate) n: bool,
}

/// The list behind a figure.
#[derive(Debug, Clone, Serialize)]
struct Behind {
    summary: String,
    table: Table,
    /// Said of those that are left out.
    more: Option<String>,
}

/// Rows of a list behind a figure.
const ROWS: usize = 200;

/// Widths of drawings, in pixels.
const WIDE: f64 = 660.0;
const NARROW: f64 = 340.0;

/// What figures are made of.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Counted<'a> {
    pub(crate) library: &'a Library,
    pub(crate) insight: &'a Insight,
    pub(crate) config: &'a Config,
    pub(crate) texts: &'a Texts,
    pub(crate) root: &'a url::Root,
}

impl StatsView {
    /// The page.
    pub(crate) fn new(inputs: &Inputs<'_>, root: &url::Root) -> Self {
        let counted = Counted {
            library: inputs.library,
            insight: inputs.insight,
            config: inputs.config,
            texts: inputs.texts,
            root,
        };
        Self {
            intro: intro(counted),
            data: Link {
                text: inputs.texts.get("stats.data").into(),
                url: root.to("data/stats.json"),
            },
            figures: figures(counted),
        }
    }
}

/// What is counted, in sentences.
pub(crate) fn intro(counted: Counted<'_>) -> Vec<String> {
    let scope = &counted.insight.stats.scope;
    let t = counted.texts;
    let mut said = vec![count!(t, "stats.counted", scope.counted.len())];
    let left = [
        (scope.near_misses, "stats.near_misses"),
        (scope.drills, "stats.drills"),
    ];
    let left: Vec<String> = left
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, key)| t.count(key, count, &[]))
        .collect();
    let what = match &left[..] {
        [] => return said,
        [first, last] => say!(t, "stats.and", first = first, last = last),
        some => some.concat(),
    };
    let what = words::capitalised(&what);
    said.push(say!(t, "stats.left_out", what = what));
    said
}

/// All figures, in the order of the page.
pub(crate) fn figures(counted: Counted<'_>) -> Vec<Figure> {
    let mut figures = answers::figures(counted);
    figures.extend(durations::figures(counted));
    figures.push(actions::follow_through(counted));
    figures.push(actions::causes_by_service(counted));
    figures
}

impl Figure {
    fn new(anchor: &'static str, title: &str, about: impl Into<String>) -> Self {
        Self {
            anchor,
            title: title.into(),
            about: about.into(),
            said: Vec::new(),
            wide: None,
            narrow: None,
            legend: Vec::new(),
            counts: None,
            behind: None,
        }
    }

    /// Draws at both widths; ids must differ.
    fn draw(&mut self, drawing: impl Fn(f64, &str) -> Option<Svg>) {
        let set = |width: f64, end: &str| {
            let id = format!("f-{}-{end}", self.anchor);
            drawing(width, &id).map(|svg| Html::trusted(&svg.markup))
        };
        (self.wide, self.narrow) = (set(WIDE, "wide"), set(NARROW, "narrow"));
    }
}

impl Cell {
    fn text(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            url: None,
            n: false,
        }
    }

    fn number(text: impl Into<String>) -> Self {
        Self {
            n: true,
            ..Self::text(text)
        }
    }

    fn count(counted: Counted<'_>, count: usize) -> Self {
        Self::number(counted.texts.figure(count as f64))
    }

    fn link(text: impl Into<String>, url: String) -> Self {
        Self {
            url: Some(url),
            ..Self::text(text)
        }
    }

    /// The title of a debrief with its link.
    fn debrief(counted: Counted<'_>, position: usize) -> Self {
        let debrief = &counted.library.entries[position].debrief;
        Self::link(
            &debrief.title.value,
            counted.root.to(&url::debrief(&debrief.id)),
        )
    }

    /// The day of a debrief.
    fn date(counted: Counted<'_>, position: usize) -> Self {
        let date = counted.library.entries[position].date();
        let t = counted.texts;
        Self::text(date.map_or_else(|| t.get("common.no_date").into(), |date| t.day(date)))
    }
}

impl Behind {
    /// The first rows of a list.
    fn new(
        t: &Texts,
        head: Vec<Cell>,
        len: usize,
        row: impl Fn(usize) -> Vec<Cell>,
    ) -> Option<Self> {
        (len > 0).then(|| Self {
            summary: t.get("stats.behind").into(),
            table: Table {
                head,
                rows: (0..len.min(ROWS)).map(row).collect(),
            },
            more: (len > ROWS).then(|| count!(t, "stats.more_rows", len - ROWS)),
        })
    }
}

/// `25 % (95 % sure: 9 to 53 %)`
fn share_words(t: &Texts, share: Share) -> String {
    shared(t, "stats.share", share)
}

/// The same for a table; a dash where too few are known.
fn share_cell(t: &Texts, share: Option<Share>) -> Cell {
    Cell::number(share.map_or("–".into(), |share| shared(t, "stats.share_cell", share)))
}

fn shared(t: &Texts, key: &str, share: Share) -> String {
    let percent = |share: f64| (share * 100.0).round();
    let (low, high) = share.interval;
    let middle = t.percent(percent(share.share));
    let args = [
        ("share", &middle as &dyn std::fmt::Display),
        ("low", &percent(low)),
        ("high", &percent(high)),
    ];
    t.fill(key, &args)
}

fn counted_u32(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
