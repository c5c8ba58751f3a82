//! From the tree of `debriefs.toml` to a [`Config`].

use std::{collections::BTreeMap, path::PathBuf};

use super::{
    CausesConfig, Config, ContentConfig, LanguageConfig, LearningsConfig, PrivacyConfig,
    SearchConfig, Severities, maps, table::Table, targets, tickets,
};
use crate::data::{Map, Node, Reader, ScalarKind, Value};
use crate::diagnostic::suggest;

/// Reads everything; what is wrong is reported and has its default.
pub(super) fn config(root: &Map, reader: &mut Reader<'_>) -> Config {
    let mut table = Table { root, reader };
    table.groups();
    Config {
        file: None,
        site: table.site(),
        content: table.content(),
        fields: maps::fields(&mut table),
        values: maps::values(&mut table),
        look: table.look(),
        texts: maps::texts(&mut table),
        severities: table.severities(),
        targets: targets::targets(&mut table),
        tickets: tickets::tickets(&mut table),
        check: maps::check(&mut table),
        language: LanguageConfig {
            rules: table.text("language.rules").map(PathBuf::from),
            own: None,
        },
        causes: table.causes(),
        learnings: table.learnings(),
        editions: table.editions(),
        privacy: table.privacy(),
        search: table.search(),
    }
}

/// Fields of a search that can weigh more than ordinary text.
const WEIGHTED: [&str; 8] = [
    "title",
    "summary",
    "causes",
    "services",
    "actions",
    "learnings",
    "tickets",
    "ids",
];

impl Table<'_, '_, '_> {
    fn content(&mut self) -> ContentConfig {
        let default = ContentConfig::default();
        ContentConfig {
            dir: self.text("content.dir").map_or(default.dir, PathBuf::from),
            output: self
                .text("content.output")
                .map_or(default.output, PathBuf::from),
            include: self.globs("content.include"),
            exclude: self.globs("content.exclude"),
        }
    }

    fn globs(&mut self, path: &str) -> Vec<String> {
        let mut globs = Vec::new();
        for item in self.node(path).map_or(&[][..], Node::items) {
            let Some(text) = self.text_of(path, item) else {
                continue;
            };
            match globset::Glob::new(&text) {
                Ok(_) => globs.push(text),
                Err(error) => {
                    let expected =
                        "a path in which `*` stands for anything but `/`, `**` for any folders";
                    self.reader
                        .wrong(path, item, expected, error.kind().to_string());
                }
            }
        }
        globs
    }

    fn severities(&mut self) -> Severities {
        const PATH: &str = "severities.order";
        let Some(order) = self.texts(PATH) else {
            return Severities::default();
        };
        let severities = Severities { order };
        // Names must be told apart in the tolerant way they are read.
        let clear = severities
            .order
            .iter()
            .all(|name| severities.find(name) == Some(name));
        if let Some(node) = self
            .node(PATH)
            .filter(|_| !clear || severities.order.is_empty())
        {
            self.reader.wrong(
                PATH,
                node,
                "at least one name, and no two that differ in case or hyphens only",
                None,
            );
        }
        severities
    }

    fn causes(&mut self) -> CausesConfig {
        let default = CausesConfig::default();
        CausesConfig {
            min_members: self.min_members().unwrap_or(default.min_members),
            lexicon: self.text("causes.lexicon").map(PathBuf::from),
            stop_words: self.texts("causes.stop_words").unwrap_or_default(),
        }
    }

    fn min_members(&mut self) -> Option<usize> {
        const PATH: &str = "causes.min_members";
        let node = self.node(PATH)?;
        let number = match &node.value {
            Value::Scalar(scalar) if scalar.kind == ScalarKind::Integer => scalar.text.parse().ok(),
            _ => None,
        };
        let number = number.filter(|n| *n >= 2);
        if number.is_none() {
            self.reader
                .wrong(PATH, node, "a whole number, 2 or more", None);
        }
        number
    }

    fn privacy(&mut self) -> PrivacyConfig {
        PrivacyConfig {
            customers: self.texts("privacy.customers").unwrap_or_default(),
            email_domains: self.texts("privacy.email_domains").unwrap_or_default(),
        }
    }

    fn learnings(&mut self) -> LearningsConfig {
        let mut themes = BTreeMap::new();
        for entry in self.entries("learnings.themes") {
            let path = format!("learnings.themes.{}", entry.key.text);
            let items = entry.node.items();
            let words = items.iter().filter_map(|item| self.text_of(&path, item));
            themes.insert(entry.key.text.clone(), words.collect());
        }
        LearningsConfig { themes }
    }

    fn search(&mut self) -> SearchConfig {
        SearchConfig {
            language: self.language("search.language"),
            weights: self.weights(),
        }
    }

    fn weights(&mut self) -> BTreeMap<String, f64> {
        let mut weights = BTreeMap::new();
        for entry in self.entries("search.weights") {
            let path = format!("search.weights.{}", entry.key.text);
            let number: Option<f64> = match &entry.node.value {
                Value::Scalar(s) if matches!(s.kind, ScalarKind::Integer | ScalarKind::Float) => {
                    s.text.parse().ok()
                }
                _ => None,
            };
            let known = WEIGHTED.contains(&entry.key.text.as_str());
            match number.filter(|n| known && n.is_finite() && *n >= 1.0) {
                Some(weight) => drop(weights.insert(entry.key.text.clone(), weight)),
                None if known => {
                    self.reader
                        .wrong(&path, &entry.node, "a number, 1 or more", None);
                }
                None => {
                    let expected = format!("one of these fields: {}", WEIGHTED.join(", "));
                    let near = suggest(&entry.key.text, WEIGHTED);
                    let help = near.map(|near| format!("did you mean `{near}`?"));
                    self.reader.wrong(&path, &entry.node, expected, help);
                }
            }
        }
        weights
    }
}
