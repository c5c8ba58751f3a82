use jiff::{ToSpan, civil::Date};

use super::{FULL, SHORT, config_schema, frontmatter_schema, slots};

/// A file to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Path under the folder of the knowledge base, with `/`.
    pub path: String,
    /// What it holds.
    pub text: String,
}

/// What a new knowledge base is told.
#[derive(Debug, Clone)]
pub struct Project<'a> {
    /// The folder of the debriefs, from the folder of the knowledge base, with `/`.
    pub content: &'a str,
    /// The folder the site is written to, likewise.
    pub output: &'a str,
    /// Zone of times for which nobody says one.
    pub timezone: &'a str,
    /// The day it is.
    pub today: Date,
}

/// Files whose paths do not depend on anything: path and text.
const FIXED: &[(&str, &str)] = &[
    ("debriefs.toml", include_str!("files/debriefs.toml")),
    ("README.md", include_str!("files/readme.md")),
    (".gitignore", include_str!("files/gitignore")),
    (".gitattributes", include_str!("files/gitattributes")),
    (".debriefs/install.sh", include_str!("files/install.sh")),
    (
        ".github/workflows/debriefs.yml",
        include_str!("files/github.yml"),
    ),
    (".gitlab-ci.yml", include_str!("files/gitlab.yml")),
    ("netlify.toml", include_str!("files/netlify.toml")),
];

const EXAMPLE: &str = include_str!("files/example.md");

/// The files of a new knowledge base, but for the [`example`].
#[must_use]
pub fn project(project: &Project<'_>) -> Vec<File> {
    let fixed = FIXED.iter().map(|&(path, text)| File {
        path: path.to_owned(),
        text: slots::fill(text, |slot| project.value(slot)),
    });
    let templates = [("_template.md", SHORT), ("_template-full.md", FULL)];
    let templates = templates.map(|(name, text)| File {
        path: format!("{}/{name}", project.content),
        text: text.to_owned(),
    });
    let schemas = [
        (".debriefs/config.schema.json", config_schema()),
        (".debriefs/frontmatter.schema.json", frontmatter_schema()),
    ];
    let schemas = schemas.map(|(path, text)| File {
        path: path.to_owned(),
        text,
    });
    fixed.chain(schemas).chain(templates).collect()
}

/// A debrief that shows what one looks like. It happened some weeks ago, so that everything in it is on time.
#[must_use]
pub fn example(project: &Project<'_>) -> File {
    let day = project.day(-20);
    let (content, year) = (project.content, day.year());
    File {
        path: format!("{content}/{year:04}/{day}-example-prices-of-yesterday.md"),
        text: slots::fill(EXAMPLE, |slot| project.value(slot)),
    }
}

impl Project<'_> {
    fn value(&self, slot: &str) -> Option<String> {
        Some(match slot {
            "content" => self.content.to_owned(),
            "output" => self.output.to_owned(),
            "timezone" => self.timezone.to_owned(),
            "version" => env!("CARGO_PKG_VERSION").to_owned(),
            "day" => self.day(-20).to_string(),
            "debriefed" => self.day(-18).to_string(),
            "done" => self.day(-9).to_string(),
            "checkpoint" => self.day(-4).to_string(),
            "later" => self.day(14).to_string(),
            _ => return None,
        })
    }

    /// The day some days from today; a calendar that ends there ends there.
    fn day(&self, days: i32) -> Date {
        self.today.saturating_add(days.days())
    }
}
