//! What the preview says beside a page.

use std::path::Path;

use serde::Serialize;

use super::{
    shown::{Body, Shown},
    state::State,
};
use crate::{
    check::Completeness,
    diagnostic::{Diagnostic, Level, Positions, Sources},
    render::{Preview, preview},
};

/// A finding, in a form for a script.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Problem {
    level: Level,
    code: &'static str,
    message: String,
    help: Option<String>,
    /// The file, as people type it.
    file: Option<String>,
    /// From 1.
    line: Option<usize>,
    /// From 1, in characters.
    column: Option<usize>,
    /// The words it is about.
    quote: Option<String>,
    /// Link that opens an editor there.
    edit: Option<String>,
}

/// Characters of a text that are quoted, at most.
const QUOTE: usize = 120;

impl Problem {
    fn new(found: &Diagnostic, positions: &Positions<'_>, editor: Option<&str>) -> Self {
        let place = found.places.first();
        let region = place.and_then(|place| positions.region(place));
        let (line, column) = region.map_or((None, None), |region| {
            (Some(region.start.line), Some(region.start.column))
        });
        let quote = place.and_then(|place| {
            let span = place.span?;
            let text = positions.text(&place.file)?.get(span.start..span.end)?;
            let first = text.lines().next()?.trim();
            (!first.is_empty()).then(|| first.chars().take(QUOTE).collect())
        });
        Self {
            level: found.level,
            code: found.code.as_str(),
            message: found.message.clone(),
            help: found.help.clone(),
            file: place.map(|place| place.file.to_string()),
            edit: place.and_then(|place| edit(&place.file, line, column, editor)),
            line,
            column,
            quote,
        }
    }

    fn each(found: &[Diagnostic], sources: &Sources, editor: Option<&str>) -> Vec<Self> {
        let positions = Positions::of(found, sources);
        let problem = |found| Self::new(found, &positions, editor);
        found.iter().map(problem).collect()
    }

    /// Everything that keeps a page from showing the newest text.
    pub(super) fn all(state: &State, shown: &Shown, editor: Option<&str>) -> Vec<Self> {
        let mut all = Self::each(&state.problems, &state.sources, editor);
        all.extend(Self::each(&shown.problems, &shown.sources, editor));
        if matches!(shown.body, Body::Broken) && shown.problems.is_empty() {
            all.push(Self::crash());
        }
        all
    }

    /// What is said when the program itself has failed.
    fn crash() -> Self {
        Self {
            level: Level::Error,
            code: "crash",
            message: "debriefs itself failed on this page".into(),
            help: Some(
                "the terminal says where; please report it with the text you were writing".into(),
            ),
            file: None,
            line: None,
            column: None,
            quote: None,
            edit: None,
        }
    }
}

/// The link that opens an editor at a place.
fn edit(
    file: &str,
    line: Option<usize>,
    column: Option<usize>,
    editor: Option<&str>,
) -> Option<String> {
    let path = std::path::absolute(Path::new(file)).ok()?;
    let path = path.to_str()?.replace('\\', "/");
    let encoded = crate::site::url::fragment(path.trim_start_matches('/'));
    let number = |number: Option<usize>| number.unwrap_or(1).to_string();
    let link = editor?
        .replace("{path}", &format!("/{encoded}"))
        .replace("{line}", &number(line))
        .replace("{column}", &number(column));
    Some(link)
}

/// What there is to say about a debrief.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Panel {
    /// The file, as people type it.
    file: String,
    edit: Option<String>,
    findings: Vec<Problem>,
    completeness: Completeness,
    #[serde(flatten)]
    preview: Preview,
}

impl Panel {
    /// Of the debrief that is shown, if one is.
    pub(super) fn of(state: &State, shown: &Shown, editor: Option<&str>) -> Option<Self> {
        let debrief = shown.debrief?;
        let snapshot = state.snapshot.as_ref()?.newest_of(debrief);
        let file = snapshot.library().entries.get(debrief)?.shown.to_string();
        let mut findings = snapshot.findings(debrief);
        // What matters most first; else in the order of the file.
        findings.sort_by_key(|found| std::cmp::Reverse(found.level));
        Some(Self {
            edit: edit(&file, None, None, editor),
            findings: Problem::each(&findings, snapshot.sources(), editor),
            completeness: snapshot.completeness(debrief),
            preview: preview(&snapshot.inputs(), debrief),
            file,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_opens_the_editor_at_the_place() {
        let vscode = "vscode://file{path}:{line}:{column}";
        assert_eq!(
            edit("/a b/x.md", Some(3), Some(7), Some(vscode)).as_deref(),
            Some("vscode://file/a%20b/x.md:3:7")
        );
        assert_eq!(edit("/x.md", None, None, None), None);
        let query = "idea://open?file={path}&line={line}";
        let link = edit("/x&y.md", None, None, Some(query)).unwrap();
        assert!(link.starts_with("idea://open?file=/x"), "{link}");
    }
}
