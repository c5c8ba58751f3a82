//! Leaves out the bytes of a fragment that the page shows elsewhere, and the loose ends they leave behind.

use std::ops::Range;

/// The bytes to leave out, and whether some were left out just now.
#[derive(Debug)]
pub(super) struct Cuts<'a> {
    ranges: &'a [Range<usize>],
    /// Nothing visible was written yet.
    fresh: bool,
    /// Something was left out since the last visible text.
    pending: bool,
}

/// A run of visible text, and the places in it where something was left out.
#[derive(Debug, Default)]
pub(super) struct Visible {
    pub(super) text: String,
    cut_at: Vec<usize>,
}

impl<'a> Cuts<'a> {
    pub(super) fn new(ranges: &'a [Range<usize>]) -> Self {
        Self {
            ranges,
            fresh: true,
            pending: false,
        }
    }

    /// Whether there is nothing to leave out, so that text can be written as it comes.
    pub(super) fn is_none(&self) -> bool {
        self.ranges.is_empty()
    }

    /// Whether the whole range is to be left out; if so, the gap is remembered.
    pub(super) fn swallows(&mut self, range: &Range<usize>) -> bool {
        let swallowed = !range.is_empty()
            && (self.ranges.iter()).any(|cut| cut.start <= range.start && range.end <= cut.end);
        self.pending |= swallowed;
        swallowed
    }

    /// Adds what is visible of `text`, which came from the bytes `range`, to a run.
    ///
    /// A text of another length than its bytes is an escape or an entity: all of it goes when its first byte does.
    pub(super) fn push_visible(&self, run: &mut Visible, text: &str, range: &Range<usize>) {
        let mut at = range.start;
        for cut in self.ranges {
            if cut.end <= at || cut.start >= range.end {
                continue;
            }
            if text.len() != range.len() {
                if cut.contains(&range.start) {
                    run.cut_at.push(run.text.len());
                    return;
                }
                continue;
            }
            if let Some(before) = text.get(at - range.start..cut.start.max(at) - range.start) {
                run.text.push_str(before);
            }
            run.cut_at.push(run.text.len());
            at = cut.end.min(range.end);
        }
        let rest = at.max(range.start) - range.start;
        run.text.push_str(text.get(rest..).unwrap_or_default());
    }

    /// The run without the loose ends: separators that now begin it, spaces that now stand twice, empty brackets.
    /// `out` is what was written before; a loose end there is taken back.
    pub(super) fn tidy(&mut self, run: Visible, out: &mut String) -> String {
        let Visible { mut text, cut_at } = run;
        for &cut in cut_at.iter().rev() {
            close_gap(&mut text, cut);
        }
        let gap = self.pending || cut_at.first() == Some(&0);
        if self.fresh && (gap || !cut_at.is_empty()) {
            text.drain(..text.len() - trim_separators(&text).len());
        } else if gap {
            join(out, &mut text);
        }
        let shown = text.trim_end().len();
        self.pending = match shown {
            0 => gap || !cut_at.is_empty(),
            shown => cut_at.last().is_some_and(|&cut| cut >= shown),
        };
        self.fresh &= shown == 0;
        text
    }

    /// Remembers that something visible other than text was written.
    pub(super) fn shown(&mut self) {
        self.fresh = false;
        self.pending = false;
    }

    /// Whether white space at the end of what was written is left over from a cut.
    pub(super) fn left_over(&self) -> bool {
        self.pending
    }
}

/// Joins what was written before a gap with the text after it.
fn join(out: &mut String, text: &mut String) {
    let right = text.trim_start();
    let left = out.trim_end_matches(' ').len();
    if out[..left].ends_with('(') && right.starts_with(')') {
        *text = right[1..].to_owned();
        out.truncate(left - 1);
        join(out, text);
    } else if right.starts_with(CLOSING) {
        *text = right.to_owned();
        out.truncate(left);
    } else if out.ends_with(char::is_whitespace) {
        *text = right.to_owned();
    }
}

