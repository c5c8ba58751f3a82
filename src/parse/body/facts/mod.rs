//! Facts stated as label and value: `Start time: …`, `Time to detection: 8 minutes`, a pasted `IMPACT TIME`.

mod names;

use names::{DATES, GENERAL, LENGTHS, RANGES};

use super::{
    calendar::Calendar,
    clock,
    duration::{self, Figure},
    outline::Draft,
    source::Source,
    timeline::label_mark,
};
use crate::{
    model::{Mark, Moment, SectionKind},
    parse::markdown::{self, Block, BlockKind},
};

/// Which length of time a figure gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Length {
    /// Start to detection.
    Detect,
    /// Start to acknowledgement.
    Acknowledge,
    /// Start to the end of the impact.
    Mitigate,
    /// Start to the end.
    Resolve,
}

/// A stated time of the lifecycle.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct StatedTime {
    pub(super) mark: Mark,
    pub(super) moment: Moment,
    /// Byte of the prepared text where it stands.
    pub(super) at: usize,
}

/// A stated length of time.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct StatedLength {
    pub(super) what: Length,
    pub(super) figure: Figure,
    /// Bytes of the prepared text where it stands.
    pub(super) at: std::ops::Range<usize>,
    /// As written.
    pub(super) text: String,
}

/// All facts of a body.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Facts {
    pub(super) times: Vec<StatedTime>,
    pub(super) lengths: Vec<StatedLength>,
    /// `Date: …`, with the byte where it stands.
    pub(super) date: Option<(jiff::civil::Date, usize)>,
    /// `Incident date: …`, the same.
    pub(super) incident_date: Option<(jiff::civil::Date, usize)>,
}

impl Facts {
    /// Those that stand within these bytes of the prepared text.
    pub(super) fn within(&self, bytes: &std::ops::Range<usize>) -> Self {
        Self {
            times: self
                .times
                .iter()
                .filter(|t| bytes.contains(&t.at))
                .cloned()
                .collect(),
            lengths: self
                .lengths
                .iter()
                .filter(|l| bytes.contains(&l.at.start))
                .cloned()
                .collect(),
            date: self.date.filter(|(_, at)| bytes.contains(at)),
            incident_date: self.incident_date.filter(|(_, at)| bytes.contains(at)),
        }
    }
}

/// Longest line that is looked at for a label, in bytes.
const LONGEST_LINE: usize = 240;

/// Reads the facts of these sections.
pub(super) fn read(source: &Source<'_>, drafts: &[Draft], calendar: &Calendar) -> Facts {
    let mut reader = Reader {
        source,
        calendar: calendar.clone(),
        facts: Facts::default(),
        pending: None,
        figures_only: false,
    };
    for draft in drafts {
        if matches!(draft.reads_as, SectionKind::Actions | SectionKind::Timeline) {
            continue;
        }
        for piece in &draft.pieces {
            reader.block(&piece.block, 0);
        }
    }
    reader.facts
}

/// The day of the incident that a label says in as many words: better than the day in the name of the file, which may
/// be the one it was written on.
pub(super) fn incident_day(
    source: &Source<'_>,
    drafts: &[Draft],
    calendar: &Calendar,
) -> Option<jiff::civil::Date> {
    // Few reports have such a label, and reading all facts once more is not free.
    let text = source.prepared.text.to_ascii_lowercase();
    let labels = DATES.iter().filter(|label| !GENERAL.contains(label));
    if !labels.into_iter().any(|label| text.contains(label)) {
        return None;
    }
    let (date, _) = read(source, drafts, calendar).incident_date?;
    Some(date)
}

/// The day a label gives, for a body whose day is not known otherwise.
pub(super) fn labelled_day(
    source: &Source<'_>,
    drafts: &[Draft],
    calendar: &Calendar,
) -> Option<jiff::civil::Date> {
    let facts = read(source, drafts, calendar);
    let started = facts
        .times
        .iter()
        .find(|t| t.mark == Mark::Started)
        .or(facts.times.first());
    facts
        .date
        .map(|(date, _)| date)
        .or_else(|| started.map(|t| t.moment.at.date()))
}

struct Reader<'a> {
    source: &'a Source<'a>,
    calendar: Calendar,
    facts: Facts,
    /// A label alone on its line, as pasted exports have it: its value is on the next.
    pending: Option<String>,
    figures_only: bool,
}

