use std::{
    borrow::Cow,
    io::{self, IsTerminal, Write},
};

use anstream::{AutoStream, ColorChoice};

use super::args::{Color, Format};
use crate::diagnostic::{
    Diagnostic, Sources, github, gitlab, json, sarif,
    text::{self, TextStyle},
};

/// Both streams of the program: results go to stdout, talk goes to stderr.
pub(super) struct Terminal {
    stdout: AutoStream<io::Stdout>,
    stderr: AutoStream<io::Stderr>,
    quiet: bool,
}

impl Terminal {
    pub(super) fn new(color: Color, quiet: bool) -> Self {
        let choice = match color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        Self {
            stdout: AutoStream::new(io::stdout(), choice),
            stderr: AutoStream::new(io::stderr(), choice),
            quiet,
        }
    }

    /// Whether somebody watches while the program works.
    pub(super) fn is_watched(&self) -> bool {
        !self.quiet && io::stderr().is_terminal()
    }

    pub(super) fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Writes a result.
    pub(super) fn result(&mut self, text: &str) -> io::Result<()> {
        self.stdout.write_all(tame(text).as_bytes())?;
        self.stdout.flush()
    }

    /// Says something beside the results.
    pub(super) fn say(&mut self, text: &str) {
        // A closed stderr is no reason to fail: the results are elsewhere.
        let _ = self.stderr.write_all(tame(text).as_bytes());
    }

    /// Says something that helps but need not be known.
    pub(super) fn talk(&mut self, text: &str) {
        if !self.quiet {
            self.say(text);
        }
    }

    /// Says why nothing was done.
    pub(super) fn complain(&mut self, message: &str) {
        let error = clap::builder::Styles::styled().get_error().to_owned();
        // When even this cannot be written there is nobody left to tell.
        let _ = writeln!(self.stderr, "{error}error:{error:#} {}", plain(message));
    }
}

/// A text without what would move the cursor.
pub(super) fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

/// The last wall before a terminal: of all control characters only line ends, tabs and our own kind of colours are let
/// through, whatever a title, a file's name or an error holds.
fn tame(text: &str) -> Cow<'_, str> {
    let wild = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    if !text.contains(wild) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(wild) {
        out.push_str(&rest[..at]);
        let kept = kept_len(&rest[at..]);
        out.push_str(&rest[at..at + kept]);
        let skipped = rest[at..].chars().next().map_or(1, char::len_utf8);
        rest = &rest[at + kept.max(skipped)..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Bytes at the start of a text that may stay: a sequence that sets a colour (`ESC [ 1 ; 31 m`), the line end of a table.
fn kept_len(text: &str) -> usize {
    if text.starts_with("\r\n") {
        return 2;
    }
    let Some(parameters) = text.strip_prefix("\u{1b}[") else {
        return 0;
    };
    let end = parameters.find(|c: char| !c.is_ascii_digit() && c != ';');
    match end {
        Some(end) if parameters[end..].starts_with('m') => "\u{1b}[".len() + end + 1,
        _ => 0,
    }
}

/// Writes findings in a form; colours are removed again by streams that cannot show them.
pub(super) fn findings(
    format: Format,
    diagnostics: &[Diagnostic],
    sources: &Sources,
    fold_after: Option<usize>,
) -> String {
    match format {
        Format::Text => text::render(
            diagnostics,
            sources,
            TextStyle {
                color: true,
                fold_after,
            },
        ),
        Format::Json => json::render(diagnostics, sources),
        Format::Github => github::render(diagnostics, sources),
        Format::Gitlab => gitlab::render(diagnostics, sources),
        Format::Sarif => sarif::render(diagnostics, sources),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_colours_reach_the_terminal() {
        assert!(matches!(tame("plain\ttext\n"), Cow::Borrowed(_)));
        let colour = "\u{1b}[1;31mred\u{1b}[0m";
        assert_eq!(tame(colour), colour);
        assert_eq!(tame("a,b\r\n"), "a,b\r\n");
        for (wild, left) in [
            ("a\u{1b}]0;title\u{7}b", "a]0;titleb"),
            ("a\u{1b}[2Jb\u{9b}31m", "a[2Jb31m"),
            ("a\rb\u{8}c\0", "abc"),
            ("\u{1b}", ""),
            ("\u{1b}[1", "[1"),
            ("\u{1b}[38;5;1mx", "\u{1b}[38;5;1mx"),
        ] {
            assert_eq!(tame(wild), left);
        }
    }
}
