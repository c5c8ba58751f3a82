//! Sentences left over from a template.

/// Openings of what a template asks for, in lower case.
#[rustfmt::skip]
const OPENINGS: &[&str] = &[
    "short event description", "event description", "describe ", "description of ", "what happened here",
    "insert ", "fill in", "add a ", "your text", "lorem ipsum", "todo", "tbd", "tba", "replace this", "write here",
    "enter ", "example:", "for example,", "list of things", "things that could have gone better",
    "these are good things", "these are only sample", "e.g. ", "a short ", "a brief ", "brief description",
    "please ", "link to ", "n/a", "none", "nothing", "not applicable", "no comments", "no action", "no comment",
    "to be determined", "to be added", "to be completed", "to be filled", "xxx", "placeholder",
];

/// Words that are an opening and the whole text at once; as the opening of a real sentence they mean nothing.
#[rustfmt::skip]
const WHOLE: &[&str] = &[
    "todo", "tbd", "tba", "n/a", "na", "none", "nothing", "not applicable", "no comments added", "no comments",
    "no comment", "no action items", "no actions", "none yet", "nothing yet", "none identified", "xxx",
    "placeholder", "to be determined", "...", "…", "-", "–", "?", "text", "action", "action item", "item",
    "learning", "lorem ipsum", "none.", "n/a.",
];

/// Openings that only a template uses, even when a whole sentence follows.
#[rustfmt::skip]
const SURE: &[&str] = &[
    "short event description", "event description", "lorem ipsum", "list of things",
    "things that could have gone better", "these are good things", "these are only sample", "replace this",
    "fill in ", "your text here", "describe what", "describe the", "describe how", "brief description of",
    "a brief description of", "a short description of", "insert ", "what went well?", "add your ", "to be filled",
    "to be completed",
];

/// Whether a text is what a template says, or says that there is nothing to say.
pub(super) fn is_left_over(text: &str) -> bool {
    let text = text.trim();
    if text.len() > 400 {
        return false;
    }
    let lower = text.to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric() && c != '/');
    if bare.is_empty() || WHOLE.contains(&lower.as_str()) || WHOLE.contains(&bare) {
        return true;
    }
    if SURE.iter().any(|opening| bare.starts_with(opening)) {
        return true;
    }
    is_slot(&lower)
        || (bare.split_whitespace().count() <= 3
            && OPENINGS.iter().any(|opening| bare == opening.trim()))
}

/// `<what happened>`, `[action item]`, `{{ owner }}`: nothing but a slot to fill. A link or a box is none.
fn is_slot(text: &str) -> bool {
    let wrapped = |open: char, close: char| {
        text.starts_with(open)
            && text.ends_with(close)
            && text.len() > 2
            && !text[1..text.len() - 1].contains([open, close, '/', ':'])
    };
    wrapped('<', '>') || wrapped('[', ']') || (text.starts_with("{{") && text.ends_with("}}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_and_prompts_are_left_over_and_sentences_are_not() {
        for text in [
            "<what happened>",
            "[Action item]",
            "Short event description.",
            "TODO",
            "No comments added",
            "-",
            "…",
            "N/A",
            "Describe the impact here",
        ] {
            assert!(is_left_over(text), "{text}");
        }
        for text in [
            "None of the alerts fired",
            "#2127",
            "<https://example.org/issues/1>",
            "Describes itself badly",
            "Nothing was lost",
            "[x]y",
        ] {
            assert!(!is_left_over(text), "{text}");
        }
    }
}
