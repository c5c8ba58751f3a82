use super::{Exclusion, Field, Filter, Notice, Phrase, Query, Sort, Word};
use crate::search::{
    language::{Language, asked},
    words::{Purpose, forms},
};

/// One item of a query, cut but not yet understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Item<'a> {
    excluded: bool,
    field: Option<&'a str>,
    value: &'a str,
    quoted: bool,
    /// The item less its `-`.
    whole: &'a str,
    unfinished: bool,
}

/// What the text of an item is.
enum Text {
    Nothing,
    Word(Word),
    Phrase(Phrase),
}

pub(super) fn parse(text: &str, language: &Language, typing: bool) -> Query {
    let text = text.replace(['“', '”', '„'], "\"");
    let mut reader = Reader {
        language,
        query: Query::default(),
        common: Vec::new(),
    };
    for item in items(&text, typing) {
        reader.item(item);
    }
    let mut query = reader.query;
    // Beside other words nobody misses them.
    if !reader.common.is_empty() && query.is_empty() {
        query.notices.push(Notice::TooCommon(reader.common));
    }
    query
}

/// Cuts a text into items.
fn items(text: &str, typing: bool) -> Vec<Item<'_>> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let (item, after) = item(rest, typing);
        found.push(item);
        rest = after.trim_start();
    }
    found
}

/// The item a text begins with, and what follows it.
fn item(text: &str, typing: bool) -> (Item<'_>, &str) {
    let excluded =
        text.starts_with('-') && text[1..].starts_with(|c: char| c == '"' || c.is_alphabetic());
    let whole = if excluded { &text[1..] } else { text };
    let (field, value) = match field(whole) {
        Some((field, value)) => (Some(field), value),
        None => (None, whole),
    };
    let quoted = value.starts_with('"');
    let (value, after, closed) = if quoted {
        match value[1..].split_once('"') {
            Some((value, after)) => (value, after, true),
            None => (&value[1..], "", false),
        }
    } else {
        let end = value
            .find(|c: char| c.is_whitespace() || c == '"')
            .unwrap_or(value.len());
        (&value[..end], &value[end..], false)
    };
    let item = Item {
        excluded,
        field,
        value,
        quoted,
        whole: &whole[..whole.len() - after.len()],
        unfinished: typing && after.is_empty() && !closed,
    };
    (item, after)
}

/// A field and what follows its colon, which is no white space.
fn field(text: &str) -> Option<(&str, &str)> {
    let (name, value) = text.split_once(':')?;
    let is_name = !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphabetic() || byte == b'-');
    let has_value = value.starts_with(|c: char| !c.is_whitespace());
    (is_name && has_value).then_some((name, value))
}

struct Reader<'a> {
    language: &'a Language,
    query: Query,
    /// Stop words met, for the notice.
    common: Vec<String>,
}

impl Reader<'_> {
    fn item(&mut self, item: Item<'_>) {
        let Some(name) = item.field else {
            return self.text(item, item.value, item.quoted);
        };
        let value = item.value.to_lowercase();
        match name.to_ascii_lowercase().as_str() {
            "title" => self.title(item),
            "has" if value == "open-actions" => self.filter(item, Filter::OpenActions),
            "sort" => match Sort::named(&value) {
                Some(sort) => self.query.sort = sort,
                None => self.unknown(name, item),
            },
            lower => match Field::named(lower) {
                Some(field) => {
                    let filter = Filter::Value {
                        field,
                        value: item.value.to_owned(),
                        unfinished: item.unfinished,
                    };
                    self.filter(item, filter);
                }
                None => self.unknown(name, item),
            },
        }
    }

    /// A field that does not exist is a word with a colon in it, such as a URL or a message.
    fn unknown(&mut self, name: &str, item: Item<'_>) {
        self.query
            .notices
            .push(Notice::UnknownField(name.to_owned()));
        self.text(item, item.whole, false);
    }

    fn filter(&mut self, item: Item<'_>, filter: Filter) {
        if item.excluded {
            self.query.not.push(Exclusion::Filter(filter));
        } else {
            self.query.filters.push(filter);
        }
    }

    /// Each form of the value must stand in the title.
    fn title(&mut self, item: Item<'_>) {
        let forms = asked(item.value, self.language);
        let last = forms.len().saturating_sub(1);
        for (i, (_, form)) in forms.into_iter().enumerate() {
            let word = Word {
                form,
                unfinished: item.unfinished && i == last && !item.excluded,
                exact: item.quoted || item.excluded,
                title: true,
            };
            self.word(item, word);
        }
    }

    fn text(&mut self, item: Item<'_>, text: &str, quoted: bool) {
        match self.understand(item, text, quoted) {
            Text::Nothing => {}
            Text::Word(word) => self.word(item, word),
            Text::Phrase(phrase) if item.excluded => {
                self.query.not.push(Exclusion::Phrase(phrase));
            }
            Text::Phrase(phrase) => self.query.phrases.push(phrase),
        }
    }

    fn word(&mut self, item: Item<'_>, word: Word) {
        if item.excluded {
            self.query.not.push(Exclusion::Word(word));
        } else {
            self.query.words.push(word);
        }
    }

    fn understand(&mut self, item: Item<'_>, text: &str, quoted: bool) -> Text {
        let all = forms(text, Purpose::Query);
        let several = all.len() > 1;
        let mut wanted = asked(text, self.language);
        if wanted.is_empty() {
            self.common.extend(all.into_iter().map(|form| form.text));
        }
        let unfinished = item.unfinished && !item.excluded;
        if wanted.len() > 1 {
            return Text::Phrase(Phrase {
                forms: wanted,
                unfinished,
            });
        }
        match wanted.pop() {
            None => Text::Nothing,
            Some((_, form)) => Text::Word(Word {
                form,
                unfinished,
                exact: quoted || several || item.excluded,
                title: false,
            }),
        }
    }
}
