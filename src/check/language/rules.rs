//! Rules as data: read from TOML, words put into patterns, patterns compiled.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, LazyLock, OnceLock},
};

use regex::{Regex, RegexBuilder, RegexSet, RegexSetBuilder};
use serde::Deserialize;

use super::{people::Listed, prose::Zone};
use crate::{
    config::{Config, LanguageFile},
    data::nearest,
    diagnostic::{Code, Diagnostic},
    library::Entry,
    model::Span,
};

const BUILT_IN: &str = include_str!("rules.toml");

/// Compiled patterns may take so much memory; patterns with many words are large.
const SIZE_LIMIT: usize = 64 << 20;

/// The codes that language rules report under.
const CODES: &[Code] = &[
    Code::Counterfactual,
    Code::FailedTo,
    Code::HumanError,
    Code::Culprit,
    Code::Judgement,
    Code::NamedActor,
    Code::SingleRootCause,
    Code::WhyQuestion,
    Code::WeakFix,
    Code::Absolute,
    Code::HiddenActor,
    Code::HouseWording,
];

/// A rule, ready to be tried.
pub(super) struct Rule {
    pub(super) code: Code,
    pub(super) not: Option<Regex>,
    pub(super) unless: Option<Regex>,
    pub(super) zones: BTreeSet<Zone>,
    one_cause_only: bool,
    off_by_default: bool,
    pub(super) finds: String,
    pub(super) instead: String,
    pub(super) why: String,
}

impl Rule {
    /// Whether the rule is on for a debrief.
    pub(super) fn holds_for(&self, entry: &Entry, config: &Config) -> bool {
        let is_on = match config.check.get(&self.code) {
            Some(level) => level.is_some(),
            None => !self.off_by_default,
        };
        is_on && (!self.one_cause_only || entry.debrief.causes.len() == 1)
    }
}

/// A pattern of a rule: with the groups `hit` and, where a person must be known by name, `name`.
struct Pattern {
    /// Position of its rule.
    rule: usize,
    text: String,
    /// The same without the words it names: found wherever the pattern is, and elsewhere, and quick to look for.
    skeleton: String,
    /// Compiled when it is needed for the first time.
    compiled: OnceLock<Option<Regex>>,
}

/// All rules of a site.
pub(super) struct Rules {
    all: Vec<Rule>,
    patterns: Vec<Pattern>,
    /// All skeletons, to find out at once which patterns a sentence can concern.
    skeletons: RegexSet,
    pub(super) people: Listed,
}

impl Rules {
    /// The rules that can concern a sentence, each with its pattern.
    pub(super) fn candidates(&self, sentence: &str) -> impl Iterator<Item = (&Rule, &Regex)> {
        let matches = self.skeletons.matches(sentence).into_iter();
        matches.filter_map(|index| {
            let pattern = &self.patterns[index];
            let compiled = pattern.compiled.get_or_init(|| compile(&pattern.text).ok());
            Some((&self.all[pattern.rule], compiled.as_ref()?))
        })
    }
}

/// A file of rules, as written.
#[derive(Debug, Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct File {
    people: Names,
    words: BTreeMap<String, String>,
    rule: Vec<toml::Spanned<Entered>>,
}

#[derive(Debug, Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Names {
    names: Vec<String>,
    bots: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entered {
    rule: Option<String>,
    patterns: Vec<String>,
    #[serde(default)]
    not: Vec<String>,
    #[serde(default)]
    unless: Vec<String>,
    #[serde(rename = "in", default = "ordinary_zones")]
    zones: BTreeSet<Zone>,
    #[serde(default)]
    one_cause_only: bool,
    #[serde(default)]
    off_by_default: bool,
    finds: String,
    instead: String,
    why: String,
}

fn ordinary_zones() -> BTreeSet<Zone> {
    [Zone::Prose, Zone::Timeline, Zone::Learnings, Zone::WentWell].into()
}

/// Nearly every site uses these alone, and they take a while to compile.
static BUILT_IN_RULES: LazyLock<Arc<Rules>> =
    LazyLock::new(|| Arc::new(together(File::default(), None, &mut Vec::new())));

