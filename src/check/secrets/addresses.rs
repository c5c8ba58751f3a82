//! E-mail addresses of persons.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

#[allow(clippy::expect_used, reason = "a constant pattern; every test uses it")]
static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"[A-Za-z0-9][A-Za-z0-9._%+-]*@(?<domain>(?:[A-Za-z0-9-]+\.)+(?<last>[A-Za-z]{2,24}))",
    )
    .expect("a valid pattern")
});

/// Mailboxes that belong to a task, not to a person (RFC 2142 and common use).
const ROLES: &[&str] = &[
    "abuse",
    "admin",
    "alerts",
    "billing",
    "bounces",
    "contact",
    "debriefs",
    "git",
    "hello",
    "help",
    "helpdesk",
    "hostmaster",
    "incidents",
    "info",
    "it",
    "legal",
    "mailer-daemon",
    "marketing",
    "me",
    "name",
    "no-reply",
    "noc",
    "noreply",
    "notifications",
    "office",
    "oncall",
    "on-call",
    "ops",
    "postmaster",
    "press",
    "privacy",
    "root",
    "sales",
    "security",
    "service",
    "sre",
    "status",
    "support",
    "team",
    "user",
    "username",
    "webmaster",
    "you",
];

/// Domains that are nobody's (RFC 2606, RFC 6761), or inside a network.
const NOBODY: &[&str] = &[
    "cluster",
    "consul",
    "corp",
    "example",
    "home",
    "internal",
    "invalid",
    "lan",
    "local",
    "localdomain",
    "localhost",
    "svc",
    "test",
];

/// File names such as `logo@2x.png` look like addresses.
const FILES: &[&str] = &[
    "avif", "css", "csv", "gif", "html", "jpeg", "jpg", "js", "json", "log", "md", "mjs", "pdf",
    "png", "sh", "svg", "toml", "ts", "txt", "webp", "xml", "yaml", "yml", "service", "timer",
    "socket",
];

/// Places of addresses, but for those in `allowed` domains.
pub(super) fn find(text: &str, allowed: &[String]) -> Vec<Range<usize>> {
    if !text.contains('@') {
        return Vec::new();
    }
    let captures = ADDRESS.captures_iter(text);
    let places = captures.filter_map(|captures| {
        let found = captures.get(0)?;
        let (local, _) = found.as_str().split_once('@')?;
        let is_person = is_person(local, &captures["domain"], &captures["last"], allowed);
        (is_person && !is_in_address(text, found.start())).then(|| found.range())
    });
    places.collect()
}

fn is_person(local: &str, domain: &str, last: &str, allowed: &[String]) -> bool {
    let (local, domain, last) = (
        local.to_lowercase(),
        domain.to_lowercase(),
        last.to_lowercase(),
    );
    let under = |name: &str| domain == name || domain.ends_with(&format!(".{name}"));
    let example = [
        "example.com",
        "example.org",
        "example.net",
        "users.noreply.github.com",
    ];
    let own = allowed
        .iter()
        .map(|domain| domain.trim_start_matches('@').to_lowercase());
    !(ROLES.contains(&local.as_str())
        || NOBODY.contains(&last.as_str())
        || FILES.contains(&last.as_str())
        || example.into_iter().any(under)
        || own.into_iter().any(|domain| under(&domain)))
}

/// `ssh://deploy@host`, `https://user:pass@host`: an account of a machine.
fn is_in_address(text: &str, start: usize) -> bool {
    let before = &text[..start];
    let word = before.rfind(|c: char| c.is_whitespace() || "<(\"'`".contains(c));
    before[word.map_or(0, |at| at + 1)..].contains("://")
}
