use std::sync::Arc;

use jiff::civil::Date;

use crate::{
    data::parse_yaml,
    diagnostic::{Code, Diagnostic, Outcome, suggest},
    model::Visibility,
    parse::frontmatter::{Format, Split},
};

/// What the frontmatter of a review says.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub(super) held: Option<Date>,
    pub(super) visibility: Visibility,
}

/// Who may read it is guessed to be few when it cannot be read.
pub(super) fn read(file: &Arc<str>, text: &str, split: &Split) -> Outcome<Head> {
    let mut head = Head::default();
    let Some((format, block)) = split.frontmatter else {
        return Outcome::clean(head);
    };
    let mut found = Vec::new();
    let parsed = parse_yaml(text, block);
    let map = parsed.root.map().filter(|_| format == Format::Yaml);
    let Some(map) = map.filter(|_| parsed.problems.is_empty()) else {
        let message = "the frontmatter of a review is `held:` and `visibility:`, in YAML";
        let problem = Diagnostic::new(Code::FrontmatterSyntax, message).at(file, block, "");
        head.visibility = Visibility::Restricted;
        return Outcome::new(head, vec![problem]);
    };
    for entry in map.iter() {
        let value = entry.node.text().unwrap_or_default();
        let wrong = |expected: &str| {
            Diagnostic::new(
                Code::WrongValue,
                format!("`{}` is {expected}", entry.key.text),
            )
            .at(file, entry.node.span, "")
        };
        match entry.key.text.as_str() {
            "held" => match value.parse() {
                Ok(day) => head.held = Some(day),
                Err(_) => found.push(wrong("the day people met, such as 2026-11-24")),
            },
            "visibility" => match visibility(value) {
                Some(visibility) => head.visibility = visibility,
                None => {
                    head.visibility = Visibility::Restricted;
                    found.push(wrong("`public`, `company`, `team` or `restricted`"));
                }
            },
            key => found.push(unknown(file, key, entry.key.span)),
        }
    }
    Outcome::new(head, found)
}

fn unknown(file: &Arc<str>, key: &str, span: crate::model::Span) -> Diagnostic {
    let near = suggest(key, ["held", "visibility"]);
    let help = near.map_or_else(
        || "a review has `held` and `visibility`".to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    Diagnostic::new(
        Code::UnknownKey,
        format!("there is no key `{key}` in a review"),
    )
    .at(file, span, "")
    .help(help)
}

fn visibility(word: &str) -> Option<Visibility> {
    match word {
        "public" => Some(Visibility::Public),
        "company" => Some(Visibility::Company),
        "team" => Some(Visibility::Team),
        "restricted" => Some(Visibility::Restricted),
        _ => None,
    }
}
