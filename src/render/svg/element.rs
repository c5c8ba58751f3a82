//! The little that is needed to write SVG.

use std::fmt::Write;

use crate::render::markdown::escape;

/// A drawing being written.
#[derive(Debug, Default)]
pub(super) struct Canvas(String);

impl Canvas {
    /// Starts a drawing of this size, with its title and description.
    pub(super) fn svg(
        &mut self,
        class: &str,
        id: &str,
        size: (f64, f64),
        title: &str,
        description: &str,
    ) {
        let (width, height) = (short(size.0), short(size.1));
        // Writing to a string cannot fail.
        let _ = write!(
            self.0,
            "<svg class=\"{class}\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" \
             aria-labelledby=\"{id}-title\" aria-describedby=\"{id}-desc\">\
             <title id=\"{id}-title\">{}</title><desc id=\"{id}-desc\">{}</desc>",
            escape(title),
            escape(description),
            id = escape(id),
        );
    }

    /// Appends an element without content; names and classes are those of this module.
    pub(super) fn shape(&mut self, name: &str, class: &str, attributes: &[(&str, f64)]) {
        self.start(name, class, attributes);
        self.0.push_str("/>");
    }

    /// Appends an element that holds text.
    pub(super) fn text(&mut self, name: &str, class: &str, attributes: &[(&str, f64)], text: &str) {
        self.open(name, class, attributes);
        self.0.push_str(&escape(text));
        self.close(name);
    }

    /// Appends a start tag.
    pub(super) fn open(&mut self, name: &str, class: &str, attributes: &[(&str, f64)]) {
        self.start(name, class, attributes);
        self.0.push('>');
    }

    /// Appends an end tag.
    pub(super) fn close(&mut self, name: &str) {
        let _ = write!(self.0, "</{name}>");
    }

    /// What was written.
    pub(super) fn finish(self) -> String {
        self.0
    }

    fn start(&mut self, name: &str, class: &str, attributes: &[(&str, f64)]) {
        let _ = write!(self.0, "<{name}");
        if !class.is_empty() {
            let _ = write!(self.0, " class=\"{class}\"");
        }
        for (key, value) in attributes {
            let _ = write!(self.0, " {key}=\"{}\"", short(*value));
        }
    }
}

/// One decimal is a tenth of a pixel: enough, and short.
fn short(value: f64) -> f64 {
    let rounded = (value * 10.0).round() / 10.0;
    // Minus zero would be written with its sign.
    if rounded == 0.0 { 0.0 } else { rounded }
}

/// About how wide a text is in a sans-serif face of this size, in pixels: letters and digits average 0.52 em, the rest
/// is a reserve.
pub(super) fn width(text: &str, size: f64) -> f64 {
    #[allow(clippy::cast_precision_loss, reason = "labels are short")]
    let letters = text.chars().count() as f64;
    letters * size * 0.56
}
