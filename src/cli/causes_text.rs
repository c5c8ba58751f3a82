//! What came back, as tables for a terminal.

use std::fmt::Write;

use super::{
    present::plain,
    table::{Column, table},
};
use crate::{
    insight::{
        Insight,
        causes::{Basis, Causes, Cluster, Membership, Proposal, Recurrence, Regrouped},
    },
    library::Library,
};

/// The table of recurring causes, those with most debriefs first; empty when there are none.
pub(super) fn recurring(library: &Library, causes: &Causes) -> String {
    let columns = [
        Column::right("times"),
        Column::left("last"),
        Column::cut("recurring cause", 60),
        Column::left("basis"),
        Column::left("address"),
    ];
    let row = |cluster: &Cluster| {
        let sure = sure(cluster);
        let last = sure
            .first()
            .and_then(|&debrief| library.entries[debrief].date());
        let basis = if cluster.confirmed {
            "confirmed"
        } else {
            "suggested"
        };
        vec![
            sure.len().to_string(),
            last.map_or_else(|| "-".into(), |date| date.to_string()),
            cluster.name.clone(),
            basis.into(),
            format!("causes/{}/", cluster.id),
        ]
    };
    let rows: Vec<Vec<String>> = causes.clusters.iter().map(row).collect();
    table(&columns, &rows)
}

/// Members that are not only suggested, newest first.
fn sure(cluster: &Cluster) -> Vec<usize> {
    let members = cluster.members.iter();
    members
        .filter(|member| member.basis != Membership::Suggested)
        .map(|member| member.debrief)
        .collect()
}

/// The never-twice ledger: what people confirmed, by class, then what may have come back.
pub(super) fn ledger(library: &Library, insight: &Insight) -> String {
    let again = &insight.causes.again;
    let mut out = String::new();
    let mut heading = "";
    for basis in [Basis::Confirmed, Basis::Suggested] {
        for one in again.iter().filter(|one| one.basis == basis) {
            let new = match basis {
                Basis::Confirmed => one.class.heading(),
                Basis::Suggested => "May have come back; nobody has said yes or no",
            };
            if new != heading {
                heading = new;
                let _ = writeln!(out, "\n{heading}");
            }
            line(&mut out, library, insight, one);
        }
    }
    out
}

fn line(out: &mut String, library: &Library, insight: &Insight, one: &Recurrence) {
    let named = |debrief: usize| {
        let entry = &library.entries[debrief];
        let date = entry
            .date()
            .map_or_else(|| "no date   ".to_owned(), |date| date.to_string());
        format!("{date}  {}", plain(&entry.debrief.title.value))
    };
    let _ = writeln!(out, "  {}", named(one.later));
    let _ = writeln!(out, "    after {}", named(one.earlier));
    for open in &one.open {
        let item = &insight.actions[insight.derived[one.earlier].actions[open.index]];
        let action = &library.entries[one.earlier].debrief.actions[open.index];
        let owner = action.owner.clone().or_else(|| item.owner.clone());
        let late = open.late_days.map(|days| match days {
            1 => "1 day late".to_owned(),
            days => format!("{days} days late"),
        });
        let facts: Vec<String> = [owner, late].into_iter().flatten().collect();
        let facts = match facts.as_slice() {
            [] => String::new(),
            facts => format!(" ({})", facts.join(", ")),
        };
        let _ = writeln!(out, "    open then: {}{facts}", plain(&action.text));
    }
    if one.basis == Basis::Suggested {
        let because: Vec<String> = one.because.iter().map(ToString::to_string).collect();
        let _ = writeln!(out, "    {}", plain(&because.join("; ")));
    }
}

/// What forming the groups anew would change, group by group; groups that stay as they are are left out.
pub(super) fn proposal(proposal: &Proposal) -> String {
    let mut out = String::new();
    for group in proposal.groups.iter().filter(|group| !group.is_as_before()) {
        regrouped(&mut out, group);
    }
    for gone in &proposal.gone {
        let to = match &gone.to {
            Some(to) => format!("causes/{to}/"),
            None => "causes/, nobody else has its debriefs".to_owned(),
        };
        let _ = writeln!(out, "gone     causes/{}/ leads to {to}", gone.id);
        for id in &gone.members {
            let _ = writeln!(out, "  - {id}");
        }
    }
    out
}

fn regrouped(out: &mut String, group: &Regrouped) {
    let what = if group.known { "changed" } else { "new" };
    let before = group.members.len() - group.joined.len() + group.left.len();
    let size = match group.known {
        true => format!("{before} -> {}", group.members.len()),
        false => group.members.len().to_string(),
    };
    let _ = writeln!(out, "{what:8} causes/{}/ {} ({size})", group.id, group.name);
    for id in &group.joined {
        let _ = writeln!(out, "  + {id}");
    }
    for id in &group.left {
        let _ = writeln!(out, "  - {id}");
    }
}
