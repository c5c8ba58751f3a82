//! Figures as people write them: `1,200`, `200-300`, `~5%`, `1.2k`, `18000 EUR`, `unknown`.

use super::moment::strip_about;
use crate::model::{Cost, Quantity};

/// What can be read as a figure, for messages.
pub(super) const FORMS: &str =
    "a number such as `1200`, a range `200-300`, a share `~5%`, or the word `unknown`";

/// Reads a figure; `None` when it is none.
pub(super) fn read_quantity(text: &str) -> Option<Quantity> {
    let text = text.trim();
    if ["unknown", "n/a", "tbd", "?"].contains(&text.to_ascii_lowercase().as_str()) {
        return Some(Quantity::Unknown);
    }
    let (text, about) = strip_about(text);
    if let Some(share) = text.strip_suffix('%') {
        let share = number(share.trim_end())?;
        return (share <= 100.0).then_some(Quantity::Percent(share, about));
    }
    if let Some(number) = number(text) {
        return Some(if about {
            Quantity::About(number)
        } else {
            Quantity::Exact(number)
        });
    }
    let (from, to) = range(text)?;
    (from <= to).then_some(Quantity::Range(from, to))
}

/// Reads a share of a whole: `5%`, `~5%`, `5` (percent) or `0.05` (of one).
pub(super) fn read_share(text: &str) -> Option<Quantity> {
    // Rounded to what people mean: 0.28 of one is 28 percent, not 28.000000000000004.
    let percent = |n: f64| match n {
        n if n <= 1.0 => Some((n * 1e8).round() / 1e6),
        n if n <= 100.0 => Some(n),
        _ => None,
    };
    match read_quantity(text)? {
        Quantity::Exact(n) => percent(n).map(|n| Quantity::Percent(n, false)),
        Quantity::About(n) => percent(n).map(|n| Quantity::Percent(n, true)),
        Quantity::Range(..) => None,
        share => Some(share),
    }
}

/// Reads money: an amount with a three-letter code or a sign, before or after it.
pub(super) fn read_cost(text: &str) -> Option<Cost> {
    const SIGNS: [(char, &str); 4] = [('€', "EUR"), ('$', "USD"), ('£', "GBP"), ('¥', "JPY")];
    let (bare, about) = strip_about(text);
    let sign = SIGNS.iter().find(|(sign, _)| bare.contains(*sign));
    let (amount, currency) = match sign {
        Some((sign, code)) => (bare.replacen(*sign, "", 1), Some((*code).to_owned())),
        None => match currency_beside(bare) {
            Some((amount, code)) => (amount.to_owned(), Some(code)),
            None => (bare.to_owned(), None),
        },
    };
    let amount = match (read_quantity(&amount)?, about) {
        (Quantity::Percent(..), _) => return None,
        (Quantity::Exact(n), true) => Quantity::About(n),
        (amount, _) => amount,
    };
    Some(Cost {
        amount,
        currency,
        basis: None,
    })
}

/// `18000 EUR` or `EUR 18000` as amount and code.
fn currency_beside(text: &str) -> Option<(&str, String)> {
    let after = text.rsplit_once(char::is_whitespace);
    let before = text
        .split_once(char::is_whitespace)
        .map(|(code, amount)| (amount, code));
    [after, before]
        .into_iter()
        .flatten()
        .find_map(|(amount, code)| Some((amount, currency_code(code)?)))
}

/// A three-letter code in capitals.
pub(super) fn currency_code(text: &str) -> Option<String> {
    let code = text.trim();
    let letters = code.len() == 3 && code.bytes().all(|b| b.is_ascii_alphabetic());
    letters.then(|| code.to_ascii_uppercase())
}

fn range(text: &str) -> Option<(f64, f64)> {
    ["–", "—", "..", " to ", "-"].iter().find_map(|joint| {
        let (from, to) = text.split_once(joint)?;
        Some((number(from.trim())?, number(to.trim())?))
    })
}

