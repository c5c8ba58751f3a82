use std::{fs, path::PathBuf};

use serde::Serialize;

use super::{
    Exit, Failure, Refusal,
    args::{Format, Global},
    build::input,
    present::{Terminal, findings, plain},
};
use crate::{
    diagnostic::Sources,
    insight::{Standing, causes},
    pipeline::{Recall, recall},
};

/// Show past debriefs like the one you are writing, and what is still open from them
///
/// FILE may be unfinished; a title is enough to begin with. It may lie in the content folder or anywhere else.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Similar {
    /// The debrief that is being written
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "\
Examples:
  debriefs similar content/2026/2026-11-20-checkout-tls.md
  debriefs similar draft.md --json

Exit status: 0 whether there are any or not, 2 the file or the content folder could not be read";

/// Likeness below this is not worth a tired author's time; `--json` gives all.
const LIKE: f64 = 0.15;

/// Debriefs shown to people.
const SHOWN: usize = 5;

pub(super) fn run(
    global: &Global,
    similar: &Similar,
    terminal: &mut Terminal,
) -> Result<Exit, Failure> {
    let path = &similar.file;
    let text = fs::read_to_string(path)
        .map_err(|error| Refusal(format!("`{}` cannot be read: {error}", path.display())))?;
    let Some(recall) = known(global, terminal)? else {
        return Ok(Exit::CannotRun);
    };
    let mut sources = Sources::default();
    sources.insert(path.display().to_string().into(), text.as_str().into());
    let outcome = recall.similar_to_file(path, text);
    let Some(found) = outcome.value else {
        terminal.say(&findings(
            Format::Text,
            &outcome.diagnostics,
            &sources,
            None,
        ));
        return Ok(Exit::CannotRun);
    };
    let rows: Vec<Row<'_>> = found.iter().map(|one| Row::new(&recall, one)).collect();
    if similar.json {
        let text = serde_json::to_string_pretty(&File {
            version: 1,
            similar: rows,
        });
        terminal.result(&format!("{}\n", text.unwrap_or_default()))?;
        return Ok(Exit::Success);
    }
    let rows: Vec<Row<'_>> = worth_reading(rows).collect();
    if rows.is_empty() {
        terminal.talk("Nothing like it is known.\n");
    }
    let rows: Vec<String> = rows.iter().map(Row::text).collect();
    terminal.result(&rows.join("\n"))?;
    Ok(Exit::Success)
}

/// The published debriefs. `None` when they cannot be read; the findings were shown.
pub(super) fn known(global: &Global, terminal: &mut Terminal) -> Result<Option<Recall>, Failure> {
    let mut sources = Sources::default();
    let outcome = recall(&input(global)?, &mut sources);
    if outcome.value.is_none() {
        terminal.say(&findings(
            Format::Text,
            &outcome.diagnostics,
            &sources,
            None,
        ));
    }
    Ok(outcome.value)
}

/// What an author should know who has only a title; empty when nothing is like it.
pub(super) fn like_title(recall: &Recall, title: &str) -> String {
    let found = recall.similar_to_title(title);
    let rows = worth_reading(found.iter().map(|one| Row::new(recall, one)));
    let rows: Vec<String> = rows.map(|row| row.text()).collect();
    match rows.as_slice() {
        [] => String::new(),
        rows => format!("Past debriefs like it:\n\n{}", rows.join("\n")),
    }
}

fn worth_reading<'a>(rows: impl IntoIterator<Item = Row<'a>>) -> impl Iterator<Item = Row<'a>> {
    let rows = rows.into_iter().filter(|row| row.score >= LIKE);
    rows.take(SHOWN)
}

#[derive(Serialize)]
struct File<'a> {
    version: u32,
    similar: Vec<Row<'a>>,
}

/// A past debrief.
#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    source: &'a str,
    title: &'a str,
    date: Option<String>,
    score: f64,
    because: Vec<String>,
    open_actions: Vec<Open<'a>>,
    #[serde(skip)]
    shown: &'a str,
}

/// An action of it that is open to this day.
#[derive(Serialize)]
struct Open<'a> {
    key: &'a str,
    text: &'a str,
    owner: Option<&'a str>,
    due: Option<String>,
    late_days: Option<i32>,
}

impl<'a> Row<'a> {
    fn new(recall: &'a Recall, similar: &causes::Similar) -> Self {
        let entry = &recall.library().entries[similar.debrief];
        let insight = recall.insight();
        let actions = insight.derived[similar.debrief].actions.iter();
        let actions = actions.map(|&item| &insight.actions[item]);
        let open = actions.filter(|item| item.standing != Standing::Ended);
        Self {
            id: &entry.debrief.id,
            source: &entry.debrief.source,
            title: &entry.debrief.title.value,
            date: entry.date().map(|date| date.to_string()),
            score: similar.score,
            because: similar.because.iter().map(ToString::to_string).collect(),
            open_actions: open
                .map(|item| Open {
                    key: &item.key,
                    text: &item.wording(recall.library()).text,
                    owner: item.owner.as_deref(),
                    due: item.due.map(|due| due.to_string()),
                    late_days: match item.standing {
                        Standing::Overdue(days) => Some(days),
                        _ => None,
                    },
                })
                .collect(),
            shown: recall.shown(similar.debrief),
        }
    }

    fn text(&self) -> String {
        let date = self.date.as_deref().unwrap_or("no date   ");
        let mut text = format!(
            "{date}  {}\n            {}\n",
            plain(self.title),
            self.shown
        );
        if !self.because.is_empty() {
            text += &format!("            {}\n", plain(&self.because.join("; ")));
        }
        for open in &self.open_actions {
            text += &format!("            still open: {}\n", plain(&open.text()));
        }
        text
    }
}

impl Open<'_> {
    /// `Alert before any certificate ends (@ana, due 2026-12-15, 12 days late)`
    fn text(&self) -> String {
        let late = self.late_days.map(|days| match days {
            1 => "1 day late".to_owned(),
            days => format!("{days} days late"),
        });
        let owner = self.owner.map(str::to_owned);
        let due = self.due.as_ref().map(|due| format!("due {due}"));
        let facts: Vec<String> = [owner, due, late].into_iter().flatten().collect();
        match facts.as_slice() {
            [] => self.text.to_owned(),
            facts => format!("{} ({})", self.text, facts.join(", ")),
        }
    }
}
