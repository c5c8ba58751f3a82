//! The command line program; everything it does is in the library.

use std::process::ExitCode;

/// Building a site makes and drops many small strings on all cores; see `docs/decisions/0015-allocator.md`.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    debriefs::cli::run(std::env::args_os())
}
