use std::ops::Range;

/// The bytes between `<!-- redact -->` and `<!-- /redact -->`, markers included. Blocks may nest; one that is never
/// closed reaches to the end, for hiding too much is the safe mistake.
pub(in crate::parse) fn redacted(text: &str) -> Vec<Range<usize>> {
    let (mut found, mut depth, mut opened, mut from) = (Vec::new(), 0_usize, 0, 0);
    while let Some((comment, marker)) = next_marker(text, from) {
        from = comment.end;
        match marker {
            Marker::Open => {
                if depth == 0 {
                    opened = comment.start;
                }
                depth += 1;
            }
            Marker::Close if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    found.push(opened..comment.end);
                }
            }
            Marker::Close => {}
        }
    }
    if depth > 0 {
        found.push(opened..text.len());
    }
    found
}

/// What is wrong with a marker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::parse) enum Doubt {
    /// A block is never closed: everything behind it is hidden.
    Unclosed,
    /// A closing marker without an opening one: what should have been hidden may not be.
    Unopened,
    /// A comment that is nearly a marker, and hides nothing.
    Misspelt,
}

/// Markers that do not do what their author wanted, in the order of the text.
pub(in crate::parse) fn doubts(text: &str) -> Vec<(Range<usize>, Doubt)> {
    let mut found: Vec<_> = near_markers(text)
        .map(|range| (range, Doubt::Misspelt))
        .collect();
    let (mut open, mut from) = (Vec::new(), 0);
    while let Some((comment, marker)) = next_marker(text, from) {
        from = comment.end;
        match marker {
            Marker::Open => open.push(comment),
            Marker::Close if open.pop().is_none() => found.push((comment, Doubt::Unopened)),
            Marker::Close => {}
        }
    }
    found.extend(
        open.into_iter()
            .next()
            .map(|comment| (comment, Doubt::Unclosed)),
    );
    found.sort_by_key(|(range, _)| range.start);
    found
}

/// Comments whose first word is nearly, or begins with, `redact`: `redacted`, `redcat`.
fn near_markers(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.match_indices("<!--").filter_map(|(start, _)| {
        let inner = &text[start + 4..];
        let word = inner.trim_start().trim_start_matches('/').trim_start();
        let end = word
            .find(|c: char| !c.is_alphanumeric())
            .unwrap_or(word.len());
        let word = word[..end].to_lowercase();
        let near =
            word.starts_with(WORD) || (strsim::osa_distance(&word, WORD) == 1 && word != "react");
        let stop = start + 4 + inner.find("-->").map_or(inner.len(), |at| at + 3);
        (near && word != WORD).then_some(start..stop)
    })
}

/// What a marker says.
const WORD: &str = "redact";

enum Marker {
    Open,
    Close,
}

fn next_marker(text: &str, mut from: usize) -> Option<(Range<usize>, Marker)> {
    loop {
        let start = from + text[from..].find("<!--")?;
        let inner = &text[start + 4..];
        from = start + 4;
        let trimmed = inner.trim_start();
        let (close, word) = match trimmed.strip_prefix('/') {
            Some(rest) => (true, rest.trim_start()),
            None => (false, trimmed),
        };
        let Some(rest) = strip_word(word, WORD) else {
            continue;
        };
        let end = text.len() - rest.len() + rest.find("-->").map_or(rest.len(), |i| i + 3);
        let marker = if close { Marker::Close } else { Marker::Open };
        return Some((start..end, marker));
    }
}

/// The text after a word, whatever its case.
fn strip_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let head = text.get(..word.len())?;
    let rest = &text[word.len()..];
    let ends = !rest.starts_with(|c: char| c.is_alphanumeric());
    (ends && head.eq_ignore_ascii_case(word)).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(text: &str) -> String {
        let mut out = String::new();
        let mut from = 0;
        for range in redacted(text) {
            out.push_str(&text[from..range.start]);
            from = range.end;
        }
        out + &text[from..]
    }

    #[test]
    fn blocks_go_in_every_form() {
        assert_eq!(kept("a<!-- redact -->b<!-- /redact -->c"), "ac");
        assert_eq!(kept("a<!--REDACT-->b<!-- / redact -->c"), "ac");
        assert_eq!(kept("a<!-- redact -->b"), "a");
        assert_eq!(kept("a<!-- redact: names -->b<!-- /redact -->c"), "ac");
        assert_eq!(
            kept("a<!-- redact -->b<!-- redact -->c<!-- /redact -->d<!-- /redact -->e"),
            "ae"
        );
        assert_eq!(
            kept("a<!-- redaction --> b <!-- note -->"),
            "a<!-- redaction --> b <!-- note -->"
        );
    }

    #[test]
    fn a_marker_that_does_not_hide_is_doubted() {
        let doubt = |text: &str| {
            doubts(text)
                .into_iter()
                .map(|(_, doubt)| doubt)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            doubt("a<!-- redact -->b<!-- redact -->c<!-- /redact --><!--/redact-->"),
            []
        );
        assert_eq!(
            doubt("a<!-- redact -->b<!-- redact -->c<!-- /redact -->"),
            [Doubt::Unclosed]
        );
        assert_eq!(doubt("a<!-- note -->b<!-- /redact -->"), [Doubt::Unopened]);
        for near in ["redcat", "Redacted", "/redacted", "readact", "redaction"] {
            assert_eq!(
                doubt(&format!("<!-- {near} -->")),
                [Doubt::Misspelt],
                "{near}"
            );
        }
        assert_eq!(
            doubt("<!-- reduce --> <!-- react to it --> <!-- debriefs-ignore -->"),
            []
        );
    }
}
