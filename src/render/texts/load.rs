//! Texts from files, and what is wrong with them.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use super::{
    Entry, Texts,
    pattern::Pattern,
    plural::{Form, Rule},
};
use crate::{
    config::Config,
    data::{Map, Node, Value, nearest, parse_toml},
    diagnostic::{Code, Diagnostic, Outcome},
    model::Span,
};

/// The language everything is there in.
const ENGLISH: (&str, &str) = (
    "themes/default/strings/en.toml",
    include_str!("../../../themes/default/strings/en.toml"),
);

/// A file with texts.
pub(in crate::render) struct File<'f> {
    /// As diagnostics name it.
    pub(in crate::render) shown: &'f str,
    pub(in crate::render) text: &'f str,
}

/// A text of a file, and where it stands.
struct Said {
    entry: Entry,
    span: Span,
}

/// The built-in English texts; a test holds that nothing is wrong with them.
pub(super) fn english() -> Texts {
    let file = File {
        shown: ENGLISH.0,
        text: ENGLISH.1,
    };
    let said = read(&file, &mut Vec::new());
    Texts {
        rule: Rule::of("en"),
        entries: said
            .into_iter()
            .map(|(key, said)| (key, said.entry))
            .collect(),
    }
}

/// The texts of a site. `file` names the file of a language, `en` or `de-AT`, when the theme has one; the nearest is
/// taken, and what it lacks is said in English.
pub(in crate::render) fn load<'f>(
    config: &Config,
    file: impl Fn(&str) -> Option<File<'f>>,
) -> Outcome<Texts> {
    let mut found = Vec::new();
    let mut texts = english();
    let language = config.site.language.as_str();
    let primary = language.split('-').next().unwrap_or(language);
    match file(language).or_else(|| file(primary)) {
        Some(file) => {
            let said = read(&file, &mut found);
            texts.rule = Rule::of(language);
            check(&file, &said, &texts, &mut found);
            texts
                .entries
                .extend(said.into_iter().map(|(key, said)| (key, said.entry)));
        }
        None => found.push(no_language(language)),
    }
    own(config, &mut texts, &mut found);
    Outcome::new(texts, found)
}

fn no_language(language: &str) -> Diagnostic {
    let message =
        format!("there are no texts in `{language}`, so the site's own words are English");
    Diagnostic::new(Code::ThemeText, message).help(format!(
        "`debriefs theme eject strings/en.toml` copies them; translate the copy as `strings/{language}.toml` beside it"
    ))
}

fn read(file: &File<'_>, found: &mut Vec<Diagnostic>) -> BTreeMap<String, Said> {
    let shown: Arc<str> = file.shown.into();
    let parsed = parse_toml(file.text, Span::new(0, file.text.len()));
    for problem in &parsed.problems {
        let diagnostic = Diagnostic::new(Code::ThemeText, problem.message.clone());
        found.push(diagnostic.at(&shown, problem.span, ""));
    }
    let mut said = BTreeMap::new();
    if let Value::Map(map) = &parsed.root.value {
        collect(map, "", &mut said);
    }
    said
}

fn collect(map: &Map, prefix: &str, said: &mut BTreeMap<String, Said>) {
    for entry in map {
        let key = format!("{prefix}{}", entry.key.text);
        match (text_of(&entry.node), entry.node.map()) {
            (Some(text), _) => {
                said.insert(
                    key,
                    Said {
                        entry: text,
                        span: entry.node.span,
                    },
                );
            }
            (None, Some(inner)) => collect(inner, &format!("{key}."), said),
            (None, None) => {}
        }
    }
}

/// A text, or a table of the forms of one.
fn text_of(node: &Node) -> Option<Entry> {
    match &node.value {
        Value::Scalar(scalar) => Some(Entry::One(Pattern::new(&scalar.text))),
        Value::Map(map) if map.get("other").is_some_and(|other| other.map().is_none()) => {
            let forms = Form::ALL
                .iter()
                .filter_map(|(name, form)| match &map.get(name)?.value {
                    Value::Scalar(scalar) => Some((*form, Pattern::new(&scalar.text))),
                    _ => None,
                });
            Some(Entry::Plural(forms.collect()))
        }
        _ => None,
    }
}

