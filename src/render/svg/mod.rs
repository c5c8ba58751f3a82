//! Drawings, made once and set into the page: no script, no colour of their own (`charts.css` gives them classes), and
//! for every one the same in words.

mod bars;
mod columns;
mod dots;
mod element;
mod timeline;

pub use bars::{Bar, Share, Tone, share_bar, spark_bars};
pub use columns::{Column, ShareAt, columns, share_chart};
pub use dots::{Dots, dot_plot};
pub use timeline::timeline;

/// A drawing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Svg {
    /// HTML to set into the page.
    pub markup: String,
    /// What it shows, in words; part of the markup already.
    pub description: String,
}