/// The built-in rules with the site's own, and what is wrong with the latter.
pub(super) fn load(config: &Config) -> (Arc<Rules>, Vec<Diagnostic>) {
    let Some(own) = &config.language.own else {
        return (Arc::clone(&BUILT_IN_RULES), Vec::new());
    };
    let mut problems = Vec::new();
    let site = read(own, &mut problems);
    let rules = together(site, Some(&own.file), &mut problems);
    (Arc::new(rules), problems)
}

fn together(site: File, file: Option<&Arc<str>>, problems: &mut Vec<Diagnostic>) -> Rules {
    #[allow(
        clippy::expect_used,
        reason = "part of the program; every test of a rule reads it"
    )]
    let built_in: File = toml::from_str(BUILT_IN).expect("the built-in rules are valid");
    let mut people = Listed::default();
    people.add(built_in.people);
    people.add(site.people);
    let mut builder = Builder {
        words: more_words(built_in.words, site.words),
        all: Vec::new(),
        patterns: Vec::new(),
    };
    for entered in built_in.rule {
        let added = builder.add(entered.into_inner());
        problems.extend(
            added
                .err()
                .zip(file)
                .map(|(what, file)| wrong(file, Span::at(0), what)),
        );
    }
    // Words of the site's own that break one rule break several in the same way.
    problems.dedup();
    for entered in site.rule {
        let span = Span::from(entered.span());
        let added = builder.add(entered.into_inner());
        problems.extend(
            added
                .err()
                .zip(file)
                .map(|(what, file)| wrong(file, span, what)),
        );
    }
    builder.finish(people)
}

/// A site adds alternatives to words that exist, and words of its own.
fn more_words(
    mut words: BTreeMap<String, String>,
    more: BTreeMap<String, String>,
) -> BTreeMap<String, String> {
    for (name, more) in more {
        let known = words.entry(name).or_default();
        if !known.is_empty() {
            known.push('|');
        }
        known.push_str(&more);
    }
    words
}

impl Listed {
    fn add(&mut self, names: Names) {
        self.names.extend(names.names);
        let bots = names.bots.into_iter();
        self.bots.extend(bots.map(|bot| bot.to_lowercase()));
    }
}

fn read(own: &LanguageFile, problems: &mut Vec<Diagnostic>) -> File {
    toml::from_str(&own.text).unwrap_or_else(|error| {
        let span = error.span().map_or(Span::at(0), Span::from);
        let what = format!("the rules cannot be read: {}", error.message());
        problems.push(wrong(&own.file, span, what));
        File::default()
    })
}

fn wrong(file: &Arc<str>, span: Span, what: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::ConfigWrongValue, what)
        .at(file, span, "")
        .help("`docs/language.md` describes the file; what is wrong is left out")
}

/// Puts rules together.
struct Builder {
    words: BTreeMap<String, String>,
    all: Vec<Rule>,
    patterns: Vec<Pattern>,
}

impl Builder {
    fn add(&mut self, entered: Entered) -> Result<(), String> {
        let (rule, patterns) = self.rule(entered)?;
        let position = self.all.len();
        let at_home = |pattern| Pattern {
            rule: position,
            ..pattern
        };
        self.patterns.extend(patterns.into_iter().map(at_home));
        self.all.push(rule);
        Ok(())
    }

    fn rule(&self, entered: Entered) -> Result<(Rule, Vec<Pattern>), String> {
        let code = code(entered.rule.as_deref())?;
        let patterns = entered.patterns.iter().map(|text| self.pattern(text));
        let patterns = patterns.collect::<Result<_, String>>()?;
        let rule = Rule {
            code,
            not: self.any_of(&entered.not)?,
            unless: self.any_of(&entered.unless)?,
            zones: entered.zones,
            one_cause_only: entered.one_cause_only,
            off_by_default: entered.off_by_default,
            finds: entered.finds,
            instead: entered.instead,
            why: entered.why,
        };
        Ok((rule, patterns))
    }

    fn pattern(&self, text: &str) -> Result<Pattern, String> {
        let skeleton = skeleton(text);
        // What is wrong with a pattern is wrong with its skeleton, which is far quicker to compile.
        compile(&skeleton)?;
        Ok(Pattern {
            rule: 0,
            text: edged(&self.expanded(text, 0)?),
            skeleton,
            compiled: OnceLock::new(),
        })
    }

