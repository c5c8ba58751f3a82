//! What `debriefs init` and `debriefs new` write: functions from values to the text of files. Nothing here touches the
//! disk.

mod debrief;
mod project;
mod schema;
mod slots;
mod title;

pub use debrief::{Draft, FULL, Filled, SHORT, debrief};
pub use project::{File, Project, example, project};
pub use schema::{config_schema, frontmatter_schema};
pub use title::Title;
