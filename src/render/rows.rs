//! Rows that stand in many lists. An action stands in the list of all, of its owner, of its service and so on: it is
//! made into HTML once, by the theme's own component, and each page only puts its way to the root in.

use std::sync::OnceLock;

use serde::Serialize;
use tera::{Context, Tera, Value};

use super::{
    Html, Inputs,
    intros::Intros,
    view::{Dates, Item, Row, Topic},
};
use crate::site::url::Root;

/// A row in a list.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub(super) enum Listed<T> {
    /// As HTML.
    Made(Html),
    /// As values, when the component cannot be made on its own; the page then says why.
    Values(T),
}

/// HTML of rows by position, with [`Root::open`] links; `None` where the component failed.
type Cache = Vec<OnceLock<Option<Box<str>>>>;

/// Makes rows for all pages of a site.
#[derive(Debug)]
pub(super) struct Rows<'a> {
    templates: &'a Tera,
    inputs: Inputs<'a>,
    /// What stands above the rows.
    pub(super) intros: Intros,
    actions: Cache,
    learnings: Cache,
    /// Of debriefs, by the level of their heading.
    debriefs: [Cache; LEVELS.len()],
}

/// Headings that rows of debriefs have: on the page of all, and on those of groups.
const LEVELS: [&str; 2] = ["h3", "h4"];

/// What the title of a debrief in a list is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    /// Below the years of the page.
    H3,
    /// Below the years of a section.
    H4,
}

impl<'a> Rows<'a> {
    pub(super) fn new(templates: &'a Tera, inputs: Inputs<'a>) -> Self {
        let cache = |len: usize| (0..len).map(|_| OnceLock::new()).collect();
        let debriefs = inputs.library.entries.len();
        Self {
            templates,
            inputs,
            intros: Intros::new(&inputs),
            actions: cache(inputs.insight.actions.len()),
            learnings: cache(inputs.insight.learnings.len()),
            debriefs: LEVELS.map(|_| cache(debriefs)),
        }
    }

    /// An action, with the debriefs it comes from.
    pub(super) fn action(&self, root: &Root, position: usize) -> Listed<Item> {
        let view = |root: &Root| Item::listed(&self.inputs, root, position);
        self.listed(&self.actions[position], root, ("item", None), view)
    }

    /// A learning, with the debriefs it comes from.
    pub(super) fn learning(&self, root: &Root, position: usize) -> Listed<Topic> {
        let topic = &self.inputs.insight.learnings[position];
        let view = |root: &Root| Topic::new(&self.inputs, root, topic);
        self.listed(&self.learnings[position], root, ("topic", None), view)
    }

    /// A debrief below its year.
    pub(super) fn debrief(&self, root: &Root, position: usize, level: Level) -> Listed<Row<'a>> {
        let level = level as usize;
        let view = |root: &Root| Row::new(&self.inputs, root, position, Dates::InYear);
        let component = ("row", Some(LEVELS[level]));
        self.listed(&self.debriefs[level][position], root, component, view)
    }

    fn listed<T: Serialize>(
        &self,
        slot: &OnceLock<Option<Box<str>>>,
        root: &Root,
        (component, level): (&str, Option<&str>),
        view: impl Fn(&Root) -> T,
    ) -> Listed<T> {
        let made = slot.get_or_init(|| self.make(component, level, &view(&Root::open())));
        match made {
            Some(html) => Listed::Made(Html::trusted(&root.close(html))),
            None => Listed::Values(view(root)),
        }
    }

    fn make(
        &self,
        component: &str,
        level: Option<&str>,
        view: &impl Serialize,
    ) -> Option<Box<str>> {
        let mut context = Context::new();
        context.insert_value("of", Value::try_from_serializable(view).ok()?);
        if let Some(level) = level {
            context.insert("level", level);
        }
        let made = self
            .templates
            .render_component(component, &context, None, true);
        made.ok().map(String::into_boxed_str)
    }
}
