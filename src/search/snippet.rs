//! Chooses what of a debrief is shown with a hit: "Snippets" in `docs/search-format.md`.

use std::{cell::RefCell, collections::BTreeSet, ops::Range};

use super::{
    language::{Language, Stems},
    record::Shown,
    words::{Purpose, forms},
};

/// Forms of the stretch that is shown.
const STRETCH: usize = 30;
/// Forms shown before the first that is marked.
const BEFORE: usize = 5;
/// What the first form of a word counts; every further one counts 1.
const NEW_WORD: usize = 10;

/// Knows the words of a query in a text.
pub struct Marker {
    stems: RefCell<Stems>,
    /// For each word its stems.
    words: Vec<BTreeSet<String>>,
}

impl std::fmt::Debug for Marker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Marker")
            .field("words", &self.words)
            .finish_non_exhaustive()
    }
}

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The text, on one line.
    pub text: String,
    /// Whether it is a word of the query.
    pub marked: bool,
}

/// The part of a debrief that fits best.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Snippet {
    /// The `id` of its section on the page; empty for text that has none.
    pub anchor: String,
    /// Heading of the section; empty where there is none.
    pub heading: String,
    /// The text, cut.
    pub pieces: Vec<Piece>,
}

/// A form of a section, in its heading or its text.
struct Place {
    /// Bytes of the text; `None` in the heading.
    range: Option<Range<usize>>,
    /// Which word of the query it is.
    word: Option<usize>,
}

impl Marker {
    pub(super) fn new(language: &Language, words: Vec<BTreeSet<String>>) -> Self {
        Self {
            stems: RefCell::new(language.stems()),
            words,
        }
    }

    /// The snippet of a debrief.
    #[must_use]
    pub fn snippet(&self, shown: &Shown) -> Snippet {
        let mut best: Option<(usize, Range<usize>, usize, Vec<Place>)> = None;
        for (i, (_, heading, text)) in shown.sections.iter().enumerate() {
            let places = self.places(heading, text);
            let (score, stretch) = self.stretch(&places);
            let most = best.as_ref().map(|(most, ..)| *most);
            // The last one only lists what stands in the frontmatter.
            let last_resort = i + 1 == shown.sections.len() && most > Some(0);
            if !last_resort && most.is_none_or(|most| score > most) {
                best = Some((score, stretch, i, places));
            }
        }
        let Some((_, stretch, section, places)) = best else {
            return Snippet::default();
        };
        let (anchor, heading, text) = &shown.sections[section];
        Snippet {
            anchor: anchor.clone(),
            heading: heading.clone(),
            pieces: cut(text, &places, stretch),
        }
    }

    /// A short text with its words marked.
    #[must_use]
    pub fn mark(&self, text: &str) -> Vec<Piece> {
        let places = self.places("", text);
        pieces(text, &places, 0..text.len())
    }

    fn places(&self, heading: &str, text: &str) -> Vec<Place> {
        let mut stems = self.stems.borrow_mut();
        let mut word_of = |form: &str| {
            let stem = stems.stem(form);
            self.words.iter().position(|word| word.contains(&stem))
        };
        let mut places = Vec::new();
        for form in forms(heading, Purpose::Query) {
            let word = word_of(&form.text);
            places.push(Place { range: None, word });
        }
        for form in forms(text, Purpose::Query) {
            let word = word_of(&form.text);
            let range = Some(form.range);
            places.push(Place { range, word });
        }
        places
    }

    /// The best stretch, and how good it is.
    fn stretch(&self, places: &[Place]) -> (usize, Range<usize>) {
        let mut best = (0, 0..places.len().min(STRETCH));
        let mut seen = vec![0_usize; self.words.len()];
        let (mut hits, mut distinct) = (0, 0);
        for (i, place) in places.iter().enumerate() {
            if let Some(word) = place.word {
                hits += 1;
                seen[word] += 1;
                distinct += usize::from(seen[word] == 1);
            }
            let left = i.checked_sub(STRETCH).and_then(|left| places[left].word);
            if let Some(word) = left {
                hits -= 1;
                seen[word] -= 1;
                distinct -= usize::from(seen[word] == 0);
            }
            let score = distinct * NEW_WORD + (hits - distinct);
            if score > best.0 {
                best = (score, (i + 1).saturating_sub(STRETCH)..i + 1);
            }
        }
        best
    }
}

