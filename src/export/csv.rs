use std::{borrow::Cow, collections::BTreeSet};

use csv::{Terminator, WriterBuilder};

use crate::{
    config::Config,
    insight::{ActionItem, Insight, Standing},
    library::Library,
    model::{Action, ActionState, ActionType, Debrief},
};

/// `data/actions.csv`: all items of all states, open ones first. UTF-8, comma, CRLF (RFC 4180), one row an item.
#[must_use]
pub fn actions_csv(config: &Config, library: &Library, insight: &Insight) -> Vec<u8> {
    actions_csv_of(config, library, &insight.actions.iter().collect::<Vec<_>>())
}

const COLUMNS: [&str; 18] = [
    "key",
    "state",
    "text",
    "owner",
    "due",
    "late_days",
    "opened",
    "closed",
    "age_days",
    "ticket",
    "type",
    "because",
    "moved_to",
    "done_when",
    "debriefs",
    "services",
    "teams",
    "url",
];

/// The same of some of them, in their order.
#[must_use]
pub fn actions_csv_of(config: &Config, library: &Library, items: &[&ActionItem]) -> Vec<u8> {
    let mut table = Table::new(&COLUMNS.map(String::from));
    for item in items {
        table.row(&row(config, library, item));
    }
    table.finish()
}

fn row(config: &Config, library: &Library, item: &ActionItem) -> [String; 18] {
    let action = item.wording(library);
    let of = |value: Option<&str>| value.unwrap_or_default().to_owned();
    let late = match item.standing {
        Standing::Overdue(days) => days.to_string(),
        _ => String::new(),
    };
    let debriefs = || debriefs(library, item);
    [
        item.key.clone(),
        state(item.state).into(),
        action.text.clone(),
        of(item.owner.as_deref()),
        text_of(item.due),
        late,
        text_of(item.since),
        text_of(item.closed),
        text_of(item.age_days),
        of(action.tickets.first().map(|ticket| ticket.id.as_str())),
        of(action.kind.map(kind)),
        of(item.because.as_deref()),
        of(item.moved_to.as_deref()),
        of(action.done_when.as_deref()),
        join(debriefs().map(|debrief| debrief.id.as_str())),
        join(
            debriefs().flat_map(|debrief| debrief.services.iter().map(|label| label.slug.as_str())),
        ),
        join(debriefs().flat_map(|debrief| debrief.teams.iter().map(|label| label.slug.as_str()))),
        address(config, library, item),
    ]
}

/// The debriefs that hold an item, newest first.
fn debriefs<'a>(library: &'a Library, item: &'a ActionItem) -> impl Iterator<Item = &'a Debrief> {
    let parents = item.parents.iter();
    parents.map(|parent| &*library.entries[parent.debrief].debrief)
}

/// Each once, in their order, with a space between.
fn join<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let mut seen = BTreeSet::new();
    let words: Vec<&str> = words.filter(|word| seen.insert(*word)).collect();
    words.join(" ")
}

/// Where the newest debrief that holds it is published; relative to the site when nobody says where that is.
fn address(config: &Config, library: &Library, item: &ActionItem) -> String {
    let base = config.site.base_url.as_deref().unwrap_or_default();
    let id = &library.entries[item.parents[0].debrief].debrief.id;
    format!("{base}debriefs/{id}/")
}

fn text_of(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// The name of a state in data.
#[must_use]
pub fn state(state: ActionState) -> &'static str {
    match state {
        ActionState::Open => "open",
        ActionState::InProgress => "in-progress",
        ActionState::Done => "done",
        ActionState::Irrelevant => "irrelevant",
        ActionState::Moved => "moved",
        ActionState::Unknown => "unknown",
    }
}

fn kind(kind: ActionType) -> &'static str {
    match kind {
        ActionType::Prevent => "prevent",
        ActionType::Detect => "detect",
        ActionType::Mitigate => "mitigate",
        ActionType::Process => "process",
        ActionType::Document => "document",
        ActionType::Investigate => "investigate",
    }
}

/// Items as the CSV importer of Jira takes them: one task each, labelled `label` and with the kind of improvement.
/// Several labels are several columns of one name, as the importer expects.
#[must_use]
pub fn jira_csv(config: &Config, library: &Library, items: &[&ActionItem], label: &str) -> Vec<u8> {
    let columns = [
        "Summary",
        "Description",
        "Issue Type",
        "Priority",
        "Labels",
        "Labels",
        "Due Date",
        "Assignee",
        "External ID",
    ];
    let mut table = Table::new(&columns.map(String::from));
    for item in items {
        let action = item.wording(library);
        table.row(&[
            summary(&action.text),
            description(config, library, item, action),
            "Task".into(),
            priority(config, library, item).into(),
            label.to_owned(),
            action.kind.map(kind).unwrap_or_default().to_owned(),
            text_of(item.due),
            item.owner.clone().unwrap_or_default(),
            item.key.clone(),
        ]);
    }
    table.finish()
}

