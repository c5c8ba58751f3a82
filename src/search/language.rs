//! Endings and words without meaning, by language.

use tantivy::tokenizer::{Language as Stemmer, RawTokenizer, TextAnalyzer};

use super::words::{Purpose, forms};
use crate::config::Config;

/// The language whose word endings are folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Language {
    /// Code as configured, such as `en` or `pt-BR`.
    pub(super) code: String,
    /// `None` for a language that tantivy has no stemmer for.
    stemmer: Option<Stemmer>,
    stop: Vec<&'static str>,
}

impl Language {
    /// The language of the search, else of the site.
    pub(super) fn of(config: &Config) -> Self {
        let code = config.search.language.as_ref();
        Self::new(code.unwrap_or(&config.site.language))
    }

    pub(super) fn new(code: &str) -> Self {
        let primary = code.split('-').next().unwrap_or_default();
        let primary = primary.to_ascii_lowercase();
        let mut stop: Vec<&str> = stop_words(&primary).split_whitespace().collect();
        stop.sort_unstable();
        Self {
            stemmer: stemmer(&primary),
            code: code.to_owned(),
            stop,
        }
    }

    /// Words that are not indexed, folded and sorted.
    pub(super) fn stop_words(&self) -> &[&'static str] {
        &self.stop
    }

    pub(super) fn is_stop_word(&self, form: &str) -> bool {
        self.stop.binary_search(&form).is_ok()
    }

    /// Makes stems of forms, one at a time.
    pub(super) fn stems(&self) -> Stems {
        let analyzer = self.stemmer.map(|language| {
            let stemmer = tantivy::tokenizer::Stemmer::new(language);
            TextAnalyzer::builder(RawTokenizer::default())
                .filter(stemmer)
                .build()
        });
        Stems(analyzer)
    }
}

/// tantivy's stemmer for one word.
#[derive(Clone)]
pub(super) struct Stems(Option<TextAnalyzer>);

impl Stems {
    /// The stem of a form; the form itself where a language has no stemmer.
    pub(super) fn stem(&mut self, form: &str) -> String {
        let stem = self.0.as_mut().and_then(|analyzer| {
            let mut stream = analyzer.token_stream(form);
            stream.next().map(|token| token.text.clone())
        });
        stem.filter(|stem| !stem.is_empty())
            .unwrap_or_else(|| form.to_owned())
    }
}

fn stemmer(primary: &str) -> Option<Stemmer> {
    Some(match primary {
        "ar" => Stemmer::Arabic,
        "da" => Stemmer::Danish,
        "nl" => Stemmer::Dutch,
        "en" => Stemmer::English,
        "fi" => Stemmer::Finnish,
        "fr" => Stemmer::French,
        "de" => Stemmer::German,
        "el" => Stemmer::Greek,
        "hu" => Stemmer::Hungarian,
        "it" => Stemmer::Italian,
        "no" | "nb" | "nn" => Stemmer::Norwegian,
        "pt" => Stemmer::Portuguese,
        "ro" => Stemmer::Romanian,
        "ru" => Stemmer::Russian,
        "es" => Stemmer::Spanish,
        "sv" => Stemmer::Swedish,
        "ta" => Stemmer::Tamil,
        "tr" => Stemmer::Turkish,
        _ => return None,
    })
}

/// The commonest words that only hold sentences together, folded. Where there is no list nothing is lost but a few
/// kilobytes: BM25 gives words that stand everywhere next to no weight.
fn stop_words(primary: &str) -> &'static str {
    match primary {
        "en" => {
            "a an and are as at be been but by did do does for from had has have how i if in into is it its my no not \
             of on or our s so such t that the their them then there these they this to was we were what when where \
             which while who why will with you your"
        }
        "de" => {
            "aber als am an auch auf aus bei bis das dass dem den der des die durch ein eine einem einen einer es fur \
             hat im in ist mit nach nicht noch nur oder sich sie sind so uber um und von vor war waren wie wir wird zu \
             zum zur"
        }
        "fr" => {
            "a au aux avec ce ces cette d dans de des du elle en est et etait il ils je l la le les leur mais ne nous \
             on ou par pas plus pour qu que qui s sa se ses son sur un une vous"
        }
        "es" => {
            "a al como con de del desde donde el ella en entre era es esta este fue ha hasta la las lo los mas no nos \
             o para pero por que se si sin sobre su sus un una y ya"
        }
        "it" => {
            "a ad al alla anche che chi con da dal dalla dei del della di e ed era fra gli ha i il in io l la le lo ma \
             ne nel nella non o per piu si sono su sul un una uno"
        }
        "pt" => {
            "a ao aos as com como da das de do dos e ela ele em era foi ha mais mas na nao nas no nos o os ou para \
             pela pelo por que se sem seu sua um uma"
        }
        "nl" => {
            "aan als bij dat de der deze die dit door een en er had heeft het hij ik in is maar met na naar niet nog \
             of om onder ook op over te tot uit van voor was waren we wel werd wij zijn zo"
        }
        "sv" => {
            "att av de den det du efter en ett for fran har hade i inte jag med men nar om och pa sa sig som till var \
             vi ar"
        }
        _ => "",
    }
}

/// Forms of a text that are looked up, each with its position; stop words and forms too long are left out.
pub(super) fn asked(text: &str, language: &Language) -> Vec<(u32, String)> {
    forms(text, Purpose::Query)
        .into_iter()
        .filter(|form| !language.is_stop_word(&form.text))
        .map(|form| (form.position, form.text))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_is_stemmed_and_thinned() {
        let english = Language::new("en-GB");
        let mut stems = english.stems();
        assert_eq!(stems.stem("expires"), stems.stem("expired"));
        assert!(english.is_stop_word("the") && !english.is_stop_word("dns"));
    }

    #[test]
    fn other_languages_have_their_own_endings() {
        let mut german = Language::new("de").stems();
        assert_eq!(german.stem("datenbanken"), german.stem("datenbank"));
        let mut japanese = Language::new("ja").stems();
        assert_eq!(japanese.stem("デー"), "デー");
    }

    #[test]
    fn lists_of_stop_words_are_folded() {
        for code in ["en", "de", "fr", "es", "it", "pt", "nl", "sv"] {
            let language = Language::new(code);
            assert!(language.stop_words().is_sorted());
            for word in language.stop_words() {
                let folded = forms(word, Purpose::Query);
                assert_eq!(folded.len(), 1, "{word}");
                assert_eq!(folded[0].text, *word);
            }
        }
    }
}
