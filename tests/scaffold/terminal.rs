//! `debriefs new` where somebody sits at a terminal.

use std::{fs::File, io::Read, os::fd::OwnedFd};

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};

use super::knowledge_base;
use crate::cli::sandbox::Sandbox;

/// Both ends of a new terminal: that of the person, that of the program.
fn terminal() -> (OwnedFd, File) {
    let person = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&person).unwrap();
    unlockpt(&person).unwrap();
    let name = ptsname(&person, Vec::new()).unwrap().into_string().unwrap();
    let program = File::options().read(true).write(true).open(name).unwrap();
    (person, program)
}

/// Runs the program on a terminal; gives what the person sees.
fn run_watched(base: &Sandbox, args: &str) -> String {
    let (person, program) = terminal();
    let mut command = base.command(args);
    command
        .stdin(program.try_clone().unwrap())
        .stdout(program.try_clone().unwrap())
        .stderr(program);
    assert!(command.status().unwrap().success());
    // Once the last end of the program is closed, reading ends with an error.
    drop(command);
    let mut seen = Vec::new();
    let _ = File::from(person).read_to_end(&mut seen);
    String::from_utf8(seen).unwrap()
}

#[test]
fn the_new_debrief_is_opened_in_the_editor() {
    let base = knowledge_base().variable("EDITOR", "touch -r debriefs.toml edited");
    let seen = run_watched(&base, "new A");
    assert!(
        seen.starts_with("content/2026/2026-11-20-a.md\r\n"),
        "{seen}"
    );
    assert!(base.path().join("edited").exists());
}

#[test]
fn visual_wins_and_an_editor_that_is_not_there_is_named() {
    let base = knowledge_base()
        .variable("VISUAL", "no-such-editor -x")
        .variable("EDITOR", "touch edited");
    let seen = run_watched(&base, "new A");
    assert!(
        seen.contains("The editor `no-such-editor -x` could not be started: No such file"),
        "{seen}"
    );
    assert!(!base.path().join("edited").exists());
}

#[test]
fn without_an_editor_the_path_is_enough() {
    let seen = run_watched(&knowledge_base(), "new A");
    assert!(!seen.contains("editor"), "{seen}");
}
