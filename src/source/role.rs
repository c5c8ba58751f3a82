//! What a file is, by its name and how it opens.

/// What a file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Markdown.
    Debrief,
    /// `index.md` of a folder: a debrief or a listing, which its text and its neighbours decide.
    Index,
    /// No extension: a debrief if it opens like one.
    Unnamed,
    /// Markdown that is not a debrief, and why.
    LeftOut(&'static str),
    /// A monthly review.
    Review,
    /// Anything else.
    Asset,
}

/// Documents that accompany a repository.
const ABOUT: &[&str] = &[
    "readme",
    "license",
    "licence",
    "contributing",
    "changelog",
    "code_of_conduct",
];

/// Files without an extension whose first line is often a comment that looks like a heading.
const BUILD_FILES: &[&str] = &[
    "brewfile",
    "codeowners",
    "containerfile",
    "dockerfile",
    "gemfile",
    "jenkinsfile",
    "justfile",
    "makefile",
    "procfile",
    "rakefile",
    "vagrantfile",
];

/// What the file at `rel` (with `/`) is, as far as its path tells.
pub(super) fn of(rel: &str) -> Role {
    let (folder, name) = rel.rsplit_once('/').unwrap_or(("", rel));
    let (stem, extension) = split_extension(name);
    let markdown = extension.is_some_and(is_markdown);
    if !markdown && extension.is_some() {
        return Role::Asset;
    }
    if folder.split('/').next() == Some("reviews") {
        return match markdown {
            true if is_about(stem) || is_template(stem) => Role::Asset,
            true => Role::Review,
            false => Role::Asset,
        };
    }
    if !markdown {
        let known = is_about(stem) || BUILD_FILES.contains(&stem.to_ascii_lowercase().as_str());
        return if known { Role::Asset } else { Role::Unnamed };
    }
    named(folder, stem)
}

/// What a markdown file is by its name without the extension.
fn named(folder: &str, stem: &str) -> Role {
    if is_about(stem) {
        return Role::LeftOut("it is about the repository");
    }
    if is_template(stem)
        || folder
            .split('/')
            .any(|part| part.eq_ignore_ascii_case("templates"))
    {
        return Role::LeftOut("by its name it is a template");
    }
    if !stem.eq_ignore_ascii_case("index") {
        return Role::Debrief;
    }
    if folder.is_empty() {
        return Role::LeftOut("it is the index of the whole folder");
    }
    Role::Index
}

/// Splits `name` at its extension. What follows the last dot of `Upgrade to 1.2 failed` is not one.
fn split_extension(name: &str) -> (&str, Option<&str>) {
    let plausible = |ext: &str| {
        (1..=10).contains(&ext.len())
            && ext.bytes().all(|b| b.is_ascii_alphanumeric())
            && ext.bytes().any(|b| b.is_ascii_alphabetic())
    };
    match name.rsplit_once('.') {
        Some((stem, ext)) if !stem.is_empty() && plausible(ext) => (stem, Some(ext)),
        _ => (name, None),
    }
}

fn is_markdown(extension: &str) -> bool {
    ["md", "markdown"]
        .iter()
        .any(|known| extension.eq_ignore_ascii_case(known))
}

/// `README`, `readme.de`, `LICENSE-MIT`; but not `license-server-down`, which is an incident.
fn is_about(stem: &str) -> bool {
    let shouted = !stem.bytes().any(|b| b.is_ascii_lowercase());
    let ends: &[char] = if shouted { &['.', '-', ' '] } else { &['.'] };
    let first = stem.split(ends).next().unwrap_or(stem).to_ascii_lowercase();
    ABOUT.contains(&first.as_str())
}

/// `template`, `TEMPLATE-short`, `incident_template`; but nothing with a date: `2026-02-01-broken-mail-template` is an
/// incident.
fn is_template(stem: &str) -> bool {
    let dated = stem
        .as_bytes()
        .windows(4)
        .any(|four| four.iter().all(u8::is_ascii_digit));
    let is = |word: Option<&str>| {
        word.is_some_and(|word| {
            ["template", "templates"].contains(&word.to_ascii_lowercase().as_str())
        })
    };
    let mut words = stem.split(|c: char| !c.is_alphanumeric());
    !dated && (is(words.next()) || is(words.next_back()))
}

/// Whether a text opens with `---` (YAML) or `+++` (TOML).
pub(super) fn opens_with_frontmatter(text: &str) -> bool {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    matches!(text.lines().next().map(str::trim_end), Some("---" | "+++"))
}

/// Whether a text without an extension opens like a debrief: with frontmatter or with an H1. A run of `# ` lines is the
/// comment at the head of a script or a list.
pub(super) fn opens_like_a_debrief(text: &str) -> bool {
    if opens_with_frontmatter(text) {
        return true;
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut lines = text.lines().skip_while(|line| line.trim().is_empty());
    let heading = lines.next().is_some_and(|line| line.starts_with("# "));
    heading && !lines.next().is_some_and(|line| line.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_debriefs_from_the_rest() {
        for (rel, role) in [
            ("2026/outage.md", Role::Debrief),
            ("outage.Markdown", Role::Debrief),
            ("export/outage.html.md", Role::Debrief),
            ("license-server-down.md", Role::Debrief),
            ("2026-02-01-broken-mail-template.md", Role::Debrief),
            ("PM7 - upgrade to 1.2 failed", Role::Unnamed),
            ("upgrade to 1.30", Role::Unnamed),
            ("a/index.md", Role::Index),
            ("reviews/2026-01.md", Role::Review),
            ("reviews/chart.svg", Role::Asset),
            ("a/reviews/slow.md", Role::Debrief),
            ("Makefile", Role::Asset),
            ("LICENSE", Role::Asset),
            ("notes.txt", Role::Asset),
            ("archive.tar.gz", Role::Asset),
        ] {
            assert_eq!(of(rel), role, "{rel}");
        }
        for rel in [
            "README.md",
            "a/readme.de.md",
            "LICENSE-MIT.md",
            "CHANGELOG.markdown",
            "index.md",
            "template.md",
            "incident_template.md",
            "TEMPLATE-short.md",
            "templates/security.md",
        ] {
            assert!(matches!(of(rel), Role::LeftOut(_)), "{rel}");
        }
    }

    #[test]
    fn openings_tell_debriefs_from_scripts() {
        for text in [
            "---\ntitle: x\n---\n",
            "\u{feff}+++\r\n",
            "\n# Title\n\ntext",
            "# Title",
        ] {
            assert!(opens_like_a_debrief(text), "{text:?}");
        }
        for text in [
            "",
            "#!/bin/sh\n",
            "# one\n# two\n",
            "#tag",
            "----\n",
            "text\n# later",
        ] {
            assert!(!opens_like_a_debrief(text), "{text:?}");
        }
    }
}
