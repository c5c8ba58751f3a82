use jiff::SignedDuration;

use super::{Targets, duration, table::Table};
use crate::data::Node;

/// `[targets]`
pub(super) fn targets(table: &mut Table<'_, '_, '_>) -> Targets {
    let default = Targets::default();
    let targets = Targets {
        detect: length(table, "targets.detect").unwrap_or(default.detect),
        fix: length(table, "targets.fix").unwrap_or(default.fix),
        stretch: length(table, "targets.stretch").unwrap_or(default.stretch),
        debrief: window(table).unwrap_or(default.debrief),
        checkpoint: checkpoint(table).unwrap_or(default.checkpoint),
    };
    if targets.stretch > targets.fix {
        let stated = ["targets.stretch", "targets.fix"];
        if let Some((path, node)) = stated
            .iter()
            .find_map(|path| Some((path, table.node(path)?)))
        {
            let expected = "`stretch` to be at most `fix`";
            table.reader.wrong(
                path,
                node,
                expected,
                "the stretch target is the more ambitious of the two".to_owned(),
            );
        }
    }
    targets
}

fn length(table: &mut Table<'_, '_, '_>, path: &str) -> Option<SignedDuration> {
    length_of(table, path, table.node(path)?)
}

fn length_of(table: &mut Table<'_, '_, '_>, path: &str, node: &Node) -> Option<SignedDuration> {
    let length = node.text().and_then(duration::parse);
    if length.is_none() {
        table.reader.wrong(path, node, duration::FORMS, None);
    }
    length
}

/// A due date is a day, so the time until it is whole days.
fn checkpoint(table: &mut Table<'_, '_, '_>) -> Option<SignedDuration> {
    const PATH: &str = "targets.checkpoint";
    let node = table.node(PATH)?;
    let length = length_of(table, PATH, node)?;
    let days = length.as_secs() / 86_400;
    if days < 1 || length != SignedDuration::from_hours(days * 24) {
        table
            .reader
            .wrong(PATH, node, "whole days such as `14d` or `2w`", None);
        return None;
    }
    Some(length)
}

fn window(table: &mut Table<'_, '_, '_>) -> Option<(SignedDuration, SignedDuration)> {
    const PATH: &str = "targets.debrief";
    let node = table.node(PATH)?;
    let items = node.items();
    let lengths: Vec<_> = items
        .iter()
        .filter_map(|item| length_of(table, PATH, item))
        .collect();
    match lengths.as_slice() {
        [from, to] if from < to => Some((*from, *to)),
        // A length that cannot be read has been reported.
        _ if lengths.len() < items.len() => None,
        _ => {
            let expected = "two durations, the shorter one first: `[\"24h\", \"72h\"]`";
            table.reader.wrong(PATH, node, expected, None);
            None
        }
    }
}
