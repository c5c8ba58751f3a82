//! Blocks: paragraphs, lists, quotes, tables, code.

use std::fmt::Write;

use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, Event, Tag};

use super::{
    escape::{escape, push_attr},
    frames::Frame,
    highlight::highlight,
    writer::Writer,
};
use crate::{
    parse::markdown::block_end,
    render::texts::{Texts, say},
};

/// The start of a table, which scrolls sideways on its own and can be reached with the keyboard.
pub(super) fn table_open(texts: &Texts) -> String {
    let label = escape(texts.get("text.table"));
    format!(
        "<div class=\"table-scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{label}\"><table>"
    )
}
pub(super) const TABLE_CLOSE: &str = "</table></div>";

impl Writer<'_, '_> {
    /// Starts a block that holds others or text.
    pub(super) fn block(&mut self, tag: &Tag<'_>) {
        if !self.blocks {
            return self.flatten();
        }
        self.frames.close_raw("p");
        match tag {
            Tag::Paragraph => self.paragraph(),
            Tag::Heading { level, .. } => self.heading(*level as u8),
            Tag::BlockQuote(kind) => self.quote(*kind),
            Tag::List(first) => self.list(*first),
            // An item or a cell rendered on its own brings no list or table with it.
            Tag::Item if !self.frames.at_root() => self.frames.push("<li>", Frame::flow("</li>\n")),
            Tag::FootnoteDefinition(name) => self.footnote(name),
            Tag::Table(alignments) => {
                self.table.open = true;
                self.table.alignments.clone_from(alignments);
                let close = format!("</tbody>{TABLE_CLOSE}\n");
                let open = table_open(self.doc.texts);
                self.frames.push(&open, Frame::text(close));
            }
            Tag::TableHead if self.table.open => {
                self.table.in_head = true;
                self.table.column = 0;
                self.frames
                    .push("<thead><tr>", Frame::text("</tr></thead>\n<tbody>"));
            }
            Tag::TableRow if self.table.open => {
                self.table.in_head = false;
                self.table.column = 0;
                self.frames.push("<tr>", Frame::text("</tr>\n"));
            }
            Tag::TableCell if self.table.open => self.cell(),
            _ => self.frames.push("", Frame::flow("")),
        }
    }

    /// A block where only text is wanted.
    fn flatten(&mut self) {
        self.gap();
        self.frames.push("", Frame::text(""));
    }

    /// A space apart from what came before.
    fn gap(&mut self) {
        let out = &mut self.frames.out;
        if !out.is_empty() && !out.ends_with(char::is_whitespace) {
            out.push(' ');
        }
    }

    fn paragraph(&mut self) {
        self.frames.push("<p>", Frame::text("</p>\n").optional());
    }

    /// A heading inside a list or quote; those of sections are written by the page, from `h2`.
    fn heading(&mut self, level: u8) {
        let level = level.clamp(3, 6);
        self.frames.push(
            &format!("<h{level}>"),
            Frame::text(format!("</h{level}>\n")),
        );
    }

    fn list(&mut self, first: Option<u64>) {
        match first {
            None => self.frames.push("<ul>\n", Frame::flow("</ul>\n")),
            Some(1) => self.frames.push("<ol>\n", Frame::flow("</ol>\n")),
            Some(first) => self
                .frames
                .push(&format!("<ol start=\"{first}\">\n"), Frame::flow("</ol>\n")),
        }
    }

    fn quote(&mut self, kind: Option<BlockQuoteKind>) {
        let (class, title) = match kind {
            None => {
                return self
                    .frames
                    .push("<blockquote>\n", Frame::flow("</blockquote>\n"));
            }
            Some(BlockQuoteKind::Note) => ("note", "text.note"),
            Some(BlockQuoteKind::Tip) => ("tip", "text.tip"),
            Some(BlockQuoteKind::Important) => ("important", "text.important"),
            Some(BlockQuoteKind::Warning) => ("warning", "text.warning"),
            Some(BlockQuoteKind::Caution) => ("caution", "text.caution"),
        };
        let title = escape(self.doc.texts.get(title));
        let open = format!(
            "<div class=\"callout callout-{class}\" role=\"note\"><p class=\"callout-title\">{title}</p>\n"
        );
        self.frames.push(&open, Frame::flow("</div>\n"));
    }

