use super::{Cell, Counted, Figure, Table, answers::keys, counted_u32, share_words};
use crate::{
    insight::stats::{Cohort, Horizon, Matrix},
    render::{
        svg::{Column, Share, Tone, columns},
        texts::{Texts, count, say},
    },
    site::{GroupKind, url},
};

/// Months drawn and listed; older ones are in the totals.
const MONTHS: usize = 24;

/// What becomes of action items, by the month they were written down in.
pub(super) fn follow_through(counted: Counted<'_>) -> Figure {
    let t = counted.texts;
    let follow = &counted.insight.stats.follow;
    let about = t.get("stats.follow_about");
    let mut figure = Figure::new("follow-through", t.get("stats.follow"), about);
    if follow.total == Cohort::default() {
        figure.said = vec![t.get("stats.follow_none").into()];
        return figure;
    }
    figure.said = follow
        .horizons
        .iter()
        .filter_map(|at| horizon(t, at))
        .collect();
    if figure.said.is_empty() {
        figure.said.push(t.get("stats.follow_few").into());
    }
    if follow.total.unmarked > 0 {
        let bare = count!(t, "stats.bare", follow.total.unmarked);
        figure.said.push(bare);
    }
    let shown = follow.months.len().saturating_sub(MONTHS);
    let months = &follow.months[shown..];
    let of_months: Vec<Column> = months
        .iter()
        .map(|(month, cohort)| Column {
            label: month.strftime("%Y-%m").to_string(),
            parts: parts(t, *cohort),
        })
        .collect();
    let title = figure.title.clone();
    figure.draw(|width, id| columns(t, &of_months, width, &title, id));
    figure.legend = keys(
        t,
        &[
            (Tone::Good, "stats.item_done"),
            (Tone::Muted, "stats.item_dropped"),
            (Tone::Warn, "stats.item_moved"),
            (Tone::Bad, "stats.item_open"),
            (Tone::Unknown, "stats.item_unmarked"),
        ],
    );
    let head = [
        "stats.col_item_done",
        "stats.col_item_dropped",
        "stats.col_item_moved",
        "stats.col_item_open",
        "stats.col_item_unmarked",
    ];
    let mut row = vec![Cell::text(t.get("stats.month"))];
    row.extend(head.map(|key| Cell::number(t.get(key))));
    figure.counts = Some(Table {
        head: row,
        rows: months
            .iter()
            .rev()
            .map(|row| cohort_row(counted, row))
            .collect(),
    });
    figure
}

fn horizon(t: &Texts, at: &Horizon) -> Option<String> {
    let share = at.share?;
    let mut said = say!(
        t,
        "stats.horizon",
        days = at.days,
        share = share_words(t, share),
        n = t.number(at.old_enough - at.undated),
    );
    if at.undated > 0 {
        said.push(' ');
        said.push_str(&count!(t, "stats.undated", at.undated));
    }
    Some(said)
}

fn parts(t: &Texts, cohort: Cohort) -> Vec<Share> {
    let part = |label: &str, count: usize, tone: Tone| Share {
        label: t.get(label).into(),
        count: counted_u32(count),
        tone,
    };
    vec![
        part("stats.item_done", cohort.done, Tone::Good),
        part("stats.item_dropped", cohort.dropped, Tone::Muted),
        part("stats.item_moved", cohort.moved, Tone::Warn),
        part("stats.item_open", cohort.open, Tone::Bad),
        part("stats.item_unmarked", cohort.unmarked, Tone::Unknown),
    ]
}

fn cohort_row(counted: Counted<'_>, (month, cohort): &(jiff::civil::Date, Cohort)) -> Vec<Cell> {
    vec![
        Cell::text(counted.texts.month_of_year(*month)),
        Cell::count(counted, cohort.done),
        Cell::count(counted, cohort.dropped),
        Cell::count(counted, cohort.moved),
        Cell::count(counted, cohort.open),
        Cell::count(counted, cohort.unmarked),
    ]
}

/// Which causes hurt which services. Counts only: a share of a few would say nothing.
pub(super) fn causes_by_service(counted: Counted<'_>) -> Figure {
    let t = counted.texts;
    let matrix = &counted.insight.stats.matrix;
    let about = t.get("stats.matrix_about");
    let mut figure = Figure::new("causes", t.get("stats.matrix"), about);
    if matrix.services.is_empty() || matrix.causes.is_empty() {
        let missing = match (matrix.services.is_empty(), matrix.causes.is_empty()) {
            (true, true) => "stats.matrix_neither",
            (true, false) => "stats.matrix_no_service",
            _ => "stats.matrix_no_cause",
        };
        figure.said = vec![t.get(missing).into()];
        return figure;
    }
    figure.said = left_out(t, matrix);
    let mut head = vec![Cell::text(t.get("facet.cause"))];
    head.extend(matrix.services.iter().map(|(label, _)| {
        let address = format!("{}{}/", GroupKind::Service.address(), label.slug);
        Cell {
            n: true,
            ..Cell::link(&label.name, counted.root.to(&address))
        }
    }));
    let clusters = &counted.insight.causes.clusters;
    let rows = matrix.causes.iter().enumerate().map(|(column, cause)| {
        let known = clusters
            .iter()
            .any(|cluster| cluster.id == cause.label.slug);
        let name = if known {
            let address = url::cause(&cause.label.slug);
            Cell::link(&cause.label.name, counted.root.to(&address))
        } else {
            Cell::text(&cause.label.name)
        };
        let counts = matrix.counts.iter().map(|counts| match counts[column] {
            0 => Cell::number(""),
            count => Cell::count(counted, count),
        });
        std::iter::once(name).chain(counts).collect()
    });
    figure.counts = Some(Table {
        head,
        rows: rows.collect(),
    });
    figure
}

fn left_out(t: &Texts, matrix: &Matrix) -> Vec<String> {
    let said = [
        (matrix.more_services, "stats.more_services"),
        (matrix.more_causes, "stats.more_causes"),
        (matrix.without_service, "stats.no_service"),
        (matrix.without_cause, "stats.no_cause"),
    ];
    said.into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, key)| t.count(key, count, &[]))
        .collect()
}
