use std::{collections::BTreeSet, sync::Arc};

use jiff::civil::Date;

use super::{Title, slots};
use crate::parse::frontmatter;

/// The template of a debrief with what every debrief needs.
pub const SHORT: &str = include_str!("files/short.md");

/// The template of a debrief with everything there is.
pub const FULL: &str = include_str!("files/full.md");

/// Names that a hint lists, at most: a hint is one line.
const MOST: usize = 12;

/// What is known about a debrief before anybody has written it.
#[derive(Debug, Clone)]
pub struct Draft<'a> {
    /// What it is called.
    pub title: &'a Title,
    /// `incident`, `near-miss` and so on.
    pub kind: &'a str,
    /// The day it is filed under.
    pub date: Date,
    /// Zone of its times: an IANA name or an offset.
    pub timezone: &'a str,
    /// The severities there are, worst first.
    pub severities: &'a [String],
    /// Services that other debriefs name.
    pub services: &'a [String],
    /// Teams that other debriefs name.
    pub teams: &'a [String],
}

/// A template with its slots filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// The text of the new file.
    pub text: String,
    /// Names in slots that nothing is known about; the slots were left as they are.
    pub unknown: BTreeSet<String>,
}

/// Fills a template: `{{ title }}`, `{{ kind }}`, `{{ date }}`, `{{ timezone }}`, `{{ severities }}`, `{{ services }}`
/// and `{{ teams }}`. In the frontmatter the title is quoted, so that any title is valid YAML and TOML.
#[must_use]
pub fn debrief(template: &str, draft: &Draft<'_>) -> Filled {
    let mut unknown = BTreeSet::new();
    let mut filled = |text: &str, title: String| {
        slots::fill(text, |name| {
            let value = match name {
                "title" => Some(title.clone()),
                _ => draft.value(name),
            };
            if value.is_none() {
                unknown.insert(name.to_owned());
            }
            value
        })
    };
    let (head, body) = template.split_at(body_start(template));
    let title = draft.title.as_str();
    // A template that puts quotes around the slot means the same.
    let head = head.replace("\"{{ title }}\"", "{{ title }}");
    let text = filled(&head, quoted(title)) + &filled(body, escaped(title));
    Filled { text, unknown }
}

fn body_start(template: &str) -> usize {
    let file = Arc::from("template");
    let split = frontmatter::split(&file, template).value;
    split.frontmatter.map_or(0, |_| split.body.start)
}

impl Draft<'_> {
    fn value(&self, slot: &str) -> Option<String> {
        Some(match slot {
            "kind" => self.kind.to_owned(),
            "date" => self.date.to_string(),
            "timezone" => self.timezone.to_owned(),
            "severities" => one_of(self.severities),
            "services" => known(self.services),
            "teams" => known(self.teams),
            _ => return None,
        })
    }
}

/// A text as JSON writes it, which YAML and TOML read too.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A text that markdown shows as it is.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if "\\`*_[]<>#&".contains(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// `sev1, sev2 or sev3`
fn one_of(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| harmless(name)).collect();
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => String::new(),
    }
}

/// `checkout, search and 30 more`
fn known(names: &[String]) -> String {
    let shown: Vec<String> = names.iter().take(MOST).map(|name| harmless(name)).collect();
    match names.len() {
        0 => "none yet".into(),
        count if count > MOST => format!("{} and {} more", shown.join(", "), count - MOST),
        _ => shown.join(", "),
    }
}

/// A name that can stand in a comment of any kind without ending it.
fn harmless(name: &str) -> String {
    let line = name.split_whitespace().collect::<Vec<_>>().join(" ");
    line.replace("--", "-").replace(['<', '>'], "")
}
