use std::path::{Path, PathBuf};

use clap::builder::PossibleValuesParser;

use super::{
    Exit, Failure, Refusal,
    args::{Format, Global},
    present::{Terminal, findings},
    write::{Wrote, new_file},
};
use crate::{
    config::{self, Config},
    diagnostic::Sources,
    render::built_in_theme,
};

/// Change how the site looks
#[derive(Debug, clap::Args)]
#[command(arg_required_else_help = true)]
pub(super) struct Theme {
    #[command(subcommand)]
    command: ThemeCommand,
}

#[derive(Debug, clap::Subcommand)]
enum ThemeCommand {
    Eject(Eject),
}

/// Copy a file of the built-in theme into your own, where you can change it
///
/// The copy is written to `themes/NAME/` beside `debriefs.toml`, NAME being `theme` under `[site]`; it replaces the
/// built-in file from then on. A copy that is there already stays as it is.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Eject {
    /// The file
    #[arg(value_name = "FILE", value_parser = names())]
    file: String,
}

const EXAMPLES: &str = "\
Examples:
  debriefs theme eject templates/guide.html
  debriefs theme eject assets/site.css";

/// The name of a theme that has none yet.
const OWN: &str = "own";

fn names() -> PossibleValuesParser {
    PossibleValuesParser::new(built_in_theme().iter().map(|(name, _)| *name))
}

pub(super) fn run(
    global: &Global,
    theme: &Theme,
    terminal: &mut Terminal,
) -> Result<Exit, Failure> {
    let ThemeCommand::Eject(eject) = &theme.command;
    let Some(config) = settings(global, terminal)? else {
        return Ok(Exit::CannotRun);
    };
    let name = config.site.theme.as_deref().unwrap_or(OWN);
    let path = folder(&config).join("themes").join(name).join(&eject.file);
    let bytes = built_in_theme()
        .iter()
        .find(|(name, _)| *name == eject.file);
    let bytes = bytes.map_or(&[][..], |(_, bytes)| bytes);
    if new_file(&path, bytes)? == Wrote::Kept {
        let message = format!("`{}` is there already, and stays as it is", path.display());
        return Err(Refusal(message).into());
    }
    terminal.result(&format!("{}\n", path.display()))?;
    if config.site.theme.is_none() {
        terminal.talk(&format!(
            "Add `theme = \"{name}\"` under [site] in debriefs.toml to use it\n"
        ));
    }
    Ok(Exit::Success)
}

/// The settings, which name the theme. `None` when they are wrong; the findings were shown.
fn settings(global: &Global, terminal: &mut Terminal) -> Result<Option<Config>, Failure> {
    let start = global.content.as_deref().unwrap_or(Path::new("."));
    let Some(file) = global.config.clone().or_else(|| config::find(start)) else {
        let message =
            "there is no debriefs.toml that could name a theme; `debriefs init` writes one";
        return Err(Refusal(message.into()).into());
    };
    let mut sources = Sources::default();
    let loaded = config::load(&file, &mut sources);
    terminal.say(&findings(Format::Text, &loaded.diagnostics, &sources, None));
    Ok(loaded.value)
}

/// The folder of the configuration, beside which themes are.
fn folder(config: &Config) -> PathBuf {
    let folder = config.file.as_deref().and_then(Path::parent);
    folder.unwrap_or(Path::new("")).to_path_buf()
}
