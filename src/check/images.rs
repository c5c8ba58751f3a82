//! Images that say nothing to those who cannot see them.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::subject::Subject;
use crate::{
    diagnostic::{Code, Diagnostic},
    parse::markdown,
};

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let entry = subject.entry;
    if !entry.text[entry.body.start..entry.body.end].contains("![") {
        return;
    }
    let prepared = markdown::prepare(&entry.text, entry.body);
    // Whether the image being read says nothing so far.
    let mut silent = false;
    for (event, range) in &markdown::events(&prepared) {
        match event {
            Event::Start(Tag::Image { title, .. }) => silent = title.trim().is_empty(),
            Event::Text(text) | Event::Code(text) if !text.trim().is_empty() => silent = false,
            Event::End(TagEnd::Image) if silent => {
                let message = "this image has no description";
                found.push(subject.at(Code::ImageWithoutAlt, message, prepared.span(range)).help(
                    "say between the brackets what one should see in it: `![Error rate rises to 30 % at 09:41](graph.png)`",
                ));
            }
            _ => {}
        }
    }
}
