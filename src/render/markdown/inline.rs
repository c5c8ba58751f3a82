//! Text, code, links and images.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType};

use super::{
    autolink::addresses,
    cut::Visible,
    escape::{encode_url, push_attr, push_escaped},
    frames::Frame,
    link::Link,
    writer::Writer,
};
use crate::{
    model::Span,
    parse::markdown::{block_end, plain_text},
};

impl Writer<'_, '_> {
    /// Emphasis of some kind.
    pub(super) fn inline(&mut self, open: &str, close: &'static str) {
        self.frames.push(open, Frame::text(close).optional());
    }

    /// All text events in a row: markdown splits text at every sign that might have been markup, addresses too.
    pub(super) fn text_run(&mut self, at: usize, end: usize) -> usize {
        let doc = self.doc;
        let mut next = at;
        let mut run = Visible::default();
        let mut reached = doc.events[at].1.start;
        while let Some((Event::Text(text), range)) = doc.events[..end].get(next) {
            // A gap is a backslash, or the indent of a line.
            let joined = range.start <= reached + 1;
            if next > at && (!joined || self.cuts.swallows(range)) {
                break;
            }
            if next == at && self.cuts.is_none() && !followed_by_text(&doc.events[..end], at) {
                self.write_text(text);
                return at + 1;
            }
            self.cuts.push_visible(&mut run, text, range);
            reached = range.end;
            next += 1;
        }
        let text = match self.cuts.is_none() {
            true => run.text,
            false => self.cuts.tidy(run, &mut self.frames.out),
        };
        self.write_text(&text);
        next
    }

    /// Text with its addresses made links.
    pub(super) fn write_text(&mut self, text: &str) {
        let mut plain = 0;
        if text.contains("://") && !self.frames.in_link() {
            for Range { start, end } in addresses(text) {
                let url = &text[start..end];
                push_escaped(&mut self.frames.out, &text[plain..start]);
                let open = remote_link(&encode_url(url), "");
                self.frames.out.push_str(&open);
                push_escaped(&mut self.frames.out, url);
                self.frames.out.push_str("</a>");
                plain = end;
            }
        }
        push_escaped(&mut self.frames.out, &text[plain..]);
    }

    /// Code in a line, less what is cut.
    pub(super) fn code_span(&mut self, text: &str, range: &Range<usize>) {
        // The backticks and a padding space are part of the range but not of the text.
        let pad = range.len().saturating_sub(text.len()) / 2;
        let inner = range.start + pad..range.start + pad + text.len();
        if self.cuts.swallows(&inner) {
            return;
        }
        self.cuts.shown();
        self.code(text);
    }

    pub(super) fn code(&mut self, text: &str) {
        self.frames.out.push_str("<code>");
        push_escaped(&mut self.frames.out, text);
        self.frames.out.push_str("</code>");
    }

    /// Starts a link of markdown.
    pub(super) fn link(&mut self, kind: LinkType, destination: &str, title: &str, at: usize) {
        let span = self.destination_span(destination, at);
        let (open, close) = match kind {
            LinkType::Email => self.open_link(&format!("mailto:{destination}"), title, span),
            _ => self.open_link(destination, title, span),
        };
        self.frames
            .push(&open, Frame::text(close).anchor().optional());
    }

    /// The tags around the text of a link, looked up.
    pub(super) fn open_link(
        &mut self,
        destination: &str,
        title: &str,
        span: Span,
    ) -> (String, &'static str) {
        if self.frames.in_link() {
            return (String::new(), "");
        }
        match self.resolve(destination, span) {
            Link::Remote(href) => (remote_link(&href, title), "</a>"),
            Link::Local(href, _) => (anchor_tag(&href, title), "</a>"),
            Link::Withheld => (String::new(), ""),
            Link::Broken => ("<span class=\"link-broken\">".into(), "</span>"),
            Link::Refused => ("<span class=\"link-refused\">".into(), "</span>"),
        }
    }

    fn resolve(&mut self, destination: &str, span: Span) -> Link {
        let (link, diagnostic) = self.doc.links.resolve(destination, span);
        self.diagnostics.extend(diagnostic);
        link
    }

