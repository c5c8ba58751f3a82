use clap::ValueEnum;

use super::{
    Exit, Failure, Refusal,
    args::Global,
    inspect::inspected,
    present::Terminal,
    table::{Column, table},
};
use crate::{
    diagnostic::suggest,
    export,
    insight::{ActionItem, Standing},
    library::Library,
    model::slugify,
    pipeline::Inspection,
    site::urgency,
};

/// List action items: those of causes that came back first, then the oldest
///
/// Without a filter all open items are listed. Filters narrow each other.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Actions {
    /// Only open items: what is listed without any filter
    #[arg(long, conflicts_with = "all")]
    open: bool,
    /// Items that were done or decided against, too
    #[arg(long)]
    all: bool,
    /// Only open items whose day has passed, the latest first
    #[arg(long)]
    overdue: bool,
    /// Only open items without an owner or without a day
    #[arg(long)]
    unassigned: bool,
    /// Only items that this person or team holds
    #[arg(long, value_name = "NAME")]
    owner: Option<String>,
    /// Only items of debriefs of this team
    #[arg(long, value_name = "TEAM")]
    team: Option<String>,
    /// Only items of debriefs of this service
    #[arg(long, value_name = "SERVICE")]
    service: Option<String>,
    /// The form they are written in
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: ListFormat,
    /// Short for `--format json`
    #[arg(long, conflicts_with = "format")]
    json: bool,
    /// The label that every ticket of `jira-csv` gets
    #[arg(long, value_name = "LABEL", default_value = "debrief")]
    label: String,
}

const EXAMPLES: &str = "\
Examples:
  debriefs actions --overdue --team payments
  debriefs actions --service checkout --json
  debriefs actions --all --format csv > actions.csv
  debriefs actions --format jira-csv > new-tickets.csv   # open items that have no ticket yet

Exit status: 0 the items were listed, 2 they could not be";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ListFormat {
    /// For people
    Table,
    /// As `data/actions.json`
    Json,
    /// As `data/actions.csv`
    Csv,
    /// For the CSV importer of Jira: open items that have no ticket yet
    JiraCsv,
}

pub(super) fn run(
    global: &Global,
    actions: &Actions,
    terminal: &mut Terminal,
) -> Result<Exit, Failure> {
    let Some(read) = inspected(global, terminal)? else {
        return Ok(Exit::CannotRun);
    };
    are_known(actions, &read)?;
    let mut items = chosen(actions, &read);
    let Inspection {
        config, library, ..
    } = &read;
    let format = match actions.json {
        true => ListFormat::Json,
        false => actions.format,
    };
    let text = match format {
        ListFormat::Table => shown(library, &items).into_bytes(),
        ListFormat::Json => export::actions_of(library, &items),
        ListFormat::Csv => export::actions_csv_of(config, library, &items),
        ListFormat::JiraCsv => {
            let before = items.len();
            items.retain(|item| item.wording(library).tickets.is_empty());
            if items.len() < before {
                let left = before - items.len();
                terminal.talk(&format!("Left out because they have a ticket: {left}\n"));
            }
            export::jira_csv(config, library, &items, &actions.label)
        }
    };
    // Every form is made of UTF-8.
    terminal.result(&String::from_utf8_lossy(&text))?;
    if format == ListFormat::Table {
        terminal.talk(&closing(&items));
    }
    Ok(Exit::Success)
}

/// The items asked for, in the order of the page of all open ones; late ones by how late they are.
fn chosen<'a>(actions: &Actions, read: &'a Inspection) -> Vec<&'a ActionItem> {
    let items = read.insight.actions.iter().enumerate();
    let mut items: Vec<(usize, &ActionItem)> = items
        .filter(|(_, item)| is_wanted(actions, &read.library, item))
        .collect();
    if !actions.overdue {
        items.sort_by_key(|(position, item)| (!item.state.is_open(), urgency(item, *position)));
    }
    items.into_iter().map(|(_, item)| item).collect()
}

