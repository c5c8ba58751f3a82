//! Our tokeniser in the form tantivy wants.

use std::{collections::HashMap, sync::Arc};

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
struct Cache {
    stems: Stems,
    known: HashMap<String, String>,
}

impl Cache {
    fn stem(&mut self, form: &mut String) {
        if let Some(stem) = self.known.get(form) {
            form.clone_from(stem);
            return;
        }
        let stem = self.stems.stem(form);
        self.known.insert(form.clone(), stem.clone());
        *form = stem;
    }
}

impl Analyzer {
    pub(super) fn stems(language: &Language) -> Self {
        Self {
            stems: Some(Cache {
                stems: language.stems(),
                known: HashMap::new(),
            }),
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
    type TokenStream<'a> = Stream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream<'a> {
        Stream {
            language: &self.language,
            stems: self.stems.as_mut(),
            forms: Forms::new(text, Purpose::Index),
            token: Token::default(),
        }
    }
}

/// The tokens of one text.
pub(super) struct Stream<'a> {
    language: &'a Language,
    stems: Option<&'a mut Cache>,
    forms: Forms<'a>,
    token: Token,
}

impl TokenStream for Stream<'_> {
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
