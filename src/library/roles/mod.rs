//! Names become roles: what an edition with `people = "roles"` is made from.
//!
//! Texts are written anew before anything is computed from them, so that no later stage knows a name. Who is a person
//! is read off what the debriefs state (owners, roles, lists of participants) and off `@handles`. Hiding too much is the
//! safe mistake. Lines stay where they are; columns behind a hidden name do not.

mod code;
mod labels;
mod names;
mod rewrite;
mod words;

use std::sync::Arc;

use crate::{
    model::{Debrief, ReviewLine, Section, SectionKind, Span, Verdict},
    parse::Parsed,
    source::SourceFile,
};
pub use names::Names;
use names::Own;

/// What a person is to a debrief.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    /// Whose debrief it is.
    Owner,
    /// Who led the meeting.
    Facilitator,
    /// Anybody else.
    Colleague,
}

impl Role {
    /// What stands for a handle, behind the `@`, and for the owner of an action.
    fn handle(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Facilitator => "facilitator",
            Self::Colleague => "colleague",
        }
    }

    /// What stands for a name in a sentence.
    fn phrase(self) -> &'static str {
        match self {
            Self::Owner => "the owner",
            Self::Facilitator => "the facilitator",
            Self::Colleague => "a colleague",
        }
    }

    /// What a text written anew calls the role.
    fn read(text: &str) -> Self {
        let is = |role: Self| text.to_lowercase().contains(role.handle());
        let named = [Self::Facilitator, Self::Owner]
            .into_iter()
            .find(|role| is(*role));
        named.unwrap_or(Self::Colleague)
    }
}

/// A debrief's file without names. `parsed` is what was read from it with them; `None` when it could not be read.
#[must_use]
pub fn without_names(file: &SourceFile, parsed: Option<&Parsed>, names: &Names) -> SourceFile {
    let own = parsed.map_or_else(Own::default, |parsed| Own::of(file, parsed, names));
    let body = parsed.map_or(Span::at(file.text.len()), |parsed| parsed.body);
    let mut edits = rewrite::edits(&file.text, body, &own, names);
    if let Some(parsed) = parsed {
        let lists = parsed
            .debrief
            .sections
            .iter()
            .filter(|section| is_list_of_people(section));
        edits.extend(lists.filter_map(|section| rewrite::emptied(&file.text, section)));
    }
    rewritten(file, edits)
}

/// The same for a monthly review, which states no names of its own. Code spans are left: the keys of items.
#[must_use]
pub fn review_without_names(file: &SourceFile, names: &Names) -> SourceFile {
    let whole = Span::new(0, file.text.len());
    let code = code::ranges(&file.text, whole);
    let mut edits = rewrite::edits(&file.text, whole, &Own::default(), names);
    edits.retain(|edit| !code::contains(&code, edit.range.start));
    rewritten(file, edits)
}

fn rewritten(file: &SourceFile, edits: Vec<rewrite::Edit>) -> SourceFile {
    let text: Arc<str> = match edits.is_empty() {
        true => Arc::clone(&file.text),
        false => rewrite::apply(&file.text, edits).into(),
    };
    SourceFile {
        hash: *blake3::hash(text.as_bytes()).as_bytes(),
        text,
        ..file.clone()
    }
}

/// Takes out the names that stand in fields of their own, whatever the rewriting made of them.
pub fn seal(debrief: &mut Debrief, names: &Names) {
    debrief.people = Default::default();
    for action in &mut debrief.actions {
        for name in [&mut action.owner, &mut action.moved_to] {
            name.iter_mut().for_each(|name| seal_name(name, names));
        }
    }
}

/// The same for a line of a monthly review.
pub fn seal_line(line: &mut ReviewLine, names: &Names) {
    if let Verdict::Moved(name) = &mut line.decision.verdict {
        seal_name(name, names);
    }
}

fn seal_name(name: &mut String, names: &Names) {
    if !names.is_group(name) {
        *name = Role::read(name).handle().to_owned();
    }
}

fn is_list_of_people(section: &Section) -> bool {
    section.kind == SectionKind::People
}
