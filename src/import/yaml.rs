//! New keys in YAML.

use super::{
    Fact,
    edit::{Edit, Style, line_end, line_start, next_line, quoted},
};
use crate::{
    data::{Entry, Map, Node, Value, parse_yaml},
    model::Span,
};

/// A frontmatter of its own, fences included.
pub(super) fn block(facts: &[Fact], style: Style) -> String {
    let fence = format!("---{}", style.newline);
    let all: Vec<&Fact> = facts.iter().collect();
    format!("{fence}{}{fence}", lines(&all, "", style))
}

/// What to put into the YAML in `block`.
pub(super) fn edits(text: &str, block: Span, facts: &[Fact], style: Style) -> Option<Vec<Edit>> {
    let root = parse_yaml(text, block).root;
    let empty = Map::default();
    let map = match &root.value {
        Value::Map(_) if is_flow(text, &root) => return None,
        Value::Map(map) => map,
        Value::Null => &empty,
        _ => return None,
    };
    let indent = map.iter().next().map_or("", |entry| indent(text, entry));
    let writer = Writer { text, style };
    let mut edits = Vec::new();
    let mut below = Vec::new();
    for fact in facts {
        let (parent, name) = fact.parent_and_name();
        let place = match parent {
            Some(parent) => map.entry(parent).map(|entry| (entry, true)),
            None => map.entry(name).map(|entry| (entry, false)),
        };
        match place {
            None => below.push(fact),
            Some((entry, false)) => edits.extend(writer.fill(entry, fact)?),
            Some((entry, true)) => edits.extend(writer.nested(entry, name, fact, indent)?),
        }
    }
    edits.push(Edit {
        at: block.end,
        text: lines(&below, indent, style),
    });
    Some(edits)
}

/// Whether a collection is written in braces or brackets.
fn is_flow(text: &str, node: &Node) -> bool {
    text[node.span.start..].starts_with(['{', '['])
}

/// The white space before a key.
fn indent<'a>(text: &'a str, entry: &Entry) -> &'a str {
    let start = line_start(text, entry.key.span.start);
    let before = &text[start..entry.key.span.start];
    if before.trim().is_empty() { before } else { "" }
}

/// Facts as lines of their own, those of one group under its key.
fn lines(facts: &[&Fact], indent: &str, style: Style) -> String {
    let mut out = String::new();
    let mut open = None;
    for fact in facts {
        let (parent, name) = fact.parent_and_name();
        if let Some(parent) = parent.filter(|_| open != parent) {
            out.push_str(&format!("{indent}{parent}:{}", style.newline));
        }
        open = parent;
        let indent = match parent {
            Some(_) => format!("{indent}  "),
            None => indent.to_owned(),
        };
        out.push_str(&line(fact, name, &indent, style));
    }
    out
}

fn line(fact: &Fact, name: &str, indent: &str, style: Style) -> String {
    let (value, comment) = (scalar(&fact.value), fact.comment(style.shift));
    format!("{indent}{name}: {value}  {comment}{}", style.newline)
}

struct Writer<'a> {
    text: &'a str,
    style: Style,
}

impl Writer<'_> {
    /// A value for a key that was left empty, and the comment behind whatever stands behind it.
    fn fill(&self, entry: &Entry, fact: &Fact) -> Option<[Edit; 2]> {
        if entry.node.span.start != entry.node.span.end {
            return None;
        }
        let colon = entry.key.span.end + self.text[entry.key.span.end..].find(':')?;
        let end = line_end(self.text, colon);
        Some([
            Edit {
                at: colon + 1,
                text: format!(" {}", scalar(&fact.value)),
            },
            Edit {
                at: end,
                text: format!("  {}", fact.comment(self.style.shift)),
            },
        ])
    }

    /// A fact in a group that is there already.
    fn nested(&self, group: &Entry, name: &str, fact: &Fact, indent: &str) -> Option<Vec<Edit>> {
        match &group.node.value {
            Value::Null if group.node.span.start == group.node.span.end => {
                let inner = format!("{indent}  ");
                let at = next_line(self.text, group.key.span.end);
                Some(vec![self.whole_line(at, fact, name, &inner)])
            }
            Value::Map(map) => {
                if let Some(entry) = map.entry(name) {
                    return Some(self.fill(entry, fact)?.into());
                }
                if is_flow(self.text, &group.node) {
                    return self.in_braces(&group.node, name, fact);
                }
                let first = map.iter().next()?;
                let last = map.iter().map(last_byte).max()?;
                let inner = self::indent(self.text, first);
                let at = next_line(self.text, last.saturating_sub(1));
                Some(vec![self.whole_line(at, fact, name, inner)])
            }
            _ => None,
        }
    }

    fn whole_line(&self, at: usize, fact: &Fact, name: &str, indent: &str) -> Edit {
        Edit {
            at,
            text: line(fact, name, indent, self.style),
        }
    }

    /// `{started: …}`: before the brace, and the comment at the end of the line.
    fn in_braces(&self, node: &Node, name: &str, fact: &Fact) -> Option<Vec<Edit>> {
        let inside = self.text[node.span.start..node.span.end].strip_suffix('}')?;
        let filled = inside.trim_end();
        let parted = filled.ends_with([',', '{']);
        let comma = if parted { "" } else { "," };
        Some(vec![
            Edit {
                at: node.span.start + filled.len(),
                text: format!("{comma} {name}: {}", scalar(&fact.value)),
            },
            Edit {
                at: line_end(self.text, node.span.end),
                text: format!(
                    "  {}",
                    fact.comment(self.style.shift)
                        .replace("please confirm", &format!("please confirm {name}"))
                ),
            },
        ])
    }
}

/// Where the last value of an entry ends.
fn last_byte(entry: &Entry) -> usize {
    fn of(node: &Node) -> usize {
        match &node.value {
            Value::Map(map) => map.iter().map(last_byte).max().unwrap_or(0),
            Value::List(items) => items.iter().map(of).max().unwrap_or(0),
            Value::Scalar(_) | Value::Null => node.span.end,
        }
    }
    of(&entry.node).max(entry.key.span.end)
}

/// A value as YAML: plain where nothing in it could be read as something else.
fn scalar(value: &str) -> String {
    let time = value.starts_with(['~', '1', '2'])
        && value.len() >= "2026-11-20".len()
        && value
            .trim_start_matches('~')
            .bytes()
            .all(|b| b.is_ascii_digit() || matches!(b, b'-' | b':' | b'T' | b'Z' | b'+'));
    let plain = value.starts_with(char::is_alphabetic)
        && value.ends_with(|c: char| c.is_alphanumeric() || c == ')')
        && value
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '/' | '.' | '(' | ')'))
        && !["true", "false", "null", "yes", "no", "on", "off"]
            .contains(&value.to_lowercase().as_str());
    if time || plain {
        value.to_owned()
    } else {
        quoted(value)
    }
}

#[cfg(test)]
mod tests {
    use super::scalar;

    #[test]
    fn values_are_quoted_where_yaml_could_take_them_for_something_else() {
        for plain in [
            "Queue full (again)",
            "Europe/Berlin",
            "2026-11-20",
            "~2026-11-20T10:05+01:00",
        ] {
            assert_eq!(scalar(plain), plain);
        }
        assert_eq!(scalar("+01:00"), r#""+01:00""#);
        assert_eq!(scalar("DNS: gone"), r#""DNS: gone""#);
        assert_eq!(scalar("No"), r#""No""#);
        assert_eq!(scalar("The \"fix\" \\ \u{7}"), r#""The \"fix\" \\ \u0007""#);
    }
}
