//! Our tokeniser in the form tantivy wants.

use std::{
    ops::DerefMut,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use rustc_hash::FxHashMap;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use super::{
    language::{Language, Stems},
    words::{Forms, Purpose, is_indexed},
};

/// Cuts texts into stems or forms, without stop words; every form takes a position.
#[derive(Clone)]
pub(super) struct Analyzer {
    language: Arc<Language>,
    stems: Option<Cache>,
}

/// Stems that were asked for before: a language has few words beside how often they are written.
#[derive(Clone)]
pub(super) struct Cache {
    stems: Stems,
    known: FxHashMap<String, Known>,
    /// Number of the debrief that is read.
    debrief: u32,
}

/// What is known of a form.
#[derive(Clone)]
struct Known {
    stem: String,
    /// Debriefs that have the form.
    df: u32,
    /// The last of them.
    last: u32,
}

impl Cache {
    fn new(language: &Language) -> Self {
        Self {
            stems: language.stems(),
            known: FxHashMap::default(),
            debrief: 1,
        }
    }

    /// Makes the stem of a form, and counts the form.
    fn stem(&mut self, form: &mut String) {
        if let Some(known) = self.known.get_mut(form) {
            known.df += u32::from(known.last != self.debrief);
            known.last = self.debrief;
            form.clone_from(&known.stem);
            return;
        }
        let known = Known {
            stem: self.stems.stem(form),
            df: 1,
            last: self.debrief,
        };
        let stem = known.stem.clone();
        self.known.insert(std::mem::replace(form, stem), known);
    }
}

impl Analyzer {
    pub(super) fn stems(language: &Language) -> Self {
        Self {
            stems: Some(Cache::new(language)),
            ..Self::forms(language)
        }
    }

    pub(super) fn forms(language: &Language) -> Self {
        Self {
            language: Arc::new(language.clone()),
            stems: None,
        }
    }
}

impl Tokenizer for Analyzer {
    type TokenStream<'a> = Stream<'a, &'a mut Cache>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Self::TokenStream<'a> {
        Stream::new(&self.language, self.stems.as_mut(), text)
    }
}

/// Cuts texts into stems, and counts in how many debriefs each form stands: so nothing is read twice for the forms. Its
/// clones count together, for one thread.
#[derive(Clone)]
pub(super) struct Counter {
    language: Arc<Language>,
    cache: Arc<Mutex<Cache>>,
}

impl Counter {
    pub(super) fn new(language: &Language) -> Self {
        Self {
            language: Arc::new(language.clone()),
            cache: Arc::new(Mutex::new(Cache::new(language))),
        }
    }

    fn cache(&self) -> MutexGuard<'_, Cache> {
        self.cache.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is read from now on belongs to another debrief.
    pub(super) fn next_debrief(&self) {
        self.cache().debrief += 1;
    }

    /// The forms that were read, in no order, and in how many debriefs each stands.
    pub(super) fn forms(&self) -> Vec<(String, u32)> {
        let known = std::mem::take(&mut self.cache().known);
        known
            .into_iter()
            .map(|(form, known)| (form, known.df))
            .collect()
    }
}

impl Tokenizer for Counter {
    type TokenStream<'a> = Stream<'a, MutexGuard<'a, Cache>>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Self::TokenStream<'a> {
        Stream::new(&self.language, Some(self.cache()), text)
    }
}

/// The tokens of one text.
pub(super) struct Stream<'a, C> {
    language: &'a Language,
    stems: Option<C>,
    forms: Forms<'a>,
    token: Token,
}

impl<'a, C> Stream<'a, C> {
    fn new(language: &'a Language, stems: Option<C>, text: &'a str) -> Self {
        Self {
            language,
            stems,
            forms: Forms::new(text, Purpose::Index),
            token: Token::default(),
        }
    }
}

impl<C: DerefMut<Target = Cache>> TokenStream for Stream<'_, C> {
    fn advance(&mut self) -> bool {
        while let Some((position, range)) = self.forms.next_into(&mut self.token.text) {
            let form = &self.token.text;
            if !is_indexed(form) || self.language.is_stop_word(form) {
                continue;
            }
            if let Some(stems) = &mut self.stems {
                stems.stem(&mut self.token.text);
            }
            self.token.position = position as usize;
            (self.token.offset_from, self.token.offset_to) = (range.start, range.end);
            return true;
        }
        false
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
