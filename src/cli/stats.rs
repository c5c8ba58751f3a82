use super::{Exit, Failure, args::Global, inspect::inspected, present::Terminal};
use crate::{export, pipeline::Inspection, render};

/// Figures about many debriefs, as on the page `/stats/`
///
/// Medians and shares are said from ten known values on, with how far they may be off; what is not known is counted.
/// There is no average and nothing about persons.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Stats {
    /// As `data/stats.json`
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "\
Examples:
  debriefs stats
  debriefs stats --json | jq .answers.detected_in_target.total

Exit status: 0 the figures were written, 2 they could not be";

pub(super) fn run(
    global: &Global,
    stats: &Stats,
    terminal: &mut Terminal,
) -> Result<Exit, Failure> {
    let Some(Inspection {
        config,
        library,
        insight,
        ..
    }) = inspected(global, terminal)?
    else {
        return Ok(Exit::CannotRun);
    };
    if stats.json {
        let bytes = export::stats(&library, &insight);
        terminal.result(&String::from_utf8_lossy(&bytes))?;
    } else {
        // What is wrong with the theme is for `check` to say.
        let theme = render::Theme::load(&config).value;
        let parts = (&library, &insight, &config, theme.strings());
        terminal.result(&render::stats_text(parts))?;
    }
    Ok(Exit::Success)
}
