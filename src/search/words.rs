//! The tokeniser: from text to forms. Version 1 of the section "Words" of `docs/search-format.md`; the script of the
//! browser does the same to the character.

use std::ops::Range;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Version of the rules in this file, for readers of exported files.
pub(super) const VERSION: u32 = 1;

/// Bytes of the longest form that is indexed: a SHA-256 in hexadecimal still is.
const LONGEST: usize = 64;

/// Whether a text is read to be indexed or to be looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    Index,
    Query,
}

/// A word as the dictionary holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Form {
    pub(super) text: String,
    /// Number among the forms of the text.
    pub(super) position: u32,
    /// Bytes of the text it was made from.
    pub(super) range: Range<usize>,
}

/// All forms of a text.
pub(super) fn forms(text: &str, purpose: Purpose) -> Vec<Form> {
    let mut reader = Forms::new(text, purpose);
    let mut found = Vec::new();
    let mut form = String::new();
    while let Some((position, range)) = reader.next_into(&mut form) {
        let text = form.clone();
        found.push(Form {
            text,
            position,
            range,
        });
    }
    found
}

/// The folded runs of a text joined by `-`: how values of filters are compared.
pub(super) fn key(text: &str) -> String {
    let mut key = String::new();
    let (mut at, mut folded) = (0, String::new());
    while let Some(run) = next_run(text, at) {
        at = run.end;
        fold(&text[run], &mut folded);
        if !folded.is_empty() {
            if !key.is_empty() {
                key.push('-');
            }
            key.push_str(&folded);
        }
    }
    key
}

/// Whether a form is short enough to be indexed.
pub(super) fn is_indexed(form: &str) -> bool {
    form.len() <= LONGEST
}

/// Reads the forms of a text one after the other, so that a long text needs no list of them.
pub(super) struct Forms<'a> {
    text: &'a str,
    at: usize,
    purpose: Purpose,
    position: u32,
    folded: String,
    /// Forms of a run with CJK characters that are still to be handed out, the next one last.
    waiting: Vec<String>,
    run: Range<usize>,
}

impl<'a> Forms<'a> {
    pub(super) fn new(text: &'a str, purpose: Purpose) -> Self {
        Self {
            text,
            at: 0,
            purpose,
            position: 0,
            folded: String::new(),
            waiting: Vec::new(),
            run: 0..0,
        }
    }

    /// Puts the next form into `form`; its position and the bytes it came from.
    pub(super) fn next_into(&mut self, form: &mut String) -> Option<(u32, Range<usize>)> {
        loop {
            if let Some(next) = self.waiting.pop() {
                *form = next;
                return Some(self.count());
            }
            self.run = next_run(self.text, self.at)?;
            self.at = self.run.end;
            fold(&self.text[self.run.clone()], &mut self.folded);
            if self.folded.chars().any(is_cjk) {
                self.waiting = pieces(&self.folded, self.purpose);
                self.waiting.reverse();
            } else if !self.folded.is_empty() {
                std::mem::swap(form, &mut self.folded);
                return Some(self.count());
            }
        }
    }

    fn count(&mut self) -> (u32, Range<usize>) {
        self.position += 1;
        (self.position - 1, self.run.clone())
    }
}

/// The next stretch of letters, digits and marks at or behind a byte.
fn next_run(text: &str, from: usize) -> Option<Range<usize>> {
    let rest = &text[from..];
    let start = from + rest.find(in_run)?;
    let rest = &text[start..];
    let length = rest.find(|c| !in_run(c)).unwrap_or(rest.len());
    Some(start..start + length)
}

fn in_run(c: char) -> bool {
    c.is_ascii_alphanumeric() || (!c.is_ascii() && (c.is_alphanumeric() || is_combining_mark(c)))
}

/// Folds case, accents and compatibility forms.
fn fold(run: &str, folded: &mut String) {
    folded.clear();
    if run.is_ascii() {
        folded.extend(
            run.bytes()
                .map(|byte| char::from(byte.to_ascii_lowercase())),
        );
        return;
    }
    let bare: String = run
        .nfkd()
        .filter(|c| !('\u{300}'..='\u{36f}').contains(c))
        .collect();
    let mut spelled = String::with_capacity(bare.len());
    for c in bare.to_lowercase().chars() {
        match spelled_out(c) {
            Some(letters) => spelled.push_str(letters),
            None => spelled.push(c),
        }
    }
    folded.extend(spelled.nfc().filter(|&c| in_run(c)));
}

/// Letters that no normalisation takes apart, as people without them on their keyboard type them.
fn spelled_out(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ł' => "l",
        'ħ' => "h",
        'ı' => "i",
        'ŋ' => "n",
        'ς' => "σ",
        _ => return None,
    })
}

/// Scripts written without spaces, and Korean, whose words carry endings that no stemmer here takes off.
pub(super) fn is_cjk(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Pairs of neighbours for CJK stretches, the rest as it is.
fn pieces(folded: &str, purpose: Purpose) -> Vec<String> {
    let chars: Vec<char> = folded.chars().collect();
    let mut found = Vec::new();
    for stretch in chars.chunk_by(|a, b| is_cjk(*a) == is_cjk(*b)) {
        if !is_cjk(stretch[0]) {
            found.push(stretch.iter().collect());
            continue;
        }
        found.extend(stretch.windows(2).map(|pair| pair.iter().collect()));
        if stretch.len() == 1 || purpose == Purpose::Index {
            found.extend(stretch.last().map(char::to_string));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str, purpose: Purpose) -> Vec<String> {
        let forms = forms(text, purpose);
        forms.into_iter().map(|form| form.text).collect()
    }

    #[test]
    fn words_are_what_people_type_for_them() {
        let query = |text| texts(text, Purpose::Query);
        assert_eq!(query("naïve nai\u{308}ve NAÏVE"), ["naive"; 3]);
        assert_eq!(query("O'Brien"), ["o", "brien"]);
        assert_eq!(query("INC-1500 p99"), ["inc", "1500", "p99"]);
        assert_eq!(query("Straße, Łódź"), ["strasse", "lodz"]);
        assert_eq!(query("ＡＰＩ ﬁle ½ ΟΔΟΣ"), ["api", "file", "12", "οδοσ"]);
        assert_eq!(query("İstanbul Йод"), ["istanbul", "иод"]);
        assert_eq!(query(" —\u{301} "), Vec::<String>::new());
    }

    #[test]
    fn cjk_text_is_cut_into_pairs() {
        assert_eq!(texts("データ", Purpose::Query), ["デー", "ータ"]);
        assert_eq!(texts("データ", Purpose::Index), ["デー", "ータ", "タ"]);
        assert_eq!(texts("库", Purpose::Query), ["库"]);
        assert_eq!(texts("DNS解析v2", Purpose::Query), ["dns", "解析", "v2"]);
        assert_eq!(texts("장애", Purpose::Query), ["장애"]);
    }

    #[test]
    fn positions_and_bytes_lead_back_to_the_text() {
        let text = "a «bé»";
        let forms = forms(text, Purpose::Index);
        let found: Vec<_> = forms
            .iter()
            .map(|form| (form.position, &text[form.range.clone()]))
            .collect();
        assert_eq!(found, [(0, "a"), (1, "bé")]);
    }

    #[test]
    fn keys_join_runs() {
        assert_eq!(key("Near  Miss!"), "near-miss");
        assert_eq!(key("数据库"), "数据库");
    }
}
