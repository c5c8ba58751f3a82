//! The program as people and CI call it: what it prints where, and how it ends.

mod causes;
mod commands;
mod import;
pub(crate) mod sandbox;
mod search;
mod told;
mod usage;
