use crate::{
    data::{Map, Node, Value},
    model::Span,
};

/// The keys and values of a frontmatter, to find the place of what is wrong.
pub(super) struct FrontKeys(pub(super) Map);

impl FrontKeys {
    /// The place of a key or, when it holds one, of its value: `times.detected`, `process.checkpoints.0.due`.
    pub(super) fn span(&self, path: &str) -> Option<Span> {
        let (first, rest) = path.split_once('.').unwrap_or((path, ""));
        let entry = self.0.entry(first)?;
        match rest {
            "" => Some(place(&entry.node).unwrap_or(entry.key.span)),
            _ => below(&entry.node, rest).or(Some(entry.key.span)),
        }
    }

    /// The value at a path.
    pub(super) fn node(&self, path: &str) -> Option<&Node> {
        let (first, rest) = path.split_once('.').unwrap_or((path, ""));
        let mut node = self.0.get(first)?;
        for name in rest.split('.').filter(|name| !name.is_empty()) {
            node = node.map()?.get(name)?;
        }
        Some(node)
    }
}

fn below(node: &Node, path: &str) -> Option<Span> {
    let (first, rest) = path.split_once('.').unwrap_or((path, ""));
    let next = match (&node.value, first.parse::<usize>()) {
        (Value::Map(map), _) => &map.entry(first)?.node,
        (_, Ok(index)) => node.items().get(index)?,
        _ => return None,
    };
    match rest {
        "" => place(next),
        _ => below(next, rest),
    }
}

/// A value that is there; `None` leaves the key to stand for it.
fn place(node: &Node) -> Option<Span> {
    (node.span.start < node.span.end).then_some(node.span)
}
