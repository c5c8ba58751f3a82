/// A place in a text, read character by character. Full-width digits and punctuation read as their ASCII forms, and
/// every kind of space as a space.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// Bytes read so far.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// The character before the cursor.
    pub(super) fn before(&self) -> Option<char> {
        self.text[..self.at].chars().next_back()
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next().map(plain)
    }

    pub(super) fn bump(&mut self) {
        self.at += self.rest().chars().next().map_or(0, char::len_utf8);
    }

    /// Moves on by bytes of [`Self::rest`].
    pub(super) fn skip(&mut self, bytes: usize) {
        self.at += bytes;
    }

    pub(super) fn eat(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.bump();
        }
        found
    }

    /// Reads one of these characters.
    pub(super) fn eat_any(&mut self, wanted: &str) -> Option<char> {
        let c = self.peek().filter(|&c| wanted.contains(c))?;
        self.bump();
        Some(c)
    }

    /// Reads something whole, or nothing at all.
    pub(super) fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let mut probe = *self;
        let found = read(&mut probe)?;
        *self = probe;
        Some(found)
    }

    pub(super) fn spaces(&mut self) -> bool {
        let start = self.at;
        while self.eat(' ') {}
        self.at > start
    }

    /// A number of `fewest` to `most` digits, and how many it has. A longer run of digits is no such number.
    pub(super) fn number(&mut self, fewest: usize, most: usize) -> Option<(u32, usize)> {
        let mut probe = *self;
        let (mut value, mut digits) = (0_u32, 0);
        while let Some(digit) = probe.peek().and_then(|c| c.to_digit(10)) {
            digits += 1;
            if digits > most {
                return None;
            }
            value = value * 10 + digit;
            probe.bump();
        }
        if digits < fewest {
            return None;
        }
        *self = probe;
        Some((value, digits))
    }

    /// The run of letters that follows; empty when there is none.
    pub(super) fn word(&self) -> &'a str {
        let rest = self.rest();
        let end = rest
            .find(|c: char| !c.is_alphabetic())
            .unwrap_or(rest.len());
        &rest[..end]
    }

    /// Reads a whole word, whatever its case.
    pub(super) fn eat_word(&mut self, wanted: &str) -> bool {
        let found = self.word().eq_ignore_ascii_case(wanted);
        if found {
            self.at += wanted.len();
        }
        found
    }

    /// Reads one of these words and tells which.
    pub(super) fn eat_word_of(&mut self, wanted: &[&str]) -> Option<usize> {
        let word = self.word();
        let index = wanted.iter().position(|w| word.eq_ignore_ascii_case(w))?;
        self.at += word.len();
        Some(index)
    }

    /// Reads this text, whatever its case.
    pub(super) fn eat_text(&mut self, wanted: &str) -> bool {
        let found = self
            .rest()
            .get(..wanted.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(wanted));
        if found {
            self.at += wanted.len();
        }
        found
    }

    /// Whether a word or number could not go on here.
    pub(super) fn at_boundary(&self) -> bool {
        self.peek().is_none_or(|c| !c.is_alphanumeric() && c != '_')
    }
}

fn plain(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\t' | '\u{a0}' | '\u{2007}' | '\u{202f}' | '\u{2009}' | '\u{3000}' => ' ',
        _ => c,
    }
}