/// Letters a summary may have in Jira.
const SUMMARY: usize = 255;

fn summary(text: &str) -> String {
    if text.chars().count() <= SUMMARY {
        return text.to_owned();
    }
    let cut: String = text.chars().take(SUMMARY - 1).collect();
    cut.trim_end().to_owned() + "…"
}

fn description(config: &Config, library: &Library, item: &ActionItem, action: &Action) -> String {
    let mut lines = vec![action.text.clone()];
    if let Some(test) = &action.done_when {
        lines.push(format!("Done when: {test}"));
    }
    let base = config.site.base_url.as_deref();
    for debrief in debriefs(library, item) {
        let title = &debrief.title.value;
        lines.push(match base {
            Some(base) => format!("From: {title} ({base}debriefs/{}/)", debrief.id),
            None => format!("From: {title} ({})", debrief.source),
        });
    }
    lines.join("\n")
}

/// Of the most severe debrief, in the names that every Jira begins with.
fn priority(config: &Config, library: &Library, item: &ActionItem) -> &'static str {
    let order = &config.severities.order;
    let rank = |debrief: &Debrief| {
        let severity = debrief.severity.as_ref()?;
        order.iter().position(|name| name == severity)
    };
    match debriefs(library, item).filter_map(rank).min() {
        Some(0) => "Highest",
        Some(1) => "High",
        Some(2) | None => "Medium",
        Some(3) => "Low",
        Some(_) => "Lowest",
    }
}

/// Rows of CSV in memory.
struct Table(csv::Writer<Vec<u8>>);

impl Table {
    fn new(columns: &[String]) -> Self {
        let mut table = Self(
            WriterBuilder::new()
                .terminator(Terminator::CRLF)
                .from_writer(Vec::new()),
        );
        table.row(columns);
        table
    }

    fn row(&mut self, fields: &[String]) {
        // Writing to memory cannot fail, and every row has as many fields as there are columns.
        let _ = self
            .0
            .write_record(fields.iter().map(|field| harmless(field)));
    }

    fn finish(self) -> Vec<u8> {
        self.0.into_inner().unwrap_or_default()
    }
}

/// A text that no spreadsheet takes for a formula: what begins like one gets an apostrophe before it, which spreadsheets
/// read as "this is text" (OWASP, CSV injection; the wide forms are taken for the narrow ones by some). Control characters
/// go, for a table may be shown in a terminal.
fn harmless(field: &str) -> String {
    let wild = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    let field: Cow<'_, str> = match field.contains(wild) {
        true => field
            .chars()
            .filter(|&c| !wild(c))
            .collect::<String>()
            .into(),
        false => field.into(),
    };
    let starts = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    let field_is_text = field.trim_start_matches(' ').starts_with(starts);
    if field_is_text {
        format!("'{field}")
    } else {
        field.into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_formula_is_text() {
        for formula in [
            "=cmd|' /C calc'!A0",
            "+1",
            "-2+3",
            "@SUM(A1)",
            "\t=1",
            " =1",
            "＝1",
        ] {
            assert_eq!(harmless(formula), format!("'{formula}"));
        }
        assert_eq!(harmless("a\u{1b}[8mb\r\u{9b}c"), "a[8mbc");
        for text in ["", "Alert at 3", "a=b", "2026-11-20", "2026-11-20-x#^a1"] {
            assert_eq!(harmless(text), text);
        }
    }

    #[test]
    fn a_summary_fits_into_jira() {
        assert_eq!(summary(&"ä".repeat(300)).chars().count(), 255);
        assert_eq!(summary("short"), "short");
    }

    #[test]
    fn rows_are_read_back_by_a_strict_reader() {
        let mut table = Table::new(&["a".into(), "b".into()]);
        let fields = [
            "with \"quotes\", commas".to_owned(),
            "two\nlines".to_owned(),
        ];
        table.row(&fields);
        let bytes = table.finish();
        assert!(bytes.ends_with(b"\r\n"));
        let mut reader = csv::ReaderBuilder::new()
            .flexible(false)
            .from_reader(&bytes[..]);
        let row = reader.records().next().unwrap().unwrap();
        assert_eq!(row.iter().collect::<Vec<_>>(), fields);
    }
}
