//! The drawing in words.

use super::{
    clock::quiet,
    plot::{Plot, Shape},
    scale::Scale,
};
use crate::render::texts::{Texts, count, say};

/// What the drawing shows, for those who cannot see it.
pub(super) fn describe(plot: &Plot<'_>) -> String {
    let t = plot.clock.texts;
    let mut sentences = Vec::new();
    let marks: Vec<String> = plot
        .marks
        .iter()
        .map(|mark| {
            say!(
                t,
                "timeline.said_mark",
                mark = mark.name,
                time = mark.spoken
            )
        })
        .collect();
    if !marks.is_empty() {
        sentences.push(marks.join("; "));
    }
    let bands: Vec<String> = plot
        .bands
        .iter()
        .map(|band| {
            let time = match band.length.strip_prefix("≈ ") {
                Some(time) => say!(t, "duration.about", time = time),
                None => band.length.clone(),
            };
            say!(t, "timeline.said_band", phase = band.name, time = time)
        })
        .collect();
    if !bands.is_empty() {
        sentences.push(bands.join(t.get("timeline.then")));
    }
    sentences.extend(entries(plot));
    sentences.extend(gaps(t, &plot.scale(&(0.0..100.0), 5.0)));
    if let Some(name) = &plot.clock.name {
        sentences.push(say!(t, "timeline.zone", zone = name));
    }
    sentences.join(". ") + "."
}

fn entries(plot: &Plot<'_>) -> Option<String> {
    let (first, last) = (plot.events.first()?, plot.events.last()?);
    let t = plot.clock.texts;
    let entries = count!(t, "timeline.entries", plot.events.len());
    let day = |at| t.day_long(plot.clock.civil(at).date());
    let end = match last.shape {
        Shape::Stretch => last.when.time.end - 1,
        Shape::Point | Shape::About => last.when.time.start,
    };
    let (from, to) = (day(first.when.time.start), day(end));
    Some(match from == to {
        true => say!(t, "timeline.entries_on", entries = entries, day = from),
        false => say!(
            t,
            "timeline.entries_between",
            entries = entries,
            from = from,
            to = to
        ),
    })
}

fn gaps(t: &Texts, scale: &Scale) -> Option<String> {
    let lengths: Vec<String> = scale
        .gaps()
        .map(|(time, _)| quiet(t, time.end - time.start))
        .collect();
    let all = lengths.join(t.get("timeline.and"));
    (!lengths.is_empty()).then(|| count!(t, "timeline.gap", lengths.len(), lengths = all))
}
