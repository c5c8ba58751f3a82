//! Diagnostics for people.

use std::{borrow::Cow, collections::BTreeMap, ops::Range};

use annotate_snippets::{
    Annotation, AnnotationKind, Group, Level as Shown, Origin, Renderer, Snippet,
    normalize_untrusted_str,
};

use super::{Code, Diagnostic, Level, Place, Positions, Sources};
use crate::model::Span;

/// How findings are written for people.
#[derive(Debug, Clone, Copy, Default)]
pub struct TextStyle {
    /// Whether to add ANSI colours.
    pub color: bool,
    /// Findings below error level with one code that are shown before the rest is only counted; `None` for all.
    pub fold_after: Option<usize>,
}

/// Columns a quoted line may fill; longer ones are cut around the place.
const WIDTH: usize = 120;
/// Characters of a place that are underlined.
const UNDERLINED: usize = 80;

/// Findings in the manner of a compiler: the message, the place, the line of the file, and what to do.
#[must_use]
pub fn render(diagnostics: &[Diagnostic], sources: &Sources, style: TextStyle) -> String {
    let renderer = if style.color {
        Renderer::styled().hyperlink(false)
    } else {
        Renderer::plain()
    }
    .term_width(WIDTH);
    let positions = Positions::of(diagnostics, sources);
    let mut folded = Folded::new(style.fold_after);
    let mut out = String::new();
    for diagnostic in diagnostics {
        if folded.keeps(diagnostic) {
            out += &renderer.render(&[group(diagnostic, &positions)]);
            out += "\n\n";
        }
    }
    out += &folded.rest();
    out
}

/// Decides which findings are shown and remembers the others.
struct Folded {
    after: usize,
    seen: BTreeMap<Code, usize>,
}

impl Folded {
    fn new(after: Option<usize>) -> Self {
        Self {
            after: after.unwrap_or(usize::MAX),
            seen: BTreeMap::new(),
        }
    }

    fn keeps(&mut self, diagnostic: &Diagnostic) -> bool {
        if diagnostic.level == Level::Error {
            return true;
        }
        let seen = self.seen.entry(diagnostic.code).or_default();
        *seen += 1;
        *seen <= self.after
    }

    fn rest(&self) -> String {
        let more = self.seen.iter().filter(|&(_, &seen)| seen > self.after);
        let mut out: String = more
            .map(|(code, seen)| {
                format!(
                    "... and {} more of `{}`\n",
                    seen - self.after,
                    code.as_str()
                )
            })
            .collect();
        if !out.is_empty() {
            out += "`debriefs check` shows all of them.\n\n";
        }
        out
    }
}

fn group<'a>(diagnostic: &'a Diagnostic, positions: &Positions<'a>) -> Group<'a> {
    let title = match diagnostic.level {
        Level::Error => Shown::ERROR,
        Level::Warning => Shown::WARNING,
        Level::Suggestion => Shown::HELP.with_name(Level::Suggestion.as_str()),
        Level::Notice => Shown::NOTE.with_name(Level::Notice.as_str()),
    }
    .primary_title(diagnostic.message.as_str())
    .id(diagnostic.code.as_str());
    let mut group = Group::with_title(title);
    for (index, places) in by_file(&diagnostic.places).into_iter().enumerate() {
        group = add_file(group, &places, positions, index == 0);
    }
    match &diagnostic.help {
        Some(help) => group.element(Shown::HELP.message(normalize_untrusted_str(help))),
        None => group,
    }
}

/// The places of each file, files in the order they are first named.
fn by_file(places: &[Place]) -> Vec<Vec<&Place>> {
    let mut files: Vec<Vec<&Place>> = Vec::new();
    for place in places {
        match files.iter_mut().find(|f| f[0].file == place.file) {
            Some(file) => file.push(place),
            None => files.push(vec![place]),
        }
    }
    files
}

fn add_file<'a>(
    group: Group<'a>,
    places: &[&'a Place],
    positions: &Positions<'a>,
    first: bool,
) -> Group<'a> {
    let file = normalize_untrusted_str(&places[0].file);
    let Some(excerpt) = Excerpt::new(places, positions) else {
        return group.element(Origin::path(file));
    };
    let start = excerpt.lines.start;
    let annotations = excerpt
        .spans
        .iter()
        .enumerate()
        .map(|(index, (place, span))| annotation(place, span, start, first && index == 0));
    group.element(
        Snippet::source(&excerpt.text[excerpt.lines])
            .path(file)
            .line_start(excerpt.first_line)
            .annotations(annotations),
    )
}

/// The whole lines, with their breaks, that the places in one file are on. Only these are handed to the renderer, which
/// reads all it is given.
struct Excerpt<'a> {
    text: &'a str,
    spans: Vec<(&'a Place, Range<usize>)>,
    lines: Range<usize>,
    first_line: usize,
}

