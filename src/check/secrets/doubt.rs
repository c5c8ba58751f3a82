//! Whether something in the place of a secret is one: stand-ins, names and paths are not.

use std::collections::BTreeMap;

/// Parts of words that only stand-ins have.
const STAND_IN: &[&str] = &[
    "changeme",
    "dummy",
    "example",
    "fake",
    "insert",
    "notreal",
    "placeholder",
    "redacted",
    "removed",
    "replace",
    "sample",
    "secret_here",
    "xxxx",
    "your",
    "****",
    "....",
    "____",
    "…",
];

/// What people write where a password was.
const WORDS: &[&str] = &[
    "bar",
    "foo",
    "hidden",
    "none",
    "null",
    "pass",
    "passwd",
    "password",
    "pw",
    "pwd",
    "secret",
    "test",
    "token",
    "undefined",
    "user",
    "xxx",
];

/// How a value begins that is looked up elsewhere when it is used.
const LOOKED_UP: &[&str] = &[
    "$", "%", "{", "<", "[", "*", "@", "!", "&", "env.", "os.", "process.", "vault:", "arn:",
];

/// Whether the text plainly stands for a secret without being one.
pub(super) fn is_stand_in(text: &str) -> bool {
    let lower = text.to_lowercase();
    STAND_IN.iter().any(|part| lower.contains(part))
        || LOOKED_UP.iter().any(|start| lower.starts_with(start))
        || WORDS.contains(&lower.as_str())
        || is_monotonous(&lower)
}

/// Fewer than four different characters, or characters in a row (`abcdefgh`, `12345678`).
fn is_monotonous(text: &str) -> bool {
    let kinds: std::collections::BTreeSet<char> = text.chars().collect();
    let letters: Vec<u32> = text.chars().map(u32::from).collect();
    let steps = letters
        .windows(2)
        .filter(|pair| pair[1] == pair[0] + 1)
        .count();
    kinds.len() < 4 || steps * 3 >= letters.len() * 2
}

/// Bits a character that hexadecimal digits have at least when chance made them: sixteen kinds give at most 4, and twenty
/// drawn at random hardly ever less than this.
const HEX_BITS: f64 = 3.0;
/// The same for letters and digits, of which a short text cannot show all: five words written together stay below.
const TEXT_BITS: f64 = 3.5;
/// Shorter texts cannot be told from words.
const SHORTEST: usize = 16;

/// Whether chance made this: many different characters, letters among digits, and no name, path or version.
pub(super) fn is_random(text: &str) -> bool {
    let hex = text
        .bytes()
        .all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    let bits = if hex { HEX_BITS } else { TEXT_BITS };
    text.len() >= SHORTEST && has_letter_and_digit(text) && !is_name(text) && entropy(text) >= bits
}

/// Whether somebody may have chosen this as a password: letters with digits or signs, and no name or path.
pub(super) fn is_password(text: &str) -> bool {
    let sign = |c: char| c.is_ascii_punctuation() && !"-_./:".contains(c);
    let mixed = has_letter_and_digit(text)
        || (text.chars().any(sign) && text.chars().any(char::is_alphabetic));
    mixed && !is_name(text) && !is_call(text)
}

fn has_letter_and_digit(text: &str) -> bool {
    text.chars().any(char::is_alphabetic) && text.chars().any(|c| c.is_ascii_digit())
}

/// `prod-eu-west-1-db`, `secrets/prod/db.v2`, `2026-11-20T10:00`: parts that are each a word, a number, or a word with
/// one digit or two behind it.
fn is_name(text: &str) -> bool {
    let parts = text
        .split(|c: char| "-_./:+=~".contains(c))
        .filter(|part| !part.is_empty());
    let mut count = 0;
    let plain = parts.inspect(|_| count += 1).all(|part| {
        let stem = part.trim_end_matches(|c: char| c.is_ascii_digit());
        let digits = part.len() - stem.len();
        let number = stem.is_empty() && digits <= 8;
        let word = digits <= 2
            && stem.len() <= 20
            && stem.chars().all(char::is_alphabetic)
            && is_one_case(stem);
        number || word
    });
    plain && count > 1
}

/// `word`, `WORD` or `Word`: not `wOrD`.
fn is_one_case(word: &str) -> bool {
    let rest: String = word.chars().skip(1).collect();
    rest.chars().all(char::is_lowercase) || word.chars().all(char::is_uppercase)
}

/// `getenv("X")`, `config.get('x')`.
fn is_call(text: &str) -> bool {
    text.contains("()") || text.ends_with('(') || text.contains("::") || text.contains("->")
}

/// Shannon's entropy of the characters, in bits a character.
fn entropy(text: &str) -> f64 {
    let mut counts: BTreeMap<char, f64> = BTreeMap::new();
    let mut total = 0.0;
    for c in text.chars() {
        *counts.entry(c).or_default() += 1.0;
        total += 1.0;
    }
    -counts
        .values()
        .map(|n| n / total * (n / total).log2())
        .sum::<f64>()
}
