//! From a folder of debriefs to a site on disk: every stage in order, with what each found and how long it took.

mod born;
mod build;
mod follow_up;
mod hidden;
mod history;
mod import;
mod inspect;
pub mod live;
mod locate;
mod memory;
mod pages;
mod read;
mod recall;
mod search;
mod secrets;
mod stages;
mod survey;
mod types;
mod whole;

pub use build::{build, check};
pub use import::{ImportReport, Report, import};
pub use inspect::{Found, Inspection, inspect, inspect_drafts_too};
pub use recall::{Recall, recall};
pub use search::{SearchHit, SearchOptions, SearchReport, search};
pub use survey::{Survey, survey};
pub use types::{
    BuildOptions, BuildReport, CheckReport, Ending, InputOptions, Progress, Silent, StageTime,
};
