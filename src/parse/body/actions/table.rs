use jiff::civil::Date;

use super::{Reader, item, ticket, tokens};
use crate::{
    model::{Action, ActionState, Fragment},
    parse::{
        body::{
            clock::{self, DayRef},
            source::Source,
            template,
        },
        markdown::{Block, BlockKind},
    },
};

/// What a column of a table of actions holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Text,
    Owner,
    Due,
    State,
    Kind,
    Ticket,
    Other,
}

/// Words of a column's head.
#[rustfmt::skip]
const HEADS: &[(Column, &[&str])] = &[
    (
        Column::Owner,
        &[
            "owner", "assignee", "assigned", "who", "responsible", "dri", "lead",
        ],
    ),
    (
        Column::Due,
        &["due", "deadline", "eta", "by", "target", "when"],
    ),
    (
        Column::State,
        &["status", "state", "done", "progress", "completed"],
    ),
    (Column::Kind, &["type", "kind", "category"]),
    (
        Column::Ticket,
        &[
            "ticket", "tickets", "issue", "issues", "jira", "link", "links", "bug", "pr",
            "tracking",
        ],
    ),
    (
        Column::Text,
        &[
            "action", "actions", "item", "task", "description", "what", "todo", "improvement", "recommendation",
            "measure", "summary", "title",
        ],
    ),
];

fn column(head: &str) -> Column {
    let head = head.to_lowercase();
    let words: Vec<&str> = head
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect();
    HEADS
        .iter()
        .find(|(_, names)| words.iter().any(|w| names.contains(w)))
        .map_or(Column::Other, |(column, _)| *column)
}

/// Reads a table whose rows are action items; false when its head names no column of that kind.
pub(super) fn read(reader: &mut Reader<'_>, table: &Block) -> bool {
    let source = reader.source;
    let rows = source.children(table);
    let Some(head) = rows.first().filter(|r| r.kind == BlockKind::TableHead) else {
        return false;
    };
    let mut columns: Vec<Column> = source
        .children(head)
        .iter()
        .map(|cell| column(&source.plain(source.inner(cell))))
        .collect();
    if columns.iter().all(|c| *c == Column::Other) {
        return false;
    }
    if !columns.contains(&Column::Text) {
        // A table of tickets and owners: the first column that is nothing else is the sentence.
        match columns
            .iter()
            .position(|c| *c == Column::Other)
            .or_else(|| columns.iter().position(|c| *c == Column::Ticket))
        {
            Some(i) => columns[i] = Column::Text,
            None => return false,
        }
    }
    for row in rows.iter().filter(|r| r.kind == BlockKind::TableRow) {
        match read_row(source, &columns, row, reader) {
            Some(action) => reader.push(action),
            None => {
                for cell in source.children(row) {
                    reader.parts.prose(Fragment::whole(source.inner(&cell)));
                }
            }
        }
    }
    true
}

fn read_row(
    source: &Source<'_>,
    columns: &[Column],
    row: &Block,
    reader: &mut Reader<'_>,
) -> Option<Action> {
    let cells = source.children(row);
    let main = columns.iter().position(|c| *c == Column::Text)?;
    let cell = cells.get(main)?;
    let outcome = item::read(
        source,
        cell,
        std::slice::from_ref(cell),
        reader.default_state,
    )?;
    let mut action = outcome.take(&mut reader.diagnostics);
    action.content = vec![Fragment {
        events: source.inner(cell),
        cuts: action.content.into_iter().flat_map(|f| f.cuts).collect(),
    }];
    for (i, (column, cell)) in columns.iter().zip(&cells).enumerate() {
        let inner = source.inner(cell);
        let text = source.plain(inner.clone());
        if i == main || text.is_empty() {
            continue;
        }
        if *column == Column::Ticket {
            action.tickets.extend(ticket::named(source, &inner, &text));
        }
        if action.state == ActionState::Unknown && matches!(column, Column::Ticket | Column::Other)
        {
            // `Bug 12 DONE`
            let last = text
                .split_whitespace()
                .next_back()
                .filter(|w| !w.contains(char::is_lowercase));
            action.state = last.and_then(tokens::state).unwrap_or(ActionState::Unknown);
        }
        if !set(&mut action, *column, &text) {
            action.content.push(Fragment::whole(inner));
        }
    }
    action.line = source.line(row.range.start);
    action.span = source.span(&row.range);
    Some(action)
}

/// Sets the field a cell is for; false when it could not be read and must be shown as it is.
fn set(action: &mut Action, column: Column, text: &str) -> bool {
    match column {
        Column::Owner if !template::is_left_over(text) => {
            action.owner = Some(text.trim_start_matches('@').to_owned());
            true
        }
        Column::Due => {
            let due = day(text);
            action.due = action.due.or(due);
            due.is_some()
        }
        Column::State => item::state_word(text)
            .map(|state| action.state = state)
            .is_some(),
        Column::Kind => tokens::kind(text)
            .map(|kind| action.kind = Some(kind))
            .is_some(),
        _ => false,
    }
}

fn day(text: &str) -> Option<Date> {
    match clock::only(text)?.day? {
        DayRef::Full { date, .. } => Some(date),
        _ => None,
    }
}
