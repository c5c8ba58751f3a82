mod explain;

use std::collections::BTreeMap;

use granit_parser::{Event, Parser, ScalarStyle};

use super::{Duplicate, Entry, Key, Map, Node, Parsed, Problem, Scalar, ScalarKind, Value};
use crate::model::Span;

/// Nodes a tree may have once its aliases are expanded. A debrief needs a few hundred.
const MAX_NODES: usize = 10_000;

/// Collections inside one another. A debrief needs five.
const MAX_DEPTH: usize = 32;

/// Reads the YAML in `within` of `text`, a file. All spans count from the start of the file.
#[must_use]
pub fn parse_yaml(text: &str, within: Span) -> Parsed {
    let source = &text[within.start..within.end];
    let mut builder = Builder::new(source);
    builder.run();
    builder.finish(within.start)
}

/// A collection whose end has not been met.
struct Open {
    value: Value,
    /// The key whose value comes next, in a map.
    key: Option<Key>,
    /// Maps that `<<` pulls in when this one ends: its own keys win over theirs.
    merges: Vec<Map>,
    span: Span,
    anchor: usize,
    flow: bool,
}

struct Builder<'a> {
    source: &'a str,
    open: Vec<Open>,
    root: Option<Node>,
    anchors: BTreeMap<usize, Node>,
    nodes: usize,
    duplicates: Vec<Duplicate>,
    problems: Vec<Problem>,
    doubts: Vec<Problem>,
}

impl<'a> Builder<'a> {
    fn new(source: &'a str) -> Self {
        Self {
            source,
            open: Vec::new(),
            root: None,
            anchors: BTreeMap::new(),
            nodes: 0,
            duplicates: Vec::new(),
            problems: Vec::new(),
            doubts: Vec::new(),
        }
    }

    fn run(&mut self) {
        let mut options = granit_parser::options! {
            emit_unresolved_aliases: true,
            flow_nesting_limit: MAX_DEPTH,
            block_nesting_limit: MAX_DEPTH,
        };
        options.set_emit_comments(false);
        for step in Parser::new_from_str_with_options(self.source, options) {
            let (event, span) = match step {
                Ok(step) => step,
                Err(error) => {
                    let open = self.open.iter().rev().find(|o| o.flow).map(|o| o.span);
                    self.problems
                        .push(explain::explain(self.source, &error, open));
                    return;
                }
            };
            let range = span.byte_range().unwrap_or(0..0);
            if let Err(problem) = self.event(event, Span::from(range)) {
                self.problems.push(problem);
                return;
            }
        }
    }

