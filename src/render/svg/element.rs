//! The little that is needed to write SVG.

use std::fmt::Write;

use crate::render::markdown::{escape, push_escaped};

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
        let (width, height) = (number(size.0), number(size.1));
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
        push_escaped(&mut self.0, text);
        self.close(name);
    }

    /// Appends a start tag.
    pub(super) fn open(&mut self, name: &str, class: &str, attributes: &[(&str, f64)]) {
        self.start(name, class, attributes);
        self.0.push('>');
    }

    /// Appends an end tag.
    pub(super) fn close(&mut self, name: &str) {
        self.0.push_str("</");
        self.0.push_str(name);
        self.0.push('>');
    }

    /// What was written.
    pub(super) fn finish(self) -> String {
        self.0
    }

    // A drawing has hundreds of numbers, so none takes the way through `format!`.
    fn start(&mut self, name: &str, class: &str, attributes: &[(&str, f64)]) {
        self.0.push('<');
        self.0.push_str(name);
        if !class.is_empty() {
            self.0.push_str(" class=\"");
            self.0.push_str(class);
            self.0.push('"');
        }
        for (key, value) in attributes {
            self.0.push(' ');
            self.0.push_str(key);
            self.0.push_str("=\"");
            push_number(&mut self.0, *value);
            self.0.push('"');
        }
    }
}

fn number(value: f64) -> String {
    let mut text = String::new();
    push_number(&mut text, value);
    text
}

/// Appends a number with one decimal, or none when that is zero: a tenth of a pixel is enough, and short.
fn push_number(out: &mut String, value: f64) {
    #[allow(
        clippy::cast_possible_truncation,
        reason = "no drawing is a million pixels wide"
    )]
    let tenths = (value * 10.0).round() as i32;
    if tenths < 0 {
        out.push('-');
    }
    let tenths = tenths.unsigned_abs();
    push_digits(out, tenths / 10);
    if !tenths.is_multiple_of(10) {
        out.push('.');
        push_digits(out, tenths % 10);
    }
}

fn push_digits(out: &mut String, number: u32) {
    if number >= 10 {
        push_digits(out, number / 10);
    }
    out.extend(char::from_digit(number % 10, 10));
}

/// About how wide a text is in a sans-serif face of this size, in pixels: letters and digits average 0.52 em, the rest
/// is a reserve.
pub(super) fn width(text: &str, size: f64) -> f64 {
    #[allow(clippy::cast_precision_loss, reason = "labels are short")]
    let letters = text.chars().count() as f64;
    letters * size * 0.56
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_one_decimal_at_most() {
        let said = [0.0, -0.04, 0.05, 12.0, 657.66, -3.0, -3.16, 1234.96].map(number);
        assert_eq!(said, ["0", "0", "0.1", "12", "657.7", "-3", "-3.2", "1235"]);
    }
}
