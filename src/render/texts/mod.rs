//! What the site itself says: every word that is no author's, in the language of the site.
//!
//! The words stand in `strings/<language>.toml` of the theme; `[texts]` of the configuration replaces single ones.

mod expand;
mod load;
mod pattern;
mod plural;
#[cfg(test)]
mod tests;

use std::{collections::HashMap, fmt::Display, sync::LazyLock};

pub(super) use expand::{Expanded, expand_script, expand_template};
pub(super) use load::{File, load};

use pattern::Pattern;
use plural::{Form, Rule};

/// A value for a place of a text.
pub(crate) type Arg<'a> = (&'static str, &'a dyn Display);

/// A text of the site by its key, its places filled: `say!(texts, "calendar.due", action = text)`.
macro_rules! say {
    ($texts:expr, $key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $texts.fill($key, &[$((stringify!($name), &$value as &dyn std::fmt::Display)),*])
    };
}
pub(crate) use say;

/// The same for a number of things: `count!(texts, "search.count", 3)`.
macro_rules! count {
    ($texts:expr, $key:expr, $n:expr $(, $name:ident = $value:expr)* $(,)?) => {
        $texts.count($key, $n, &[$((stringify!($name), &$value as &dyn std::fmt::Display)),*])
    };
}
pub(crate) use count;

/// The texts of one language, complete: what a translation lacks is there in English.
#[derive(Debug, Clone)]
pub struct Texts {
    rule: Rule,
    entries: HashMap<String, Entry>,
}

/// A text, in as many forms as it has.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Entry {
    One(Pattern),
    Plural(Vec<(Form, Pattern)>),
}

impl Texts {
    /// A text without places. A key that is not there stands for itself, so that a slip is seen and breaks nothing.
    pub(crate) fn get<'t>(&'t self, key: &'t str) -> &'t str {
        match self.entries.get(key) {
            Some(entry) => entry.main().source(),
            None => key,
        }
    }

    /// A text with its places filled.
    pub(crate) fn fill(&self, key: &str, args: &[Arg<'_>]) -> String {
        match self.entries.get(key) {
            Some(entry) => entry.main().fill(args),
            None => key.to_owned(),
        }
    }

    /// A text about so many things. Its places `{n}` and `{N}` are the number in words, within a sentence and at its
    /// beginning; `{figure}` is the number in figures.
    pub(crate) fn count(&self, key: &str, n: usize, args: &[Arg<'_>]) -> String {
        let Some(entry) = self.entries.get(key) else {
            return key.to_owned();
        };
        let pattern = entry.form(self.rule, n);
        if pattern.places().next().is_none() {
            return pattern.source().to_owned();
        }
        let mut all = args.to_vec();
        let (word, figure) = (self.number(n), self.figure(n as f64));
        let start = super::words::capitalised(&word);
        all.extend::<[Arg<'_>; 3]>([
            ("n", &word as &dyn Display),
            ("N", &start),
            ("figure", &figure),
        ]);
        pattern.fill(&all)
    }

    fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.get(key)
    }
}

impl Entry {
    /// The only form, or the one for most numbers.
    fn main(&self) -> &Pattern {
        match self {
            Self::One(pattern) => pattern,
            Self::Plural(forms) => Self::pick(forms, Form::Other),
        }
    }

    fn form(&self, rule: Rule, n: usize) -> &Pattern {
        match self {
            Self::One(pattern) => pattern,
            Self::Plural(forms) => {
                // "No debrief" and "both" are said in languages that count 0 and 2 like any other number, too.
                let exact = match n {
                    0 => Form::Zero,
                    2 => Form::Two,
                    _ => rule.form(n),
                };
                match forms.iter().find(|(form, _)| *form == exact) {
                    Some((_, pattern)) => pattern,
                    None => Self::pick(forms, rule.form(n)),
                }
            }
        }
    }

    fn pick(forms: &[(Form, Pattern)], wanted: Form) -> &Pattern {
        static EMPTY: Pattern = Pattern::EMPTY;
        let of = |wanted: Form| forms.iter().find(|(form, _)| *form == wanted);
        let found = of(wanted).or_else(|| of(Form::Other));
        found.map_or(&EMPTY, |(_, pattern)| pattern)
    }

    /// The names of all its places, sorted.
    fn places(&self) -> Vec<&str> {
        let mut places: Vec<&str> = match self {
            Self::One(pattern) => pattern.places().collect(),
            Self::Plural(forms) => forms.iter().flat_map(|(_, p)| p.places()).collect(),
        };
        places.sort_unstable();
        places.dedup();
        places
    }
}

impl Default for Texts {
    /// English.
    fn default() -> Self {
        english().clone()
    }
}

/// The built-in English texts: for what is said on a terminal.
pub(crate) fn english() -> &'static Texts {
    static ENGLISH: LazyLock<Texts> = LazyLock::new(load::english);
    &ENGLISH
}
