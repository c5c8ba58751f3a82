use std::collections::BTreeMap;

use super::{Edition, PeopleAs, table::Table};
use crate::{
    data::{Node, Words},
    model::Visibility,
};

const PEOPLE: &Words<PeopleAs> = &Words {
    names: &[("names", PeopleAs::Names), ("roles", PeopleAs::Roles)],
    also: &[],
};

const VISIBILITY: &Words<Visibility> = &Words {
    names: &[
        ("public", Visibility::Public),
        ("company", Visibility::Company),
        ("team", Visibility::Team),
        ("restricted", Visibility::Restricted),
    ],
    also: &[],
};

impl Table<'_, '_, '_> {
    /// `[editions]`; `company` exists in any case.
    pub(super) fn editions(&mut self) -> BTreeMap<String, Edition> {
        let mut editions = BTreeMap::from([("company".to_owned(), Edition::company())]);
        for entry in self.entries("editions") {
            let name = &entry.key.text;
            let path = format!("editions.{name}");
            if let Some(edition) = self.edition(&path, &entry.node, name == "company") {
                editions.insert(name.clone(), edition);
            }
        }
        editions
    }

    fn edition(&mut self, path: &str, node: &Node, company: bool) -> Option<Edition> {
        let map = self.reader.group(path, node)?;
        let people = map.get("people");
        let people =
            people.and_then(|node| self.reader.word(&format!("{path}.people"), node, PEOPLE));
        let at = format!("{path}.visibility");
        let visibility = match map.entry("visibility") {
            Some(entry) => self.visibilities(&at, &entry.node),
            None if company => Edition::company().visibility,
            None => {
                self.reader.missing(path, node, "visibility");
                return None;
            }
        };
        Some(Edition {
            visibility,
            people: people.unwrap_or_default(),
        })
    }

    fn visibilities(&mut self, path: &str, node: &Node) -> Vec<Visibility> {
        if node.items().is_empty() {
            self.reader.wrong(
                path,
                node,
                format!("one or more of {}", VISIBILITY.one_of()),
                None,
            );
        }
        let words = node
            .items()
            .iter()
            .filter_map(|item| self.reader.word(path, item, VISIBILITY));
        words.collect()
    }
}
