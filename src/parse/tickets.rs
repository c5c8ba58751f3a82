//! What a ticket system says: exports of Jira and GitHub, and the snapshot that is kept with the content.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::model::{Ticket, TicketState};

/// The name of the snapshot in the content folder. It begins with `_`, so it is never published.
pub const SNAPSHOT: &str = "_tickets.json";

/// A ticket of an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportedTicket {
    /// `PLAT-123`, `org/repo#12`.
    pub id: String,
    /// Its address, if the export has it.
    pub url: Option<String>,
    /// Whether nothing is left to do there.
    pub closed: bool,
    /// The name of its state there.
    pub status: String,
}

/// Reads an export: CSV or JSON of Jira, or JSON of `gh issue list --json number,state,url`.
///
/// # Errors
///
/// Says what the file should hold when it is none of these.
pub fn read_export(text: &str) -> Result<Vec<ExportedTicket>, String> {
    let text = text.trim_start_matches('\u{feff}');
    if text.trim_start().starts_with(['[', '{']) {
        let value: Value =
            serde_json::from_str(text).map_err(|error| format!("it is not valid JSON: {error}"))?;
        return read_json(&value);
    }
    read_csv(text)
}

fn read_json(value: &Value) -> Result<Vec<ExportedTicket>, String> {
    let list = value.as_array().or_else(|| value.get("issues")?.as_array());
    let list = list.ok_or("it holds no list of issues")?;
    let read: Option<Vec<ExportedTicket>> = list
        .iter()
        .map(|one| jira(one).or_else(|| github(one)))
        .collect();
    read.ok_or_else(|| {
        "an issue has neither `key` with `fields.status` (Jira) nor `number`, `state` and `url` (GitHub: `gh issue list --state all --json number,state,url`)".into()
    })
}

fn jira(issue: &Value) -> Option<ExportedTicket> {
    let id = issue.get("key")?.as_str()?;
    let status = issue.get("fields")?.get("status")?;
    let name = status.get("name")?.as_str()?;
    let category = status
        .get("statusCategory")
        .and_then(|category| category.get("key"));
    let resolved = issue
        .pointer("/fields/resolutiondate")
        .is_some_and(|day| !day.is_null());
    Some(ExportedTicket {
        id: id.to_owned(),
        url: None,
        closed: match category.and_then(Value::as_str) {
            Some(category) => category == "done",
            None => resolved || is_end(name),
        },
        status: name.to_owned(),
    })
}

fn github(issue: &Value) -> Option<ExportedTicket> {
    let number = issue.get("number")?.as_u64()?;
    let state = issue.get("state")?.as_str()?;
    let url = issue
        .get("url")
        .or_else(|| issue.get("html_url"))?
        .as_str()?;
    let mut parts = url.split("://").nth(1)?.split('/').skip(1);
    let (owner, repo) = (parts.next()?, parts.next()?);
    Some(ExportedTicket {
        id: format!("{owner}/{repo}#{number}"),
        url: Some(url.to_owned()),
        closed: !state.eq_ignore_ascii_case("open"),
        status: state.to_lowercase(),
    })
}

fn read_csv(text: &str) -> Result<Vec<ExportedTicket>, String> {
    let delimiter = match text.lines().next() {
        Some(first) if first.matches(';').count() > first.matches(',').count() => b';',
        _ => b',',
    };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| error.to_string())?.clone();
    let column = |names: &[&str]| {
        header.iter().position(|name| {
            names
                .iter()
                .any(|wanted| name.trim().eq_ignore_ascii_case(wanted))
        })
    };
    let (Some(key), Some(status)) = (column(&["Issue key", "Key"]), column(&["Status"])) else {
        return Err(
            "its first line has no columns `Issue key` and `Status`, as a CSV export of Jira has"
                .into(),
        );
    };
    let category = column(&["Status Category"]);
    let resolved = column(&["Resolved"]);
    let mut tickets = Vec::new();
    for row in reader.records() {
        let row = row.map_err(|error| error.to_string())?;
        let cell = |at: Option<usize>| {
            at.and_then(|at| row.get(at))
                .map(str::trim)
                .filter(|text| !text.is_empty())
        };
        let (Some(id), Some(name)) = (cell(Some(key)), cell(Some(status))) else {
            continue;
        };
        tickets.push(ExportedTicket {
            id: id.to_owned(),
            url: None,
            closed: match cell(category) {
                Some(category) => category.eq_ignore_ascii_case("done"),
                None => cell(resolved).is_some() || is_end(name),
            },
            status: name.to_owned(),
        });
    }
    Ok(tickets)
}

