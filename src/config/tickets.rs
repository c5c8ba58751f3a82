use regex::{Regex, RegexBuilder};

use super::{TicketPattern, site::placeholders, table::Table};
use crate::data::{Map, Node};

/// Bytes a compiled pattern may take. Every text is searched for every pattern, so a huge one is a mistake.
const MOST_BYTES: usize = 1 << 20;

/// `[[tickets]]`
pub(super) fn tickets(table: &mut Table<'_, '_, '_>) -> Vec<TicketPattern> {
    let items = table.node("tickets").map_or(&[][..], Node::items);
    items
        .iter()
        .filter_map(|item| ticket(table, item))
        .collect()
}

fn ticket(table: &mut Table<'_, '_, '_>, node: &Node) -> Option<TicketPattern> {
    let map = table.reader.group("tickets", node)?;
    let pattern = required(table, node, map, "pattern").and_then(|at| pattern(table, at));
    let url = required(table, node, map, "url");
    let pattern = pattern?;
    let url = url.and_then(|at| url_of(table, at, &pattern))?;
    Some(TicketPattern { pattern, url })
}

fn required<'n>(
    table: &mut Table<'_, '_, '_>,
    node: &Node,
    map: &'n Map,
    key: &str,
) -> Option<&'n Node> {
    let entry = map.entry(key);
    if entry.is_none() {
        table.reader.missing("tickets", node, key);
    }
    entry.map(|entry| &entry.node)
}

fn pattern(table: &mut Table<'_, '_, '_>, node: &Node) -> Option<Regex> {
    const PATH: &str = "tickets.pattern";
    let text = table.text_of(PATH, node)?;
    let help = match RegexBuilder::new(&text).size_limit(MOST_BYTES).build() {
        Ok(regex) if regex.is_match("") => {
            "it matches the empty text, so it would match everywhere".to_owned()
        }
        Ok(regex) => return Some(regex),
        Err(error) => short(&error.to_string()),
    };
    table
        .reader
        .wrong(PATH, node, "a regular expression such as `PLAT-\\d+`", help);
    None
}

/// The last line of the regex crate's message; those above draw the pattern again.
fn short(message: &str) -> String {
    let last = message.lines().last().unwrap_or(message);
    last.trim_start_matches("error: ").to_owned()
}

fn url_of(table: &mut Table<'_, '_, '_>, node: &Node, pattern: &Regex) -> Option<String> {
    const PATH: &str = "tickets.url";
    let url = table.text_of(PATH, node)?;
    let filled = placeholders(&url);
    let known = |name: &&str| {
        *name == "id"
            || name
                .parse()
                .is_ok_and(|group: usize| group < pattern.captures_len())
    };
    let web = url.starts_with("https://") || url.starts_with("http://");
    if web && !filled.is_empty() && filled.iter().all(known) && !url.contains(char::is_whitespace) {
        return Some(url);
    }
    let expected = "an address such as `https://tickets.example.com/{id}`";
    let help =
        "`{id}` stands for the ticket, `{1}` for the first group in round brackets of the pattern";
    table.reader.wrong(PATH, node, expected, help.to_owned());
    None
}
