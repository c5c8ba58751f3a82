use super::{Reader, entry::squeeze, marks};
use crate::{
    model::{Fragment, Mark},
    parse::{
        body::{
            clock::{self, DayRef, Stamp},
            source::Source,
            template,
        },
        markdown::{Block, BlockKind},
    },
};

/// Which column holds what.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Columns {
    time: usize,
    /// A column with the day alone, beside the one with the time.
    day: Option<usize>,
    mark: Option<usize>,
}

/// Words of a column's head that say it holds times.
const TIME_HEADS: &[&str] = &[
    "time",
    "when",
    "timestamp",
    "hour",
    "clock",
    "uhrzeit",
    "zeit",
    "utc",
    "datetime",
    "at",
];
const DAY_HEADS: &[&str] = &["date", "day", "datum", "tag"];
const MARK_HEADS: &[&str] = &[
    "mark",
    "type",
    "phase",
    "status",
    "stage",
    "label",
    "milestone",
    "state",
    "category",
];

/// Whether one column of a table holds times.
pub(super) fn has_time_column(source: &Source<'_>, table: &Block) -> bool {
    let rows = source.children(table);
    columns(source, &rows).is_some()
}

/// Reads a table with a column of times; false when it has none.
pub(super) fn read(reader: &mut Reader<'_>, table: &Block) -> bool {
    let source = reader.source;
    let rows = source.children(table);
    let Some(columns) = columns(source, &rows) else {
        return false;
    };
    if let Some(found) = head_zone(source, &rows) {
        reader.calendar.set_zone(found);
    }
    for row in rows.iter().filter(|r| r.kind == BlockKind::TableRow) {
        read_row(reader, &columns, row);
    }
    true
}

/// The zone in the head of a table: `Time (UTC)`, `Date and Time in CET`.
fn head_zone(source: &Source<'_>, rows: &[Block]) -> Option<clock::Zone> {
    let head = rows.first().filter(|r| r.kind == BlockKind::TableHead)?;
    source.children(head).iter().find_map(|cell| {
        let text = source.plain(source.inner(cell));
        clock::zone::stated(&text).map(|found| found.zone)
    })
}

fn columns(source: &Source<'_>, rows: &[Block]) -> Option<Columns> {
    let head: Vec<String> = rows
        .iter()
        .filter(|r| r.kind == BlockKind::TableHead)
        .flat_map(|head| source.children(head))
        .map(|cell| source.plain(source.inner(&cell)).to_lowercase())
        .collect();
    let body: Vec<Vec<Block>> = rows
        .iter()
        .filter(|r| r.kind == BlockKind::TableRow)
        .map(|r| source.children(r))
        .collect();
    let width = head.len();
    // How many of the first rows have a time in each column; tables are alike all the way down.
    let sample = &body[..body.len().min(24)];
    let times = |column: usize| {
        sample
            .iter()
            .filter(|row| row.get(column).is_some_and(|c| is_time(source, c)))
            .count()
    };
    let counts: Vec<usize> = (0..width).map(times).collect();
    let named = |words: &[&str], column: usize| {
        head[column]
            .split(|c: char| !c.is_alphanumeric())
            .any(|w| words.contains(&w))
    };
    let clocks = (0..width).find(|&c| named(TIME_HEADS, c) && counts[c] > 0);
    let days = (0..width).find(|&c| named(DAY_HEADS, c) && counts[c] > 0 && Some(c) != clocks);
    let fullest = (0..width)
        .filter(|&c| counts[c] * 2 > sample.len())
        .min_by_key(|&c| (usize::MAX - counts[c], c));
    let time = clocks.or(days).or(fullest)?;
    if width < 2 || (counts[time] * 3 < sample.len() && clocks.is_none()) {
        return None;
    }
    let day = days.filter(|&d| d != time);
    let mark = (0..width).find(|&c| {
        c != time && Some(c) != day && named(MARK_HEADS, c) && holds_marks(source, sample, c)
    });
    Some(Columns { time, day, mark })
}

