//! Addresses that people paste into text, as links (GitHub does the same).

use std::ops::Range;

/// The `http://` and `https://` addresses of a text, in order.
pub(super) fn addresses(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, _) in text.match_indices("://") {
        let after = found.last().map_or(0, |last| last.end);
        let Some(start) = scheme_start(text, at).filter(|&start| start >= after) else {
            continue;
        };
        let end = start + address_len(&text[start..]);
        if end > at + "://".len() {
            found.push(start..end);
        }
    }
    found
}

/// Where the scheme before `://` starts, when it is one that is linked and does not end another word.
fn scheme_start(text: &str, colon: usize) -> Option<usize> {
    let before = &text[..colon];
    let scheme = ["https", "http"].into_iter().find(|scheme| {
        before.len() >= scheme.len()
            && before.as_bytes()[before.len() - scheme.len()..]
                .eq_ignore_ascii_case(scheme.as_bytes())
    })?;
    let start = colon - scheme.len();
    let joined = before[..start]
        .chars()
        .next_back()
        .is_some_and(char::is_alphanumeric);
    (!joined).then_some(start)
}

/// How many bytes belong to the address that `text` begins with: up to white space or a quote, less the punctuation
/// of the sentence around it.
fn address_len(text: &str) -> usize {
    let end = text
        .find(|c: char| c.is_whitespace() || c.is_control() || "<>\"`|\\^{}“”„".contains(c))
        .unwrap_or(text.len());
    let mut address = &text[..end];
    loop {
        let shorter =
            address.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_', '~', '’', '…']);
        let unbalanced = |open, close| {
            shorter.ends_with(close)
                && shorter.matches(close).count() > shorter.matches(open).count()
        };
        if unbalanced('(', ')') || unbalanced('[', ']') {
            address = &shorter[..shorter.len() - 1];
        } else if shorter.len() == address.len() {
            return address.len();
        } else {
            address = shorter;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_end_where_the_sentence_goes_on() {
        let cases = [
            (
                "see https://a.example/b?c=1&d=2.",
                vec!["https://a.example/b?c=1&d=2"],
            ),
            ("(https://a.example/x_(y))", vec!["https://a.example/x_(y)"]),
            (
                "HTTP://A.example, http://b.example!",
                vec!["HTTP://A.example", "http://b.example"],
            ),
            ("“https://a.example”", vec!["https://a.example"]),
            (
                "https://a.example/?u=https://b.example",
                vec!["https://a.example/?u=https://b.example"],
            ),
            (
                "xhttps://a.example ftp://b.example https:// javascript://x",
                vec![],
            ),
        ];
        for (text, expected) in cases {
            let found: Vec<&str> = addresses(text).into_iter().map(|r| &text[r]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