/// Texts nobody asks for, texts that are missing, places that nothing fills.
fn check(
    file: &File<'_>,
    said: &BTreeMap<String, Said>,
    english: &Texts,
    found: &mut Vec<Diagnostic>,
) {
    let shown: Arc<str> = file.shown.into();
    for (key, Said { entry, span }) in said {
        if let Some(problem) = problem(key, entry, english) {
            found.push(problem.at(&shown, *span, ""));
        }
    }
    let mut missing: Vec<&str> = (english.entries.keys().map(String::as_str))
        .filter(|key| !said.contains_key(*key))
        .collect();
    missing.sort_unstable();
    if let [first, ..] = &missing[..] {
        let message = format!(
            "{} texts are missing here and stay English, the first is `{first}`",
            missing.len()
        );
        let help = "`debriefs theme eject strings/en.toml` shows all of them";
        found.push(
            Diagnostic::new(Code::ThemeText, message)
                .in_file(&shown)
                .help(help),
        );
    }
}

fn problem(key: &str, entry: &Entry, english: &Texts) -> Option<Diagnostic> {
    let Some(original) = english.entry(key) else {
        let near = nearest(key, english.entries.keys().map(String::as_str));
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => {
                "`debriefs theme eject strings/en.toml` shows all texts and their keys".to_owned()
            }
        };
        return Some(
            Diagnostic::new(Code::ThemeText, format!("no text has the key `{key}`")).help(help),
        );
    };
    let known = original.places();
    let strange = entry
        .places()
        .into_iter()
        .find(|place| !is_place(place, original, &known))?;
    let known: Vec<String> = known.iter().map(|place| format!("`{{{place}}}`")).collect();
    let help = match &known[..] {
        [] => "this text has no places; take it out".to_owned(),
        known => format!("its places are {}", known.join(", ")),
    };
    let message = format!("nothing fills `{{{strange}}}` in `{key}`");
    Some(Diagnostic::new(Code::ThemeText, message).help(help))
}

/// A text about a number may say it in whatever way.
fn is_place(place: &str, original: &Entry, known: &[&str]) -> bool {
    let counts = matches!(original, Entry::Plural(_)) && matches!(place, "n" | "N" | "figure");
    counts || known.contains(&place)
}

/// `[texts]` of the configuration.
fn own(config: &Config, texts: &mut Texts, found: &mut Vec<Diagnostic>) {
    let mut entries: HashMap<String, Entry> = HashMap::new();
    for (key, text) in &config.texts {
        // One form of a text with several is named behind its key.
        let (base, form) = match Form::ALL
            .iter()
            .find_map(|(name, form)| Some((key.strip_suffix(name)?.strip_suffix('.')?, *form)))
        {
            Some((base, form)) if matches!(texts.entry(base), Some(Entry::Plural(_))) => {
                (base, Some(form))
            }
            _ => (key.as_str(), None),
        };
        let pattern = Pattern::new(text);
        let entry = match (form, texts.entry(base)) {
            (Some(form), Some(Entry::Plural(forms))) => {
                let mut forms = match entries.get(base) {
                    Some(Entry::Plural(forms)) => forms.clone(),
                    _ => forms.clone(),
                };
                forms.retain(|(other, _)| *other != form);
                forms.push((form, pattern));
                Entry::Plural(forms)
            }
            _ => Entry::One(pattern),
        };
        match problem(base, &entry, texts) {
            Some(mut problem) => {
                problem
                    .message
                    .push_str(" (in `[texts]` of the configuration)");
                found.push(problem);
            }
            None => {
                entries.insert(base.to_owned(), entry);
            }
        }
    }
    texts.entries.extend(entries);
}