fn is_time(source: &Source<'_>, cell: &Block) -> bool {
    clock::only(&source.plain(source.inner(cell))).is_some()
}

fn holds_marks(source: &Source<'_>, rows: &[Vec<Block>], column: usize) -> bool {
    rows.iter()
        .filter_map(|row| row.get(column))
        .any(|cell| marks::exact(&source.plain(source.inner(cell))).is_some())
}

fn read_row(reader: &mut Reader<'_>, columns: &Columns, row: &Block) {
    let source = reader.source;
    let cells = source.children(row);
    let text_of = |column: usize| {
        cells
            .get(column)
            .map(|c| source.plain(source.inner(c)))
            .unwrap_or_default()
    };
    let time_text = text_of(columns.time);
    let day_text = columns.day.map(text_of).unwrap_or_default();
    let mark_cell = columns.mark.map(text_of).unwrap_or_default();
    let cell_mark = marks::exact(&mark_cell);

    let (mut content, mut texts) = (Vec::new(), Vec::new());
    for (i, cell) in cells.iter().enumerate() {
        let own = i == columns.time
            || Some(i) == columns.day
            || (Some(i) == columns.mark && cell_mark.is_some());
        let inner = source.inner(cell);
        let text = source.plain(inner.clone());
        if !own && !text.is_empty() {
            texts.push(text);
            content.push(Fragment::whole(inner));
        }
    }
    let mut text = texts.join(" · ");
    let stamp = stamp(&day_text, &time_text);
    let written = squeeze(&format!("{day_text} {time_text}"));
    let filled = stamp.as_ref().is_some_and(|s| {
        matches!(
            s.clock,
            Some(clock::Clock::At { .. } | clock::Clock::After(_))
        )
    });
    if !filled && template::is_left_over(&text) {
        for cell in &cells {
            reader.parts.prose(Fragment::whole(source.inner(cell)));
        }
        return;
    }
    let first = cell_mark
        .or_else(|| opening_mark(source, &mut text, &mut content))
        .or_else(|| mark_in_time(&time_text));
    let mut marks: Vec<Mark> = first.into_iter().collect();
    for cell in &content {
        marks.extend(marks::in_emphasis(source, &cell.events));
    }
    marks.extend(marks::capitals(&text));
    reader.push(
        stamp.as_ref(),
        &written,
        text,
        content,
        marks,
        row.range.clone(),
    );
}

/// The time of a row: of one cell, or of a day and a time in two.
fn stamp(day_text: &str, time_text: &str) -> Option<Stamp> {
    let time = clock::only(time_text).or_else(|| clock::leading(time_text));
    let day = if day_text.is_empty() {
        None
    } else {
        clock::only(day_text).and_then(|s| s.day)
    };
    match (time, day) {
        (Some(mut stamp), day) => {
            if stamp.day.is_none_or(|d| matches!(d, DayRef::Weekday(_))) {
                stamp.day = day.or(stamp.day);
            }
            Some(stamp)
        }
        (None, Some(_)) => clock::only(day_text),
        (None, None) => None,
    }
}

/// The mark in the text of a row; one that opens it is cut, for it is shown as a mark.
fn opening_mark(source: &Source<'_>, text: &mut String, content: &mut [Fragment]) -> Option<Mark> {
    let (mark, behind) = marks::stated_mark(text)?;
    let first = content.first_mut()?;
    let inline = source.inline(first.events.clone());
    let lead = inline.text.len() - inline.text.trim_start().len();
    if behind > 0
        && inline.text[lead..].starts_with(&text[..behind])
        && text[behind..].contains(char::is_alphanumeric)
    {
        first.cuts.push(inline.source_range(&(0..lead + behind)));
        *text = text[behind..]
            .trim_start_matches([' ', ':', '-', '–', '—'])
            .to_owned();
    }
    Some(mark)
}

/// `10:42 (detected)`
fn mark_in_time(text: &str) -> Option<Mark> {
    let start = text.find('(')?;
    marks::exact(text[start..].trim_matches(['(', ')', ' ']))
}
