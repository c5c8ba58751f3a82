//! What the destination of a link says before anybody looks whether it exists.

use super::escape::decode_url;

/// A destination, sorted by what may be done with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// `http:`, `https:` or `mailto:`, whole.
    Remote(String),
    /// `#anchor` of the same debrief, decoded; empty for the top of the page.
    Anchor(String),
    /// A file of the content folder.
    Local {
        /// Path from the content folder, normalised and decoded, without a leading `/`.
        path: String,
        /// The part after `#`, decoded.
        anchor: Option<String>,
    },
    /// A relative path that leads out of the content folder.
    Outside,
    /// A scheme or a form that is never published.
    Refused,
}

/// Sorts a destination found in the file `source` (a path under the content folder).
pub(super) fn classify(destination: &str, source: &str) -> Target {
    let destination = destination.trim_matches(' ');
    // Browsers drop tabs and line breaks inside a URL and controls around it, so `java\nscript:` would run;
    // and they read `\` as `/`, so `/\host` would leave the site.
    if destination.chars().any(char::is_control)
        || destination.starts_with("//")
        || destination.contains('\\')
    {
        return Target::Refused;
    }
    if let Some(anchor) = destination.strip_prefix('#') {
        return Target::Anchor(decode_url(anchor));
    }
    match scheme(destination) {
        Some(scheme) if is_safe(scheme, &destination[scheme.len() + 1..]) => {
            Target::Remote(destination.to_owned())
        }
        Some(_) => Target::Refused,
        None => local(destination, source),
    }
}

/// The scheme of a URL, without the colon (RFC 3986, 3.1).
fn scheme(url: &str) -> Option<&str> {
    let (scheme, _) = url.split_once(':')?;
    let mut bytes = scheme.bytes();
    let valid = bytes.next().is_some_and(|b| b.is_ascii_alphabetic())
        && bytes.all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b));
    valid.then_some(scheme)
}

fn is_safe(scheme: &str, rest: &str) -> bool {
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => rest
            .strip_prefix("//")
            .is_some_and(|host| !host.is_empty() && !host.starts_with('/')),
        "mailto" => !rest.is_empty(),
        _ => false,
    }
}

fn local(destination: &str, source: &str) -> Target {
    let (path, anchor) = match destination.split_once('#') {
        Some((path, anchor)) => (path, Some(decode_url(anchor))),
        None => (destination, None),
    };
    let path = decode_url(path.split('?').next().unwrap_or_default());
    if path.is_empty() || path.chars().any(char::is_control) || path.contains('\\') {
        return Target::Refused;
    }
    match join(source, &path) {
        Some(path) => Target::Local { path, anchor },
        None => Target::Outside,
    }
}

/// The path that `relative` names when it stands in the file `source`; both under the content folder, which is also
/// where a path beginning with `/` starts. `None` when it leads out of the folder.
fn join(source: &str, relative: &str) -> Option<String> {
    let mut parts: Vec<&str> = match relative.starts_with('/') {
        true => Vec::new(),
        false => source
            .rsplit_once('/')
            .map_or_else(Vec::new, |(folder, _)| folder.split('/').collect()),
    };
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// How a person in the folder of `source` would write the path `to`.
pub(super) fn relative(source: &str, to: &str) -> String {
    let from: Vec<&str> = source.split('/').collect();
    let to: Vec<&str> = to.split('/').collect();
    let shared = from[..from.len() - 1]
        .iter()
        .zip(&to[..to.len() - 1])
        .take_while(|(a, b)| a == b)
        .count();
    let up = "../".repeat(from.len() - 1 - shared);
    up + &to[shared..].join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn local(path: &str, anchor: Option<&str>) -> Target {
        Target::Local {
            path: path.into(),
            anchor: anchor.map(Into::into),
        }
    }

    #[test]
    fn destinations_are_sorted() {
        let cases = [
            (
                "https://example.com/a?b#c",
                Target::Remote("https://example.com/a?b#c".into()),
            ),
            (
                "HTTP://example.com",
                Target::Remote("HTTP://example.com".into()),
            ),
            (
                "mailto:a@example.com",
                Target::Remote("mailto:a@example.com".into()),
            ),
            ("#top", Target::Anchor("top".into())),
            ("#%C3%BC", Target::Anchor("ü".into())),
            ("other.md", local("2025/other.md", None)),
            ("./a/../other.md#x", local("2025/other.md", Some("x"))),
            ("../2024/o%20p.md?plain=1", local("2024/o p.md", None)),
            ("/2024/o.md", local("2024/o.md", None)),
            ("../../secret.md", Target::Outside),
            ("12:30-notes.md", local("2025/12:30-notes.md", None)),
            (
                "javascript%3Aalert(1)",
                local("2025/javascript:alert(1)", None),
            ),
        ];
        for (destination, expected) in cases {
            assert_eq!(
                classify(destination, "2025/page.md"),
                expected,
                "{destination}"
            );
        }
    }

    #[test]
    fn unsafe_destinations_are_refused() {
        for destination in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java\nscript:alert(1)",
            "\u{1}javascript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "//example.com",
            "/\\example.com",
            "\\\\example.com",
            "https:example.com",
            "https:///example.com",
            "a%00b",
            "a%5Cb",
            "blob:https://example.com/x",
            "mailto:",
            "",
        ] {
            assert_eq!(
                classify(destination, "page.md"),
                Target::Refused,
                "{destination:?}"
            );
        }
    }

    #[test]
    fn a_relative_path_leads_back() {
        for to in ["a.md", "2025/b.md", "2024/x/c.md", "2025/x/d.md"] {
            let relative = relative("2025/x/index.md", to);
            assert_eq!(
                join("2025/x/index.md", &relative).as_deref(),
                Some(to),
                "{relative}"
            );
        }
    }
}
