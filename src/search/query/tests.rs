use proptest::prelude::*;

use super::*;

fn read(text: &str) -> Query {
    Query::read(text, &Language::new("en"), false)
}

fn typing(text: &str) -> Query {
    Query::read(text, &Language::new("en"), true)
}

fn forms(query: &Query) -> Vec<&str> {
    query.words.iter().map(|word| word.form.as_str()).collect()
}

fn phrases(query: &Query) -> Vec<Vec<(u32, &str)>> {
    query
        .phrases
        .iter()
        .map(|phrase| {
            let forms = phrase.forms.iter();
            forms
                .map(|(offset, form)| (*offset, form.as_str()))
                .collect()
        })
        .collect()
}

fn value(field: Field, value: &str) -> Filter {
    Filter::Value {
        field,
        value: value.into(),
        unfinished: false,
    }
}

#[test]
fn words_are_folded_and_common_ones_are_named() {
    let query = read("The  Café timed OUT");
    assert_eq!(forms(&query), ["cafe", "timed", "out"]);
    assert_eq!(query.notices, []);
    let query = read("is it");
    assert!(query.is_empty());
    assert_eq!(
        query.notices,
        [Notice::TooCommon(vec!["is".into(), "it".into()])]
    );
}

#[test]
fn quoted_text_and_compounds_are_phrases() {
    let query = read("\"point of failure\" INC-1500 “root cause” \"dns\" in-memory");
    assert_eq!(
        phrases(&query),
        [
            vec![(0, "point"), (2, "failure")],
            vec![(0, "inc"), (1, "1500")],
            vec![(0, "root"), (1, "cause")],
        ]
    );
    assert_eq!(forms(&query), ["dns", "memory"]);
    assert!(query.words.iter().all(|word| word.exact));
}

#[test]
fn fields_filter() {
    let query = read("service:checkout Severity:1 team:\"Site Reliability\" has:open-actions");
    assert_eq!(
        query.filters,
        [
            value(Field::Service, "checkout"),
            value(Field::Severity, "1"),
            value(Field::Team, "Site Reliability"),
            Filter::OpenActions,
        ]
    );
    assert!(query.words.is_empty());
}

#[test]
fn a_minus_excludes_words_phrases_and_filters() {
    let query = read("-dns -\"split brain\" -service:api -title:drill exit -1 - a-b");
    assert!(matches!(&query.not[0], Exclusion::Word(word) if word.form == "dns" && word.exact));
    assert!(matches!(&query.not[1], Exclusion::Phrase(phrase) if phrase.forms.len() == 2));
    assert_eq!(
        query.not[2],
        Exclusion::Filter(value(Field::Service, "api"))
    );
    assert!(matches!(&query.not[3], Exclusion::Word(word) if word.title));
    assert_eq!(forms(&query), ["exit", "1", "b"]);
}

#[test]
fn a_field_nobody_knows_is_text() {
    let query = read("error: panic:nil https://x.example has:nothing sort:up");
    let unknown = |name: &str| Notice::UnknownField(name.into());
    assert_eq!(
        query.notices,
        [
            unknown("panic"),
            unknown("https"),
            unknown("has"),
            unknown("sort")
        ]
    );
    assert_eq!(forms(&query)[0], "error");
    assert_eq!(phrases(&query)[0], [(0, "panic"), (1, "nil")]);
}

#[test]
fn titles_and_order_are_asked_for() {
    let query = read("title:\"dns outage\" sort:newest");
    assert_eq!(forms(&query), ["dns", "outage"]);
    assert!(query.words.iter().all(|word| word.title));
    assert_eq!(query.sort, Sort::Newest);
}

#[test]
fn only_the_last_item_is_unfinished() {
    let ends = |text: &str| {
        let query = typing(text);
        let words = query.words.iter().map(|word| word.unfinished);
        words
            .chain(query.phrases.iter().map(|phrase| phrase.unfinished))
            .collect::<Vec<_>>()
    };
    assert_eq!(ends("dns cer"), [false, true]);
    assert_eq!(ends("dns cer "), [false, false]);
    assert_eq!(ends("\"split br"), [true]);
    assert_eq!(ends("\"split brain\""), [false]);
    assert_eq!(ends("INC-15"), [true]);
    assert_eq!(ends("-cer"), Vec::<bool>::new());
}

proptest! {
    #[test]
    fn everything_can_be_read(text in "(?s).{0,60}") {
        let query = typing(&text);
        prop_assert!(query.phrases.iter().all(|phrase| phrase.forms.len() > 1));
    }

    #[test]
    fn pieces_of_the_grammar_in_any_order_are_read(
        pieces in proptest::collection::vec("-|\"|title:|service:|has:open-actions|sort:newest|[a-z]{1,5}| |é|库", 0..20)
    ) {
        let text = pieces.concat();
        let one = read(&text);
        prop_assert_eq!(&one, &read(&format!("  {text}")));
    }
}
