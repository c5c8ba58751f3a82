use std::fmt::Write;

use super::{
    texts::Texts,
    view::stats::{Counted, Figure, Table, figures, intro},
    words,
};
use crate::{config::Config, insight::Insight, library::Library, site::url};

/// The figures of the page `/stats/` for a terminal, in the language of the site.
#[must_use]
pub fn stats_text(
    (library, insight, config, texts): (&Library, &Insight, &Config, &Texts),
) -> String {
    let counted = Counted {
        library,
        insight,
        config,
        texts,
        root: &url::Root::from_page(url::HOME),
    };
    let mut text = words::wrapped(&intro(counted).join(" "));
    for figure in figures(counted) {
        let _ = write!(text, "\n{}", one(&figure));
    }
    text
}

fn one(figure: &Figure) -> String {
    // Writing to a string cannot fail.
    let mut text = format!("{}\n", figure.title);
    text.push_str(&words::wrapped(&figure.said.join(" ")));
    if let Some(table) = &figure.counts {
        text.push_str(&aligned(table));
    }
    text
}

/// Columns as wide as their widest cell; numbers on the right.
fn aligned(table: &Table) -> String {
    let rows = || std::iter::once(&table.head).chain(&table.rows);
    let plain = |text: &str| -> String { text.chars().filter(|c| !c.is_control()).collect() };
    let width = |column: usize| {
        let cells = rows().filter_map(|row| row.get(column));
        cells
            .map(|cell| plain(&cell.text).chars().count())
            .max()
            .unwrap_or(0)
    };
    let widths: Vec<usize> = (0..table.head.len()).map(width).collect();
    let mut text = String::new();
    for row in rows() {
        let mut line = String::from(" ");
        for (cell, &width) in row.iter().zip(&widths) {
            let cell_text = plain(&cell.text);
            let _ = match cell.n {
                true => write!(line, " {cell_text:>width$} "),
                false => write!(line, " {cell_text:<width$} "),
            };
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
