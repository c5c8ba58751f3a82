use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use super::{
    Exit, Failure, Refusal, args::Global, environment, inspect::inspected, present::Terminal,
};
use crate::{
    insight,
    library::Library,
    model::Ticket,
    parse::tickets::{ExportedTicket, SNAPSHOT, Snapshot, Synced, read_export},
    source::replace,
};

/// Keep what the ticket system says with the debriefs
#[derive(Debug, clap::Args)]
#[command(arg_required_else_help = true, after_help = EXAMPLES)]
pub(super) struct Tickets {
    #[command(subcommand)]
    command: TicketsCommand,
}

#[derive(Debug, clap::Subcommand)]
enum TicketsCommand {
    Sync(Sync),
}

/// Take the states of tickets from an export; the site shows where a debrief says something else
///
/// Only tickets that debriefs name are kept, in `_tickets.json` in the content folder. Nothing is asked of the network, and
/// no debrief is changed.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Sync {
    /// The export: CSV or JSON of Jira, or JSON of `gh issue list`; may be given several times
    #[arg(long, value_name = "FILE", required = true)]
    from: Vec<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  debriefs tickets sync --from jira.csv
  gh issue list --state all --limit 5000 --json number,state,url > issues.json
  debriefs tickets sync --from issues.json

Exit status: 0 the states were kept, 2 they could not be";

pub(super) fn run(
    global: &Global,
    tickets: &Tickets,
    terminal: &mut Terminal,
) -> Result<Exit, Failure> {
    let TicketsCommand::Sync(sync) = &tickets.command;
    let mut export = Vec::new();
    for path in &sync.from {
        export.extend(exported(path)?);
    }
    let Some(inspection) = inspected(global, terminal)? else {
        return Ok(Exit::CannotRun);
    };
    let today = insight::today(environment::now(global.now)?);
    let path = inspection.content.join(SNAPSHOT);
    let mut snapshot = match fs::read_to_string(&path) {
        Ok(text) => Snapshot::read(&text).map_err(|why| refused(&path, &why))?,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Snapshot::empty(today),
        Err(error) => return Err(refused(&path, &error.to_string()).into()),
    };
    let synced = snapshot.sync(&export, &named(&inspection.library), today);
    replace(&path, snapshot.text().as_bytes())
        .map_err(|error| refused(&path, &error.to_string()))?;
    terminal.result(&format!("{}\n", path.display()))?;
    terminal.talk(&closing(&synced));
    Ok(Exit::Success)
}

fn refused(path: &Path, why: &str) -> Refusal {
    Refusal(format!("`{}` cannot be used: {why}", path.display()))
}

fn exported(path: &Path) -> Result<Vec<ExportedTicket>, Refusal> {
    let text = fs::read_to_string(path).map_err(|error| refused(path, &error.to_string()))?;
    read_export(&text).map_err(|why| refused(path, &why))
}

/// The tickets that items are known by, each once, by id.
fn named(library: &Library) -> Vec<&Ticket> {
    let actions = library
        .entries
        .iter()
        .flat_map(|entry| &entry.debrief.actions);
    let tickets = actions.filter_map(|action| action.tickets.first());
    let by_id: BTreeMap<&str, &Ticket> =
        tickets.map(|ticket| (ticket.id.as_str(), ticket)).collect();
    by_id.into_values().collect()
}

/// Tickets that are named one by one when an export lacks them.
const NAMED: usize = 5;

fn closing(synced: &Synced) -> String {
    let mut text = format!(
        "{} tickets found, {} changed\n",
        synced.found, synced.changed
    );
    let missing = &synced.missing;
    if !missing.is_empty() {
        let named = missing[..missing.len().min(NAMED)].join(", ");
        let more = match missing.len().checked_sub(NAMED) {
            Some(more @ 1..) => format!(" and {more} more"),
            _ => String::new(),
        };
        text.push_str(&format!("Not in the export: {named}{more}\n"));
    }
    text
}
