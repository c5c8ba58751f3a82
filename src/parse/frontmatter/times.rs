//! Keys that hold days and times.

use jiff::{Span as Length, civil::Date};

use crate::{
    data::{Map, Node, Value, Zone},
    diagnostic::{Code, Diagnostic},
    model::{At, Checkpoint, Moment, Precision, Process},
};

use super::{
    Spanned, StatedTimes,
    facts::Facts,
    moment::{Doubt, NotATime, read_date, read_time},
    words::PRECISION,
};

const NAMES: &[&str] = &[
    "introduced",
    "started",
    "detected",
    "acknowledged",
    "mitigated",
    "resolved",
];

/// `unknown`, or a note alone.
fn says_unknown(node: &Node) -> bool {
    let at = match &node.value {
        Value::Map(map) => match map.get("at") {
            Some(at) => at,
            None => return map.get("note").is_some(),
        },
        _ => node,
    };
    at.text()
        .is_some_and(|text| text.eq_ignore_ascii_case("unknown"))
}

impl Facts<'_, '_, '_> {
    pub(super) fn date(&mut self) -> Option<Spanned<Date>> {
        let node = self.root.get("date")?;
        let value = self.day("date", node)?;
        Some(Spanned {
            value,
            span: node.span,
        })
    }

    /// A time of day is passed over: only the day is of use.
    pub(super) fn published_on(&mut self) -> Option<Date> {
        let node = self.root.get("published_on")?;
        let text = self.reader.text("published_on", node)?;
        let day = text
            .get(..10)
            .filter(|_| text[10..].starts_with(['T', 't', ' ']));
        match read_date(day.unwrap_or(&text)) {
            Ok(date) => Some(date),
            Err(error) => self.no_time("published_on", node, &error, "a date such as `2026-11-20`"),
        }
    }

    pub(super) fn times(&mut self) -> StatedTimes {
        let Some(map) = self
            .root
            .get("times")
            .and_then(|n| self.reader.group("times", n))
        else {
            return StatedTimes::default();
        };
        StatedTimes {
            introduced: self.moment_in(map, "times", "introduced"),
            started: self.moment_in(map, "times", "started"),
            detected: self.moment_in(map, "times", "detected"),
            acknowledged: self.moment_in(map, "times", "acknowledged"),
            mitigated: self.moment_in(map, "times", "mitigated"),
            resolved: self.moment_in(map, "times", "resolved"),
            unknown: NAMES
                .iter()
                .copied()
                .filter(|name| map.get(name).is_some_and(says_unknown))
                .collect(),
        }
    }

    pub(super) fn process(&mut self) -> Process {
        let Some(map) = self
            .root
            .get("process")
            .and_then(|n| self.reader.group("process", n))
        else {
            return Process::default();
        };
        let debriefed = self
            .moment_in(map, "process", "debriefed")
            .map(|moment| moment.value);
        let held_on = debriefed.as_ref().map(|moment| moment.at.date());
        let checkpoints = map.get("checkpoints").map_or_else(Vec::new, |node| {
            let items = node.items().iter().filter(|item| !item.is_null());
            items
                .filter_map(|item| self.checkpoint(item, held_on))
                .collect()
        });
        Process {
            debriefed,
            checkpoints,
        }
    }

    /// `{due, held, note}`, or the day it is due.
    fn checkpoint(&mut self, node: &Node, debriefed: Option<Date>) -> Option<Checkpoint> {
        const PATH: &str = "process.checkpoints";
        let Value::Map(map) = &node.value else {
            let due = self.day(PATH, node)?;
            return Some(Checkpoint {
                due,
                held: None,
                note: None,
                stated: true,
            });
        };
        let due = self.day_in(map, PATH, "due");
        let held = self.day_in(map, PATH, "held");
        let note = self.text_in(map, PATH, "note");
        let stated = due.is_some();
        let Some(due) = due.or_else(|| self.default_due(debriefed)).or(held) else {
            if map.get("due").is_none() && map.get("held").is_none() {
                self.reader.missing(PATH, node, "due");
            }
            return None;
        };
        Some(Checkpoint {
            due,
            held,
            note,
            stated,
        })
    }

    fn default_due(&self, debriefed: Option<Date>) -> Option<Date> {
        let days = self.config.targets.checkpoint.as_hours() / 24;
        debriefed?
            .checked_add(Length::new().try_days(days).ok()?)
            .ok()
    }

    fn moment_in(&mut self, map: &Map, path: &str, key: &str) -> Option<Spanned<Moment>> {
        let node = map.get(key)?;
        let path = format!("{path}.{key}");
        let value = match &node.value {
            Value::Map(inner) => self.described_moment(&path, node, inner)?,
            _ => self.moment(&path, node)?,
        };
        Some(Spanned {
            value,
            span: node.span,
        })
    }

    /// `{at, precision, note, source}`.
    fn described_moment(&mut self, path: &str, node: &Node, map: &Map) -> Option<Moment> {
        let precision = map
            .get("precision")
            .and_then(|n| self.reader.word(&format!("{path}.precision"), n, PRECISION));
        let note = self.text_in(map, path, "note");
        let source = self.text_in(map, path, "source");
        let Some(at) = map.get("at") else {
            // A note alone says that nobody knows when.
            if note.is_none() {
                self.reader.missing(path, node, "at");
            }
            return None;
        };
        let mut moment = self.moment(&format!("{path}.at"), at)?;
        match precision {
            Some(Precision::Approx) => moment = moment.approximate(),
            Some(Precision::Day) => moment = Moment::new(At::Day(moment.at.date())),
            Some(Precision::Exact) | None => {}
        }
        moment.note = match (note, source) {
            (Some(note), Some(source)) => Some(format!("{note} ({source})")),
            (note, source) => note.or(source),
        };
        Some(moment)
    }

    fn moment(&mut self, path: &str, node: &Node) -> Option<Moment> {
        let text = self.reader.text(path, node)?;
        if text.eq_ignore_ascii_case("unknown") {
            return None;
        }
        match read_time(&text, &self.zone) {
            Ok((moment, doubt)) => {
                if let Some(doubt) = doubt {
                    self.ambiguous(path, node, &moment, &doubt);
                }
                Some(moment)
            }
            Err(error) => self.no_time(path, node, &error, "a time"),
        }
    }

    fn day_in(&mut self, map: &Map, path: &str, key: &str) -> Option<Date> {
        let node = map.get(key)?;
        self.day(&format!("{path}.{key}"), node)
    }

    fn day(&mut self, path: &str, node: &Node) -> Option<Date> {
        let text = self.reader.text(path, node)?;
        match read_date(&text) {
            Ok(date) => Some(date),
            Err(error) => self.no_time(path, node, &error, "a date such as `2026-11-20`"),
        }
    }

    fn no_time<T>(
        &mut self,
        path: &str,
        node: &Node,
        error: &NotATime,
        expected: &str,
    ) -> Option<T> {
        self.reader.wrong(path, node, expected, error.help());
        None
    }

    fn ambiguous(&mut self, path: &str, node: &Node, moment: &Moment, doubt: &Doubt) {
        let zone = self.zone.name();
        let name = |offset| Zone::fixed(offset).name().to_owned();
        let (taken, other) = (name(doubt.taken), name(doubt.other));
        let (message, help) = if doubt.twice {
            (
                format!("the clocks of {zone} showed the time of `{path}` twice that night"),
                format!(
                    "it was read as {}; write the offset after it, `{taken}` or `{other}`",
                    moment.at
                ),
            )
        } else {
            (
                format!("the clocks of {zone} skipped the time of `{path}`"),
                format!("it was read as {}; please look it up again", moment.at),
            )
        };
        let diagnostic = Diagnostic::new(Code::AmbiguousTime, message)
            .at(self.reader.file(), node.span, "")
            .help(help);
        self.reader.report(diagnostic);
    }
}
