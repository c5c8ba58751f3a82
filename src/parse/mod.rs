//! From the text of a file to one typed debrief: frontmatter, markdown, sections, timeline, actions.

pub mod body;
mod debrief;
mod file_name;
pub mod frontmatter;
pub mod markdown;

pub use debrief::{Parsed, debrief};
