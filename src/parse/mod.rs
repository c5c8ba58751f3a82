//! From the text of a file to one typed debrief: frontmatter, markdown, sections, timeline, actions.

pub mod body;
mod debrief;
mod file_name;
pub mod frontmatter;
pub mod markdown;
mod redaction;
mod review;
pub mod tickets;

pub use debrief::{Parsed, debrief};
pub use review::{read as review, read_decision};