    fn cell(&mut self) {
        let alignment = self.table.alignments.get(self.table.column);
        self.table.column += 1;
        let class = match alignment {
            Some(Alignment::Left) => " class=\"align-left\"",
            Some(Alignment::Center) => " class=\"align-center\"",
            Some(Alignment::Right) => " class=\"align-right\"",
            Some(Alignment::None) | None => "",
        };
        if self.table.in_head {
            self.frames
                .push(&format!("<th scope=\"col\"{class}>"), Frame::text("</th>"));
        } else {
            self.frames
                .push(&format!("<td{class}>"), Frame::flow("</td>"));
        }
    }

    /// A block of code, written whole.
    pub(super) fn code_block(&mut self, kind: &CodeBlockKind<'_>, at: usize, end: usize) -> usize {
        let next = block_end(&self.doc.events, at).min(end);
        let mut text = String::new();
        for (event, _) in &self.doc.events[at..next] {
            if let Event::Text(line) = event {
                text.push_str(line);
            }
        }
        self.cuts.shown();
        if self.blocks {
            self.frames.close_raw("p");
            self.write_code_block(&language(kind), &text);
        } else {
            self.gap();
            self.code(text.trim());
        }
        next
    }

    fn write_code_block(&mut self, language: &str, text: &str) {
        let out = &mut self.frames.out;
        out.push_str("<pre class=\"code\" tabindex=\"0\"><code");
        if !language.is_empty() {
            push_attr(out, "class", &format!("language-{language}"));
        }
        out.push('>');
        highlight(out, language, text);
        out.push_str("</code></pre>\n");
    }

    /// A horizontal rule.
    pub(super) fn rule(&mut self) {
        if self.blocks {
            self.frames.close_raw("p");
            self.frames.out.push_str("<hr>\n");
        }
    }

    /// The box of a task: a character everybody sees, and a word for those who listen.
    pub(super) fn task(&mut self, done: bool) {
        let (state, label, sign) = match done {
            true => ("done", "text.done", '☑'),
            false => ("open", "text.open", '☐'),
        };
        let label = escape(self.doc.texts.get(label));
        // Writing to a string cannot fail.
        let _ = write!(
            self.frames.out,
            "<span class=\"task\" data-state=\"{state}\" role=\"img\" aria-label=\"{label}\">{sign}</span> "
        );
    }

    fn footnote(&mut self, name: &str) {
        let doc = self.doc;
        let (number, references) = doc.footnotes.definition(name);
        let mut close = String::new();
        for (nth, reference) in references.enumerate() {
            let id = reference.id();
            let label = escape(&say!(doc.texts, "text.back", n = nth + 1));
            let _ = write!(
                close,
                "<a class=\"footnote-back\" href=\"#{id}\" aria-label=\"{label}\">↩</a>",
            );
        }
        close.push_str("</div>\n");
        let open = format!(
            "<div class=\"footnote\" id=\"fn:{number}\" role=\"note\"><span class=\"footnote-number\">{number}</span>"
        );
        self.frames.push(&open, Frame::flow(close));
    }

    /// The number that leads to a footnote.
    pub(super) fn footnote_reference(&mut self, at: usize) {
        let Some(reference) = self.doc.footnotes.reference(at) else {
            return;
        };
        let number = reference.number;
        let in_link = self.frames.in_link();
        let label = escape(&say!(self.doc.texts, "text.footnote", n = number));
        let out = &mut self.frames.out;
        let _ = match in_link {
            true => write!(out, "<sup>{number}</sup>"),
            false => write!(
                out,
                "<sup class=\"footnote-ref\"><a href=\"#fn:{number}\" id=\"{}\" aria-label=\"{label}\">{number}</a></sup>",
                reference.id()
            ),
        };
    }
}

/// The language of a block of code, as far as a class name can hold it.
fn language(kind: &CodeBlockKind<'_>) -> String {
    let CodeBlockKind::Fenced(info) = kind else {
        return String::new();
    };
    (info.split([' ', '\t', ',', '{']).next().unwrap_or_default())
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || "+-#_.".contains(*c))
        .take(30)
        .collect::<String>()
        .to_ascii_lowercase()
}
