use std::collections::HashMap;

/// Gives each heading an `id`, as GitHub does, so that links written for one hold on the other.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    /// Anchor given to the number of the next one of the same text.
    given: HashMap<String, u32>,
}

impl Anchors {
    /// The anchor of the next heading: lower case, punctuation dropped, spaces as hyphens; `-1`, `-2` … when taken.
    pub(super) fn make(&mut self, heading: &str) -> String {
        let mut base = slug(heading);
        if base.is_empty() {
            base.push_str("section");
        } else if is_numbered(&base) {
            base.insert_str(0, "section-");
        }
        let mut number = self.given.get(&base).copied().unwrap_or(0);
        let mut anchor = base.clone();
        while number > 0 && self.given.contains_key(&anchor) {
            anchor = format!("{base}-{number}");
            number += 1;
        }
        self.given.insert(base, number.max(1));
        self.given.entry(anchor.clone()).or_insert(1);
        anchor
    }
}

/// Whether the page gives this `id` itself: to an entry of the timeline (`t1`), a learning (`l1`), an action (`action-1`).
fn is_numbered(anchor: &str) -> bool {
    ["t", "l", "action-"].iter().any(|prefix| {
        let number = anchor.strip_prefix(prefix).unwrap_or_default();
        !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())
    })
}

fn slug(heading: &str) -> String {
    heading
        .trim()
        .chars()
        .filter_map(|c| match c {
            ' ' => Some('-'),
            '-' | '_' => Some(c),
            c if c.is_alphanumeric() => Some(c),
            _ => None,
        })
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_leave_the_numbered_ids_of_the_page_alone() {
        let mut anchors = Anchors::default();
        let made = ["T1", "L12", "Action 3", "Tier 1", "T"].map(|h| anchors.make(h));
        let expected = [
            "section-t1",
            "section-l12",
            "section-action-3",
            "tier-1",
            "t",
        ];
        assert_eq!(made, expected);
    }

    #[test]
    fn repeated_and_colliding_headings_stay_unique() {
        let mut anchors = Anchors::default();
        let made: Vec<_> = ["Stats", "Stats", "Stats 1", "Stats", "Größe: 2 €", "…"]
            .into_iter()
            .map(|h| anchors.make(h))
            .collect();
        assert_eq!(
            made,
            [
                "stats",
                "stats-1",
                "stats-1-1",
                "stats-2",
                "größe-2-",
                "section"
            ]
        );
    }
}
