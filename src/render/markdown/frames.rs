//! The elements that are open while a fragment is written, so that whatever an author typed, each is closed where it
//! must be: raw HTML opened inside a markdown block cannot outlive it, and cannot close what it did not open.

use std::borrow::Cow;

use super::escape::push_escaped;

/// Raw elements open at one time; browsers give up at 512 nested elements of any kind.
const MAX_RAW_DEPTH: usize = 64;

/// A markdown container that is being written.
#[derive(Debug, Default)]
pub(super) struct Frame {
    /// What closes it.
    close: Cow<'static, str>,
    /// Whether blocks may stand in it.
    flow: bool,
    /// Whether it is a link.
    anchor: bool,
    /// Whether it goes when nothing was written into it.
    optional: bool,
    /// Length of the output before and after its start tag.
    at: (usize, usize),
    /// Raw elements opened in it.
    raw: Vec<RawElement>,
}

impl Frame {
    /// A container of blocks.
    pub(super) fn flow(close: impl Into<Cow<'static, str>>) -> Self {
        Self {
            close: close.into(),
            flow: true,
            ..Self::default()
        }
    }

    /// A container of text.
    pub(super) fn text(close: impl Into<Cow<'static, str>>) -> Self {
        Self {
            close: close.into(),
            ..Self::default()
        }
    }

    /// The same, as a link.
    pub(super) fn anchor(self) -> Self {
        Self {
            anchor: true,
            ..self
        }
    }

    /// The same; it goes when nothing is written into it.
    pub(super) fn optional(self) -> Self {
        Self {
            optional: true,
            ..self
        }
    }
}

/// An element an author opened.
#[derive(Debug)]
struct RawElement {
    name: String,
    close: Cow<'static, str>,
    holds: Holds,
    at: (usize, usize),
}

/// What may stand in a raw element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    /// Blocks.
    Flow,
    /// Text.
    Phrasing,
    /// Nothing that is published: all of it goes when the element is closed.
    Nothing,
}

/// The output of a fragment and what is open in it.
#[derive(Debug, Default)]
pub(super) struct Frames {
    pub(super) out: String,
    stack: Vec<Frame>,
    /// Raw elements open in all frames.
    raw_depth: usize,
    /// Whether a tag of an author was written, so that the result has to be cleaned.
    pub(super) raw_written: bool,
}

impl Frames {
    /// Output for a fragment in which blocks may stand, or only text.
    pub(super) fn new(flow: bool) -> Self {
        let root = match flow {
            true => Frame::flow(""),
            false => Frame::text(""),
        };
        Self {
            stack: vec![root],
            ..Self::default()
        }
    }

    fn top(&mut self) -> Option<&mut Frame> {
        self.stack.last_mut()
    }

    /// Whether only the fragment itself is open.
    pub(super) fn at_root(&self) -> bool {
        self.stack.len() == 1
    }

    /// Starts a container.
    pub(super) fn push(&mut self, open: &str, frame: Frame) {
        let before = self.out.len();
        self.out.push_str(open);
        self.stack.push(Frame {
            at: (before, self.out.len()),
            ..frame
        });
    }

    /// Closes the innermost container and all that is open in it; `trim` takes spaces from its end.
    pub(super) fn pop(&mut self, trim: bool) {
        // The root is closed by `finish` alone, whatever a fragment's events are.
        if self.at_root() {
            return;
        }
        self.close_frame(trim);
    }

    fn close_frame(&mut self, trim: bool) {
        while self.close_innermost_raw() {}
        let Some(frame) = self.stack.pop() else {
            return;
        };
        if trim {
            let end = self.out.trim_end_matches(' ').len().max(frame.at.1);
            self.out.truncate(end);
        }
        if frame.optional && self.out[frame.at.1..].trim().is_empty() {
            self.out.truncate(frame.at.0);
        } else {
            self.out.push_str(&frame.close);
        }
    }

    /// Closes everything.
    pub(super) fn finish(&mut self, trim: bool) {
        while !self.stack.is_empty() {
            self.close_frame(trim);
        }
    }

    /// Whether a link is open, a raw one or one of markdown.
    pub(super) fn in_link(&self) -> bool {
        (self.stack.iter()).any(|frame| frame.anchor || frame.raw.iter().any(|raw| raw.name == "a"))
    }

    /// Whether blocks may stand here.
    pub(super) fn flow(&self) -> bool {
        self.stack
            .last()
            .is_some_and(|frame| frame.flow && frame.raw.iter().all(|raw| raw.holds == Holds::Flow))
    }

    /// Whether one of these raw elements is open in the innermost container.
    pub(super) fn has_raw(&self, names: &[&str]) -> bool {
        (self.stack.last()).is_some_and(|frame| {
            frame
                .raw
                .iter()
                .any(|raw| names.contains(&raw.name.as_str()))
        })
    }

    /// Opens an element for an author. False, and nothing is done, when too many are open.
    pub(super) fn open_raw(
        &mut self,
        name: &str,
        open: &str,
        close: impl Into<Cow<'static, str>>,
        holds: Holds,
    ) -> bool {
        if self.raw_depth >= MAX_RAW_DEPTH {
            return false;
        }
        let before = self.out.len();
        self.out.push_str(open);
        let after = self.out.len();
        let Some(frame) = self.top() else {
            return false;
        };
        frame.raw.push(RawElement {
            name: name.to_owned(),
            close: close.into(),
            holds,
            at: (before, after),
        });
        self.raw_depth += 1;
        self.raw_written = true;
        true
    }

    /// Closes an element for an author, if one of this name is open in the innermost container.
    pub(super) fn close_raw(&mut self, name: &str) {
        while self.has_raw(&[name]) {
            let inner = self.stack.last().and_then(|frame| frame.raw.last());
            let found = inner.is_some_and(|raw| raw.name == name);
            if let Some(raw) = inner.filter(|raw| found && raw.holds == Holds::Nothing) {
                let start = raw.at.0;
                self.out.truncate(start);
                self.forget_innermost_raw();
            } else {
                self.close_innermost_raw();
            }
            if found {
                return;
            }
        }
    }

    fn forget_innermost_raw(&mut self) -> Option<RawElement> {
        let raw = self.top()?.raw.pop()?;
        self.raw_depth -= 1;
        Some(raw)
    }

    /// False when none is open in the innermost container.
    fn close_innermost_raw(&mut self) -> bool {
        let Some(raw) = self.forget_innermost_raw() else {
            return false;
        };
        if raw.holds == Holds::Nothing {
            // Never closed: a tag the author wanted to talk about, so it is shown and nothing after it is lost.
            let mut shown = String::new();
            push_escaped(&mut shown, &format!("<{}>", raw.name));
            self.out.insert_str(raw.at.0, &shown);
        } else if raw.name == "p" && self.out[raw.at.1..].trim().is_empty() {
            self.out.truncate(raw.at.0);
        } else {
            self.out.push_str(&raw.close);
        }
        true
    }
}
