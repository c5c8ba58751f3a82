//! Slots `{{ name }}` of the files that are written.

/// A piece of a text with slots.
#[derive(Debug, PartialEq, Eq)]
enum Piece<'a> {
    Text(&'a str),
    /// The name in a slot, and the slot as it is written.
    Slot(&'a str, &'a str),
}

/// Fills the slots that `value` knows. The others stay as they are, because `{{ }}` means something in other languages too.
pub(super) fn fill(text: &str, mut value: impl FnMut(&str) -> Option<String>) -> String {
    let mut filled = String::with_capacity(text.len());
    for piece in pieces(text) {
        match piece {
            Piece::Text(text) => filled.push_str(text),
            Piece::Slot(name, written) => match value(name) {
                Some(value) => filled.push_str(&value),
                None => filled.push_str(written),
            },
        }
    }
    filled
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((start, end)) = next_slot(rest) {
        pieces.push(Piece::Text(&rest[..start]));
        let written = &rest[start..end];
        pieces.push(Piece::Slot(written[2..written.len() - 2].trim(), written));
        rest = &rest[end..];
    }
    pieces.push(Piece::Text(rest));
    pieces
}

/// The bytes of the first slot: a name between double braces, on one line.
fn next_slot(text: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    while let Some(open) = text[from..].find("{{") {
        let start = from + open;
        let inside = &text[start + 2..];
        let is_name = |name: &str| {
            let name = name.trim_matches(' ');
            !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
        };
        match inside.find("}}") {
            Some(len) if is_name(&inside[..len]) => return Some((start, start + len + 4)),
            _ => from = start + 1,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(text: &str) -> String {
        fill(text, |name| (name == "day").then(|| "2026-11-20".into()))
    }

    #[test]
    fn known_slots_are_filled_and_all_else_stays() {
        assert_eq!(
            filled("on {{ day }} and {{day}}."),
            "on 2026-11-20 and 2026-11-20."
        );
        for text in [
            "",
            "{{ night }}",
            "${{ github.ref }}",
            "{{ Day }}",
            "{{",
            "{{ day",
            "{{ day }",
            "{{}}",
            "{{\nday }}",
            "{day}",
            "ü{{ ü }}",
        ] {
            assert_eq!(filled(text), text);
        }
    }

    #[test]
    fn a_slot_is_found_behind_braces_that_are_none() {
        assert_eq!(filled("{{ {{ day }}"), "{{ 2026-11-20");
        assert_eq!(filled("{{{ day }}}"), "{2026-11-20}");
    }
}