    /// Takes one event; an error ends the reading.
    fn event(&mut self, event: Event<'_>, span: Span) -> Result<(), Problem> {
        match event {
            Event::DocumentStart(..) if self.root.is_some() => {
                return Err(explain::second_document(span));
            }
            Event::Scalar(text, style, anchor, tag) => {
                let forced = tag.is_some_and(|tag| tag.core_suffix() == Some("str"));
                let node = self.scalar(text.into_owned(), style, forced, span);
                self.complete(node, anchor)?;
            }
            Event::SequenceStart(_, anchor, _) => {
                self.start(Value::List(Vec::new()), anchor, span);
            }
            Event::MappingStart(_, anchor, _) => {
                self.start(Value::Map(Map::default()), anchor, span);
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(span)?,
            Event::Alias(anchor) => self.alias(anchor, span)?,
            Event::UnresolvedAlias(name) => {
                self.problems.push(explain::unknown_alias(&name, span));
                self.complete(Node::null(span.start), 0)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn scalar(&mut self, text: String, style: ScalarStyle, forced: bool, span: Span) -> Node {
        let written = &self.source[span.start..span.end];
        let span = Span::new(span.start, span.start + written.trim_end().len());
        let plain = style == ScalarStyle::Plain && !forced;
        if plain && !self.expects_key() {
            self.doubts
                .extend(explain::number_sign(self.source, span.end));
        }
        let null = plain && matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL");
        let kind = if plain {
            ScalarKind::Plain
        } else {
            ScalarKind::Text
        };
        Node {
            value: if null {
                Value::Null
            } else {
                Value::Scalar(Scalar { text, kind })
            },
            span,
        }
    }

    /// Whether the next node is a key.
    fn expects_key(&self) -> bool {
        let open = self.open.last();
        open.is_some_and(|open| matches!(open.value, Value::Map(_)) && open.key.is_none())
    }

    fn start(&mut self, value: Value, anchor: usize, span: Span) {
        self.open.push(Open {
            value,
            key: None,
            merges: Vec::new(),
            span,
            anchor,
            flow: span.end > span.start,
        });
    }

    fn end(&mut self, span: Span) -> Result<(), Problem> {
        let Some(mut open) = self.open.pop() else {
            return Ok(());
        };
        if span.end > span.start {
            open.span.end = span.end;
        }
        if let Value::Map(map) = &mut open.value {
            for entry in open
                .merges
                .into_iter()
                .flat_map(|m| m.iter().cloned().collect::<Vec<_>>())
            {
                // A key of the map itself wins over a merged one.
                let _ = map.insert(entry);
            }
        }
        let node = Node {
            value: open.value,
            span: open.span,
        };
        self.complete(node, open.anchor)
    }

    fn alias(&mut self, anchor: usize, span: Span) -> Result<(), Problem> {
        let Some(node) = self.anchors.get(&anchor) else {
            return Err(explain::inside_itself(span));
        };
        self.nodes += node.size();
        let node = node.clone();
        if self.nodes > MAX_NODES {
            return Err(explain::too_large(span));
        }
        self.complete(node, 0)
    }

    /// Puts a finished node where it belongs: into the innermost open collection, or at the root.
    fn complete(&mut self, node: Node, anchor: usize) -> Result<(), Problem> {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            return Err(explain::too_large(node.span));
        }
        if anchor > 0 {
            self.nodes += node.size();
            self.anchors.insert(anchor, node.clone());
        }
        let outermost = self.open.len() == 1;
        let Some(open) = self.open.last_mut() else {
            self.root.get_or_insert(node);
            return Ok(());
        };
        if !open.flow {
            open.span.end = open.span.end.max(node.span.end);
        }
        match &mut open.value {
            Value::List(items) => items.push(node),
            Value::Map(map) => match open.key.take() {
                None => open.key = Some(key(node)?),
                Some(key) if key.text == "<<" && merges(&node).is_some() => {
                    open.merges.extend(merges(&node).into_iter().flatten());
                }
                Some(key) => {
                    let entry = Entry { key, node };
                    if let Err(first) = map.insert(entry.clone()) {
                        self.duplicates.push(Duplicate {
                            key: entry.key,
                            first: Some(first),
                            outermost,
                        });
                    }
                }
            },
            Value::Null | Value::Scalar(_) => {}
        }
        Ok(())
    }

    /// Closes what a syntax error left open, so that the keys before it are still read.
    fn finish(mut self, shift: usize) -> Parsed {
        while let Some(open) = self.open.last_mut() {
            open.key = None;
            // Only the limit on nodes can stop this, and then there is a problem already.
            if self.end(Span::at(0)).is_err() {
                break;
            }
        }
        let mut root = self.root.unwrap_or_else(|| Node::null(0));
        shift_node(&mut root, shift);
        for duplicate in &mut self.duplicates {
            duplicate.key.span = duplicate.key.span.shifted(shift);
            duplicate.first = duplicate.first.map(|span| span.shifted(shift));
        }
        for problem in self.problems.iter_mut().chain(&mut self.doubts) {
            problem.span = problem.span.shifted(shift);
        }
        Parsed {
            root,
            duplicates: self.duplicates,
            problems: self.problems,
            doubts: self.doubts,
        }
    }
}

fn key(node: Node) -> Result<Key, Problem> {
    let span = node.span;
    match node.value {
        Value::Scalar(scalar) => Ok(Key {
            text: scalar.text,
            span,
        }),
        Value::Null => Ok(Key {
            text: String::new(),
            span,
        }),
        Value::List(_) | Value::Map(_) => Err(explain::key_is_collection(span)),
    }
}

/// The maps behind `<<: *base` or `<<: [*a, *b]`; `None` when the value is something else.
fn merges(node: &Node) -> Option<Vec<Map>> {
    node.items().iter().map(|n| n.map().cloned()).collect()
}

fn shift_node(node: &mut Node, by: usize) {
    node.span = node.span.shifted(by);
    match &mut node.value {
        Value::List(items) => items.iter_mut().for_each(|item| shift_node(item, by)),
        Value::Map(map) => {
            for entry in map.entries_mut() {
                entry.key.span = entry.key.span.shifted(by);
                shift_node(&mut entry.node, by);
            }
        }
        Value::Null | Value::Scalar(_) => {}
    }
}
