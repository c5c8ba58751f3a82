//! The timeline of an incident, to scale: in what state it was, when each time of its life came, what was written down.

mod axis;
mod bands;
mod clock;
mod dots;
mod lanes;
mod marks;
mod plot;
mod scale;
mod ticks;
mod words;

use self::{plot::Plot, scale::Scale};
use super::{Svg, element::Canvas};
use crate::{
    model::{TimelineEntry, Times},
    render::texts::Texts,
};

/// The measures of a drawing, in pixels.
struct Size {
    class: &'static str,
    width: f64,
    /// Room for each tick.
    tick: f64,
    /// Width of a shortened gap.
    gap: f64,
    /// Whether dots say on hover what they are.
    titles: bool,
}

/// One for a wide column and one for a phone; the style sheet shows the one that fits, both with legible text.
const SIZES: [Size; 2] = [
    Size {
        class: "tl-wide",
        width: 720.0,
        tick: 72.0,
        gap: 64.0,
        titles: true,
    },
    Size {
        class: "tl-narrow",
        width: 350.0,
        tick: 58.0,
        gap: 46.0,
        titles: false,
    },
];

/// Left and right of the axis: half of the label of a tick.
const MARGIN: f64 = 18.0;
/// Height of a line of text.
const ROW: f64 = 20.0;
/// Size of text, as in `charts.css`.
const TEXT: f64 = 13.0;
/// Size of text below the axis.
const SMALL: f64 = 12.0;

/// Where the parts of a drawing stand, from top to bottom.
struct Layout {
    scale: Scale,
    width: f64,
    band: f64,
    dots: f64,
    axis: f64,
}

/// Draws the timeline of a debrief; `None` when fewer than two moments are known. `zone` is the debrief's (an IANA name
/// or an offset), `texts` say what is drawn. `id` begins every `id` of the drawing and must be unique on the page.
#[must_use]
pub fn timeline(
    entries: &[TimelineEntry],
    times: &Times,
    zone: &str,
    id: &str,
    texts: &Texts,
) -> Option<Svg> {
    let plot = Plot::new(entries, times, zone, texts)?;
    let description = words::describe(&plot);
    let mut canvas = Canvas::default();
    canvas.open("div", "tl", &[]);
    for size in &SIZES {
        let name = format!("{id}-{}", size.class);
        draw(&mut canvas, &plot, size, &name, &description);
    }
    canvas.close("div");
    Some(Svg {
        markup: canvas.finish(),
        description,
    })
}

fn draw(canvas: &mut Canvas, plot: &Plot<'_>, size: &Size, id: &str, description: &str) {
    let scale = plot.scale(&(MARGIN..size.width - MARGIN), size.gap);
    let labels = marks::place(&plot.marks, &scale, size.width);
    let dots = dots::place(&plot.events, &scale);
    let legend = bands::legend(plot, &scale, size.width);
    let band = 4.0 + marks::height(&labels);
    let dots_top = band + bands::height(plot);
    let layout = Layout {
        scale,
        width: size.width,
        band,
        dots: dots_top,
        axis: dots_top + dots::height(&dots),
    };
    let height = layout.axis + axis::HEIGHT + bands::legend_height(&legend);
    canvas.svg(
        size.class,
        id,
        (size.width, height),
        plot.clock.texts.get("timeline.title"),
        description,
    );
    axis::draw(canvas, plot, size.tick, &layout);
    bands::draw(canvas, plot, &layout);
    marks::draw(canvas, &labels, &layout);
    dots::draw(canvas, &plot.events, &dots, layout.dots, size.titles);
    bands::draw_legend(canvas, &legend, layout.axis + axis::HEIGHT);
    canvas.close("svg");
}
