//! Raw HTML of an author, tag by tag.

use std::ops::Range;

use pulldown_cmark::Event;

use super::{
    blocks::{TABLE_CLOSE, table_open},
    escape::{push_attr, push_escaped},
    frames::Holds,
    raw::{Policy, Raw, keeps_attribute, policy, tokens},
    writer::Writer,
};
use crate::{
    diagnostic::{Code, Diagnostic},
    model::Span,
    parse::markdown::block_end,
};

type Attributes = [(String, String)];

impl Writer<'_, '_> {
    /// A block of raw HTML, read as one piece; gives the index after it.
    pub(super) fn html_block(&mut self, at: usize, end: usize) -> usize {
        let doc = self.doc;
        let next = block_end(&doc.events, at).min(end);
        let mut html = String::new();
        for (event, _) in &doc.events[at..next] {
            if let Event::Html(line) = event {
                html.push_str(line);
            }
        }
        self.raw_html(&html, &doc.events[at].1);
        self.frames.close_raw("p");
        next
    }

    /// Raw HTML that came from the bytes `range`.
    pub(super) fn raw_html(&mut self, html: &str, range: &Range<usize>) {
        let span = self.span(range);
        let tokens = tokens(html);
        // A single tag can be shown as it was typed.
        let typed = (tokens.len() == 1).then_some(html);
        for token in tokens {
            match token {
                Raw::Open { name, attributes } => self.raw_open(&name, &attributes, typed, span),
                Raw::Close(name) if policy(&name) == Policy::Text => {
                    let tag = format!("</{name}>");
                    push_escaped(&mut self.frames.out, typed.unwrap_or(&tag));
                }
                Raw::Close(name) => self.frames.close_raw(&name),
                Raw::Text(text) => push_escaped(&mut self.frames.out, &text),
            }
        }
    }

    fn raw_open(&mut self, name: &str, attributes: &Attributes, typed: Option<&str>, span: Span) {
        match policy(name) {
            Policy::Phrasing => self.keep(name, attributes, Holds::Phrasing),
            Policy::Flow => self.raw_block(name, attributes),
            Policy::Within(parents) => {
                if self.frames.has_raw(parents) {
                    self.keep(name, attributes, holds(name));
                }
            }
            Policy::Void => self.raw_void(name),
            Policy::Heading(level) => self.raw_heading(name, level),
            Policy::Link => self.raw_link(attributes, span),
            Policy::Image => {
                let alt = attribute(attributes, "alt");
                let title = attribute(attributes, "title");
                self.image(attribute(attributes, "src"), alt, title, span);
            }
            Policy::Frame => self.raw_frame(name, attributes, span),
            Policy::Unwrap => {}
            Policy::Drop => {
                self.refuse(name, span);
                self.frames.open_raw(name, "", "", Holds::Nothing);
            }
            Policy::DropVoid => self.refuse(name, span),
            Policy::Text => {
                let tag = shown(name, attributes);
                push_escaped(&mut self.frames.out, typed.unwrap_or(&tag));
            }
        }
    }

    fn keep(&mut self, name: &str, attributes: &Attributes, holds: Holds) {
        let mut open = format!("<{name}");
        for (key, value) in attributes {
            if keeps_attribute(name, key, value) {
                push_attr(&mut open, key, value);
            }
        }
        open.push('>');
        self.frames
            .open_raw(name, &open, format!("</{name}>"), holds);
    }

    fn raw_block(&mut self, name: &str, attributes: &Attributes) {
        self.frames.close_raw("p");
        if !self.frames.flow() {
            return;
        }
        match name {
            "table" => {
                self.frames
                    .open_raw(name, &table_open(self.doc.texts), TABLE_CLOSE, Holds::Flow);
            }
            "pre" => {
                let open = "<pre class=\"code\" tabindex=\"0\">";
                self.frames.open_raw(name, open, "</pre>", Holds::Phrasing);
            }
            _ => self.keep(name, attributes, holds(name)),
        }
    }

    fn raw_void(&mut self, name: &str) {
        match name {
            "br" => self.frames.out.push_str("<br>"),
            _ if self.frames.flow() => self.rule(),
            _ => {}
        }
    }

    /// A heading an author wrote as HTML, below those of sections.
    fn raw_heading(&mut self, name: &str, level: u8) {
        self.frames.close_raw("p");
        if self.frames.flow() {
            let level = level.clamp(3, 6);
            let (open, close) = (format!("<h{level}>"), format!("</h{level}>"));
            self.frames.open_raw(name, &open, close, Holds::Phrasing);
        }
    }

    fn raw_link(&mut self, attributes: &Attributes, span: Span) {
        let href = attribute(attributes, "href");
        if href.is_empty() {
            return;
        }
        let (open, close) = self.open_link(href, attribute(attributes, "title"), span);
        self.frames.open_raw("a", &open, close, Holds::Phrasing);
    }

    /// What a frame would have shown, as a link; its content is for browsers that have no frames.
    fn raw_frame(&mut self, name: &str, attributes: &Attributes, span: Span) {
        let src = attribute(attributes, "src");
        if src.starts_with("https://") {
            let title = attribute(attributes, "title");
            let (open, close) = self.open_link(src, "", span);
            self.frames.out.push_str(&open);
            push_escaped(
                &mut self.frames.out,
                if title.is_empty() { src } else { title },
            );
            self.frames.out.push_str(close);
        } else {
            self.refuse(name, span);
        }
        self.frames.open_raw(name, "", "", Holds::Nothing);
    }

    fn refuse(&mut self, name: &str, span: Span) {
        let diagnostic = Diagnostic::new(Code::RefusedHtml, format!("`<{name}>` is not published"))
            .at(self.doc.links.file, span, "left out")
            .help(format!(
                "to talk about it, write it as code: `` `<{name}>` ``"
            ));
        self.diagnostics.push(diagnostic);
    }
}

fn attribute<'a>(attributes: &'a Attributes, name: &str) -> &'a str {
    (attributes.iter())
        .find(|(key, _)| key == name)
        .map_or("", |(_, value)| value.trim())
}

/// A start tag as text.
fn shown(name: &str, attributes: &Attributes) -> String {
    let mut tag = format!("<{name}");
    for (key, value) in attributes {
        tag.push(' ');
        tag.push_str(key);
        if !value.is_empty() {
            tag.push('=');
            tag.push_str(value);
        }
    }
    tag.push('>');
    tag
}

fn holds(name: &str) -> Holds {
    match name {
        "p" | "summary" | "caption" | "dt" => Holds::Phrasing,
        _ => Holds::Flow,
    }
}
