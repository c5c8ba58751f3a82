//! Ticks at round times of the author's clock.

use jiff::{
    Span, ToSpan,
    civil::{Date, DateTime},
};

use super::{
    SMALL,
    clock::{Clock, DAY, time, weekday},
    scale::{Piece, Scale},
};
use crate::render::{
    svg::element::width,
    texts::{Texts, say},
};

/// A line on the axis with what stands below it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tick {
    pub(super) x: f64,
    pub(super) label: String,
    /// Whether the day (or the year) begins here, rather than the drawing.
    pub(super) boundary: bool,
}

/// How far ticks are apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Seconds(i64),
    Days(i64),
    Months(i32),
}

const STEPS: [Step; 22] = [
    Step::Seconds(60),
    Step::Seconds(2 * 60),
    Step::Seconds(5 * 60),
    Step::Seconds(10 * 60),
    Step::Seconds(15 * 60),
    Step::Seconds(30 * 60),
    Step::Seconds(3600),
    Step::Seconds(2 * 3600),
    Step::Seconds(3 * 3600),
    Step::Seconds(6 * 3600),
    Step::Seconds(12 * 3600),
    Step::Days(1),
    Step::Days(2),
    Step::Days(7),
    Step::Days(14),
    Step::Months(1),
    Step::Months(2),
    Step::Months(3),
    Step::Months(6),
    Step::Months(12),
    Step::Months(24),
    Step::Months(60),
];

impl Step {
    fn seconds(self) -> i64 {
        match self {
            Self::Seconds(seconds) => seconds,
            Self::Days(days) => days * DAY,
            Self::Months(months) => i64::from(months) * 30 * DAY,
        }
    }

    /// So many steps.
    fn times(self, count: i64) -> Span {
        match self {
            Self::Seconds(seconds) => (count * seconds).seconds(),
            Self::Days(days) => (count * days).days(),
            Self::Months(months) => (count * i64::from(months)).months(),
        }
    }

    /// What stands below a tick.
    fn label(self, t: &Texts, civil: DateTime) -> String {
        match self {
            Self::Seconds(_) => time(civil),
            Self::Days(_) => t.day_of_year(civil.date()),
            Self::Months(months) if months % 12 == 0 => civil.year().to_string(),
            Self::Months(_) => t.short_month(civil.date()).into(),
        }
    }

    /// The smallest step that leaves `room` pixels for each label.
    fn choose(scale: &Scale, room: f64) -> Self {
        #[allow(
            clippy::cast_precision_loss,
            reason = "seconds of a few years fit a float exactly"
        )]
        let fits = |step: &&Self| step.seconds() as f64 >= room * scale.seconds_per_pixel;
        *STEPS.iter().find(fits).unwrap_or(&STEPS[STEPS.len() - 1])
    }
}

/// The ticks of an axis, and the wider context below them: days under hours, years under days.
pub(super) fn ticks(scale: &Scale, clock: &Clock<'_>, room: f64) -> (Vec<Tick>, Vec<Tick>) {
    let step = Step::choose(scale, room);
    let mut narrow = Vec::new();
    let mut wide = Vec::new();
    for piece in &scale.pieces {
        narrow.extend(times(step, piece, clock).into_iter().map(|at| Tick {
            x: scale.x(at),
            label: step.label(clock.texts, clock.civil(at)),
            boundary: true,
        }));
        wide.extend(
            boundaries(step, piece, clock)
                .into_iter()
                .map(|(at, boundary)| Context {
                    x: scale.x(at),
                    date: clock.civil(at).date(),
                    boundary,
                }),
        );
    }
    let end = scale.pieces.last().map_or(0.0, |piece| piece.x.end);
    (narrow, name_context(clock.texts, step, &wide, end))
}

/// A day or a year, before it has a name.
struct Context {
    x: f64,
    date: Date,
    boundary: bool,
}

