//! `debriefs` turns a git folder of incident debriefs into a site: what happened, what came back, what is still open.
//!
//! Data flows one way, each stage a function from values to values; only the first and the last touch the disk:
//!
//! ```text
//! config, source -> parse -> library -> insight -> site -> render -> output
//! ```
//!
//! A module imports only from those above it in this list.

pub mod check;
pub mod cli;
pub mod config;
pub mod data;
pub mod diagnostic;
pub mod export;
pub mod import;
pub mod insight;
pub mod library;
pub mod model;
pub mod output;
pub mod parse;
pub mod pipeline;
pub mod render;
pub mod scaffold;
pub mod search;
pub mod serve;
pub mod site;
pub mod source;