    /// Where in the file the destination of the link at `at` stands; the whole link when it is written elsewhere.
    fn destination_span(&self, destination: &str, at: usize) -> Span {
        let range = &self.doc.events[at].1;
        let written = self
            .doc
            .prepared
            .text
            .get(range.clone())
            .unwrap_or_default();
        match written
            .rfind(destination)
            .filter(|_| !destination.is_empty())
        {
            Some(found) => {
                let start = range.start + found;
                self.span(&(start..start + destination.len()))
            }
            None => self.span(range),
        }
    }

    /// An image of markdown with its description; gives the index after it.
    pub(super) fn image_of_markdown(
        &mut self,
        destination: &CowStr<'_>,
        title: &str,
        at: usize,
        end: usize,
    ) -> usize {
        let next = block_end(&self.doc.events, at).min(end);
        // A body is at most a few MB (see `source`), so the number of events fits.
        #[allow(clippy::cast_possible_truncation)]
        let alt = plain_text(&self.doc.events, at as u32..next as u32);
        let span = self.destination_span(destination, at);
        self.image(destination, &alt, title, span);
        next
    }

    /// An image: shown when it is ours, else a link or its description.
    pub(super) fn image(&mut self, destination: &str, alt: &str, title: &str, span: Span) {
        self.cuts.shown();
        let name = destination.rsplit('/').next().unwrap_or_default();
        let text = [alt, name, "image"]
            .into_iter()
            .find(|text| !text.is_empty());
        let text = text.unwrap_or_default();
        match self.resolve(destination, span) {
            Link::Local(src, size) if is_image(destination) => {
                self.frames.out.push_str(&image_tag(&src, size, alt, title));
            }
            Link::Local(href, _) => self.image_link(&anchor_tag(&href, title), text),
            Link::Remote(href) => self.image_link(&remote_link(&href, title), text),
            Link::Withheld => push_escaped(&mut self.frames.out, alt),
            Link::Broken => self.image_text("image-missing", text),
            Link::Refused => self.image_text("image-refused", text),
        }
    }

    fn image_link(&mut self, open: &str, text: &str) {
        let linked = !self.frames.in_link();
        let out = &mut self.frames.out;
        if linked {
            out.push_str(open);
        }
        push_escaped(out, text);
        if linked {
            out.push_str("</a>");
        }
    }

    fn image_text(&mut self, class: &str, text: &str) {
        let out = &mut self.frames.out;
        out.push_str("<span");
        push_attr(out, "class", class);
        out.push('>');
        push_escaped(out, text);
        out.push_str("</span>");
    }
}

fn followed_by_text(events: &[(Event<'_>, Range<usize>)], at: usize) -> bool {
    matches!(events.get(at + 1), Some((Event::Text(_), _)))
}

fn anchor_tag(href: &str, title: &str) -> String {
    let mut open = String::from("<a");
    push_attr(&mut open, "href", href);
    if !title.is_empty() {
        push_attr(&mut open, "title", title);
    }
    open.push('>');
    open
}

fn remote_link(href: &str, title: &str) -> String {
    let mut open = anchor_tag(href, title);
    open.pop();
    open.push_str(" class=\"external\" rel=\"noopener noreferrer\">");
    open
}

fn image_tag(src: &str, size: Option<(u32, u32)>, alt: &str, title: &str) -> String {
    let mut tag = String::from("<img");
    push_attr(&mut tag, "src", src);
    push_attr(&mut tag, "alt", alt);
    if !title.is_empty() {
        push_attr(&mut tag, "title", title);
    }
    if let Some((width, height)) = size {
        push_attr(&mut tag, "width", &width.to_string());
        push_attr(&mut tag, "height", &height.to_string());
    }
    tag.push_str(" loading=\"lazy\" decoding=\"async\">");
    tag
}

/// Whether a browser shows the file in an `img`.
fn is_image(path: &str) -> bool {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let extension = path.rsplit('.').next().unwrap_or_default();
    [
        "png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "bmp", "apng", "ico",
    ]
    .iter()
    .any(|known| extension.eq_ignore_ascii_case(known))
}
