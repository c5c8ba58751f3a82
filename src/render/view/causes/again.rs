use serde::Serialize;

use super::Line;
use crate::{
    insight::causes::{Basis, Class},
    render::{
        Inputs,
        texts::count,
        view::{
            Link,
            list::{PageLink, page_links},
        },
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
    name: String,
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
                    let name = inputs.texts.get(heading(class)).into();
                    classes.push((class, ClassView { name, lines }));
                }
            }
        }
        Self {
            intro: intro(inputs),
            classes: classes.into_iter().map(|(_, view)| view).collect(),
            offered,
            causes: Link {
                text: inputs.texts.get("again.all_causes").into(),
                url: root.to(url::CAUSES),
            },
            pages: page_links(root, url::AGAIN, slice),
        }
    }
}

/// The key of the heading of a class.
fn heading(class: Class) -> &'static str {
    match class {
        Class::WhileOpen => "again.class_open",
        Class::BeforeDebrief => "again.class_before",
        Class::AfterDropped => "again.class_dropped",
        Class::AlthoughDone => "again.class_done",
        Class::NoAction => "again.class_none",
        Class::UnknownDates => "again.class_unknown",
    }
}

fn intro(inputs: &Inputs<'_>) -> String {
    let t = inputs.texts;
    let ledger = &inputs.site.ledger;
    let line = |&position: &usize| &inputs.insight.causes.again[position];
    // They come first.
    let times = ledger.partition_point(|position| line(position).basis == Basis::Confirmed);
    let open = ledger[..times]
        .iter()
        .filter(|position| line(position).class == Class::WhileOpen)
        .count();
    match (times, ledger.len()) {
        (0, 0) => t.get("again.nothing").into(),
        (0, _) => t.get("again.unconfirmed").into(),
        (times, _) => {
            let again = count!(t, "again.intro", times);
            match open {
                0 => again,
                open => format!("{again} {}", count!(t, "again.intro_open", open)),
            }
        }
    }
}
