use std::{collections::BTreeMap, ops::Range};

use pulldown_cmark::{Event, Tag};

use crate::{config::TicketPattern, model::Ticket, parse::body::source::Source};

/// The tickets named in a run of events, in order: forms of the config in the text, `#12` and `org/repo#12`, and
/// addresses of issue trackers in text and links.
pub(super) fn named(source: &Source<'_>, events: &Range<u32>, text: &str) -> Vec<Ticket> {
    let mut tickets = Tickets::default();
    for (event, _) in &source.events[events.start as usize..events.end as usize] {
        if let Event::Start(Tag::Link { dest_url, .. }) = event {
            tickets.address(dest_url, source.context.tickets);
        }
    }
    tickets.text(text, source.context.tickets);
    tickets.found
}

/// The ticket a word behind the sentence is; there any address is one, for it was put where tickets stand.
pub(super) fn behind(source: &Source<'_>, word: &str) -> Option<Ticket> {
    let mut tickets = Tickets::default();
    tickets.text(word, source.context.tickets);
    let address = word.trim_matches(['<', '>', '(', ')', ',', ';', '.']);
    if tickets.found.is_empty() && address.contains("://") {
        let url = is_web(address).then(|| address.to_owned());
        tickets.add(address.to_owned(), url);
    }
    tickets.found.pop()
}

#[derive(Default)]
struct Tickets {
    found: Vec<Ticket>,
    /// Id to its place in `found`.
    known: BTreeMap<String, usize>,
}

impl Tickets {
    fn add(&mut self, id: String, url: Option<String>) {
        match self.known.get(&id) {
            Some(&i) => {
                let known = &mut self.found[i];
                known.url = known.url.take().or(url);
            }
            None => {
                self.known.insert(id.clone(), self.found.len());
                self.found.push(Ticket { id, url });
            }
        }
    }

    fn text(&mut self, text: &str, patterns: &[TicketPattern]) {
        for pattern in patterns {
            for found in pattern.pattern.captures_iter(text) {
                let id = found[0].to_owned();
                let url = fill(&pattern.url, &found);
                self.add(id, Some(url));
            }
        }
        for word in text.split(|c: char| {
            c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']' | ',' | '<' | '>' | '"')
        }) {
            let word = word.trim_end_matches(['.', ':', ';', '!', '?', '\'']);
            if word.contains("://") {
                self.address(word, patterns);
            } else if is_number(word) && !self.found.iter().take(8).any(|t| t.id.ends_with(word)) {
                self.add(word.to_owned(), None);
            }
        }
    }

    fn address(&mut self, url: &str, patterns: &[TicketPattern]) {
        if !is_web(url) {
            return;
        }
        if let Some(found) = patterns.iter().find_map(|p| p.pattern.captures(url)) {
            self.add(found[0].to_owned(), Some(url.to_owned()));
        } else if let Some(id) = ticket_id(url) {
            self.add(id, Some(url.to_owned()));
        }
    }
}

/// Whether an address may become a link: `javascript://…` is one too.
fn is_web(url: &str) -> bool {
    let scheme = url
        .split_once("://")
        .map(|(scheme, _)| scheme.to_ascii_lowercase());
    scheme.is_some_and(|scheme| ["http", "https"].contains(&scheme.as_str()))
        && !url.chars().any(char::is_control)
}

fn fill(url: &str, found: &regex::Captures<'_>) -> String {
    let mut out = url.replace("{id}", &found[0]);
    for (i, group) in found.iter().enumerate().skip(1) {
        out = out.replace(&format!("{{{i}}}"), group.map_or("", |g| g.as_str()));
    }
    out
}

/// `#12`, `repo#12`, `org/repo#12`
fn is_number(word: &str) -> bool {
    let Some((repo, number)) = word.rsplit_once('#') else {
        return false;
    };
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/');
    (1..=7).contains(&number.len())
        && number.bytes().all(|b| b.is_ascii_digit())
        && repo.chars().all(plain)
        && repo.matches('/').count() <= 2
}

/// The id of the ticket an address leads to: `org/repo#12` on the big forges, the key of a tracker, else the address.
fn ticket_id(url: &str) -> Option<String> {
    let path = url.split_once("://")?.1;
    let path = path
        .split(['?', '#'])
        .next()
        .unwrap_or(path)
        .trim_end_matches('/');
    let parts: Vec<&str> = path.split('/').collect();
    let number = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    for (i, part) in parts.iter().enumerate().skip(2) {
        let Some(next) = parts.get(i + 1) else {
            break;
        };
        let forge = matches!(
            *part,
            "issues" | "pull" | "pulls" | "merge_requests" | "pull-requests"
        );
        if forge && number(next) {
            let repo: Vec<&str> = parts[1..i].iter().copied().filter(|p| *p != "-").collect();
            return Some(if repo.is_empty() {
                url.to_owned()
            } else {
                format!("{}#{next}", repo.join("/"))
            });
        }
        if *part == "_workitems" {
            return Some(url.to_owned());
        }
    }
    let key = parts
        .iter()
        .position(|p| *p == "browse")
        .and_then(|i| parts.get(i + 1));
    if let Some(key) = key.filter(|k| k.contains('-')) {
        return Some((*key).to_owned());
    }
    let boards = [
        "trello.com/c/",
        "linear.app/",
        "app.asana.com/",
        "show_bug.cgi",
        "app.shortcut.com/",
        "clickup.com/t/",
    ];
    boards
        .iter()
        .any(|b| url.contains(b))
        .then(|| url.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_trackers_have_short_ids() {
        for (url, id) in [
            ("https://github.com/acme/shop/issues/12", "acme/shop#12"),
            (
                "https://github.com/acme/shop/pull/7/files#diff",
                "acme/shop#7",
            ),
            (
                "https://git.acme.example/team/sub/shop/-/issues/3",
                "team/sub/shop#3",
            ),
            ("https://acme.atlassian.net/browse/OPS-14", "OPS-14"),
        ] {
            assert_eq!(ticket_id(url).as_deref(), Some(id), "{url}");
        }
        assert_eq!(ticket_id("https://acme.example/runbooks/pull"), None);
        assert!(
            is_number("#2127")
                && is_number("acme/shop#1")
                && !is_number("#channel")
                && !is_number("C#")
        );
    }
}
