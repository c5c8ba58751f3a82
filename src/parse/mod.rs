//! From the text of a file to one typed debrief: frontmatter, markdown, sections, timeline, actions.

pub mod body;
pub mod frontmatter;
pub mod markdown;
