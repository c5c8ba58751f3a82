use std::ops::Range;

use pulldown_cmark::Event;

use super::{Reader, marks};
use crate::{
    diagnostic::Code,
    model::{Fragment, Mark, TimelineEntry},
    parse::{
        body::{
            calendar::{Problem, Resolved},
            clock::{Oddity, Stamp},
        },
        markdown::InlineText,
    },
};

/// An entry whose time and text stand in one run of events.
pub(super) struct Draft<'d> {
    pub(super) stamp: Option<&'d Stamp>,
    /// The run as text; the stamp counts in it.
    pub(super) text: &'d InlineText,
    pub(super) events: Range<u32>,
    pub(super) bytes: Range<usize>,
}

impl Reader<'_> {
    /// Adds an entry whose text follows its time.
    pub(super) fn entry(&mut self, draft: Draft<'_>) {
        let text = &draft.text.text;
        let (written, mut from) = match draft.stamp {
            Some(stamp) => (text[stamp.start..stamp.end].trim().to_owned(), stamp.rest),
            None => (String::new(), 0),
        };
        let found = marks::stated_mark(&text[from..]);
        // A mark that opens the text is shown as a mark; the text need not repeat it.
        if let Some((_, behind)) = found
            && text[from + behind..].contains(char::is_alphanumeric)
        {
            from += behind;
        }
        // So is one that closes it.
        let to = match (found, marks::closing_mark(&text[from..])) {
            (Some((mark, _)), Some((closing, start))) if mark == closing => from + start,
            _ => text.len(),
        };
        let rest = squeeze(text[from..to].trim_start_matches([' ', ':', '-', '–', '—', '*']));
        let cut =
            |range: Range<usize>| (!range.is_empty()).then(|| draft.text.source_range(&range));
        let content = if rest.is_empty() {
            Vec::new()
        } else {
            let cuts = [cut(0..from), cut(to..text.len())];
            vec![Fragment {
                events: draft.events.clone(),
                cuts: cuts.into_iter().flatten().collect(),
            }]
        };
        let mut marks: Vec<Mark> = found.map(|(mark, _)| mark).into_iter().collect();
        marks.extend(self.mark_in_html(&draft.events));
        marks.extend(marks::in_emphasis(self.source, &draft.events));
        marks.extend(marks::capitals(&text[from..]));
        self.push(draft.stamp, &written, rest, content, marks, draft.bytes);
    }

    /// `<START OF OUTAGE>` is a tag to markdown, and no text.
    fn mark_in_html(&self, events: &Range<u32>) -> Option<Mark> {
        self.source.events[events.start as usize..events.end as usize]
            .iter()
            .find_map(|(event, _)| match event {
                Event::InlineHtml(html) => marks::exact(html),
                _ => None,
            })
    }

    /// Adds an entry. Of its marks the first is shown.
    pub(super) fn push(
        &mut self,
        stamp: Option<&Stamp>,
        written: &str,
        text: String,
        content: Vec<Fragment>,
        marks: Vec<Mark>,
        bytes: Range<usize>,
    ) {
        let resolved = stamp.map_or_else(Resolved::default, |stamp| self.calendar.resolve(stamp));
        if let Some(stamp) = stamp {
            self.remark(stamp, &resolved, written, &bytes);
        }
        self.entries.push(TimelineEntry {
            at: resolved.at,
            until: resolved.until,
            written: written.to_owned(),
            text,
            content,
            mark: None,
            also: Vec::new(),
            mark_stated: false,
            line: self.source.line(bytes.start),
            span: self.source.span(&bytes),
        });
        self.adopt(marks);
        self.parts
            .timeline(self.entries.len() - 1..self.entries.len());
    }

    /// Gives the last entry the marks its author wrote: the first is shown, each counts once.
    pub(super) fn adopt(&mut self, marks: Vec<Mark>) {
        let Some(entry) = self.entries.last_mut() else {
            return;
        };
        for mark in marks {
            if entry.mark.is_none() {
                (entry.mark, entry.mark_stated) = (Some(mark), true);
            } else if entry.mark != Some(mark) && !entry.also.contains(&mark) {
                entry.also.push(mark);
            }
        }
    }

    /// Tells the author what is odd about a time.
    fn remark(&mut self, stamp: &Stamp, resolved: &Resolved, written: &str, bytes: &Range<usize>) {
        let code = if resolved.problem.is_some() {
            Code::ImpossibleTime
        } else {
            Code::AmbiguousZone
        };
        let (message, help) = match (resolved.problem, &stamp.oddity) {
            (Some(Problem::Impossible), _) => (
                format!("there is no time `{written}`"),
                "correct the time; until then the entry is shown as it was written, without a place on the timeline".to_owned(),
            ),
            (Some(Problem::MixedClock), _) => (
                format!("`{written}` mixes the 24-hour clock with am/pm"),
                "it was read as the 24-hour clock; drop the am or pm".to_owned(),
            ),
            (Some(Problem::LongYear), _) => (
                format!("the year in `{written}` has five digits"),
                "it was read without its last digit; correct the year".to_owned(),
            ),
            (None, Some(Oddity::Zone(what))) => (what.clone(), "name the zone by its offset or its region, such as +01:00 or Europe/Dublin".to_owned()),
            (None, None) => return,
        };
        let place = bytes.start..bytes.end.min(bytes.start + written.len().max(1));
        let finding = self.source.finding(code, message, &place, "").help(help);
        self.diagnostics.push(finding);
    }
}

/// Runs of white space as one space, none at the ends.
pub(super) fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}
