//! The integration tests, in one binary so that it links once.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test fails by panicking"
)]

mod architecture;
mod body;
mod browser;
mod causes;
mod check_pages;
mod checks;
mod cli;
mod client;
mod drawings;
mod editions;
mod follow;
mod hostile;
mod import;
mod limits;
mod output;
mod reading;
mod reference;
mod rendering;
mod scaffold;
mod search;
mod secrets;
mod serve;
mod site;
mod theme;
mod wrong_input;
