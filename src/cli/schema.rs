use clap::ValueEnum;

use super::{Exit, Failure, present::Terminal};
use crate::scaffold;

/// Print the JSON Schema of the frontmatter or of `debriefs.toml`
///
/// Editors complete and check keys with it while you type. `debriefs init` writes both into `.debriefs/`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Schema {
    /// Of which kind of keys
    #[arg(value_name = "OF", default_value = "frontmatter")]
    of: Of,
}

const EXAMPLES: &str = "\
Examples:
  debriefs schema > .debriefs/frontmatter.schema.json
  debriefs schema config > .debriefs/config.schema.json";

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Of {
    /// Keys between the two lines `---` of a debrief
    Frontmatter,
    /// Keys of `debriefs.toml`
    Config,
}

pub(super) fn run(schema: &Schema, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let text = match schema.of {
        Of::Frontmatter => scaffold::frontmatter_schema(),
        Of::Config => scaffold::config_schema(),
    };
    terminal.result(&text)?;
    Ok(Exit::Success)
}