impl Reader<'_> {
    fn block(&mut self, block: &Block, depth: usize) {
        match block.kind {
            BlockKind::Paragraph => self.paragraph(block),
            BlockKind::List(_) if depth < 3 => {
                for item in self.source.children(block) {
                    for inner in self.source.children(&item) {
                        self.block(&inner, depth + 1);
                    }
                }
            }
            BlockKind::Table => self.table(block),
            _ => self.pending = None,
        }
    }

    fn paragraph(&mut self, block: &Block) {
        for line in markdown::lines(self.source.events, self.source.inner(block)) {
            let bytes = self.source.bytes(&line.events);
            if bytes.len() > LONGEST_LINE {
                self.pending = None;
                continue;
            }
            let text = self.source.plain(line.events);
            if let Some(label) = self.pending.take() {
                self.fact(&label, &text, &bytes);
            }
            self.line(&text, &bytes);
        }
    }

    fn line(&mut self, text: &str, bytes: &std::ops::Range<usize>) {
        match text.split_once(':') {
            // `10:42` is no label.
            Some((label, value))
                if !label.is_empty()
                    && label.len() <= 40
                    && !label.ends_with(|c: char| c.is_ascii_digit()) =>
            {
                self.fact(label, value, bytes);
            }
            _ if text.len() <= 40 && known(text) => self.pending = Some(text.to_owned()),
            _ => self.unpunctuated(text, bytes),
        }
    }

    /// `Resolved 2023-09-20 19:18`
    fn unpunctuated(&mut self, text: &str, bytes: &std::ops::Range<usize>) {
        if !self.figures_only
            && let Some((mark, label)) = label_mark(text)
            && let Some(stamp) =
                clock::only(&text[label..]).filter(|s| s.has_clock() && s.day.is_some())
            && let Some(moment) = self.calendar.resolve(&stamp).at
        {
            self.facts.times.push(StatedTime {
                mark,
                moment,
                at: bytes.start,
            });
        }
    }

    /// A table of labels and values.
    fn table(&mut self, table: &Block) {
        for row in self.source.children(table) {
            let cells = self.source.children(&row);
            // Forms put two pairs side by side.
            if !matches!(cells.len(), 2 | 4) {
                continue;
            }
            for pair in cells.chunks_exact(2) {
                let text = |cell: &Block| self.source.plain(self.source.inner(cell));
                self.fact(&text(&pair[0]), &text(&pair[1]), &row.range);
            }
        }
    }

    fn fact(&mut self, label: &str, value: &str, bytes: &std::ops::Range<usize>) {
        let name = normal(label);
        let value = value.trim().trim_start_matches(['*', ':', ' ']);
        if name.is_empty() || value.is_empty() {
            return;
        }
        if let Some((what, _)) = LENGTHS
            .iter()
            .find(|(_, names)| names.contains(&name.as_str()))
            && let Some(figure) = duration::read(value)
        {
            self.facts.lengths.push(StatedLength {
                what: *what,
                figure,
                at: bytes.clone(),
                text: format!("{}: {value}", label.trim()),
            });
        } else if self.figures_only {
        } else if RANGES.contains(&name.as_str()) {
            self.range(value, bytes);
        } else if DATES.contains(&name.as_str()) {
            self.date(value, bytes);
            if !GENERAL.contains(&name.as_str()) && self.facts.incident_date.is_none() {
                self.facts.incident_date = self.facts.date;
            }
        } else if let Some(mark) = mark_of(&name) {
            self.time(mark, value, bytes);
        }
    }

    fn time(&mut self, mark: Mark, value: &str, bytes: &std::ops::Range<usize>) {
        let stamp = clock::leading(value).or_else(|| clock::only(value));
        // A time without its day is safe only where the day is known otherwise.
        if let Some(stamp) = stamp.filter(|s| s.day.is_some() || s.has_clock())
            && let Some(moment) = self.calendar.resolve(&stamp).at
        {
            self.facts.times.push(StatedTime {
                mark,
                moment,
                at: bytes.start,
            });
        }
    }

    fn range(&mut self, value: &str, bytes: &std::ops::Range<usize>) {
        let value = value
            .strip_prefix("from ")
            .or_else(|| value.strip_prefix("From "))
            .unwrap_or(value);
        let Some(stamp) = clock::leading(value) else {
            return;
        };
        let resolved = self.calendar.resolve(&stamp);
        if !stamp.has_clock() {
            return;
        }
        for (mark, moment) in [
            (Mark::Started, resolved.at),
            (Mark::Resolved, resolved.until),
        ] {
            if let Some(mut moment) = moment {
                // The ends of a stated window are as exact as they are written.
                if !stamp.approx
                    && stamp.until.is_some()
                    && moment.precision == crate::model::Precision::Approx
                {
                    moment.precision = crate::model::Precision::Exact;
                }
                self.facts.times.push(StatedTime {
                    mark,
                    moment,
                    at: bytes.start,
                });
            }
        }
    }

    fn date(&mut self, value: &str, bytes: &std::ops::Range<usize>) {
        if self.facts.date.is_none()
            && let Some(date) = clock::leading(value)
                .and_then(|s| s.day)
                .and_then(|d| self.calendar.date(d))
        {
            self.facts.date = Some((date, bytes.start));
        }
    }
}

/// The time that a label names: `incident start`, `date/time detected`.
fn mark_of(name: &str) -> Option<Mark> {
    const OPENINGS: &[&str] = &[
        "date/time of ",
        "date/time ",
        "date and time of ",
        "date and time ",
        "date & time ",
        "time of ",
        "date of ",
    ];
    let bare = OPENINGS
        .iter()
        .find_map(|opening| name.strip_prefix(opening));
    let name = bare.unwrap_or(name);
    label_mark(&format!("{name}:"))
        .filter(|(_, end)| *end == name.len() + 1)
        .map(|(mark, _)| mark)
}

/// Whether a line is a label of ours and nothing else.
fn known(text: &str) -> bool {
    let name = normal(text);
    RANGES.contains(&name.as_str()) && text.contains(' ')
        || LENGTHS
            .iter()
            .any(|(_, names)| names.contains(&name.as_str()))
        || name == "incident date"
        || (name.contains(' ') && mark_of(&name).is_some())
}

fn normal(label: &str) -> String {
    let words: Vec<String> = label
        .split(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | '(' | ')' | '-' | ':'))
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .collect();
    let words: Vec<&str> = words
        .iter()
        .map(String::as_str)
        .filter(|w| !matches!(*w, "utc" | "the" | "approx" | "est"))
        .collect();
    words.join(" ")
}
