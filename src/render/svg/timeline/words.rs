//! The drawing in words.

use super::{
    clock::quiet,
    plot::{Plot, Shape},
    scale::Scale,
};
use crate::render::words;

/// What the drawing shows, for those who cannot see it.
pub(super) fn describe(plot: &Plot) -> String {
    let mut sentences = Vec::new();
    let marks: Vec<String> = plot
        .marks
        .iter()
        .map(|mark| format!("{} {}", mark.name, mark.spoken))
        .collect();
    if !marks.is_empty() {
        sentences.push(marks.join("; "));
    }
    let bands: Vec<String> = plot
        .bands
        .iter()
        .map(|band| {
            format!(
                "{} for {}",
                band.phase.label(),
                band.length.replace("≈", "about")
            )
        })
        .collect();
    if !bands.is_empty() {
        sentences.push(bands.join(", then "));
    }
    sentences.extend(entries(plot));
    sentences.extend(gaps(&plot.scale(&(0.0..100.0), 5.0)));
    if let Some(name) = &plot.clock.name {
        sentences.push(format!("Times are in {name}"));
    }
    sentences.join(". ") + "."
}

fn entries(plot: &Plot) -> Option<String> {
    let (first, last) = (plot.events.first()?, plot.events.last()?);
    let count = match plot.events.len() {
        1 => "1 entry".to_owned(),
        count => format!("{count} entries"),
    };
    let day = |at| words::day_long(plot.clock.civil(at).date());
    let end = match last.shape {
        Shape::Stretch => last.when.time.end - 1,
        Shape::Point | Shape::About => last.when.time.start,
    };
    let (from, to) = (day(first.when.time.start), day(end));
    Some(match from == to {
        true => format!("{count} on {from}"),
        false => format!("{count} from {from} to {to}"),
    })
}

fn gaps(scale: &Scale) -> Option<String> {
    let lengths: Vec<String> = scale
        .gaps()
        .map(|(time, _)| quiet(time.end - time.start))
        .collect();
    match lengths.as_slice() {
        [] => None,
        [one] => Some(format!("A quiet gap of {one} is drawn shortened")),
        several => Some(format!(
            "Quiet gaps of {} are drawn shortened",
            several.join(" and ")
        )),
    }
}
