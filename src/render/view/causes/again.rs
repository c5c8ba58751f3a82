use serde::Serialize;

use super::Line;
use crate::{
    insight::causes::{Basis, Class},
    render::{
        Inputs,
        view::{
            Link,
            list::{PageLink, page_links},
        },
        words,
    },
    site::{Slice, url},
};

/// The never-twice ledger.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct AgainView {
    intro: String,
    /// What people confirmed, by what had become of the actions.
    classes: Vec<ClassView>,
    /// What may have come back; nobody has said yes or no.
    offered: Vec<Line>,
    causes: Link,
    pages: Vec<PageLink>,
}

/// Lines of one class.
#[derive(Debug, Clone, Serialize)]
struct ClassView {
    name: &'static str,
    lines: Vec<Line>,
}

impl AgainView {
    /// One page of the ledger.
    pub(crate) fn new(inputs: &Inputs<'_>, root: &url::Root, slice: Slice) -> Self {
        let again = &inputs.insight.causes.again;
        let ledger = &inputs.site.ledger;
        let mut classes: Vec<(Class, ClassView)> = Vec::new();
        let mut offered = Vec::new();
        for &position in &ledger[slice.rows(ledger.len())] {
            let line = Line::new(inputs, root, position);
            let class = again[position].class;
            match classes.last_mut() {
                _ if again[position].basis == Basis::Suggested => offered.push(line),
                Some((last, view)) if *last == class => view.lines.push(line),
                _ => {
                    let lines = vec![line];
                    let name = class.heading();
                    classes.push((class, ClassView { name, lines }));
                }
            }
        }
        Self {
            intro: intro(inputs),
            classes: classes.into_iter().map(|(_, view)| view).collect(),
            offered,
            causes: Link {
                text: "All recurring causes".into(),
                url: root.to(url::CAUSES),
            },
            pages: page_links(root, url::AGAIN, slice),
        }
    }
}

fn intro(inputs: &Inputs<'_>) -> String {
    let ledger = &inputs.site.ledger;
    let line = |&position: &usize| &inputs.insight.causes.again[position];
    // They come first.
    let times = ledger.partition_point(|position| line(position).basis == Basis::Confirmed);
    let open = ledger[..times]
        .iter()
        .filter(|position| line(position).class == Class::WhileOpen)
        .count();
    match (times, ledger.len()) {
        (0, 0) => "Nothing is known to have happened twice.".into(),
        (0, _) => "Nobody has confirmed yet that something happened twice.".into(),
        (times, _) => {
            let times = words::capitalised(&words::count(times, "time", "times"));
            let open = match open {
                0 => String::new(),
                1 => " Once, an action of the first time was still open.".to_owned(),
                open => format!(
                    " {} times, an action of the first time was still open.",
                    words::capitalised(&words::number(open))
                ),
            };
            format!("{times} something happened again.{open}")
        }
    }
}
