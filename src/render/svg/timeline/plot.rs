//! What the drawing of a timeline shows, before it has a size.

use std::ops::Range;

use super::{
    clock::{Clock, DAY},
    scale::Scale,
};
use crate::{
    model::{Moment, Precision, TimelineEntry, Times},
    render::texts::Texts,
};

/// When something was.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct When {
    /// Unix seconds; of a moment, both ends are the same.
    pub(super) time: Range<i64>,
    /// Whether only the day is known.
    day: bool,
}

impl When {
    fn of(moment: &Moment, clock: &Clock<'_>) -> Self {
        Self {
            time: clock.stretch(moment),
            day: moment.at.timestamp().is_none(),
        }
    }

    /// The middle of the day when only that is known.
    fn middle(&self) -> i64 {
        i64::midpoint(self.time.start, self.time.end)
    }
}

/// One of the six times of an incident.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mark {
    /// `Detected`.
    pub(super) name: String,
    /// Which of the six it is: the name in the frontmatter.
    pub(super) which: &'static str,
    pub(super) when: When,
    /// Its time, short: `23:07`.
    pub(super) time: String,
    /// The same with its day, and with its year when that is another than the last mark's: `6 Feb 2023 23:07`.
    pub(super) day_and_time: String,
    /// The same to read aloud.
    pub(super) spoken: String,
    exact: bool,
}

impl Mark {
    /// Where it is drawn, in Unix seconds.
    pub(super) fn at(&self) -> i64 {
        self.when.middle()
    }
}

/// What state the incident was in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    /// Going on, and nobody knew.
    Undetected,
    /// Going on; when it was noticed is not told.
    Ongoing,
    /// Known, and users still hurt.
    Fixing,
    /// Users no longer hurt.
    Mitigated,
}

impl Phase {
    /// The key of its name.
    fn key(self) -> &'static str {
        match self {
            Self::Undetected => "timeline.undetected",
            Self::Ongoing => "timeline.ongoing",
            Self::Fixing => "timeline.fixing",
            Self::Mitigated => "timeline.mitigated",
        }
    }

    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Undetected => "tl-undetected",
            Self::Ongoing | Self::Fixing => "tl-fixing",
            Self::Mitigated => "tl-mitigated",
        }
    }
}

/// How long the incident was in a state.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Band {
    pub(super) phase: Phase,
    /// What the state is called.
    pub(super) name: String,
    pub(super) time: Range<i64>,
    /// `8 h 35 min`.
    pub(super) length: String,
}

/// An axis shorter than this has no room for days of which nothing more is known: each would be a tenth of it.
const DAYS: i64 = 10 * DAY;

/// How an entry is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// A dot.
    Point,
    /// A hollow dot.
    About,
    /// A bar.
    Stretch,
}

/// One entry of the timeline.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Event {
    pub(super) when: When,
    pub(super) shape: Shape,
    pub(super) title: String,
}

/// Everything to draw.
#[derive(Debug, Clone)]
pub(super) struct Plot<'t> {
    pub(super) clock: Clock<'t>,
    /// By time.
    pub(super) marks: Vec<Mark>,
    pub(super) bands: Vec<Band>,
    /// By time.
    pub(super) events: Vec<Event>,
}

impl<'t> Plot<'t> {
    /// `None` when fewer than two things have a time: one dot is no drawing.
    pub(super) fn new(
        entries: &[TimelineEntry],
        times: &Times,
        zone: &str,
        texts: &'t Texts,
    ) -> Option<Self> {
        let named = times
            .named()
            .map(|(name, time)| (name, time.map(|time| &time.value)));
        let stated = entries.iter().filter_map(|entry| entry.at.as_ref());
        let known = stated.chain(named.iter().filter_map(|(_, moment)| *moment));
        let clock = Clock::new(zone, texts, known);
        let marks = marks(&named, &clock);
        let mut events: Vec<Event> = entries
            .iter()
            .filter_map(|entry| event(entry, &clock))
            .collect();
        events.sort_by_key(|event| (event.when.time.start, event.when.time.end));
        let plot = Self {
            clock,
            bands: bands(texts, &marks),
            marks,
            events,
        };
        plot.says_something().then_some(plot)
    }

    fn says_something(&self) -> bool {
        let mut when = (self.marks.iter().map(|mark| &mark.when))
            .chain(self.events.iter().map(|event| &event.when));
        let first = when.next();
        self.events.len() > 1 || when.any(|other| Some(other) != first)
    }