    fn any_of(&self, patterns: &[String]) -> Result<Option<Regex>, String> {
        if patterns.is_empty() {
            return Ok(None);
        }
        let all: Vec<String> = (patterns.iter())
            .map(|pattern| self.expanded(pattern, 0))
            .collect::<Result<_, _>>()?;
        compile(&format!("(?:{})", all.join("|"))).map(Some)
    }

    /// The pattern with the words it names, and the words these name.
    fn expanded(&self, pattern: &str, depth: usize) -> Result<String, String> {
        const DEEPEST: usize = 8;
        if depth > DEEPEST {
            return Err("words stand for one another in a circle".to_owned());
        }
        let mut out = String::with_capacity(pattern.len() * 4);
        let mut rest = pattern;
        while let Some((before, name, after)) = next_word(rest) {
            let Some(word) = self.words.get(name) else {
                let near = nearest(name, self.words.keys().map(String::as_str));
                let hint = near
                    .map(|near| format!("; did you mean `{{{near}}}`?"))
                    .unwrap_or_default();
                return Err(format!("there are no words `{{{name}}}`{hint}"));
            };
            out.push_str(before);
            out.push_str(&format!("(?:{})", self.expanded(word, depth + 1)?));
            rest = after;
        }
        out.push_str(rest);
        Ok(out)
    }

    fn finish(self, people: Listed) -> Rules {
        let skeletons = self.patterns.iter().map(|pattern| &pattern.skeleton);
        let skeletons = RegexSetBuilder::new(skeletons)
            .case_insensitive(true)
            .size_limit(SIZE_LIMIT)
            .build();
        Rules {
            all: self.all,
            patterns: self.patterns,
            // Each skeleton was compiled alone before; together they can only be too large.
            skeletons: skeletons.unwrap_or_else(|_| RegexSet::empty()),
            people,
        }
    }
}

/// The first `{word}` of a pattern, with what is before and after it. `{2,3}` is no word.
fn next_word(pattern: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    while let Some(open) = pattern[from..].find('{').map(|at| from + at) {
        let close = open + pattern[open..].find('}')?;
        let name = &pattern[open + 1..close];
        if name.starts_with(|c: char| c.is_ascii_lowercase()) {
            return Some((&pattern[..open], name, &pattern[close + 1..]));
        }
        from = close;
    }
    None
}

/// A pattern that matches wherever the given one does, whatever its words stand for.
fn skeleton(pattern: &str) -> String {
    const ANYTHING: &str = ".*?";
    let mut out = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some((before, _, after)) = next_word(rest) {
        out.push_str(before);
        out.push_str(ANYTHING);
        rest = after;
    }
    out.push_str(rest);
    // The edges of words and the letters of all languages slow a search down; what is no space will do.
    let plain = out.replace(r"\b", "").replace(r"\w", "[^ ]");
    plain.trim_start_matches(ANYTHING).to_owned()
}

fn code(name: Option<&str>) -> Result<Code, String> {
    let Some(name) = name else {
        return Ok(Code::HouseWording);
    };
    let names = || CODES.iter().map(|code| code.as_str());
    let found = Code::named(name).filter(|code| CODES.contains(code));
    found.ok_or_else(|| {
        let hint = nearest(name, names()).map(|near| format!("; did you mean `{near}`?"));
        format!(
            "there is no language rule `{name}`{}",
            hint.unwrap_or_default()
        )
    })
}

/// At the edge of words, and not after `@`, an apostrophe or a hyphen.
fn edged(pattern: &str) -> String {
    format!(r"(?:^|[^\w@'’-])(?P<hit>{pattern})\b")
}

fn compile(pattern: &str) -> Result<Regex, String> {
    let built = RegexBuilder::new(pattern)
        .case_insensitive(true)
        .size_limit(SIZE_LIMIT)
        .build();
    built.map_err(|error| {
        let text = error.to_string();
        let last = text.lines().last().unwrap_or_default();
        format!(
            "a pattern cannot be read: {}",
            last.trim_start_matches("error: ")
        )
    })
}
