use serde::Serialize;

use super::{Line, debrief_link};
use crate::{
    insight::causes::Basis,
    render::{Inputs, clock::When, evidence::evidence, texts::count, view::Link},
    site::url,
};

/// What a debrief has to do with others.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Panel {
    /// It repeats these; people said so.
    before: Vec<Line>,
    /// It may repeat these.
    maybe: Vec<Line>,
    maybe_said: String,
    /// These repeat it; people said so.
    after: Vec<Line>,
    /// Others worth reading, not among those above.
    similar: Vec<SimilarView>,
}

/// A similar debrief.
#[derive(Debug, Clone, Serialize)]
struct SimilarView {
    link: Link,
    date: Option<When>,
    because: Option<String>,
}

/// Suggestions shown on the page of a debrief; the ledger has the others.
const MAYBE: usize = 3;

const SIMILAR: usize = 5;

impl Panel {
    /// Of the debrief at `position`.
    pub(crate) fn new(inputs: &Inputs<'_>, root: &url::Root, position: usize) -> Self {
        let causes = &inputs.insight.causes;
        let lines = |of: &[Vec<usize>], basis: Basis, most: usize| -> Vec<usize> {
            let of = of.get(position).map(Vec::as_slice).unwrap_or_default();
            let mut lines: Vec<usize> = of
                .iter()
                .copied()
                .filter(|&line| causes.again[line].basis == basis)
                .collect();
            // The last time first, of suggestions the likeliest.
            lines.sort_by(|&a, &b| match basis {
                Basis::Confirmed => causes.again[a].gap_days.cmp(&causes.again[b].gap_days),
                Basis::Suggested => causes.again[b].score.total_cmp(&causes.again[a].score),
            });
            lines.truncate(most);
            lines
        };
        let before = lines(&causes.before, Basis::Confirmed, usize::MAX);
        let maybe = lines(&causes.before, Basis::Suggested, MAYBE);
        let after = lines(&causes.after, Basis::Confirmed, usize::MAX);
        let told: Vec<usize> = [&before, &maybe, &after]
            .into_iter()
            .flatten()
            .flat_map(|&line| [causes.again[line].earlier, causes.again[line].later])
            .collect();
        let view = |lines: Vec<usize>| {
            let lines = lines.into_iter();
            lines
                .map(|line| Line::on_page(inputs, root, line))
                .collect()
        };
        Self {
            before: view(before),
            maybe_said: count!(inputs.texts, "debrief.maybe", maybe.len()),
            maybe: view(maybe),
            after: view(after),
            similar: similar(inputs, root, position, &told),
        }
    }
}

fn similar(
    inputs: &Inputs<'_>,
    root: &url::Root,
    position: usize,
    told: &[usize],
) -> Vec<SimilarView> {
    let similar = inputs.insight.causes.similar.get(position);
    similar
        .into_iter()
        .flatten()
        .filter(|one| !told.contains(&one.debrief))
        .take(SIMILAR)
        .map(|one| SimilarView {
            link: debrief_link(inputs, root, one.debrief),
            date: inputs.library.entries[one.debrief]
                .date()
                .map(|date| When::day(inputs.texts, date)),
            because: one.because.first().map(|why| evidence(inputs.texts, why)),
        })
        .collect()
}
