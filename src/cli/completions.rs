use clap::CommandFactory;
use clap_complete::{Shell, generate};

use super::{Exit, Failure, args::Args, present::Terminal};

/// Print what lets a shell complete commands and options
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Completions {
    /// The shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

const EXAMPLES: &str = "\
Examples:
  debriefs completions bash > ~/.local/share/bash-completion/completions/debriefs
  debriefs completions zsh > ~/.zfunc/_debriefs
  debriefs completions fish > ~/.config/fish/completions/debriefs.fish";

pub(super) fn run(completions: &Completions, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    generate(
        completions.shell,
        &mut Args::command(),
        "debriefs",
        &mut script,
    );
    terminal.result(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Success)
}
