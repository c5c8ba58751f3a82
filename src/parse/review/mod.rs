//! Monthly reviews: a markdown file with a line for each action item, which people edit.
//!
//! `docs/follow-up.md` describes the form. A line is a list item at the margin with a bar in it; its decision stands before
//! the bar, and the key of its item is the last code span. Everything else in the file is prose.

mod decision;
mod head;
mod line;

use std::sync::Arc;

pub use decision::read_decision;

use self::line::{Kind, Row};
use super::{frontmatter, markdown, redaction};
use crate::{
    diagnostic::{Code, Diagnostic, Outcome},
    model::{Month, Review, ReviewBlock, ReviewLine, ReviewSection, Span, Verdict, Visibility},
    source::SourceFile,
};

/// Reads a review. `None` when the name of the file is no month.
pub fn read(file: &SourceFile) -> Outcome<Option<Review>> {
    let Some(month) = month(&file.rel) else {
        let message = format!("`{}` was left out: its name is no month", file.rel);
        let notice = Diagnostic::new(Code::NotADebrief, message)
            .in_file(&file.shown)
            .help("a monthly review is called `reviews/2026-11.md`; a debrief lies outside `reviews/`");
        return Outcome::new(None, vec![notice]);
    };
    let mut found = Vec::new();
    let split = frontmatter::split(&file.shown, &file.text).take(&mut found);
    let mut head = head::read(&file.shown, &file.text, &split).take(&mut found);
    if !redaction::read(&file.shown, &file.text, None, split.body).take(&mut found) {
        head.visibility = Visibility::Restricted;
    }
    let text = without_redacted(&file.text, split.body);
    let mut reader = Reader {
        file: &file.shown,
        text: &text,
        sections: Vec::new(),
        lines: Vec::new(),
        found,
        apart: false,
    };
    reader.read(split.body);
    let Reader {
        sections,
        mut lines,
        mut found,
        ..
    } = reader;
    twice(&file.shown, &mut lines, &mut found);
    let review = Review {
        month,
        source: file.rel.clone(),
        shown: Arc::clone(&file.shown),
        held: head.held,
        visibility: head.visibility,
        lines,
        sections,
        text,
    };
    Outcome::new(Some(review), found)
}

/// `reviews/2026-11.md`
fn month(rel: &str) -> Option<Month> {
    let name = rel.rsplit('/').next().unwrap_or(rel);
    name.rsplit_once('.')?.0.parse().ok()
}

/// The same text with what may not be shown blanked out, so that places stay right.
fn without_redacted(text: &Arc<str>, body: Span) -> Arc<str> {
    let removed = markdown::redacted(&text[body.start..body.end]);
    if removed.is_empty() {
        return Arc::clone(text);
    }
    let mut blanked = String::with_capacity(text.len());
    let mut at = 0;
    for range in removed {
        let (start, end) = (body.start + range.start, body.start + range.end);
        blanked.push_str(&text[at..start]);
        let hidden = text[start..end].bytes();
        blanked.extend(hidden.map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
        at = end;
    }
    blanked.push_str(&text[at..]);
    blanked.into()
}

/// Reads line by line.
struct Reader<'a> {
    file: &'a Arc<str>,
    text: &'a str,
    sections: Vec<ReviewSection>,
    lines: Vec<ReviewLine>,
    found: Vec<Diagnostic>,
    /// Whether a line that is not shown stands between the last prose and the next.
    apart: bool,
}

impl Reader<'_> {
    fn read(&mut self, body: Span) {
        self.open(None, Span::at(body.start));
        let mut rows = line::rows(self.text, body).into_iter().peekable();
        while let Some(row) = rows.next() {
            match row.kind {
                Kind::Title => self.apart = true,
                Kind::Heading => {
                    let heading = row.text(self.text).trim_start_matches('#').trim();
                    self.open(Some(heading.to_owned()), row.span);
                }
                Kind::Item => {
                    let mut note = Vec::new();
                    while let Some(below) = rows.next_if(|next| next.kind == Kind::Below) {
                        note.push(below.text(self.text).trim().to_owned());
                    }
                    self.item(row, &note);
                }
                Kind::Below | Kind::Prose => self.prose(row.span),
            }
        }
        // Blank lines are no text.
        let text = self.text;
        for section in &mut self.sections {
            section.blocks.retain(|block| match block {
                ReviewBlock::Prose(span) => !text[span.start..span.end].trim().is_empty(),
                ReviewBlock::Lines(_) => true,
            });
        }
        self.sections
            .retain(|section| section.heading.is_some() || !section.blocks.is_empty());
    }

    fn open(&mut self, heading: Option<String>, span: Span) {
        self.sections.push(ReviewSection {
            heading,
            span,
            blocks: Vec::new(),
        });
    }

    fn blocks(&mut self) -> &mut Vec<ReviewBlock> {
        if self.sections.is_empty() {
            self.open(None, Span::at(0));
        }
        let last = self.sections.len() - 1;
        &mut self.sections[last].blocks
    }

    fn prose(&mut self, span: Span) {
        let apart = std::mem::take(&mut self.apart);
        match self.blocks().last_mut() {
            Some(ReviewBlock::Prose(before)) if !apart => before.end = span.end,
            _ => self.blocks().push(ReviewBlock::Prose(span)),
        }
    }

    fn item(&mut self, row: Row, note: &[String]) {
        let at = self.lines.len();
        let Some(line) = line::item(row, self.text) else {
            let message = "this line does not say which item it is about";
            let help = "its last part, the key in `backticks`, is missing: take it from an older version, or run `debriefs review` again, which adds a line for every open item that has none";
            self.found.push(
                Diagnostic::new(Code::ReviewLine, message)
                    .at(self.file, row.span, "")
                    .help(help),
            );
            return self.prose(row.span);
        };
        let decision = read_decision(&self.text[line.decision.start..line.decision.end]);
        let decision = decision.unwrap_or_else(|misread| {
            self.found.push(
                Diagnostic::new(Code::ReviewLine, misread.message)
                    .at(self.file, line.decision, "")
                    .help(misread.help),
            );
            crate::model::Decision {
                verdict: Verdict::Unreadable,
                due: None,
            }
        });
        self.lines.push(ReviewLine {
            key: line.key,
            text: line.words,
            decision,
            note: (!note.is_empty()).then(|| note.join("\n")),
            span: line.decision,
        });
        match self.blocks().last_mut() {
            Some(ReviewBlock::Lines(lines)) => lines.end = at + 1,
            _ => self.blocks().push(ReviewBlock::Lines(at..at + 1)),
        }
    }
}

/// Two lines about one item: when they say different things neither counts, for nobody can tell which was meant.
fn twice(file: &Arc<str>, lines: &mut [ReviewLine], found: &mut Vec<Diagnostic>) {
    for second in 1..lines.len() {
        let (before, after) = lines.split_at_mut(second);
        let line = &mut after[0];
        let Some(first) = before.iter_mut().find(|first| first.key == line.key) else {
            continue;
        };
        let same = first.decision == line.decision;
        let message = match same {
            true => format!("`{}` has two lines", line.key),
            false => format!(
                "`{}` has two lines that differ, so neither counts",
                line.key
            ),
        };
        found.push(
            Diagnostic::new(Code::ReviewLine, message)
                .at(file, line.span, "again")
                .at(file, first.span, "first")
                .help("keep the one that was decided"),
        );
        if !same {
            first.decision.verdict = Verdict::Unreadable;
            line.decision.verdict = Verdict::Unreadable;
        }
    }
}

#[cfg(test)]
mod tests;
