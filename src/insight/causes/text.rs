//! What a debrief says, as sentences that know how much they tell about a cause.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::{
    library::Entry,
    model::{Part, Section, SectionKind},
    parse::markdown::{self, Spanned},
};

/// How much a sentence tells about the cause, in quarters, so that sums are exact.
///
/// The title says most; sections about causes, the summary and the story more than an ordinary one; timelines, impact
/// and follow-up tell of everything around the cause. The figures are those of the experiment in `docs/causes.md`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Emphasis {
    /// Around the cause: 0.5.
    Low,
    /// Any section: 1.
    Plain,
    /// Causes, summary, story: 1.5.
    Cause,
    /// The title: 2.
    Title,
}

impl Emphasis {
    /// Weight of a phrase of the lexicon.
    pub(super) fn of_phrase(self) -> f32 {
        match self {
            Self::Low => 0.5,
            Self::Plain => 1.0,
            Self::Cause => 1.5,
            Self::Title => 2.0,
        }
    }

    /// Weight of a word, in quarters: half way to 1, because the rare word that two debriefs share may stand anywhere.
    pub(super) fn of_word(self) -> u16 {
        match self {
            Self::Low => 3,
            Self::Plain => 4,
            Self::Cause => 5,
            Self::Title => 6,
        }
    }
}

/// One sentence (or list item, or row of a table).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sentence {
    pub(super) emphasis: Emphasis,
    /// An entry of the timeline: what is said there is said about this incident.
    pub(super) dated: bool,
    pub(super) text: String,
}

/// Everything one debrief says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Document {
    /// In reading order; the title first.
    pub(super) sentences: Vec<Sentence>,
    /// Where its links lead, as written.
    pub(super) links: Vec<String>,
    /// Whether what is being read is a timeline.
    dated: bool,
}

/// Reads a debrief for what it says about causes. Code blocks and HTML are left out; who took part and bare figures
/// say nothing about a cause.
pub(super) fn read(entry: &Entry) -> Document {
    let debrief = &entry.debrief;
    let prepared = markdown::prepare(&entry.text, entry.body);
    let events = markdown::events(&prepared);
    let mut document = Document::default();
    document.say(Emphasis::Title, &debrief.title.value);
    for cause in &debrief.causes {
        document.say_all(Emphasis::Cause, cause.note.as_deref());
    }
    let trigger = debrief.trigger.as_ref();
    document.say_all(
        Emphasis::Cause,
        trigger.and_then(|trigger| trigger.note.as_deref()),
    );
    for section in &debrief.sections {
        if let Some(emphasis) = emphasis(section) {
            document.section(entry, section, emphasis, &events);
        }
    }
    document.dated = false;
    document.summary(entry);
    document
        .links
        .extend(debrief.links.iter().map(|link| link.url.clone()));
    document
}

/// `None` for sections that say nothing about what happened.
fn emphasis(section: &Section) -> Option<Emphasis> {
    use SectionKind as Kind;
    match section.kind {
        Kind::Causes | Kind::Summary | Kind::Narrative => Some(Emphasis::Cause),
        Kind::Preamble | Kind::Other => Some(Emphasis::Plain),
        Kind::Impact
        | Kind::Timeline
        | Kind::Detection
        | Kind::Resolution
        | Kind::Learnings
        | Kind::WentWell
        | Kind::WentWrong
        | Kind::Lucky
        | Kind::Actions
        | Kind::Questions
        | Kind::Links => Some(Emphasis::Low),
        Kind::People | Kind::Stats => None,
    }
}

impl Document {
    fn section(
        &mut self,
        entry: &Entry,
        section: &Section,
        emphasis: Emphasis,
        events: &[Spanned<'_>],
    ) {
        let debrief = &entry.debrief;
        self.dated = section.kind == SectionKind::Timeline;
        for part in &section.parts {
            match part {
                Part::Prose(fragment) => self.prose(emphasis, events, &fragment.events),
                Part::Timeline(entries) => {
                    let entries = debrief.timeline.get(entries.clone()).unwrap_or_default();
                    self.lines(emphasis, entries.iter().map(|entry| entry.text.as_str()));
                    for content in entries.iter().flat_map(|entry| &entry.content) {
                        self.links_of(events, &content.events);
                    }
                }
                Part::Actions(items) => {
                    let items = debrief.actions.get(items.clone()).unwrap_or_default();
                    self.lines(emphasis, items.iter().map(|item| item.text.as_str()));
                    for content in items.iter().flat_map(|item| &item.content) {
                        self.links_of(events, &content.events);
                    }
                }
                Part::Learnings(items) => {
                    let items = debrief.learnings.get(items.clone()).unwrap_or_default();
                    self.lines(emphasis, items.iter().map(|item| item.text.as_str()));
                }
            }
        }
    }

    fn lines<'a>(&mut self, emphasis: Emphasis, lines: impl Iterator<Item = &'a str>) {
        for line in lines {
            self.say_all(emphasis, Some(line));
        }
    }