/// A number of people, requests or money: never negative, thousands separated by `_`, `,` or a space, `k` and `M`.
fn number(text: &str) -> Option<f64> {
    let (digits, factor) = match text.strip_suffix(['k', 'K']) {
        Some(rest) => (rest, 1e3),
        None => match text.strip_suffix('M') {
            Some(rest) => (rest, 1e6),
            None => (text, 1.0),
        },
    };
    let (whole, fraction) = digits
        .trim_end()
        .split_once('.')
        .unwrap_or((digits.trim_end(), "0"));
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let mut groups = whole.split(['_', ',', ' ', '\u{a0}', '\u{202f}', '\'']);
    let first = groups.next().filter(|part| is_digits(part))?;
    let mut joined = first.to_owned();
    for group in groups {
        // `1,5` would be a decimal comma, `1,2,3` a list: neither is guessed at.
        if group.len() != 3 || first.len() > 3 {
            return None;
        }
        joined.push_str(group);
    }
    if !is_digits(&joined) || !is_digits(fraction) {
        return None;
    }
    let number: f64 = format!("{joined}.{fraction}").parse().ok()?;
    Some(number * factor).filter(|n| n.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_as_written() {
        for (text, expected) in [
            ("0", Quantity::Exact(0.0)),
            ("1200", Quantity::Exact(1200.0)),
            ("1_200", Quantity::Exact(1200.0)),
            ("1,200,000", Quantity::Exact(1_200_000.0)),
            ("1 200", Quantity::Exact(1200.0)),
            ("12.5", Quantity::Exact(12.5)),
            ("1.2k", Quantity::Exact(1200.0)),
            ("3M", Quantity::Exact(3e6)),
            ("about 1200", Quantity::About(1200.0)),
            ("~1,200", Quantity::About(1200.0)),
            ("200-300", Quantity::Range(200.0, 300.0)),
            ("200 – 300", Quantity::Range(200.0, 300.0)),
            ("200 to 300", Quantity::Range(200.0, 300.0)),
            ("5%", Quantity::Percent(5.0, false)),
            ("~5 %", Quantity::Percent(5.0, true)),
            ("Unknown", Quantity::Unknown),
        ] {
            assert_eq!(read_quantity(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_could_mean_two_things_is_no_figure() {
        for text in [
            "", "many", "1,5", "1,2,3", "-3", "300-200", "120%", "5 of 12", "1e9", "inf", "NaN",
            "~",
        ] {
            assert_eq!(read_quantity(text), None, "{text}");
        }
    }

    #[test]
    fn shares_are_percentages() {
        assert_eq!(read_share("0.28"), Some(Quantity::Percent(28.0, false)));
        assert_eq!(read_share("28"), Some(Quantity::Percent(28.0, false)));
        assert_eq!(read_share("~28%"), Some(Quantity::Percent(28.0, true)));
        assert_eq!(read_share("280"), None);
    }

    #[test]
    fn money_is_an_amount_with_its_currency() {
        let cost = |text| read_cost(text).map(|c| (c.amount, c.currency));
        let exact = |n| Quantity::Exact(n);
        let eur = || Some("EUR".to_owned());
        assert_eq!(cost("18000 EUR"), Some((exact(18000.0), eur())));
        assert_eq!(cost("eur 18,000"), Some((exact(18000.0), eur())));
        assert_eq!(cost("~€18k"), Some((Quantity::About(18000.0), eur())));
        assert_eq!(
            cost("15000-20000 EUR"),
            Some((Quantity::Range(15000.0, 20000.0), eur()))
        );
        assert_eq!(cost("18000"), Some((exact(18000.0), None)));
        assert_eq!(cost("unknown"), Some((Quantity::Unknown, None)));
        assert_eq!(cost("5%"), None);
        assert_eq!(cost("a lot"), None);
    }
}
