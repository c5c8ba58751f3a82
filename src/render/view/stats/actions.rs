use super::{Cell, Counted, Figure, Table, answers::keys, counted_u32, share_words};
use crate::{
    insight::stats::{Cohort, Horizon, Matrix},
    render::{
        svg::{Column, Share, Tone, columns},
        texts::english,
        words,
    },
    site::{GroupKind, url},
};

/// Months drawn and listed; older ones are in the totals.
const MONTHS: usize = 24;

/// What becomes of action items, by the month they were written down in.
pub(super) fn follow_through(counted: Counted<'_>) -> Figure {
    let follow = &counted.insight.stats.follow;
    let about = "What has become of action items, by the month they were written down in.";
    let mut figure = Figure::new("follow-through", "Follow-through", about);
    if follow.total == Cohort::default() {
        figure.said = vec!["No debrief lists action items.".into()];
        return figure;
    }
    figure.said = follow.horizons.iter().filter_map(horizon).collect();
    if figure.said.is_empty() {
        figure.said.push(
            "Too few items say when they were done to speak of a share: `done:2026-12-01` on an item says it.".into(),
        );
    }
    if follow.total.unmarked > 0 {
        figure.said.push(format!(
            "{} are bare bullets: nobody said whether they were done, so they are in no share.",
            words::capitalised(&words::counted(follow.total.unmarked, "item", "items"))
        ));
    }
    let shown = follow.months.len().saturating_sub(MONTHS);
    let months = &follow.months[shown..];
    let of_months: Vec<Column> = months
        .iter()
        .map(|(month, cohort)| Column {
            label: month.strftime("%Y-%m").to_string(),
            parts: parts(*cohort),
        })
        .collect();
    let title = figure.title;
    figure.draw(|width, id| columns(&of_months, width, title, id));
    figure.legend = keys(&[
        (Tone::Good, "done"),
        (Tone::Muted, "decided against"),
        (Tone::Warn, "moved upwards"),
        (Tone::Bad, "open"),
        (Tone::Unknown, "not marked"),
    ]);
    let head = [
        "Done",
        "Decided against",
        "Moved upwards",
        "Open",
        "Not marked",
    ];
    let mut row = vec![Cell::text("Month")];
    row.extend(head.map(Cell::number));
    figure.counts = Some(Table {
        head: row,
        rows: months.iter().rev().map(cohort_row).collect(),
    });
    figure
}

fn horizon(at: &Horizon) -> Option<String> {
    let share = at.share?;
    let mut said = format!(
        "After {} days {} were done, of {} that old.",
        at.days,
        share_words(share),
        english().number(at.old_enough - at.undated)
    );
    if at.undated > 0 {
        said.push_str(&format!(
            " {} ended on a day that nobody wrote down and are left out.",
            words::capitalised(&english().number(at.undated))
        ));
    }
    Some(said)
}

fn parts(cohort: Cohort) -> Vec<Share> {
    let part = |label: &str, count: usize, tone: Tone| Share {
        label: label.into(),
        count: counted_u32(count),
        tone,
    };
    vec![
        part("done", cohort.done, Tone::Good),
        part("decided against", cohort.dropped, Tone::Muted),
        part("moved upwards", cohort.moved, Tone::Warn),
        part("open", cohort.open, Tone::Bad),
        part("not marked", cohort.unmarked, Tone::Unknown),
    ]
}

fn cohort_row((month, cohort): &(jiff::civil::Date, Cohort)) -> Vec<Cell> {
    vec![
        Cell::text(english().month_of_year(*month)),
        Cell::count(cohort.done),
        Cell::count(cohort.dropped),
        Cell::count(cohort.moved),
        Cell::count(cohort.open),
        Cell::count(cohort.unmarked),
    ]
}

/// Which causes hurt which services. Counts only: a share of a few would say nothing.
pub(super) fn causes_by_service(counted: Counted<'_>) -> Figure {
    let matrix = &counted.insight.stats.matrix;
    let about = "How many debriefs of a service have a cause; near misses and drills too.";
    let mut figure = Figure::new("causes", "Causes by service", about);
    if matrix.services.is_empty() || matrix.causes.is_empty() {
        let missing = match (matrix.services.is_empty(), matrix.causes.is_empty()) {
            (true, true) => {
                "No debrief names a service, and no cause is known: `services`, `causes`."
            }
            (true, false) => "No debrief names a service: `services`.",
            _ => "No cause is known: `causes`.",
        };
        figure.said = vec![missing.into()];
        return figure;
    }
    figure.said = left_out(matrix);
    let mut head = vec![Cell::text("Cause")];
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
            count => Cell::count(count),
        });
        std::iter::once(name).chain(counts).collect()
    });
    figure.counts = Some(Table {
        head,
        rows: rows.collect(),
    });
    figure
}

fn left_out(matrix: &Matrix) -> Vec<String> {
    let said = [
        (matrix.more_services, "service", "services", "not shown"),
        (matrix.more_causes, "cause", "causes", "not shown"),
        (
            matrix.without_service,
            "debrief",
            "debriefs",
            "without a service",
        ),
        (
            matrix.without_cause,
            "debrief",
            "debriefs",
            "without a cause",
        ),
    ];
    said.into_iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, one, many, how)| {
            let count = words::counted(count, one, many);
            format!("{} {how}.", words::capitalised(&count))
        })
        .collect()
}
