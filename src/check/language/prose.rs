//! The sentences of a body: what its author says in their own words.

use std::ops::Range;

use pulldown_cmark::Event;

use crate::{
    library::Entry,
    model::{SectionKind, Span},
    parse::markdown::{self, Block, BlockKind, InlineText, Prepared, Spanned},
};

/// What part of a debrief a passage belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Zone {
    Prose,
    Heading,
    Timeline,
    Learnings,
    WentWell,
    Actions,
}

/// A paragraph, a heading, a cell of a table, the text of an item.
pub(super) struct Passage<'a> {
    pub(super) zone: Zone,
    inline: InlineText,
    pub(super) sentences: Vec<Range<usize>>,
    /// Bytes of the text that are code or stand between quotation marks.
    quoted: Vec<Range<usize>>,
    prepared: &'a Prepared<'a>,
}

impl Passage<'_> {
    /// On one line.
    pub(super) fn text(&self) -> &str {
        &self.inline.text
    }

    /// Bytes of the file behind bytes of the text.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        self.prepared.span(&self.inline.source_range(range))
    }

    /// Whether a finding reaches into code or somebody else's words.
    pub(super) fn is_quoted(&self, range: &Range<usize>) -> bool {
        let overlaps = |quoted: &Range<usize>| range.start < quoted.end && quoted.start < range.end;
        self.quoted.iter().any(overlaps)
    }
}

/// The passages of a body that hold its author's own words: no code, no quotations, no raw HTML.
pub(super) fn read<'a>(
    entry: &Entry,
    prepared: &'a Prepared<'a>,
    events: &[Spanned<'a>],
) -> Vec<Passage<'a>> {
    let mut reader = Reader {
        entry,
        prepared,
        events,
        passages: Vec::new(),
    };
    // A body is at most a few MB (see `parse::body`), so the number of events fits.
    let end = u32::try_from(events.len()).unwrap_or(u32::MAX);
    for block in markdown::blocks(events, 0..end) {
        reader.block(&block);
    }
    reader.passages
}

struct Reader<'a, 'e> {
    entry: &'e Entry,
    prepared: &'a Prepared<'a>,
    events: &'e [Spanned<'a>],
    passages: Vec<Passage<'a>>,
}

impl Reader<'_, '_> {
    fn block(&mut self, block: &Block) {
        match block.kind {
            BlockKind::Heading(_) => self.passage(block, Some(Zone::Heading)),
            BlockKind::Paragraph | BlockKind::TableCell => self.passage(block, None),
            BlockKind::List(_)
            | BlockKind::Item
            | BlockKind::Table
            | BlockKind::TableHead
            | BlockKind::TableRow => {
                for child in markdown::children(self.events, block) {
                    self.block(&child);
                }
            }
            BlockKind::Code
            | BlockKind::Quote
            | BlockKind::Html
            | BlockKind::Rule
            | BlockKind::Other => {}
        }
    }

    fn passage(&mut self, block: &Block, zone: Option<Zone>) {
        let events = block.inner(self.events);
        let inline = markdown::inline_text(self.events, events.clone());
        let Some(zone) = zone.or_else(|| self.zone(block)) else {
            return;
        };
        let mut quoted = quotations(&inline.text);
        for (event, range) in &self.events[events.start as usize..events.end as usize] {
            if matches!(event, Event::Code(_)) {
                quoted.push(inline.offset(range.start)..inline.offset(range.end));
            }
        }
        self.passages.push(Passage {
            zone,
            sentences: sentences(&inline.text),
            quoted,
            inline,
            prepared: self.prepared,
        });
    }

    /// By the section it stands in. Who took part, and links, are no prose.
    fn zone(&self, block: &Block) -> Option<Zone> {
        let at = self.prepared.to_file(block.range.start);
        let sections = &self.entry.debrief.sections;
        let section = sections
            .iter()
            .rev()
            .find(|section| section.span.start <= at);
        match section.map_or(SectionKind::Preamble, |section| section.kind) {
            SectionKind::People | SectionKind::Links | SectionKind::Stats => None,
            SectionKind::Actions => Some(Zone::Actions),
            SectionKind::Timeline => Some(Zone::Timeline),
            SectionKind::WentWell => Some(Zone::WentWell),
            SectionKind::Learnings | SectionKind::WentWrong | SectionKind::Lucky => {
                Some(Zone::Learnings)
            }
            _ => Some(Zone::Prose),
        }
    }
}

/// The text between quotation marks, marks included. One that is never closed quotes nothing.
fn quotations(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, c) in text.char_indices() {
        match open {
            Some((start, close)) if c == close => {
                found.push(start..at + c.len_utf8());
                open = None;
            }
            Some(_) => {}
            None => open = closing(c).map(|close| (at, close)),
        }
    }
    found
}

fn closing(open: char) -> Option<char> {
    match open {
        '"' => Some('"'),
        '“' => Some('”'),
        '„' => Some('“'),
        '«' => Some('»'),
        _ => None,
    }
}

/// Sentences end at `.`, `!`, `?` or `;` before a space, when a small letter does not follow a full stop (`e.g. this`).
fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let rest = &text[at + c.len_utf8()..];
        let ends = match c {
            '.' => rest.starts_with(' ') && !rest.trim_start().starts_with(char::is_lowercase),
            '!' | '?' | ';' => rest.starts_with(' '),
            _ => false,
        };
        if ends {
            found.push(start..at + c.len_utf8());
            start = at + c.len_utf8();
        }
    }
    if !text[start..].trim().is_empty() {
        found.push(start..text.len());
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_where_people_end_them() {
        let cut = |text: &'static str| -> Vec<&str> {
            sentences(text)
                .into_iter()
                .map(|range| text[range].trim())
                .collect()
        };
        assert_eq!(cut("One. Two! Three"), ["One.", "Two!", "Three"]);
        assert_eq!(
            cut("See e.g. this at 10.5 s; then that."),
            ["See e.g. this at 10.5 s;", "then that."]
        );
        assert_eq!(cut(""), Vec::<&str>::new());
    }

    #[test]
    fn quotations_are_others_words() {
        let quoted = |text: &'static str| -> Vec<&str> {
            quotations(text)
                .into_iter()
                .map(|range| &text[range])
                .collect()
        };
        assert_eq!(
            quoted("He said \"no\" and “why” and 5\" more"),
            ["\"no\"", "“why”"]
        );
    }
}
