use super::text::Sentence;

/// The sentence that speaks of a cause most clearly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// Position of the cause in the lexicon.
    pub concept: usize,
    /// The words that say it, as written.
    pub phrase: String,
    /// The sentence, shortened around them when it is long.
    pub sentence: String,
}

impl Quote {
    pub(super) fn new(
        concept: usize,
        sentence: &Sentence,
        written: &[&str],
        (first, last): (usize, usize),
    ) -> Self {
        // The words are slices of the sentence, so their addresses tell where they stand in it.
        let offset = |word: &str| word.as_ptr() as usize - sentence.text.as_ptr() as usize;
        let start = offset(written[first]);
        let end = offset(written[last]) + written[last].len();
        Self {
            concept,
            phrase: sentence.text[start..end].to_owned(),
            sentence: shortened(&sentence.text, start),
        }
    }
}

/// The longest quotation, in bytes.
const QUOTED: usize = 220;

/// At most [`QUOTED`] bytes of a text, with the byte `at` inside, cut between words.
pub(super) fn shortened(text: &str, at: usize) -> String {
    if text.len() <= QUOTED {
        return text.to_owned();
    }
    let from = at.saturating_sub(QUOTED / 3).min(text.len() - QUOTED);
    let start = match from {
        0 => 0,
        _ => space(text, from).map_or(0, |space| space + 1).min(at),
    };
    let start = (0..=start)
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or_default();
    let end = space(text, (start + QUOTED).min(text.len())).unwrap_or(text.len());
    let before = if start > 0 { "… " } else { "" };
    let after = if end < text.len() { " …" } else { "" };
    format!("{before}{}{after}", text[start..end].trim())
}

/// The first white space at or after a byte.
fn space(text: &str, from: usize) -> Option<usize> {
    let bytes = &text.as_bytes()[from..];
    bytes
        .iter()
        .position(|byte| *byte == b' ')
        .map(|at| from + at)
}
