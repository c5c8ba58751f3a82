use super::keys::KEYS;
use crate::data::{Entry, Form, Map, Node, Reader, ScalarKind, Value};

/// The outermost table being read. Keys are named by their whole path.
pub(super) struct Table<'n, 'r, 'a> {
    pub(super) root: &'n Map,
    pub(super) reader: &'r mut Reader<'a>,
}

impl<'n> Table<'n, '_, '_> {
    /// The value at a path.
    pub(super) fn node(&self, path: &str) -> Option<&'n Node> {
        let mut keys = path.split('.');
        let first = self.root.entry(keys.next()?)?;
        keys.try_fold(&first.node, |node, key| Some(&node.map()?.entry(key)?.node))
    }

    /// Reports everything that should be a table and is not.
    pub(super) fn groups(&mut self) {
        let groups = KEYS
            .0
            .iter()
            .filter(|info| info.form == Form::Group && !info.path.contains('*'));
        for info in groups {
            if let Some(node) = self.node(info.path).filter(|node| node.map().is_none()) {
                let expected = format!("a table `[{}]`", info.path);
                self.reader.wrong(info.path, node, expected, None);
            }
        }
    }

    pub(super) fn text(&mut self, path: &str) -> Option<String> {
        let node = self.node(path)?;
        self.text_of(path, node)
    }

    /// Text in quotes that is not empty.
    pub(super) fn text_of(&mut self, path: &str, node: &Node) -> Option<String> {
        match &node.value {
            Value::Scalar(scalar)
                if scalar.kind == ScalarKind::Text && !scalar.text.trim().is_empty() =>
            {
                Some(scalar.text.trim().to_owned())
            }
            _ => {
                self.reader.wrong(path, node, "text in quotes", None);
                None
            }
        }
    }

    /// Text that passes a test; `expected` says which.
    pub(super) fn text_if(
        &mut self,
        path: &str,
        expected: &str,
        test: impl Fn(&str) -> bool,
    ) -> Option<String> {
        let text = self.text(path)?;
        if test(&text) {
            return Some(text);
        }
        if let Some(node) = self.node(path) {
            self.reader.wrong(path, node, expected, None);
        }
        None
    }

    /// A list of texts, or one.
    pub(super) fn texts(&mut self, path: &str) -> Option<Vec<String>> {
        let items = self.node(path)?.items();
        Some(
            items
                .iter()
                .filter_map(|item| self.text_of(path, item))
                .collect(),
        )
    }

    /// The entries of a table with keys of the author's own.
    pub(super) fn entries(&self, path: &str) -> impl Iterator<Item = &'n Entry> + use<'n> {
        self.node(path).and_then(Node::map).into_iter().flatten()
    }
}
