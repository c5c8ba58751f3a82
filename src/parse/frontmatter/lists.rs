//! Keys that hold several things. A single one may stand without brackets, names also separated by commas.

use crate::{
    data::{Map, Node, Value},
    model::{Cause, Label, Link, slugify},
};

use super::{
    Spanned,
    facts::{Facts, one_line},
    words::RELATION,
};

impl Facts<'_, '_, '_> {
    /// Services, teams, tags: every name once, in the order written.
    pub(super) fn labels(&mut self, key: &str) -> Vec<Label> {
        let Some(node) = self.root.get(key) else {
            return Vec::new();
        };
        let mut labels: Vec<Label> = Vec::new();
        for text in self.texts(key, node) {
            match Label::new(&text.value) {
                Some(label) if labels.iter().any(|l| l.slug == label.slug) => {}
                Some(label) => labels.push(label),
                None => self.no_letters(key, &text),
            }
        }
        labels
    }

    /// Ids of debriefs; a path or file name stands for the id it gives.
    pub(super) fn ids(&mut self, key: &str) -> Vec<Spanned<String>> {
        let Some(node) = self.root.get(key) else {
            return Vec::new();
        };
        let texts = self.texts(key, node);
        texts
            .into_iter()
            .filter_map(|text| self.debrief_id(key, &text))
            .collect()
    }

    fn debrief_id(&mut self, path: &str, text: &Spanned<String>) -> Option<Spanned<String>> {
        let id = id_of(&text.value);
        if id.is_empty() {
            self.no_letters(path, text);
            return None;
        }
        Some(Spanned {
            value: id,
            span: text.span,
        })
    }

    /// The texts of a list; a single text is split at its commas.
    pub(super) fn texts(&mut self, path: &str, node: &Node) -> Vec<Spanned<String>> {
        let mut texts = Vec::new();
        for item in node.items().iter().filter(|item| !item.is_null()) {
            let Some(text) = self.reader.text(path, item) else {
                continue;
            };
            let alone = !matches!(node.value, Value::List(_));
            let parts = text.split(|c| alone && c == ',').map(one_line);
            let parts = parts.filter(|part| !part.is_empty());
            texts.extend(parts.map(|value| Spanned {
                value,
                span: item.span,
            }));
        }
        texts
    }

    fn no_letters(&mut self, path: &str, text: &Spanned<String>) {
        let node = scalar(text);
        self.reader
            .wrong(path, &node, "a name with letters or digits", None);
    }

    /// `expired-certificate`, or `{id, note}`.
    pub(super) fn causes(&mut self) -> Vec<Cause> {
        let Some(node) = self.root.get("causes") else {
            return Vec::new();
        };
        let mut causes: Vec<Cause> = Vec::new();
        for (text, map) in self.entries("causes", node) {
            let note = map.and_then(|map| self.text_in(map, "causes", "note"));
            let Some(label) = Label::new(&text.value) else {
                self.no_letters("causes", &text);
                continue;
            };
            if causes.iter().all(|cause| cause.label.slug != label.slug) {
                causes.push(Cause {
                    label,
                    note,
                    span: text.span,
                });
            }
        }
        causes
    }

    /// Ids of earlier debriefs that came back, or `{id, relation, confirmed}`; mere suspicions are left out.
    pub(super) fn recurs(&mut self) -> Vec<Spanned<String>> {
        let Some(node) = self.root.get("recurs") else {
            return Vec::new();
        };
        let mut ids = Vec::new();
        for (text, map) in self.entries("recurs", node) {
            let counts = map.is_none_or(|map| self.counts_as_recurrence(map));
            if let Some(id) = self.debrief_id("recurs", &text).filter(|_| counts) {
                ids.push(id);
            }
        }
        ids
    }

    fn counts_as_recurrence(&mut self, map: &Map) -> bool {
        let relation = map
            .get("relation")
            .map(|n| self.reader.word("recurs.relation", n, RELATION));
        let confirmed = map
            .get("confirmed")
            .map(|n| self.reader.bool("recurs.confirmed", n));
        // A value that cannot be read counts as missing, as everywhere.
        relation.flatten() != Some(false) && confirmed.flatten() != Some(false)
    }

    /// A list whose items are texts or groups with an `id`: each id, and the group if it is one.
    fn entries<'m>(
        &mut self,
        path: &str,
        node: &'m Node,
    ) -> Vec<(Spanned<String>, Option<&'m Map>)> {
        let mut entries = Vec::new();
        for item in node.items().iter().filter(|item| !item.is_null()) {
            let Value::Map(map) = &item.value else {
                let alone = !matches!(node.value, Value::List(_)) && is_names(item);
                let texts = if alone {
                    self.texts(path, item)
                } else {
                    self.one(path, item)
                };
                entries.extend(texts.into_iter().map(|text| (text, None)));
                continue;
            };
            match map.get("id") {
                Some(id) => {
                    let texts = self.one(&format!("{path}.id"), id);
                    entries.extend(texts.into_iter().map(|text| (text, Some(map))));
                }
                None => self.reader.missing(path, item, "id"),
            }
        }
        entries
    }

    fn one(&mut self, path: &str, node: &Node) -> Vec<Spanned<String>> {
        let text = self.reader.text(path, node).map(|text| Spanned {
            value: one_line(&text),
            span: node.span,
        });
        text.into_iter().collect()
    }

    /// Addresses, or `{title, url}`.
    pub(super) fn links(&mut self) -> Vec<Link> {
        let Some(node) = self.root.get("links") else {
            return Vec::new();
        };
        let items = node.items().iter().filter(|item| !item.is_null());
        items.filter_map(|item| self.link(item)).collect()
    }

    fn link(&mut self, item: &Node) -> Option<Link> {
        let Value::Map(map) = &item.value else {
            let url = self.url("links", item)?;
            return Some(Link {
                title: url.clone(),
                url,
            });
        };
        let title = self.text_in(map, "links", "title");
        let kind = self.text_in(map, "links", "kind");
        let Some(url) = map.get("url") else {
            self.reader.missing("links", item, "url");
            return None;
        };
        let url = self.url("links.url", url)?;
        let title = title
            .or(kind)
            .map_or_else(|| url.clone(), |title| one_line(&title));
        Some(Link { title, url })
    }

    /// An address of the web, of mail, or inside the site. Anything else (`javascript:`) could run in a reader's page.
    fn url(&mut self, path: &str, node: &Node) -> Option<String> {
        let text = self.reader.text(path, node)?;
        let scheme = text
            .split_once(':')
            .map(|(scheme, _)| scheme.to_ascii_lowercase());
        let relative = scheme
            .as_ref()
            .is_none_or(|scheme| scheme.contains(['/', '?', '#']));
        let safe =
            scheme.is_some_and(|scheme| ["http", "https", "mailto"].contains(&scheme.as_str()));
        let one_word = !text.contains(char::is_whitespace);
        if one_word && (relative || safe) {
            return Some(text);
        }
        self.reader.wrong(
            path,
            node,
            "an address such as `https://status.example.com/7`",
            None,
        );
        None
    }
}

