use super::{Exit, Failure, present::Terminal};
use crate::diagnostic::Code;

/// Prints the page of a rule.
pub(super) fn run(code: Code, terminal: &mut Terminal) -> Result<Exit, Failure> {
    terminal.result(code.page())?;
    Ok(Exit::Success)
}
