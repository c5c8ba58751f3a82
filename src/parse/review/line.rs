//! The lines of a review, by what they are for.

use crate::model::Span;

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `# …`: shown as the title of the page.
    Title,
    /// `## …`
    Heading,
    /// About an action item.
    Item,
    /// Indented, below another line.
    Below,
    /// Anything else.
    Prose,
}

/// A line without its end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    pub(super) kind: Kind,
    pub(super) span: Span,
}

impl Row {
    pub(super) fn text(self, text: &str) -> &str {
        &text[self.span.start..self.span.end]
    }
}

/// The lines of a body. Inside a block of code or a comment everything is prose.
pub(super) fn rows(text: &str, body: Span) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut start = body.start;
    let mut inside: Option<&str> = None;
    for whole in text[body.start..body.end].split_inclusive('\n') {
        let line = whole.trim_end_matches(['\n', '\r']);
        let kind = match inside {
            Some(end) => {
                if line.trim_start().contains(end) {
                    inside = None;
                }
                Kind::Prose
            }
            // What an item says opens nothing: the items below it must not be lost.
            None if kind(line) == Kind::Item => Kind::Item,
            None => {
                inside = opens(line);
                inside.map_or_else(|| kind(line), |_| Kind::Prose)
            }
        };
        rows.push(Row {
            kind,
            span: Span::new(start, start + line.len()),
        });
        start += whole.len();
    }
    rows
}

/// How the block that a line opens will end, when it does not end on the same line.
fn opens(line: &str) -> Option<&'static str> {
    let line = line.trim_start();
    for fence in ["```", "~~~"] {
        if line.starts_with(fence) {
            return Some(fence);
        }
    }
    let comment = line.find("<!--").map(|at| &line[at..]);
    comment
        .is_some_and(|comment| !comment.contains("-->"))
        .then_some("-->")
}

fn kind(line: &str) -> Kind {
    if line.starts_with("# ") {
        Kind::Title
    } else if line.starts_with("## ") {
        Kind::Heading
    } else if is_listed(line) && (line.contains('|') || last_code(line).is_some_and(is_key)) {
        Kind::Item
    } else if line.starts_with([' ', '\t']) && !line.trim().is_empty() {
        Kind::Below
    } else {
        Kind::Prose
    }
}

fn is_listed(line: &str) -> bool {
    ["- ", "* ", "+ "]
        .iter()
        .any(|bullet| line.starts_with(bullet))
}

/// Whether a code span without a bar before it is still meant to name an item: it has an anchor or a hash in it.
fn is_key(code: &str) -> bool {
    code.contains('#')
}

/// A line about an item, taken apart.
#[derive(Debug)]
pub(super) struct Item {
    pub(super) decision: Span,
    pub(super) words: String,
    pub(super) key: String,
}

/// `None` when no key can be found. Without a bar the whole line is taken for the decision, which it will not be.
pub(super) fn item(row: Row, text: &str) -> Option<Item> {
    let line = row.text(text);
    let key = last_code(line)?.to_owned();
    let bar = line.find('|').unwrap_or(line.len());
    let before = &line[2..bar.max(2)];
    let lead = before.len() - before.trim_start().len();
    let start = row.span.start + 2 + lead;
    let decision = Span::new(start, start + before.trim().len());
    let parts: Vec<&str> = line[bar..].trim_start_matches('|').split(" | ").collect();
    let words = &parts[..parts.len().saturating_sub(2).max(1)];
    Some(Item {
        decision,
        words: words.join(" | ").trim().to_owned(),
        key,
    })
}

/// The last code span of a line, without its backticks.
pub(super) fn last_code(line: &str) -> Option<&str> {
    let end = line.rfind('`')?;
    let ticks = line[..=end].len() - line[..=end].trim_end_matches('`').len();
    let inner_end = end + 1 - ticks;
    let fence = "`".repeat(ticks);
    let start = line[..inner_end].rfind(&fence)?;
    let code = line[start + ticks..inner_end].trim();
    (!code.is_empty()).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_is_the_last_code_span() {
        assert_eq!(last_code("- ? | Fix `a` | x | `b#^c`"), Some("b#^c"));
        assert_eq!(last_code("- ? | Fix | x | `` a`b ``"), Some("a`b"));
        assert_eq!(last_code("- ? | Fix | x | `b` ask Ana"), Some("b"));
        for none in ["", "no code", "one ` tick", "``"] {
            assert_eq!(last_code(none), None, "{none}");
        }
    }
}
