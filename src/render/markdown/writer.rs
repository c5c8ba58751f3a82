//! The walk over the events of a fragment.

use std::ops::Range;

use pulldown_cmark::{Alignment, Event, Tag};

use super::{Document, clean, cut::Cuts, frames::Frames};
use crate::{
    diagnostic::{Diagnostic, Outcome},
    model::Span,
    parse::markdown::block_end,
};

/// Writes one fragment.
pub(super) struct Writer<'d, 'a> {
    pub(super) doc: &'d Document<'a>,
    pub(super) frames: Frames,
    pub(super) cuts: Cuts<'d>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Whether blocks are written as blocks; else only their text is.
    pub(super) blocks: bool,
    pub(super) table: Table,
}

/// Where in a table the writer is. Tables of markdown do not nest.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// False while a row or cell is rendered on its own, which brings no table with it.
    pub(super) open: bool,
    pub(super) alignments: Vec<Alignment>,
    pub(super) column: usize,
    pub(super) in_head: bool,
}

impl<'d, 'a> Writer<'d, 'a> {
    pub(super) fn new(doc: &'d Document<'a>, cuts: &'d [Range<usize>], blocks: bool) -> Self {
        Self {
            doc,
            frames: Frames::new(blocks),
            cuts: Cuts::new(cuts),
            diagnostics: Vec::new(),
            blocks,
            table: Table::default(),
        }
    }

    /// Writes these events.
    pub(super) fn write(mut self, events: &Range<u32>) -> Outcome<String> {
        let end = (events.end as usize).min(self.doc.events.len());
        let mut at = events.start as usize;
        while at < end {
            at = self.event(at, end).max(at + 1);
        }
        self.frames.finish(self.cuts.left_over());
        let html = match self.frames.raw_written {
            true => clean::clean(&self.frames.out),
            false => self.frames.out,
        };
        Outcome::new(html, self.diagnostics)
    }

    /// Writes the event at `at`, or as many as belong together, and gives the index of the next.
    fn event(&mut self, at: usize, end: usize) -> usize {
        let doc = self.doc;
        let (event, range) = &doc.events[at];
        if self.cuts.swallows(range) {
            return block_end(&doc.events, at).min(end);
        }
        match event {
            Event::Start(tag) => return self.start(tag, at, end),
            Event::End(_) => self.frames.pop(self.cuts.left_over()),
            Event::Text(_) => return self.text_run(at, end),
            Event::Code(text) => self.code_span(text, range),
            Event::InlineHtml(html) | Event::Html(html) => self.raw_html(html, range),
            Event::SoftBreak if self.blocks => self.frames.out.push('\n'),
            Event::SoftBreak => self.frames.out.push(' '),
            Event::HardBreak => self.frames.out.push_str("<br>\n"),
            Event::Rule => self.rule(),
            Event::FootnoteReference(_) => self.footnote_reference(at),
            Event::TaskListMarker(done) => self.task(*done),
            // The dialect has no mathematics; if it ever does, it is shown as typed.
            Event::InlineMath(text) | Event::DisplayMath(text) => self.code_span(text, range),
        }
        at + 1
    }

    fn start(&mut self, tag: &Tag<'_>, at: usize, end: usize) -> usize {
        match tag {
            Tag::Emphasis => self.inline("<em>", "</em>"),
            Tag::Strong => self.inline("<strong>", "</strong>"),
            Tag::Strikethrough => self.inline("<del>", "</del>"),
            Tag::Superscript => self.inline("<sup>", "</sup>"),
            Tag::Subscript => self.inline("<sub>", "</sub>"),
            Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            } => self.link(*link_type, dest_url, title, at),
            Tag::Image {
                dest_url, title, ..
            } => return self.image_of_markdown(dest_url, title, at, end),
            Tag::HtmlBlock => return self.html_block(at, end),
            Tag::CodeBlock(kind) => return self.code_block(kind, at, end),
            Tag::MetadataBlock(_) => return block_end(&self.doc.events, at).min(end),
            block => self.block(block),
        }
        at + 1
    }

    /// The bytes of the file that a range of the prepared text came from.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        self.doc.prepared.span(range)
    }
}
