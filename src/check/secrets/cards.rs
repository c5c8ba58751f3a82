//! Numbers of payment cards.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

/// 13 to 19 digits, alone or in groups.
#[allow(clippy::expect_used, reason = "a constant pattern; every test uses it")]
static DIGITS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[0-9](?:[ -]?[0-9]){12,18}").expect("a valid pattern"));

/// Numbers that the card companies publish for tests.
const FOR_TESTS: &[&str] = &[
    "2223003122003222",
    "30569309025904",
    "3530111333300000",
    "371449635398431",
    "378282246310005",
    "4000056655665556",
    "4000000000000002",
    "4012888888881881",
    "4111111111111111",
    "4222222222222",
    "4242424242424242",
    "5105105105105100",
    "5200828282828210",
    "5555555555554444",
    "6011000990139424",
    "6011111111111117",
];

/// Places of card numbers.
pub(super) fn find(text: &str) -> Vec<Range<usize>> {
    let places = DIGITS.find_iter(text).map(|found| found.range());
    places
        .filter(|at| stands_alone(text, at) && is_card(&text[at.clone()]))
        .collect()
}

/// Not part of a longer number, an id, a version or an amount.
fn stands_alone(text: &str, at: &Range<usize>) -> bool {
    let joins = |c: char| c.is_alphanumeric() || "_-./+=#".contains(c);
    let before = text[..at.start].chars().next_back();
    let mut after = text[at.end..].chars();
    let (next, then) = (after.next(), after.next());
    let goes_on = match next {
        // The full stop of a sentence ends a number, that of a decimal does not.
        Some('.' | ',') => then.is_some_and(|c| c.is_ascii_digit()),
        Some(c) => joins(c),
        None => false,
    };
    !before.is_some_and(joins) && !goes_on
}

fn is_card(text: &str) -> bool {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    has_issuer(&digits)
        && is_grouped(text)
        && luhn(&digits)
        && !FOR_TESTS.contains(&digits.as_str())
}

/// The first digits and the length that Visa, Mastercard, American Express, Discover, Diners and JCB use (ISO/IEC 7812).
fn has_issuer(digits: &str) -> bool {
    let first = |n: usize| {
        digits
            .get(..n)
            .and_then(|d| d.parse::<u32>().ok())
            .unwrap_or(0)
    };
    match digits.len() {
        14 => matches!(first(3), 300..=305) || matches!(first(2), 36 | 38),
        15 => matches!(first(2), 34 | 37),
        13 | 19 => first(1) == 4,
        16 => {
            matches!(first(2), 51..=55 | 65)
                || matches!(first(4), 2221..=2720 | 3528..=3589 | 6011)
                || first(1) == 4
        }
        _ => false,
    }
}

/// One run of digits, or groups of at least three with one separator throughout.
fn is_grouped(text: &str) -> bool {
    let separators: Vec<char> = text.chars().filter(|c| !c.is_ascii_digit()).collect();
    let alike = separators.windows(2).all(|pair| pair[0] == pair[1]);
    alike && text.split([' ', '-']).all(|group| group.len() >= 3)
}

/// The check digit of ISO/IEC 7812: every second digit from the right doubled, the digits' sum a multiple of ten.
fn luhn(digits: &str) -> bool {
    let doubled = |n: u32| if n > 4 { n * 2 - 9 } else { n * 2 };
    let values = digits
        .chars()
        .rev()
        .filter_map(|c| c.to_digit(10))
        .enumerate();
    let sum: u32 = values
        .map(|(i, n)| if i % 2 == 1 { doubled(n) } else { n })
        .sum();
    sum.is_multiple_of(10)
}