impl<'a> Excerpt<'a> {
    /// `None` when the text of the file is not known, or every place is the whole file.
    fn new(places: &[&'a Place], positions: &Positions<'a>) -> Option<Self> {
        let text = positions.text(&places[0].file)?;
        let span = |place: &&'a Place| Some((*place, quoted(text, place.span?)));
        let spans: Vec<_> = places.iter().filter_map(span).collect();
        let start = spans.iter().map(|(_, span)| span.start).min()?;
        let end = spans.iter().map(|(_, span)| span.end).max()?;
        let line_start = text[..start].rfind('\n').map_or(bom(text), |at| at + 1);
        let line_end = text[end..].find('\n').map_or(text.len(), |at| end + at + 1);
        let regions = places.iter().filter_map(|place| positions.region(place));
        Some(Self {
            text,
            lines: line_start..line_end,
            first_line: regions.map(|region| region.start.line).min()?,
            spans,
        })
    }
}

fn annotation<'a>(
    place: &'a Place,
    span: &Range<usize>,
    from: usize,
    primary: bool,
) -> Annotation<'a> {
    let kind = if primary {
        AnnotationKind::Primary
    } else {
        AnnotationKind::Context
    };
    let label =
        (!place.label.is_empty()).then(|| normalize_untrusted_str(&place.label.replace('\n', " ")));
    kind.span(span.start - from..span.end - from)
        .label(label.map(Cow::Owned))
}

/// The part of a span that is underlined: inside the text, on whole characters, on its first line, and no more than
/// people want to see. (A place of several lines drawn as one would fill the screen with prose.)
fn quoted(text: &str, span: Span) -> Range<usize> {
    let start = floor(text, span.start).max(bom(text));
    let end = floor(text, span.end).max(start);
    let first_line = text[start..end].lines().next().unwrap_or_default();
    let cut = first_line.char_indices().nth(UNDERLINED);
    start..start + cut.map_or(first_line.len(), |(at, _)| at)
}

fn bom(text: &str) -> usize {
    if text.starts_with('\u{feff}') { 3 } else { 0 }
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::nasty;

    #[test]
    fn nasty_findings() {
        let (found, sources) = nasty::findings();
        insta::assert_snapshot!(render(&found, &sources, TextStyle::default()), @r"
        error[output-failed]: the disk is full
         |
         = help: make room

        notice[not-a-debrief]: left out
        --> content/README

        error[wrong-value]: `Big 日本 🌿` is too short
         --> content/a b, ü:1.md:2:12
          |
        2 | title:    Big 日本 🌿
          |               ^^^^^^^

        warning[unknown-key]: there is no key `severety`
         --> content/a b, ü:1.md:3:1
          |
        3 | severety: sev1
          | ^^^^^^^^ not known
          |
          = help: did you mean `severity`?

        warning[impossible-time]: 100%␍
                                  wrong: ␛[31m, really
         --> content/escape.md:1:6
          |
        1 | ␛[31mred␛[0m 50%
          |      ^^^ two lines
          |
          = help: first
                  second ␛[0m

        error[not-utf8]: not valid UTF-8
        --> content/latin.md

        warning[contradiction]: a very long place
         --> content/long.md:1:5
          |
        1 | palaver palaver palaver palaver palaver palaver palaver palaver palaver palaver palaver palaver palaver palaver p...
          |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

        warning[broken-link]: no such file
         --> content/long.md:1:4001
          |
        1 | ...laver palaver palaver palaver palaver palaver here and on and on and on and on and on and on and on and on and...
          |                                                  ^^^^ leads nowhere

        error[frontmatter-unclosed]: the frontmatter has no closing line
         --> content/open.md:1:1
          |
        1 | ---
          | ^^^ opened here

        warning[empty-file]: nothing at the end
         --> content/open.md:8:7
          |
        8 | # Body
          |       ^

        error[duplicate-id]: two debriefs have the id `a`
         --> content/twice.md:2:5
          |
        2 | id: a
          |     ^
          |
         ::: content/other.md:2:5
          |
        2 | id: a
          |     - also here

        error[duplicate-key]: the key `id` stands twice
         --> content/twice.md:4:1
          |
        2 | id: a
          | ----- first here
        3 | title: One
        4 | id: b
          | ^^^^^ again here
        ");
    }

    #[test]
    fn folding_spares_errors() {
        let many = |code, n| vec![Diagnostic::new(code, "it"); n];
        let found = [
            many(Code::UnknownKey, 4),
            many(Code::WrongValue, 4),
            many(Code::EmptyFile, 2),
        ]
        .concat();
        let style = TextStyle {
            fold_after: Some(2),
            ..TextStyle::default()
        };
        insta::assert_snapshot!(render(&found, &Sources::default(), style), @r#"
        warning[unknown-key]: it

        warning[unknown-key]: it

        error[wrong-value]: it

        error[wrong-value]: it

        error[wrong-value]: it

        error[wrong-value]: it

        warning[empty-file]: it

        warning[empty-file]: it

        ... and 2 more of `unknown-key`
        `debriefs check` shows all of them.
        "#);
    }

    #[test]
    fn colours_change_nothing_else() {
        let (found, sources) = nasty::findings();
        let colored = render(
            &found,
            &sources,
            TextStyle {
                color: true,
                ..TextStyle::default()
            },
        );
        let plain = render(&found, &sources, TextStyle::default());
        assert_ne!(colored, plain);
        assert_eq!(anstream::adapter::strip_str(&colored).to_string(), plain);
    }
}
