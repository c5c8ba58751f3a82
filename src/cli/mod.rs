//! The command line: what people type becomes options, what the library found becomes text and an exit code.

mod actions;
mod args;
mod build;
mod causes;
mod causes_text;
mod check;
mod completions;
mod digest;
mod editor;
mod environment;
mod explain;
mod import;
mod init;
mod inspect;
mod man;
mod new;
mod present;
mod process;
mod progress;
mod review;
mod schema;
mod search;
mod serve;
mod similar;
mod stats;
mod summary;
mod table;
mod theme;
mod tickets;
mod timings;
mod write;

use std::{ffi::OsString, io, process::ExitCode};

use clap::Parser;

use args::{Args, Command};
use present::Terminal;

/// How a command ended, as scripts and CI see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Exit {
    /// A site was published, or nothing at error level was found.
    Success,
    /// Something at error level was found.
    Findings,
    /// The command could not run.
    CannotRun,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Success => 0,
            Exit::Findings => 1,
            Exit::CannotRun => 2,
        })
    }
}

/// Why a command could not even begin, in words for the one who typed it.
#[derive(Debug)]
struct Refusal(String);

/// Why a command ended early.
#[derive(Debug)]
enum Failure {
    /// What was asked for cannot be done.
    Refused(Refusal),
    /// The results could not be written.
    Output(io::Error),
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

/// Runs the program with its arguments, the first of which is its own name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    match Args::try_parse_from(search::mark_exclusions(arguments)) {
        Ok(args) => exit(&args).into(),
        Err(error) => {
            // When even this cannot be written there is nobody left to tell.
            let _ = error.print();
            if error.use_stderr() {
                Exit::CannotRun.into()
            } else {
                Exit::Success.into()
            }
        }
    }
}

fn exit(args: &Args) -> Exit {
    let mut terminal = Terminal::new(args.global.color, args.global.quiet);
    match command(args, &mut terminal) {
        Ok(exit) => exit,
        // The reader of a pipe has seen enough (`debriefs check | head`).
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Success,
        Err(Failure::Output(error)) => {
            terminal.complain(&format!("the output could not be written: {error}"));
            Exit::CannotRun
        }
        Err(Failure::Refused(Refusal(message))) => {
            terminal.complain(&message);
            Exit::CannotRun
        }
    }
}

fn command(args: &Args, terminal: &mut Terminal) -> Result<Exit, Failure> {
    match &args.command {
        Command::Build(build) => build::run(&args.global, build, terminal),
        Command::Serve(serve) => serve::run(&args.global, serve, terminal),
        Command::Check(check) => match check.explain {
            Some(code) => explain::run(code, terminal),
            None => check::run(&args.global, check, terminal),
        },
        Command::Import(import) => import::run(&args.global, import, terminal),
        Command::Init(init) => init::run(&args.global, init, terminal),
        Command::New(new) => new::run(&args.global, new, terminal),
        Command::Actions(actions) => actions::run(&args.global, actions, terminal),
        Command::Review(review) => review::run(&args.global, review, terminal),
        Command::Tickets(tickets) => tickets::run(&args.global, tickets, terminal),
        Command::Digest(digest) => digest::run(&args.global, digest, terminal),
        Command::Stats(stats) => stats::run(&args.global, stats, terminal),
        Command::Similar(similar) => similar::run(&args.global, similar, terminal),
        Command::Causes(causes) => causes::run(&args.global, causes, terminal),
        Command::Search(search) => search::run(&args.global, search, terminal),
        Command::Schema(schema) => schema::run(schema, terminal),
        Command::Theme(theme) => theme::run(&args.global, theme, terminal),
        Command::Completions(completions) => completions::run(completions, terminal),
        Command::Man(page) => man::run(page, terminal),
    }
}
