use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Damaged, bytes::FORMAT};
use crate::search::words;

/// `manifest.json`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Manifest {
    pub(super) format: u32,
    pub(super) tokens: u32,
    pub(super) build: String,
    pub(super) docs: u32,
    pub(super) language: String,
    pub(super) stop: String,
    pub(super) boosts: BTreeMap<String, f32>,
    pub(super) shards: String,
    pub(super) long: u32,
}

impl Manifest {
    /// Reads one that this program understands.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, Damaged> {
        let manifest: Self =
            serde_json::from_slice(bytes).map_err(|_| Damaged("the manifest cannot be read"))?;
        if manifest.format != FORMAT || manifest.tokens != words::VERSION {
            return Err(Damaged("the manifest is of another version"));
        }
        Ok(manifest)
    }

    /// The first form of every shard.
    pub(super) fn bounds(&self) -> Vec<&str> {
        self.shards.split(' ').collect()
    }
}

/// `current.json`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Current {
    pub(super) format: u32,
    pub(super) build: String,
}
