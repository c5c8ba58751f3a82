use std::fmt::Write;

use super::Arg;

/// A text with places: `No, it took {time}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern {
    source: String,
    /// Where its places are, braces included.
    places: Vec<(usize, usize)>,
}

impl Pattern {
    pub(super) const EMPTY: Self = Self {
        source: String::new(),
        places: Vec::new(),
    };

    pub(super) fn new(source: &str) -> Self {
        let mut places = Vec::new();
        let mut from = 0;
        while let Some(open) = source[from..].find('{').map(|at| from + at) {
            from = open + 1;
            let name: usize = name_len(&source[from..]);
            if name > 0 && source[from + name..].starts_with('}') {
                places.push((open, from + name + 1));
            }
        }
        Self {
            source: source.to_owned(),
            places,
        }
    }

    /// As it stands in the file.
    pub(super) fn source(&self) -> &str {
        &self.source
    }

    /// The names of its places, in order.
    pub(super) fn places(&self) -> impl Iterator<Item = &str> {
        self.places.iter().map(|&place| self.name(place))
    }

    /// A place for which there is no value stays as it is.
    pub(super) fn fill(&self, args: &[Arg<'_>]) -> String {
        let mut out = String::with_capacity(self.source.len() + 16 * args.len());
        self.pieces(|piece| match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Place(name) => match args.iter().find(|(arg, _)| *arg == name) {
                // Writing to a string cannot fail.
                Some((_, value)) => {
                    let _ = write!(out, "{value}");
                }
                None => out.extend(["{", name, "}"]),
            },
        });
        out
    }

    /// Its words and places, in order.
    pub(super) fn pieces<'t>(&'t self, mut each: impl FnMut(Piece<'t>)) {
        let mut from = 0;
        for &place in &self.places {
            each(Piece::Text(&self.source[from..place.0]));
            each(Piece::Place(self.name(place)));
            from = place.1;
        }
        each(Piece::Text(&self.source[from..]));
    }

    fn name(&self, (open, close): (usize, usize)) -> &str {
        &self.source[open + 1..close - 1]
    }
}

/// A stretch of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    Text(&'t str),
    Place(&'t str),
}

fn name_len(text: &str) -> usize {
    let is_name = |b: &u8| b.is_ascii_alphabetic() || *b == b'_';
    text.bytes().take_while(is_name).count()
}
