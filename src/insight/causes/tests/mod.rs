mod class;
mod draft;
mod groups;
mod ledger;
mod lock;
mod site_words;

use jiff::civil::date;

use super::*;
use crate::{
    config::{Config, Edition},
    library::{Entry, Selection},
    parse,
    source::SourceFile,
};

/// A debrief as the pipeline reads it.
fn entry(id: &str, frontmatter: &str, body: &str) -> Entry {
    let file = SourceFile {
        rel: format!("{id}.md"),
        shown: format!("{id}.md").into(),
        text: format!("---\n{frontmatter}\n---\n\n{body}\n").into(),
        hash: [0; 32],
    };
    let parsed = parse::debrief(&file, &Config::default()).value.unwrap();
    Entry {
        debrief: parsed.debrief.into(),
        text: file.text,
        body: parsed.body,
        shown: file.shown,
        changed: None,
    }
}

fn library(entries: Vec<Entry>) -> Library {
    let selection = Selection {
        edition: Edition::company(),
        drafts: false,
        today: date(2026, 12, 31),
    };
    crate::library::build(entries, Vec::new(), &selection).value
}

fn derived(library: &Library, lock: &Lock) -> Causes {
    let now = "2026-12-01T00:00Z".parse().unwrap();
    let insight = crate::insight::derive(library, &Config::default(), now);
    let settings = Settings {
        config: &CausesConfig::default(),
        lexicon: None,
        lock,
    };
    derive(library, &insight, settings).value
}

/// Stories of four kinds, told differently each time.
const STORIES: [&str; 12] = [
    "# Checkout certificate expired\n\nThe wildcard certificate of the checkout expired at midnight; browsers refused the shop.",
    "# Courier client certificate ran out\n\nThe client certificate for the courier expired and was not renewed in time. Labels failed.",
    "# Depot scanners refused us\n\nAn intermediate certificate in the trust store of the scanners had expired unseen.",
    "# Order database disk full\n\nThe disk of the order database filled up with write-ahead logs; no space left on device.",
    "# Order database disk full again\n\nThe disk filled up once more with write-ahead logs of a replication slot.",
    "# Photo volume full\n\nThe volume for photos was full, there was no disk space for thumbnails any more.",
    "# Tracking flooded by retries\n\nA retry storm of the courier overwhelmed tracking: it retried without backoff.",
    "# App retried in lockstep\n\nThe app retried without exponential backoff, a thundering herd hit the gateway.",
    "# Gateway drowned in reconnects\n\nReconnecting clients formed a thundering herd; retries had no backoff at the gateway.",
    "# Column change blocked orders\n\nA schema migration took a table lock and every order waited on the lock.",
    "# Index build blocked orders\n\nBuilding an index held a table lock on orders; the migration waited, writers queued.",
    "# Report held a lock\n\nA long report held a table lock that a schema change waited for; orders queued behind the migration.",
];

fn stories() -> Vec<Entry> {
    let told = STORIES.iter().enumerate();
    told.map(|(i, story)| {
        let frontmatter = format!("date: 2026-{:02}-10", i + 1);
        entry(&format!("story-{i:02}"), &frontmatter, story)
    })
    .collect()
}
