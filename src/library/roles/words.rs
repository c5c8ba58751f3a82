use std::ops::Range;

/// Letters and digits in a row.
pub(super) fn words(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                found.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    found.extend(start.map(|from| from..text.len()));
    found
}

/// The words of a name, in lower case.
pub(super) fn lower(text: &str) -> Vec<String> {
    let words = words(text).into_iter();
    words.map(|word| text[word].to_lowercase()).collect()
}
