//! Atom feeds.

use atom_syndication::{Category, Entry as AtomEntry, Feed, FixedDateTime, Link, Person, Text};
use jiff::Timestamp;

use super::Inputs;
use crate::{
    library::Entry,
    site::{Group, Page, url},
};

/// Entries a feed holds; readers keep what they have seen.
const ENTRIES: usize = 50;

/// The newest debriefs, of everybody or of a group.
pub(super) fn feed(inputs: &Inputs<'_>, page: &Page, group: Option<&Group>) -> Vec<u8> {
    let root = match &inputs.config.site.base_url {
        Some(base) => url::Root::absolute(Some(base)),
        None => url::Root::from_page(&page.address),
    };
    let newest: Vec<usize> = match group {
        Some(group) => group.members.iter().copied().take(ENTRIES).collect(),
        None => (0..inputs.library.entries.len().min(ENTRIES)).collect(),
    };
    let entries: Vec<AtomEntry> = newest
        .into_iter()
        .map(|position| entry(inputs, &root, position))
        .collect();
    let site = &inputs.config.site;
    let title = match group {
        Some(group) => format!("{}: {}", site.title, group.name),
        None => site.title.clone(),
    };
    let web = group.map_or_else(|| url::HOME.to_owned(), Group::address);
    let updated = entries.iter().map(|entry| entry.updated).max();
    let feed = Feed {
        title: Text::plain(title),
        id: id(inputs, &page.address),
        updated: updated.unwrap_or_else(|| moment(Timestamp::UNIX_EPOCH)),
        authors: vec![person(&site.title)],
        links: vec![
            link("self", root.to(&page.address)),
            link("alternate", root.to(&web)),
        ],
        lang: Some(site.language.clone()),
        entries,
        ..Feed::default()
    };
    feed.to_string().into_bytes()
}

fn entry(inputs: &Inputs<'_>, root: &url::Root, position: usize) -> AtomEntry {
    let entry = &inputs.library.entries[position];
    let debrief = &entry.debrief;
    let address = url::debrief(&debrief.id);
    let categories = debrief.services.iter().chain(&debrief.tags);
    AtomEntry {
        title: Text::plain(printable(&debrief.title.value)),
        id: id(inputs, &address),
        updated: moment(updated(entry)),
        published: begun(entry).map(moment),
        links: vec![link("alternate", root.to(&address))],
        summary: debrief
            .summary
            .as_deref()
            .map(|text| Text::plain(printable(text))),
        categories: categories
            .map(|label| Category {
                term: label.slug.clone(),
                label: Some(printable(&label.name)),
                ..Category::default()
            })
            .collect(),
        ..AtomEntry::default()
    }
}

/// A name for ever: where the site is published if it knows, else one made of the address alone.
fn id(inputs: &Inputs<'_>, address: &str) -> String {
    match &inputs.config.site.base_url {
        Some(base) => format!("{base}{address}"),
        None => format!("urn:debriefs:{address}"),
    }
}

/// When its text last changed, as far as anybody can tell.
fn updated(entry: &Entry) -> Timestamp {
    let changed = entry.changed.as_ref().map(|change| change.at);
    let held = entry.debrief.process.debriefed.as_ref();
    changed
        .or_else(|| held.map(|held| held.at.sort_key()))
        .or_else(|| begun(entry))
        .unwrap_or(Timestamp::UNIX_EPOCH)
}

fn begun(entry: &Entry) -> Option<Timestamp> {
    Some(crate::model::At::Day(entry.date()?).sort_key())
}

fn moment(at: Timestamp) -> FixedDateTime {
    at.to_string().parse().unwrap_or_default()
}

fn person(name: &str) -> Person {
    Person {
        name: printable(name),
        ..Person::default()
    }
}

fn link(rel: &str, href: String) -> Link {
    Link {
        rel: rel.into(),
        href,
        ..Link::default()
    }
}

/// XML 1.0 has no way to write most control characters.
fn printable(text: &str) -> String {
    text.chars()
        .filter(|&c| !c.is_control() || matches!(c, '\t' | '\n'))
        .filter(|&c| !matches!(c, '\u{fffe}' | '\u{ffff}'))
        .collect()
}