    /// The summary of the frontmatter; the one that was read from the body is there already.
    fn summary(&mut self, entry: &Entry) {
        let Some(summary) = &entry.debrief.summary else {
            return;
        };
        let first = split(summary).next().unwrap_or_default();
        if !self
            .sentences
            .iter()
            .any(|sentence| sentence.text.starts_with(first))
        {
            self.say_all(Emphasis::Cause, Some(summary));
        }
    }

    fn say_all(&mut self, emphasis: Emphasis, text: Option<&str>) {
        for sentence in split(text.unwrap_or_default()) {
            self.say(emphasis, sentence);
        }
    }

    fn say(&mut self, emphasis: Emphasis, text: &str) {
        let text = text.trim();
        if !text.is_empty() {
            self.sentences.push(Sentence {
                emphasis,
                dated: self.dated,
                text: text.to_owned(),
            });
        }
    }

    fn links_of(&mut self, events: &[Spanned<'_>], range: &Range<u32>) {
        for (event, _) in slice(events, range) {
            if let Event::Start(Tag::Link { dest_url, .. }) = event {
                self.links.push(dest_url.to_string());
            }
        }
    }

    /// Sentences of a run of events: every block ends one.
    fn prose(&mut self, emphasis: Emphasis, events: &[Spanned<'_>], range: &Range<u32>) {
        self.links_of(events, range);
        let mut text = String::new();
        let mut skipping = 0_usize;
        for (event, _) in slice(events, range) {
            match event {
                Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::Image { .. }) => {
                    skipping += 1
                }
                Event::End(TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::Image) => {
                    skipping = skipping.saturating_sub(1);
                }
                Event::Text(piece) | Event::Code(piece) if skipping == 0 => text.push_str(piece),
                Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::TableCell) => {
                    text.push(' ');
                }
                Event::Start(Tag::Item | Tag::Paragraph | Tag::List(_))
                | Event::End(
                    TagEnd::Paragraph
                    | TagEnd::Item
                    | TagEnd::Heading(_)
                    | TagEnd::TableRow
                    | TagEnd::TableHead,
                ) => {
                    self.say_all(emphasis, Some(&text));
                    text.clear();
                }
                _ => {}
            }
        }
        self.say_all(emphasis, Some(&text));
    }
}

fn slice<'a, 'b>(events: &'a [Spanned<'b>], range: &Range<u32>) -> &'a [Spanned<'b>] {
    events
        .get(range.start as usize..range.end as usize)
        .unwrap_or_default()
}

/// A sentence ends at `.`, `!` or `?` before white space and something that can begin another.
fn split(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (sentence, more) = rest.split_at(end_of_sentence(rest));
        rest = more;
        Some(sentence.trim())
    })
    .filter(|sentence| !sentence.is_empty())
}

fn end_of_sentence(text: &str) -> usize {
    let bytes = text.as_bytes();
    for (at, mark) in text.match_indices(['.', '!', '?']) {
        let after = at + mark.len();
        let space = bytes.get(after).is_some_and(u8::is_ascii_whitespace);
        let next = text[after..].trim_start().chars().next();
        let opens = |c: char| c.is_uppercase() || c.is_ascii_digit() || "\"'(“‘".contains(c);
        if space && next.is_some_and(opens) {
            return after;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_where_people_end_them() {
        let text = "It broke at 9.30 a.m. on Monday. \"Again?\" asked nobody! We e.g. waited v1.2 out. 12 pods";
        let sentences: Vec<_> = split(text).collect();
        assert_eq!(
            sentences,
            [
                "It broke at 9.30 a.m. on Monday.",
                "\"Again?\" asked nobody!",
                "We e.g. waited v1.2 out.",
                "12 pods"
            ]
        );
    }
}
