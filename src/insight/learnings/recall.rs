//! Old learnings that are worth another look today.

use jiff::civil::Date;

use super::LearningTopic;
use crate::{library::Library, model::LearningKind};

/// Why an old learning is shown today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recall {
    /// Its debrief is this many years old this week (at least 1).
    ThisWeek(i16),
    /// Its debrief is this many years old, give or take a fortnight (at least 1).
    AroundNow(i16),
    /// Nothing happened at this time of year: one of the old ones, another each week.
    Old,
}

/// Days on either side of today that are "this week".
const WEEK: i32 = 3;

/// Days on either side of today that are "around this time".
const FORTNIGHT: i32 = 14;

/// Days after which a learning is old enough to be forgotten.
const OLD: i32 = 182;

/// At most `most` learnings that are worth another look on a day, of one debrief, and why: of the debrief nearest to
/// today one year ago, else two, and so on; this week first, then this time of year; else one of the old ones, which
/// changes each week. `None` when nothing is old enough. The same day always gives the same.
#[must_use]
pub fn recall(
    library: &Library,
    topics: &[LearningTopic],
    today: Date,
    most: usize,
) -> Option<(Recall, Vec<usize>)> {
    let by_debrief = by_debrief(library, topics);
    let (why, debrief) = anniversary(library, &by_debrief, today)
        .or_else(|| in_turn(library, &by_debrief, today).map(|debrief| (Recall::Old, debrief)))?;
    let mut shown = by_debrief[debrief].clone();
    // A lesson says more out of its place than what went well or wrong; what was learned often says most.
    shown.sort_by_key(|&topic| (topics[topic].kind != LearningKind::Lesson, topic));
    shown.truncate(most);
    Some((why, shown))
}

/// For each debrief its topics.
fn by_debrief(library: &Library, topics: &[LearningTopic]) -> Vec<Vec<usize>> {
    let mut by_debrief = vec![Vec::new(); library.entries.len()];
    for (topic, learned) in topics.iter().enumerate() {
        for source in &learned.sources {
            by_debrief[source.debrief].push(topic);
        }
    }
    by_debrief
}

fn anniversary(
    library: &Library,
    by_debrief: &[Vec<usize>],
    today: Date,
) -> Option<(Recall, usize)> {
    let candidates = library.entries.iter().enumerate();
    let known = candidates.filter(|(debrief, _)| !by_debrief[*debrief].is_empty());
    let nearest = known.filter_map(|(debrief, entry)| {
        let (years, days) = since_the_day(entry.date()?, today)?;
        Some((days > WEEK, years, days, debrief))
    });
    let (late, years, _, debrief) = nearest.min()?;
    let why = if late {
        Recall::AroundNow(years)
    } else {
        Recall::ThisWeek(years)
    };
    Some((why, debrief))
}

/// How many years ago it was at this time of year, and how many days off today's date; `None` for other times of year.
fn since_the_day(date: Date, today: Date) -> Option<(i16, i32)> {
    let around = today.year() - date.year();
    // In January the anniversary of a December is in the year before, and the other way round.
    [around - 1, around, around + 1]
        .into_iter()
        .filter(|&years| years > 0)
        .filter_map(|years| {
            // The 29th of February is remembered on the 28th.
            let day = date.with().year(date.year() + years).build();
            let day = day.or_else(|_| date.with().year(date.year() + years).day(28).build());
            Some((years, (day.ok()? - today).get_days().abs()))
        })
        .find(|&(_, days)| days <= FORTNIGHT)
}

/// The old debriefs take turns, a week each.
fn in_turn(library: &Library, by_debrief: &[Vec<usize>], today: Date) -> Option<usize> {
    let old: Vec<usize> = library
        .entries
        .iter()
        .enumerate()
        .filter(|(debrief, _)| !by_debrief[*debrief].is_empty())
        .filter(|(_, entry)| {
            let age = entry.date().map(|date| (today - date).get_days());
            age.is_some_and(|age| age >= OLD)
        })
        .map(|(debrief, _)| debrief)
        .collect();
    let weeks = (today - Date::new(2000, 1, 3).ok()?)
        .get_days()
        .div_euclid(7);
    let turn = usize::try_from(weeks.rem_euclid(i32::try_from(old.len()).ok()?.max(1))).ok()?;
    old.get(turn).copied()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn anniversaries_are_counted_across_the_turn_of_the_year() {
        let today = date(2026, 1, 2);
        assert_eq!(since_the_day(date(2024, 12, 30), today), Some((1, 3)));
        assert_eq!(since_the_day(date(2025, 1, 4), today), Some((1, 2)));
        assert_eq!(since_the_day(date(2024, 1, 1), today), Some((2, 1)));
        assert_eq!(
            since_the_day(date(2025, 12, 30), today),
            None,
            "three days ago"
        );
        assert_eq!(since_the_day(date(2025, 6, 1), today), None);
        assert_eq!(
            since_the_day(date(2024, 2, 29), date(2026, 2, 28)),
            Some((2, 0))
        );
    }
}
