use clap::{Command, CommandFactory};
use clap_mangen::Man;

use super::{Exit, Failure, Refusal, args::Args, present::Terminal};

/// Print the manual page of debriefs, or of one of its commands
#[derive(Debug, clap::Args)]
#[command(name = "man", after_help = EXAMPLES)]
pub(super) struct ManPage {
    /// A command, such as `build`
    #[arg(value_name = "COMMAND")]
    command: Option<String>,
}

const EXAMPLES: &str = "\
Examples:
  debriefs man | man -l -
  debriefs man build > ~/.local/share/man/man1/debriefs-build.1";

pub(super) fn run(page: &ManPage, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let mut program = Args::command().disable_help_subcommand(true);
    program.build();
    let command = match &page.command {
        Some(name) => command(&program, name)?,
        None => program,
    };
    let mut text = Vec::new();
    Man::new(command).render(&mut text)?;
    terminal.result(&String::from_utf8_lossy(&text))?;
    Ok(Exit::Success)
}

/// A command; `build` has given it the name of its page, `debriefs-new`.
fn command(program: &Command, name: &str) -> Result<Command, Refusal> {
    let found = program.find_subcommand(name).cloned();
    found.ok_or_else(|| {
        Refusal(format!(
            "there is no command `{name}`; `debriefs --help` lists them"
        ))
    })
}
