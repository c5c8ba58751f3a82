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
        let Some(rest) = strip_word(word, "redact") else {
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
}
