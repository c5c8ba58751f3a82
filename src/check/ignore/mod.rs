//! What authors do not want to hear again: `<!-- debriefs ignore RULE -->` in the text, `check: {RULE: off}` in the
//! frontmatter.

mod comment;
mod front;

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    config::Config,
    data::nearest,
    diagnostic::{Code, Diagnostic, Sources},
    model::Span,
};

/// How far an ignored rule is ignored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scope {
    File,
    /// Findings that begin inside these bytes of the file.
    Block(Span),
}

/// A rule that an author switched off somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Ignore {
    code: Code,
    scope: Scope,
    /// Where the rule is named.
    span: Span,
    used: bool,
}

impl Ignore {
    fn covers(&self, finding: &Diagnostic) -> bool {
        let span = finding.places.first().and_then(|place| place.span);
        finding.code == self.code
            && match (self.scope, span) {
                (Scope::File, _) => true,
                (Scope::Block(block), Some(span)) => (block.start..block.end).contains(&span.start),
                (Scope::Block(_), None) => false,
            }
    }
}

/// Everything the authors of some files asked to ignore.
#[derive(Debug, Default)]
pub struct Ignores {
    by_file: BTreeMap<Arc<str>, Vec<Ignore>>,
    wrong: Vec<Diagnostic>,
}

impl Ignores {
    /// Reads what the files say.
    #[must_use]
    pub fn read(sources: &Sources, config: &Config) -> Self {
        let mut all = Self::default();
        for (file, text) in sources.iter() {
            let mut ignores = Vec::new();
            comment::read(file, text, &mut ignores, &mut all.wrong);
            front::read(file, text, config, &mut ignores, &mut all.wrong);
            if !ignores.is_empty() {
                all.by_file.insert(Arc::clone(file), ignores);
            }
        }
        all
    }

    /// The findings that nobody ignores. Those of [fixed](Code::is_fixed) rules always stay.
    pub fn apply(&mut self, mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
        found.retain(|finding| !self.ignores(finding));
        found
    }

    fn ignores(&mut self, finding: &Diagnostic) -> bool {
        let file = finding.places.first().map(|place| &place.file);
        let Some(ignores) = file.and_then(|file| self.by_file.get_mut(file)) else {
            return false;
        };
        let mut ignored = false;
        for ignore in ignores.iter_mut().filter(|ignore| ignore.covers(finding)) {
            ignore.used = true;
            ignored = true;
        }
        ignored
    }

    /// What is wrong with the ignoring itself, once all findings have been seen: rules that do not exist, and rules
    /// that found nothing.
    #[must_use]
    pub fn complaints(self) -> Vec<Diagnostic> {
        let mut found = self.wrong;
        for (file, ignores) in self.by_file {
            let unused = ignores.into_iter().filter(|ignore| !ignore.used);
            found.extend(unused.map(|ignore| {
                let message = format!(
                    "`{}` is ignored here, and finds nothing",
                    ignore.code.as_str()
                );
                Diagnostic::new(Code::UnusedIgnore, message)
                    .at(&file, ignore.span, "")
                    .help("take it out, so that the rule can help again")
            }));
        }
        found
    }
}

/// The rule with this name; what is wrong with it otherwise.
fn rule(file: &Arc<str>, name: &str, span: Span) -> Result<Code, Box<Diagnostic>> {
    let wrong = |message: String, help: String| {
        Box::new(
            Diagnostic::new(Code::UnknownRule, message)
                .at(file, span, "")
                .help(help),
        )
    };
    match Code::named(name) {
        Some(code) if code.is_fixed() => Err(wrong(
            format!("`{name}` cannot be ignored"),
            format!(
                "without it something would go missing unseen; `debriefs check --explain {name}` says more"
            ),
        )),
        Some(code) => Ok(code),
        None => {
            let names = Code::ALL.iter().map(|code| code.as_str());
            let help = match nearest(name, names) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => "a finding names its rule in brackets, such as `warning[undated-action]`"
                    .to_owned(),
            };
            Err(wrong(format!("there is no rule `{name}`"), help))
        }
    }
}

#[cfg(test)]
mod tests;