/// Whether a text is one or more single words with commas between them: a sentence keeps its commas.
fn is_names(node: &Node) -> bool {
    let mut parts = node.text().unwrap_or_default().split(',');
    parts.all(|part| !part.trim().contains(char::is_whitespace))
}

fn scalar(text: &Spanned<String>) -> Node {
    Node::text_at(&text.value, text.span)
}

/// The id behind what a person writes for a debrief: `x/2025-11-19-tls.md`, `/debriefs/2025-11-19-tls/`, the id itself.
fn id_of(text: &str) -> String {
    let path = text.split(['#', '?']).next().unwrap_or_default();
    let path = path
        .strip_suffix(".md")
        .or_else(|| path.strip_suffix(".markdown"))
        .unwrap_or(path);
    let path = path.trim_end_matches('/');
    let path = path.strip_suffix("/index").unwrap_or(path);
    slugify(path.rsplit('/').next().unwrap_or(path))
}

#[cfg(test)]
mod tests {
    use super::id_of;

    #[test]
    fn a_debrief_is_known_by_its_path_too() {
        for text in [
            "2025-11-19-tls",
            "2025/2025-11-19-tls.md",
            "../2025-11-19-tls/index.md",
            "/debriefs/2025-11-19-tls/#timeline",
            "2025-11-19 TLS",
        ] {
            assert_eq!(id_of(text), "2025-11-19-tls", "{text}");
        }
    }
}
