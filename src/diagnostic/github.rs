//! Diagnostics as annotations of GitHub Actions.

use super::{Diagnostic, Level, Place, Positions, Sources};

/// Findings as workflow commands, which GitHub Actions shows beside the lines of a pull request.
/// <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>
#[must_use]
pub fn render(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let positions = Positions::of(diagnostics, sources);
    diagnostics.iter().map(|d| command(d, &positions)).collect()
}

fn command(diagnostic: &Diagnostic, positions: &Positions<'_>) -> String {
    let name = match diagnostic.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Suggestion | Level::Notice => "notice",
    };
    let first = diagnostic.places.first();
    let place = first.map_or_else(String::new, |place| properties(place, positions));
    let title = escape_property(diagnostic.code.as_str());
    let message = escape(&message(diagnostic, positions));
    format!("::{name} {place}title={title}::{message}\n")
}

/// Columns are only understood when a place begins and ends on one line.
fn properties(place: &Place, positions: &Positions<'_>) -> String {
    let file = format!("file={},", escape_property(&slashed(&place.file)));
    let Some(region) = positions.region(place) else {
        return file;
    };
    let (start, end) = (region.start, region.end);
    if start.line == end.line {
        format!(
            "{file}line={},endLine={},col={},endColumn={},",
            start.line, end.line, start.column, end.column
        )
    } else {
        format!("{file}line={},endLine={},", start.line, end.line)
    }
}

/// The message, the places beside the first, and what to do, each on its own line.
fn message(diagnostic: &Diagnostic, positions: &Positions<'_>) -> String {
    let mut lines = vec![diagnostic.message.clone()];
    for place in diagnostic.places.iter().skip(1) {
        let line = positions
            .region(place)
            .map_or_else(String::new, |r| format!(":{}", r.start.line));
        lines.push(format!("{}{line}: {}", place.file, place.label));
    }
    lines.extend(diagnostic.help.clone());
    lines.join("\n")
}

/// GitHub knows files by their path in the repository, with `/`.
fn slashed(path: &str) -> String {
    if cfg!(windows) {
        path.replace('\\', "/")
    } else {
        path.into()
    }
}

/// What the format asks for; other control characters would reach the terminal of the log.
fn escape(text: &str) -> String {
    let shown = |c: char| {
        if c.is_control() && !"\r\n\t".contains(c) {
            '\u{fffd}'
        } else {
            c
        }
    };
    let text: String = text.chars().map(shown).collect();
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn escape_property(text: &str) -> String {
    escape(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::nasty;

    #[test]
    fn nasty_findings() {
        let (found, sources) = nasty::findings();
        insta::assert_snapshot!(render(&found, &sources), @r#"
        ::error title=output-failed::the disk is full%0Amake room
        ::notice file=content/README,title=not-a-debrief::left out
        ::error file=content/a b%2C ü%3A1.md,line=2,endLine=2,col=12,endColumn=16,title=wrong-value::`Big 日本 🌿` is too short
        ::warning file=content/a b%2C ü%3A1.md,line=3,endLine=3,col=1,endColumn=9,title=unknown-key::there is no key `severety`%0Adid you mean `severity`?
        ::warning file=content/escape.md,line=1,endLine=1,col=6,endColumn=9,title=impossible-time::100%25%0D%0Awrong: �[31m, really%0Afirst%0Asecond �[0m
        ::error file=content/latin.md,title=not-utf8::not valid UTF-8
        ::warning file=content/long.md,line=1,endLine=1,col=5,endColumn=6001,title=contradiction::a very long place
        ::warning file=content/long.md,line=1,endLine=1,col=4001,endColumn=4005,title=broken-link::no such file
        ::error file=content/open.md,line=1,endLine=8,title=frontmatter-unclosed::the frontmatter has no closing line
        ::warning file=content/open.md,line=8,endLine=8,col=7,endColumn=7,title=empty-file::nothing at the end
        ::error file=content/twice.md,line=2,endLine=3,title=duplicate-id::two debriefs have the id `a`%0Acontent/other.md:2: also here
        ::error file=content/twice.md,line=4,endLine=4,col=1,endColumn=6,title=duplicate-key::the key `id` stands twice%0Acontent/twice.md:2: first here
        "#);
    }
}
