//! From rules as written to rules that can be tried: words put into patterns, patterns compiled.

use std::{collections::BTreeMap, sync::OnceLock};

use regex::{Regex, RegexBuilder, RegexSet, RegexSetBuilder};

use super::{
    people::Listed,
    rules::{Entered, Pattern, Rule, Rules},
};
use crate::{data::nearest, diagnostic::Code};

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

/// Puts rules together.
pub(super) struct Builder {
    words: BTreeMap<String, String>,
    all: Vec<Rule>,
    patterns: Vec<Pattern>,
}

impl Builder {
    pub(super) fn new(words: BTreeMap<String, String>) -> Self {
        Self {
            words,
            all: Vec::new(),
            patterns: Vec::new(),
        }
    }

    /// Adds a rule, or says what is wrong with it.
    pub(super) fn add(&mut self, entered: Entered) -> Result<(), String> {
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

    pub(super) fn finish(self, people: Listed) -> Rules {
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

pub(super) fn compile(pattern: &str) -> Result<Regex, String> {
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