/// Cuts a stretch out of a text, beginning shortly before its first marked word.
fn cut(text: &str, places: &[Place], stretch: Range<usize>) -> Vec<Piece> {
    let in_text = places.iter().position(|place| place.range.is_some());
    let Some(in_text) = in_text else {
        return pieces(text, &[], 0..text.len());
    };
    let marked = stretch
        .clone()
        .find(|&i| places[i].word.is_some() && i >= in_text);
    let first = marked
        .map_or(in_text, |i| i.saturating_sub(BEFORE))
        .max(in_text);
    let last = (first + STRETCH).min(places.len()) - 1;
    let start = places[first].range.as_ref().map_or(0, |range| range.start);
    let end = places[last]
        .range
        .as_ref()
        .map_or(text.len(), |range| range.end);
    let start = if first == in_text { 0 } else { start };
    let end = if last + 1 == places.len() {
        text.len()
    } else {
        end
    };
    let mut found = pieces(text, places, start..end);
    let plain = |text: &str| Piece {
        text: text.into(),
        marked: false,
    };
    if start > 0 {
        found.insert(0, plain("… "));
    }
    if end < text.len() {
        found.push(plain(" …"));
    }
    found
}

/// The text of a range, parted where words are marked.
fn pieces(text: &str, places: &[Place], within: Range<usize>) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut at = within.start;
    let mut push = |range: Range<usize>, marked| {
        let text = text[range].replace(['\n', '\r', '\t'], " ");
        if !text.is_empty() {
            found.push(Piece { text, marked });
        }
    };
    for place in places.iter().filter(|place| place.word.is_some()) {
        let Some(range) = &place.range else { continue };
        // Pairs of CJK characters overlap: their run is marked once.
        if range.start < at || range.end > within.end {
            continue;
        }
        push(at..range.start, false);
        push(range.clone(), true);
        at = range.end;
    }
    push(at..within.end, false);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A debrief of these sections, and last the one of its frontmatter.
    fn shown(sections: &[(&str, &str, &str)]) -> Shown {
        let facts = ("", "", "Checkout\nExpired certificate");
        let sections = sections.iter().chain([&facts]).map(|(a, h, t)| {
            let own = |text: &str| text.to_owned();
            (own(a), own(h), own(t))
        });
        Shown {
            id: "a".into(),
            source: "a.md".into(),
            url: "debriefs/a/".into(),
            title: "A".into(),
            date: None,
            kind: "incident".into(),
            status: "published".into(),
            severity: None,
            services: Vec::new(),
            open: 0,
            summary: None,
            sections: sections.collect(),
        }
    }

    fn text(snippet: &Snippet) -> String {
        let pieces = snippet.pieces.iter().map(|piece| match piece.marked {
            true => format!("[{}]", piece.text),
            false => piece.text.clone(),
        });
        pieces.collect()
    }

    fn marker(words: &[&str]) -> Marker {
        let words = words
            .iter()
            .map(|word| BTreeSet::from([(*word).to_owned()]));
        Marker::new(&Language::new("en"), words.collect())
    }

    #[test]
    fn the_section_with_most_words_is_shown() {
        let long = format!(
            "{}the certificates expired on a {}Monday",
            "word ".repeat(40),
            "long ".repeat(40)
        );
        let shown = shown(&[
            (
                "a",
                "Impact",
                "A certificate was old. A certificate was older.",
            ),
            ("b", "Root causes", &long),
        ]);
        let snippet = marker(&["certif", "expir"]).snippet(&shown);
        assert_eq!(
            (snippet.anchor.as_str(), snippet.heading.as_str()),
            ("b", "Root causes")
        );
        assert_eq!(
            text(&snippet),
            format!(
                "… word word word word the [certificates] [expired] on a {}…",
                "long ".repeat(21)
            )
        );
    }

    #[test]
    fn the_frontmatter_is_shown_only_where_nothing_else_has_a_word() {
        let shown = shown(&[("a", "Impact", "A certificate was old.")]);
        let found = |words: &[&str]| text(&marker(words).snippet(&shown));
        assert_eq!(found(&["certif", "expir"]), "A [certificate] was old.");
        assert_eq!(found(&["expir"]), "Checkout [Expired] certificate");
    }

    #[test]
    fn without_a_hit_the_beginning_is_shown() {
        let shown = shown(&[("", "", "How it\nbegan."), ("b", "B", "More.")]);
        assert_eq!(text(&marker(&["dns"]).snippet(&shown)), "How it began.");
    }
}
