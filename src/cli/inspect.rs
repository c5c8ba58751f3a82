use super::{
    Failure,
    args::{Format, Global},
    build::input,
    present::{Terminal, findings},
    progress::Bar,
};
use crate::{
    diagnostic::Level,
    pipeline::{self, Found, Inspection},
};

/// Errors shown by a command that answers a question; `check` shows all.
const SHOWN: usize = 5;

/// Reads the debriefs and shows what is wrong with them at error level; `check` says the rest. `None` when nothing could
/// be read.
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
    terminal.say(&findings(Format::Text, &found, &sources, Some(SHOWN)));
    Ok(inspection)
}
