use jiff::civil::Date;

use super::keys::FrontKeys;
use crate::{
    config::Config,
    diagnostic::{Code, Diagnostic},
    import,
    insight::{ActionItem, Derived, Insight},
    library::Entry,
    model::{Debrief, Moment, Provenance, Sourced, Span, Status},
    parse::frontmatter,
};

/// A debrief under the eyes of the rules.
pub(super) struct Subject<'a> {
    pub(super) entry: &'a Entry,
    pub(super) derived: &'a Derived,
    insight: &'a Insight,
    pub(super) config: &'a Config,
    pub(super) today: Date,
    /// Values of its frontmatter that an import wrote and nobody has confirmed.
    pub(super) unconfirmed: usize,
    /// `None` for a report without frontmatter: written for another place, and owing less.
    pub(super) keys: Option<FrontKeys>,
}

impl<'a> Subject<'a> {
    pub(super) fn new(
        entry: &'a Entry,
        (derived, insight): (&'a Derived, &'a Insight),
        config: &'a Config,
        today: Date,
    ) -> Self {
        Self {
            entry,
            derived,
            insight,
            config,
            today,
            unconfirmed: import::unconfirmed(&entry.text[..entry.body.start]),
            keys: frontmatter::keys(&entry.shown, &entry.text, config).map(FrontKeys),
        }
    }

    pub(super) fn debrief(&self) -> &'a Debrief {
        &self.entry.debrief
    }

    pub(super) fn is_draft(&self) -> bool {
        self.debrief().status == Status::Draft
    }

    /// What is known of an item across debriefs, by its position in this one.
    pub(super) fn item(&self, index: usize) -> Option<&'a ActionItem> {
        self.insight.actions.get(*self.derived.actions.get(index)?)
    }

    /// Whether it was written for another place, and nobody has taken it over yet: it owes less.
    pub(super) fn is_foreign(&self) -> bool {
        self.keys.is_none() || self.unconfirmed > 0
    }

    /// Whether its author writes for this site and says that it is out, or nearly.
    pub(super) fn owes(&self) -> bool {
        !self.is_foreign() && !self.is_draft()
    }

    /// A finding about some bytes of the file.
    pub(super) fn at(&self, code: Code, message: impl Into<String>, span: Span) -> Diagnostic {
        Diagnostic::new(code, message).at(&self.entry.shown, span, "")
    }

    /// A finding about a key of the frontmatter, or about the file where that key is missing.
    pub(super) fn at_key(&self, code: Code, message: impl Into<String>, path: &str) -> Diagnostic {
        match self.keys.as_ref().and_then(|keys| keys.span(path)) {
            Some(span) => self.at(code, message, span),
            None => Diagnostic::new(code, message).in_file(&self.entry.shown),
        }
    }

    /// Where a time of the incident was said.
    pub(super) fn place_of(&self, name: &str, time: &Sourced<Moment>) -> Option<Span> {
        match time.from {
            Provenance::Frontmatter => self.keys.as_ref()?.span(&format!("times.{name}")),
            Provenance::Timeline(line) | Provenance::Body(line) | Provenance::Heading(line) => {
                line_span(&self.entry.text, line)
            }
            Provenance::FileName | Provenance::Git | Provenance::Default => None,
        }
    }
}

/// The text of a 1-based line, without the white space around it.
fn line_span(text: &str, line: u32) -> Option<Span> {
    let index = usize::try_from(line).ok()?.checked_sub(1)?;
    let mut start = 0;
    for (i, row) in text.split_inclusive('\n').enumerate() {
        if i == index {
            let lead = row.len() - row.trim_start().len();
            return Some(Span::new(start + lead, start + row.trim_end().len()));
        }
        start += row.len();
    }
    None
}

/// The first line of a span: enough to show which item is meant.
pub(super) fn first_line(text: &str, span: Span) -> Span {
    let shown = text.get(span.start..span.end).unwrap_or_default();
    let line = shown.lines().next().unwrap_or_default().trim_end();
    Span::new(span.start, span.start + line.len())
}