/// The round times in a piece.
fn times(step: Step, piece: &Piece, clock: &Clock<'_>) -> Vec<i64> {
    // No axis has more ticks than this, labels need room; and the first may lie a step of years before the piece.
    const MOST: i64 = 3000;
    let start = clock.civil(piece.time.start).date();
    let first = match step {
        Step::Seconds(_) => start,
        // Weeks begin on Monday; so do fortnights and pairs of days, on some Monday.
        Step::Days(days) => {
            let back = i64::from(start.weekday().to_monday_zero_offset()) % days;
            start.checked_sub(back.days()).unwrap_or(start)
        }
        Step::Months(months) => first_of_step(start, months),
    };
    let first = first.at(0, 0, 0, 0);
    (0..MOST)
        .map_while(|i| first.checked_add(step.times(i)).ok())
        .map(|civil| clock.seconds(civil))
        .skip_while(|&at| at < piece.time.start)
        .take_while(|&at| at <= piece.time.end)
        .collect()
}

fn first_of_step(date: Date, months: i32) -> Date {
    let count = i32::from(date.year()) * 12 + i32::from(date.month()) - 1;
    let back = count.rem_euclid(months);
    let first = date.first_of_month();
    first.checked_sub(back.months()).unwrap_or(first)
}

/// Where a piece begins, and where in it the day (or the year) changes, which is true in the second place.
fn boundaries(step: Step, piece: &Piece, clock: &Clock<'_>) -> Vec<(i64, bool)> {
    let wider = match step {
        Step::Months(months) if months % 12 == 0 => return Vec::new(),
        Step::Seconds(_) => Step::Days(1),
        Step::Days(_) | Step::Months(_) => Step::Months(12),
    };
    let mut at: Vec<_> = times(wider, piece, clock)
        .into_iter()
        .map(|at| (at, true))
        .collect();
    if at.first().is_none_or(|&(at, _)| at != piece.time.start) {
        at.insert(0, (piece.time.start, false));
    }
    at
}

/// Names days or years, each as fully as its room allows; those without room stay nameless. The first is told with its
/// year.
fn name_context(t: &Texts, step: Step, context: &[Context], end: f64) -> Vec<Tick> {
    let mut named: Vec<Tick> = Vec::new();
    let mut told = Told::default();
    for (i, here) in context.iter().enumerate() {
        // Beyond the axis lies a margin.
        let next = context
            .get(i + 1)
            .map_or(end.max(here.x) + 60.0, |next| next.x);
        let same_year_next = context
            .get(i + 1)
            .is_some_and(|next| next.date.year() == here.date.year());
        let label = forms(t, step, here.date, told, same_year_next)
            .into_iter()
            .find(|form| width(form, SMALL) + 8.0 <= next - here.x);
        if let Some(label) = &label {
            told.note(here.date, label);
        }
        named.push(Tick {
            x: here.x,
            label: label.unwrap_or_default(),
            boundary: here.boundary,
        });
    }
    named
}

/// What readers know already.
#[derive(Debug, Clone, Copy, Default)]
struct Told {
    date: Option<Date>,
    year: Option<i16>,
}

impl Told {
    fn note(&mut self, date: Date, label: &str) {
        self.date = Some(date);
        if label.ends_with(&date.year().to_string()) {
            self.year = Some(date.year());
        }
    }
}

/// The names of a day or year, the fullest first; none when it was told already. A year that is not told yet is left out
/// only when the next name can tell it.
fn forms(t: &Texts, step: Step, date: Date, told: Told, same_year_next: bool) -> Vec<String> {
    let (year, new_year) = (date.year().to_string(), told.year != Some(date.year()));
    match step {
        _ if told.date == Some(date) => Vec::new(),
        Step::Days(_) | Step::Months(_) if new_year => vec![year],
        Step::Days(_) | Step::Months(_) => Vec::new(),
        Step::Seconds(_) if new_year => {
            let mut forms = vec![
                say!(
                    t,
                    "date.with_weekday",
                    weekday = t.weekday(date),
                    date = t.day(date)
                ),
                t.day(date),
            ];
            match same_year_next {
                true => forms.push(t.day_of_year(date)),
                false => forms.extend([
                    say!(
                        t,
                        "date.short_month_of_year",
                        month = t.short_month(date),
                        year = year
                    ),
                    year,
                ]),
            }
            forms
        }
        Step::Seconds(_) => vec![weekday(t, date), t.day_of_year(date)],
    }
}