    /// An axis for all of it between these pixels, a shortened gap taking `gap` of them.
    pub(super) fn scale(&self, x: &Range<f64>, gap: f64) -> Scale {
        let when: Vec<&When> = (self.marks.iter().map(|mark| &mark.when))
            .chain(self.events.iter().map(|event| &event.when))
            .collect();
        let clocked: Vec<i64> = when
            .iter()
            .filter(|when| !when.day)
            .map(|when| when.time.start)
            .collect();
        let short = !clocked.is_empty() && Scale::drawn(&clocked) < DAYS;
        let stretches = when.into_iter().filter_map(|when| {
            // Beside minutes and hours a whole day would take too much room: it counts as its noon, or, when
            // something is known to have happened on it, not at all.
            if when.day && short {
                let known = clocked.iter().any(|at| when.time.contains(at));
                return (!known).then(|| when.middle()..when.middle());
            }
            Some(when.time.clone())
        });
        Scale::new(stretches.collect(), x, gap)
    }
}

fn marks(named: &[(&'static str, Option<&Moment>)], clock: &Clock<'_>) -> Vec<Mark> {
    let last = named.iter().filter_map(|(_, moment)| *moment).next_back();
    let year = last.map_or(0, |moment| moment.at.date().year());
    let mut marks: Vec<Mark> = named
        .iter()
        .filter_map(|(name, moment)| {
            let moment = (*moment)?;
            Some(Mark {
                name: clock.texts.get(mark_key(name)).into(),
                which: name,
                when: When::of(moment, clock),
                time: clock.short(moment),
                day_and_time: clock.day_and_time(moment, year),
                spoken: clock.long(moment),
                exact: moment.precision == Precision::Exact,
            })
        })
        .collect();
    marks.sort_by_key(Mark::at);
    marks
}

/// The key of what a mark is called.
fn mark_key(name: &str) -> &'static str {
    match name {
        "introduced" => "timeline.mark_introduced",
        "started" => "timeline.mark_started",
        "detected" => "timeline.mark_detected",
        "acknowledged" => "timeline.mark_acknowledged",
        "mitigated" => "timeline.mark_mitigated",
        _ => "timeline.mark_resolved",
    }
}

/// The states between the marks; what is stated out of order (mitigated before anybody noticed) is drawn as stated.
fn bands(t: &Texts, marks: &[Mark]) -> Vec<Band> {
    let first = match marks.iter().any(|mark| mark.which == "detected") {
        true => Phase::Undetected,
        false => Phase::Ongoing,
    };
    let mut bands = Vec::new();
    let mut phase = None;
    let mut from: Option<&Mark> = None;
    for mark in marks {
        let next = match (mark.which, phase) {
            ("started", None) => Some(first),
            ("detected", None | Some(Phase::Undetected)) => Some(Phase::Fixing),
            ("mitigated", _) => Some(Phase::Mitigated),
            ("resolved", _) => None,
            _ => continue,
        };
        if let (Some(phase), Some(from)) = (phase, from)
            && mark.at() > from.at()
        {
            let about = if mark.exact && from.exact { "" } else { "≈ " };
            bands.push(Band {
                phase,
                name: t.get(phase.key()).into(),
                time: from.at()..mark.at(),
                length: format!("{about}{}", t.duration(mark.at() - from.at())),
            });
        }
        (phase, from) = (next, Some(mark));
        if next.is_none() {
            break;
        }
    }
    bands
}

fn event(entry: &TimelineEntry, clock: &Clock<'_>) -> Option<Event> {
    let at = entry.at.as_ref()?;
    let mut when = When::of(at, clock);
    if let Some(until) = &entry.until {
        when.time.end = clock.stretch(until).end.max(when.time.end);
        when.day = false;
    }
    let shape = match at.precision {
        _ if when.time.end > when.time.start => Shape::Stretch,
        Precision::Approx => Shape::About,
        Precision::Exact | Precision::Day => Shape::Point,
    };
    Some(Event {
        when,
        shape,
        title: format!("{} {}", clock.short(at), excerpt(&entry.text)),
    })
}

/// The first words of a text.
fn excerpt(text: &str) -> String {
    const MOST: usize = 90;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    let cut: String = text.chars().take(MOST).collect();
    let whole_words = cut
        .rsplit_once(' ')
        .map_or(cut.as_str(), |(words, _)| words);
    format!("{whole_words} …")
}
