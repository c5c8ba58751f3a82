use std::{
    env,
    io::{self, IsTerminal},
    path::Path,
    process::Command,
};

use super::present::Terminal;

/// Opens a file in the editor of the user, when somebody sits at a terminal. A pipe is asked nothing.
pub(super) fn open(path: &Path, terminal: &mut Terminal) {
    if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
        return;
    }
    let Some(typed) = ["VISUAL", "EDITOR"].into_iter().find_map(variable) else {
        return;
    };
    // `code --wait` is a program and an option of it.
    let mut words = typed.split_whitespace();
    let Some(program) = words.next() else {
        return;
    };
    let ended = Command::new(program).args(words).arg(path).status();
    if let Err(error) = ended {
        terminal.talk(&format!(
            "The editor `{typed}` could not be started: {error}\n"
        ));
    }
}

fn variable(name: &str) -> Option<String> {
    let value = env::var_os(name)?.to_string_lossy().into_owned();
    (!value.trim().is_empty()).then_some(value)
}
