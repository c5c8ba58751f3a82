use super::{
    Exit, Failure,
    args::{Format, Global},
    build::input,
    present::{Terminal, findings},
    progress::Bar,
};
use crate::{
    diagnostic::Level,
    export,
    pipeline::{self, Found, Inspection},
    render,
};

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
        terminal.result(&render::stats_text(&library, &insight, &config))?;
    }
    Ok(Exit::Success)
}

/// Reads everything; errors are shown, other findings are for `check`. `None` when it could not be read.
pub(super) fn inspected(
    global: &Global,
    terminal: &mut Terminal,
) -> Result<Option<Inspection>, Failure> {
    let options = input(global)?;
    let (inspection, (mut found, sources)): (_, Found) = {
        let bar = Bar::new(terminal.is_watched());
        pipeline::inspect(&options, &bar)
    };
    found.retain(|finding| finding.level == Level::Error);
    if !found.is_empty() {
        terminal.say(&findings(Format::Text, &found, &sources, None));
    }
    Ok(inspection)
}
