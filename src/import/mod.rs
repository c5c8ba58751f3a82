//! Reports written for another place become debriefs: what their text lets one read is written into their frontmatter,
//! each value with a comment that says where it was read, for a person to confirm.
//!
//! The text below the frontmatter is never touched, what stands in the frontmatter stays as it is, and a debrief that
//! was imported reads as it did before: all three are checked for every file before anything is written.

mod edit;
mod fact;
mod foreign;
mod same;
mod toml;
mod yaml;

use std::sync::Arc;

pub use fact::{Fact, unconfirmed};
pub use foreign::{Foreign, Mapping, mapping};

use crate::{
    config::Config,
    diagnostic::{Code, Diagnostic, Outcome},
    parse::{self, Parsed},
    source::SourceFile,
};

/// A report that was read.
#[derive(Debug, Clone)]
pub struct Imported {
    /// What was read.
    pub parsed: Parsed,
    /// What was added to its frontmatter, in the order it stands there.
    pub added: Vec<Fact>,
    /// The file with the new frontmatter; `None` when there is nothing to add.
    pub text: Option<String>,
    /// Keys of its frontmatter that are not ours.
    pub foreign: Vec<Foreign>,
}

/// A debrief stays as it was read before after so many rounds at most; one is nearly always enough.
const MOST_ROUNDS: usize = 3;

/// Reads a report and writes its new frontmatter. `None` when it cannot be read; the findings say why.
pub fn import(file: &SourceFile, config: &Config) -> Outcome<Option<Imported>> {
    let mut found = Vec::new();
    let Some(parsed) = parse::debrief(file, config).take(&mut found) else {
        return Outcome::new(None, found);
    };
    let mut imported = Imported {
        foreign: foreign::keys(file, config),
        parsed,
        added: Vec::new(),
        text: None,
    };
    let mut current = file.clone();
    for _ in 0..MOST_ROUNDS {
        let round = Round {
            file: &current,
            config,
        };
        match round.run() {
            Ending::Nothing => break,
            Ending::Written(text, facts) => {
                imported.added.extend(facts);
                current.text = Arc::from(text);
            }
            Ending::Refused(facts) => {
                found.push(refused(file, &facts));
                break;
            }
        }
    }
    if !imported.added.is_empty() {
        imported.text = Some(current.text.to_string());
    }
    Outcome::new(Some(imported), found)
}

/// What became of one try to add what is missing.
enum Ending {
    /// Nothing is missing.
    Nothing,
    /// The new text, and what was added.
    Written(String, Vec<Fact>),
    /// There is no safe place for these.
    Refused(Vec<Fact>),
}

struct Round<'a> {
    file: &'a SourceFile,
    config: &'a Config,
}

impl Round<'_> {
    /// Adds as much as can be added without a change in what is read: days and zones in the frontmatter may move times
    /// of day in the text, and then they are left out.
    fn run(&self) -> Ending {
        let Some(before) = parse::debrief(self.file, self.config).value else {
            return Ending::Nothing;
        };
        let missing = fact::missing(self.file, &before, self.config);
        if missing.is_empty() {
            return Ending::Nothing;
        }
        let whole = edit::added(&self.file.text, &self.file.shown, &missing);
        if !whole.is_some_and(|text| same::is_intact(self.file, &text)) {
            return Ending::Refused(missing);
        }
        for left_out in fact::LEFT_OUT {
            let facts: Vec<Fact> = missing
                .iter()
                .filter(|fact| !left_out.contains(&fact.group()))
                .cloned()
                .collect();
            if facts.is_empty() {
                // What would change the reading is not written, and nothing else is missing.
                return Ending::Nothing;
            }
            if let Some(text) = edit::added(&self.file.text, &self.file.shown, &facts)
                && same::reads_as_before(self.file, &text, &before, self.config)
            {
                return Ending::Written(text, facts);
            }
        }
        Ending::Refused(missing)
    }
}

fn refused(file: &SourceFile, facts: &[Fact]) -> Diagnostic {
    let lines: Vec<String> = facts.iter().map(Fact::in_words).collect();
    Diagnostic::new(
        Code::NotImported,
        "what was read has no safe place in this frontmatter, so the file stays as it is",
    )
    .in_file(&file.shown)
    .help(format!("add it by hand: {}", lines.join("; ")))
}
