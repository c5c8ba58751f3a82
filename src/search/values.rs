//! Which values a filter names: "Which values a filter names" in `docs/search-format.md`.

use super::{query::Field, words::key};

/// Positions of the values (slug and label each) that what was typed names.
pub(super) fn named<'a>(
    field: Field,
    typed: &str,
    unfinished: bool,
    values: impl Iterator<Item = (&'a str, &'a str)>,
) -> Vec<usize> {
    let typed = key(typed);
    if typed.is_empty() {
        return Vec::new();
    }
    let names = |own: &str| own == typed || (unfinished && own.starts_with(&typed));
    let severity = |own: &str| field == Field::Severity && is_severity(own, &typed);
    values
        .enumerate()
        .filter(|(_, (slug, label))| {
            let keys = [key(slug), key(label)];
            keys.iter().any(|own| names(own) || severity(own))
        })
        .map(|(place, _)| place)
        .collect()
}

/// `SEV-1` and `1` are `sev1`.
fn is_severity(own: &str, typed: &str) -> bool {
    let bare = |key: &str| key.replace('-', "");
    let own = bare(own);
    let digits = &own[own.trim_end_matches(|c: char| c.is_ascii_digit()).len()..];
    own == bare(typed) || (!digits.is_empty() && digits == typed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(field: Field, typed: &str, unfinished: bool) -> Vec<usize> {
        let values = [
            ("sev1", "sev1"),
            ("sev11", "sev11"),
            ("near-miss", "Near miss"),
            ("shu-ju-ku", "数据库"),
        ];
        named(field, typed, unfinished, values.into_iter())
    }

    #[test]
    fn values_are_named_as_people_write_them() {
        assert_eq!(found(Field::Kind, "Near Miss", false), [2]);
        assert_eq!(found(Field::Service, "数据库", false), [3]);
        assert!(found(Field::Service, "near", false).is_empty());
        assert_eq!(found(Field::Service, "near", true), [2]);
        assert!(found(Field::Service, "?", true).is_empty());
    }

    #[test]
    fn severities_are_known_by_their_number() {
        assert_eq!(found(Field::Severity, "1", false), [0]);
        assert_eq!(found(Field::Severity, "SEV-1", false), [0]);
        assert!(found(Field::Service, "1", false).is_empty());
    }
}
