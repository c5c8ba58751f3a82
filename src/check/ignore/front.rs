//! `check: {RULE: off}` in the frontmatter.

use std::sync::Arc;

use super::{Ignore, Scope, rule};
use crate::{
    config::Config,
    data::{Entry, Node},
    diagnostic::{Code, Diagnostic},
    parse::frontmatter,
};

const KEY: &str = "check";

pub(super) fn read(
    file: &Arc<str>,
    text: &str,
    config: &Config,
    ignores: &mut Vec<Ignore>,
    wrong: &mut Vec<Diagnostic>,
) {
    if !text.contains(KEY) {
        return;
    }
    let Some(keys) = frontmatter::keys(file, text, config) else {
        return;
    };
    let Some(node) = keys.get(KEY) else {
        return;
    };
    let Some(rules) = node.map() else {
        wrong.push(not_off(file, node));
        return;
    };
    for Entry { key, node } in rules {
        if !is_off(node) {
            wrong.push(not_off(file, node));
            continue;
        }
        match rule(file, &key.text, key.span) {
            Ok(code) => ignores.push(Ignore {
                code,
                scope: Scope::File,
                span: key.span,
                used: false,
            }),
            Err(problem) => wrong.push(*problem),
        }
    }
}

fn is_off(node: &Node) -> bool {
    let text = node.text().unwrap_or_default();
    ["off", "false", "no"]
        .iter()
        .any(|off| text.eq_ignore_ascii_case(off))
}

fn not_off(file: &Arc<str>, node: &Node) -> Diagnostic {
    Diagnostic::new(Code::UnknownRule, "a debrief can only switch rules off")
        .at(file, node.span, "expected `off`")
        .help("write `check: {undated-action: off}`; levels are set for all debriefs under `[check]` in debriefs.toml")
}
