use strsim::osa_distance;

/// The letters and digits of a name in lower case: `Detected-By` and `detected_by` are one name to a reader.
fn bare(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Slips that are allowed in the longest words.
const MOST_SLIPS: usize = 3;

/// How many typing slips (a letter too many, too few, wrong, or two swapped) still count as the same word: one for
/// short words, one more for every three letters beyond five. Found by trying the keys of foreign reports against ours:
/// nothing unrelated of theirs comes this near.
fn slips(word: &str) -> usize {
    match word.chars().count() {
        0..=2 => 0,
        3..=5 => 1,
        6..=8 => 2,
        _ => MOST_SLIPS,
    }
}

/// Whether two names differ in case and joints only.
#[must_use]
pub fn is_same(typed: &str, known: &str) -> bool {
    bare(typed) == bare(known)
}

/// Whether `typed` may well be a misspelling of `known`.
#[must_use]
pub fn is_near(typed: &str, known: &str) -> bool {
    distance(&bare(typed), &bare(known)).is_some()
}

/// The known name that was probably meant, misspelt or cut short; the first of several that are equally near.
#[must_use]
pub fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed = bare(typed);
    known
        .into_iter()
        .filter(|name| may_be_near(&typed, name))
        .filter_map(|name| {
            let known = bare(name);
            let cut_short = || is_beginning(&typed, &known).then_some(usize::MAX);
            distance(&typed, &known)
                .or_else(cut_short)
                .map(|d| (d, name))
        })
        .min_by_key(|&(d, _)| d)
        .map(|(_, name)| name)
}

/// Whether a known name is worth a closer look: about as long, or longer with the same first letter. Foreign reports
/// have the same unknown keys in every file, each of which is held against every name.
fn may_be_near(typed: &str, known: &str) -> bool {
    let letters = || known.chars().filter(|c| c.is_alphanumeric());
    let first = letters().next().map(|c| c.to_ascii_lowercase());
    typed.chars().count().abs_diff(letters().count()) <= MOST_SLIPS || typed.chars().next() == first
}

/// `warn` for `warning`; fewer than four letters could begin too many words.
fn is_beginning(typed: &str, known: &str) -> bool {
    typed.chars().count() >= 4 && known.starts_with(typed)
}

/// Slips between two bare names, unless there are too many of them.
fn distance(typed: &str, known: &str) -> Option<usize> {
    // A long foreign key must not match a short one of ours.
    let allowed = slips(known).min(slips(typed));
    // Most names differ in length already by more than slips explain.
    if typed.chars().count().abs_diff(known.chars().count()) > allowed {
        return None;
    }
    let distance = osa_distance(typed, known);
    (distance <= allowed).then_some(distance)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_hand_are_near_and_other_words_are_not() {
        let known = ["title", "tags", "visibility", "detected_by", "times"];
        for (typed, meant) in [
            ("titel", Some("title")),
            ("Title", Some("title")),
            ("visiblity", Some("visibility")),
            ("detected-by", Some("detected_by")),
            ("detectedBy", Some("detected_by")),
            ("time", Some("times")),
            ("tag", Some("tags")),
            ("visib", Some("visibility")),
            ("vis", None),
            ("uuid", None),
            ("url", None),
            ("company", None),
            ("categories", None),
            ("", None),
        ] {
            assert_eq!(nearest(typed, known), meant, "{typed}");
        }
    }
}