/// Names of states in which nothing is left to do, for exports that do not say of what kind a state is.
fn is_end(status: &str) -> bool {
    const ENDS: [&str; 8] = [
        "done",
        "closed",
        "resolved",
        "fixed",
        "cancelled",
        "canceled",
        "won't do",
        "rejected",
    ];
    ENDS.iter().any(|end| status.eq_ignore_ascii_case(end))
}

/// What is kept with the content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    version: u32,
    /// The day of the last export.
    pub synced: Date,
    /// By the id that debriefs use.
    tickets: BTreeMap<String, Kept>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    closed: bool,
    status: String,
    /// The day this state was first seen, so that a line changes only when its ticket does.
    seen: Date,
}

/// What an export changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Synced {
    /// Tickets of debriefs that the export has.
    pub found: usize,
    /// Those whose state is new.
    pub changed: usize,
    /// Tickets of debriefs that the export does not have.
    pub missing: Vec<String>,
}

impl Snapshot {
    /// One without a ticket.
    #[must_use]
    pub fn empty(synced: Date) -> Self {
        Self {
            version: 1,
            synced,
            tickets: BTreeMap::new(),
        }
    }

    /// Reads a snapshot.
    ///
    /// # Errors
    ///
    /// Says what is wrong with it.
    pub fn read(text: &str) -> Result<Self, String> {
        let snapshot: Self = serde_json::from_str(text).map_err(|error| error.to_string())?;
        match snapshot.version {
            1 => Ok(snapshot),
            version => Err(format!(
                "it has version {version}, which this program does not know"
            )),
        }
    }

    /// Takes the states of the tickets that debriefs name from an export. What the export does not have stays as it was.
    pub fn sync(&mut self, export: &[ExportedTicket], named: &[&Ticket], today: Date) -> Synced {
        self.synced = today;
        let mut synced = Synced::default();
        let by_id: BTreeMap<&str, &ExportedTicket> = export
            .iter()
            .map(|ticket| (ticket.id.as_str(), ticket))
            .collect();
        let by_url: BTreeMap<&str, &ExportedTicket> = export
            .iter()
            .filter_map(|ticket| Some((ticket.url.as_deref()?, ticket)))
            .collect();
        for ticket in named {
            let by_address = || by_url.get(ticket.url.as_deref()?);
            let Some(state) = by_id.get(ticket.id.as_str()).or_else(by_address) else {
                synced.missing.push(ticket.id.clone());
                continue;
            };
            synced.found += 1;
            let known = self.tickets.get(&ticket.id);
            let same = known
                .is_some_and(|known| known.closed == state.closed && known.status == state.status);
            if !same {
                synced.changed += 1;
                let kept = Kept {
                    closed: state.closed,
                    status: state.status.clone(),
                    seen: today,
                };
                self.tickets.insert(ticket.id.clone(), kept);
            }
        }
        synced
    }

    /// The file: sorted, a line for each ticket.
    #[must_use]
    pub fn text(&self) -> String {
        let lines: Vec<String> = self
            .tickets
            .iter()
            .map(|(id, kept)| {
                format!(
                    "    {}: {}",
                    Value::from(id.as_str()),
                    serde_json::json!(kept)
                )
            })
            .collect();
        let tickets = match lines.is_empty() {
            true => "{}".to_owned(),
            false => format!("{{\n{}\n  }}", lines.join(",\n")),
        };
        format!(
            "{{\n  \"version\": 1,\n  \"synced\": \"{}\",\n  \"tickets\": {tickets}\n}}\n",
            self.synced
        )
    }

    /// What it says, by the id of the ticket.
    #[must_use]
    pub fn states(self) -> BTreeMap<String, TicketState> {
        let tickets = self.tickets.into_iter();
        tickets
            .map(|(id, kept)| {
                let Kept {
                    closed,
                    status,
                    seen,
                } = kept;
                (
                    id,
                    TicketState {
                        closed,
                        status,
                        seen,
                    },
                )
            })
            .collect()
    }
}

#[cfg(test)]
mod tests;
