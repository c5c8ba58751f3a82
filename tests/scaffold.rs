//! The first minutes of an author: `init`, `new`, and what the files they write are good for.

mod init;
mod new;
mod pipelines;
mod schema;
#[cfg(target_os = "linux")]
mod terminal;
mod tools;

use crate::cli::sandbox::{Ran, Sandbox};

const NOW: &str = "2026-11-20";

/// A folder where the clock and the zone of the computer are known.
fn desk() -> Sandbox {
    Sandbox::new()
        .variable("TZ", "Europe/Berlin")
        .variable("SOURCE_DATE_EPOCH", "1795132800")
}

/// A knowledge base that was just made.
fn knowledge_base() -> Sandbox {
    let desk = desk();
    assert_eq!(desk.run("init").code, 0);
    desk
}

/// What a command printed, and that it went well.
fn printed(ran: &Ran) -> &str {
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    ran.stdout.trim_end()
}

/// The findings of a check that something has to be done about; suggestions are none.
fn troubles(base: &Sandbox) -> Vec<String> {
    let ran = base.run("check");
    let is_trouble = |line: &&str| line.starts_with("error[") || line.starts_with("warning[");
    ran.stdout
        .lines()
        .filter(is_trouble)
        .map(String::from)
        .collect()
}
