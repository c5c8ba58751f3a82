//! YAML and TOML as one tree of values that knows where each key and value stands in its file, and what it takes to
//! read typed values from it while collecting everything that is wrong.
//!
//! Nothing here gives a scalar a type on its own: `9:30` and `no` stay the text an author typed until a key that
//! expects something reads them. That is what avoids the traps of YAML 1.1.

mod frontmatter_keys;
mod keys;
mod reader;
mod suggest;
mod toml;
mod tree;
mod yaml;
mod zone;

pub use frontmatter_keys::FRONTMATTER_KEYS;
pub use keys::{Form, KeyInfo, Keys};
pub use reader::{Codes, Reader, Words, quoted};
pub use suggest::{is_near, is_same, nearest};
pub use toml::parse_toml;
pub use tree::{Duplicate, Entry, Key, Map, Node, Parsed, Problem, Scalar, ScalarKind, Value};
pub use yaml::parse_yaml;
pub use zone::{Zone, zone_rules};
