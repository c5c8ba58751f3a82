use std::io::{self, IsTerminal, Write};

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
        self.stdout.write_all(text.as_bytes())?;
        self.stdout.flush()
    }

    /// Says something beside the results.
    pub(super) fn say(&mut self, text: &str) {
        // A closed stderr is no reason to fail: the results are elsewhere.
        let _ = self.stderr.write_all(text.as_bytes());
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
        let _ = writeln!(self.stderr, "{error}error:{error:#} {message}");
    }
}

/// A text without what would move the cursor.
pub(super) fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
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