fn is_wanted(actions: &Actions, library: &Library, item: &ActionItem) -> bool {
    let open = item.state.is_open();
    let late = matches!(item.standing, Standing::Overdue(_));
    let loose = open && (item.owner.is_none() || item.due.is_none());
    let held = |owner: &String| {
        let holder = item.owner.as_deref().map(slugify);
        holder == Some(slugify(owner))
    };
    let of = |wanted: &Option<String>, labels: fn(&Library, usize) -> Vec<String>| {
        wanted.as_ref().is_none_or(|wanted| {
            let wanted = slugify(wanted);
            let mut parents = item.parents.iter();
            parents.any(|parent| labels(library, parent.debrief).contains(&wanted))
        })
    };
    (open || actions.all)
        && (late || !actions.overdue)
        && (loose || !actions.unassigned)
        && actions.owner.as_ref().is_none_or(held)
        && of(&actions.team, teams)
        && of(&actions.service, services)
}

fn teams(library: &Library, debrief: usize) -> Vec<String> {
    let teams = &library.entries[debrief].debrief.teams;
    teams.iter().map(|label| label.slug.clone()).collect()
}

fn services(library: &Library, debrief: usize) -> Vec<String> {
    let services = &library.entries[debrief].debrief.services;
    services.iter().map(|label| label.slug.clone()).collect()
}

/// A name that nobody has is a slip of the finger, not an empty list.
fn are_known(actions: &Actions, read: &Inspection) -> Result<(), Refusal> {
    let facets = &read.library.facets;
    let names = |facets: &[crate::library::Facet]| -> Vec<String> {
        facets
            .iter()
            .map(|facet| facet.label.slug.clone())
            .collect()
    };
    let owners = read.insight.actions.iter();
    let owners = owners.filter_map(|item| item.owner.as_deref().map(slugify));
    is_known("owner", &actions.owner, owners.collect())?;
    is_known("team", &actions.team, names(&facets.teams))?;
    is_known("service", &actions.service, names(&facets.services))
}

fn is_known(what: &str, wanted: &Option<String>, known: Vec<String>) -> Result<(), Refusal> {
    let Some(wanted) = wanted else {
        return Ok(());
    };
    let slug = slugify(wanted);
    if known.contains(&slug) {
        return Ok(());
    }
    let near = suggest(&slug, known.iter().map(String::as_str));
    let hint = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
    Err(Refusal(format!(
        "no debrief names the {what} `{wanted}`{hint}"
    )))
}

/// Letters of an action that a table shows.
const TEXT: usize = 64;

fn shown(library: &Library, items: &[&ActionItem]) -> String {
    let columns = [
        Column::left("STATE"),
        Column::right("AGE"),
        Column::left("OWNER"),
        Column::left("TICKET"),
        Column::cut("ACTION", TEXT),
        Column::left("DEBRIEF"),
    ];
    let rows: Vec<Vec<String>> = items.iter().map(|item| row(library, item)).collect();
    table(&columns, &rows)
}

fn row(library: &Library, item: &ActionItem) -> Vec<String> {
    let action = item.wording(library);
    let ticket = action.tickets.first().map(|ticket| ticket.id.clone());
    let debrief = &library.entries[item.parents[0].debrief].debrief.id;
    let more = item.parents.len() - 1;
    vec![
        state(item),
        item.age_days
            .map_or_else(String::new, |days| format!("{days} d")),
        item.owner.clone().unwrap_or_else(|| "-".into()),
        ticket.unwrap_or_default(),
        action.text.clone(),
        match more {
            0 => debrief.clone(),
            more => format!("{debrief} (+{more})"),
        },
    ]
}

/// `12 d late`, `due 2026-12-15`, else the state. What belongs to a cause that came back is marked.
fn state(item: &ActionItem) -> String {
    let text = match (item.standing, item.due) {
        (Standing::Overdue(days), _) => format!("{days} d late"),
        (Standing::DueIn(_), Some(due)) => format!("due {due}"),
        _ => export::state(item.state).to_owned(),
    };
    match item.recurring {
        Some(_) => format!("! {text}"),
        None => text,
    }
}

fn closing(items: &[&ActionItem]) -> String {
    let late = |item: &&&ActionItem| matches!(item.standing, Standing::Overdue(_));
    let late = items.iter().filter(late).count();
    let back = items.iter().filter(|item| item.recurring.is_some());
    let mut text = match items.len() {
        0 => "No action item is as you ask\n".to_owned(),
        1 => format!("1 action item, {late} late\n"),
        count => format!("{count} action items, {late} late\n"),
    };
    if back.count() > 0 {
        text.push_str("! belongs to a cause that came back\n");
    }
    text
}
