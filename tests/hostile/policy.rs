//! What a page may load and do is said in one way, wherever it is said.

use std::{fs, path::Path};

use debriefs::render::POLICY;

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// The policies a text states, by the name of the header.
fn stated(text: &str) -> Vec<String> {
    let lines = text
        .lines()
        .filter_map(|line| line.split_once("Content-Security-Policy"));
    let values = lines.filter_map(|(_, rest)| {
        let start = rest.find("default-src")?;
        let end = rest[start..]
            .find('"')
            .map_or(rest.len(), |end| start + end);
        Some(rest[start..end].trim().to_owned())
    });
    values.collect()
}

/// No host, no `unsafe-…`, no `data:`: nothing but the site itself.
#[test]
fn the_policy_has_no_exception() {
    let mut directives = POLICY.split("; ");
    assert_eq!(directives.next(), Some("default-src 'self'"));
    for directive in directives {
        let (name, value) = directive.split_once(' ').unwrap();
        assert!(["'none'", "'self'"].contains(&value), "{name} {value}");
        assert!(
            !name.ends_with("-src") || value == "'none'",
            "{name} {value}"
        );
    }
}

/// The built site and the preview use the constant (`tests/browser/hostile.mjs` asks both); these files repeat it.
#[test]
fn every_place_states_the_same_policy() {
    for path in [
        "netlify.toml",
        "src/scaffold/files/netlify.toml",
        "docs/publishing.md",
    ] {
        let text = read(path);
        let stated = stated(&text);
        assert!(
            stated.iter().all(|policy| policy == POLICY),
            "{path}: {stated:?}"
        );
        assert!(
            !stated.is_empty() || path.starts_with("src/scaffold"),
            "{path} states none"
        );
    }
}