/// Signs that stand right after a word.
const CLOSING: [char; 7] = [',', '.', ';', ')', ']', '!', '?'];

/// Joins the text on both sides of a gap.
fn close_gap(text: &mut String, mut cut: usize) {
    cut = cut.min(text.len());
    // Closing a later gap may have taken text away from under this one.
    while !text.is_char_boundary(cut) {
        cut -= 1;
    }
    let (mut left, mut right) = around(text, cut);
    while ["()", "[]"].contains(&enclosing(text, left, right).as_str()) {
        text.drain(left - 1..=right);
        cut = left - 1;
        (left, right) = around(text, cut);
    }
    let closes = text[right..].starts_with(CLOSING);
    if closes && cut > 0 {
        text.drain(left..right);
    } else if right == text.len() && left < right {
        // One space may still be wanted before what follows, such as a link.
        text.truncate(left);
        text.push(' ');
    } else if right < text.len() && (left < cut || cut == 0) {
        text.drain(cut..right);
    }
}

/// The ends of the white space around a place.
fn around(text: &str, at: usize) -> (usize, usize) {
    let left = text[..at].trim_end().len();
    let right = text.len() - text[at..].trim_start().len();
    (left, right)
}

/// The character before and the one after.
fn enclosing(text: &str, left: usize, right: usize) -> String {
    let before = text[..left].chars().next_back();
    let after = text[right..].chars().next();
    before.into_iter().chain(after).collect()
}

/// Text without the white space and the ` - `, `: `, `—` that it begins with.
fn trim_separators(text: &str) -> &str {
    let mut rest = text.trim_start();
    loop {
        let stripped =
            rest.trim_start_matches(['-', '–', '—', ':', '|', ',', ';', '·', '•', '→', '.']);
        let ends_word = stripped.is_empty() || stripped.starts_with(char::is_whitespace);
        if stripped.len() == rest.len() || !ends_word {
            return rest;
        }
        rest = stripped.trim_start();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with everything between `{` and `}` cut out, as the first run of a fragment.
    fn cut(marked: &str) -> String {
        let (mut text, mut ranges, mut start) = (String::new(), Vec::new(), 0);
        for c in marked.chars() {
            match c {
                '{' => start = text.len(),
                '}' => ranges.push(start..text.len()),
                c => text.push(c),
            }
        }
        let mut cuts = Cuts::new(&ranges);
        let mut run = Visible::default();
        cuts.push_visible(&mut run, &text, &(0..text.len()));
        cuts.tidy(run, &mut String::new())
    }

    #[test]
    fn loose_ends_are_tied() {
        let cases = [
            ("{12:31} - pods restart", "pods restart"),
            ("{12:31}: pods restart", "pods restart"),
            ("{12:31} — pods restart", "pods restart"),
            ("({12:31}) pods restart", "pods restart"),
            ("{12:31} -5 °C measured", "-5 °C measured"),
            ("Alert sooner {@ana} {due:2026-01-01}", "Alert sooner "),
            ("Alert {@ana} sooner", "Alert sooner"),
            ("Alert sooner ({PLAT-1}), please", "Alert sooner, please"),
            ("über {a} {b}, ärger ({c})", "über, ärger "),
            ("nothing  cut", "nothing  cut"),
            ("- kept when nothing is cut", "- kept when nothing is cut"),
            ("{all}", ""),
        ];
        for (marked, expected) in cases {
            assert_eq!(cut(marked), expected, "{marked}");
        }
    }

    #[test]
    fn an_entity_is_cut_whole_or_not_at_all() {
        let mut run = Visible::default();
        Cuts::new(std::slice::from_ref(&(3..4))).push_visible(&mut run, "&", &(0..5));
        assert_eq!(run.text, "&");
        let mut run = Visible::default();
        Cuts::new(std::slice::from_ref(&(0..2))).push_visible(&mut run, "&", &(0..5));
        assert_eq!(run.text, "");
    }
}
