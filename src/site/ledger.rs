use std::cmp::Ordering;

use crate::insight::causes::{Basis, Recurrence};

/// Suggestions a debrief has in the ledger. Nobody judges twenty of them; `data/causes.json` has them all.
const OFFERED: usize = 3;

/// The lines of the ledger: what people confirmed, then what is offered, each in the order of the insight.
pub(super) fn lines(again: &[Recurrence]) -> Vec<usize> {
    let of = |basis: Basis| (0..again.len()).filter(move |&i| again[i].basis == basis);
    let mut offered: Vec<usize> = of(Basis::Suggested).collect();
    offered.sort_by(|&a, &b| by_later(again, a, b));
    let mut offered: Vec<usize> = offered
        .chunk_by(|&a, &b| again[a].later == again[b].later)
        .flat_map(|lines| lines.iter().take(OFFERED).copied())
        .collect();
    offered.sort_unstable();
    of(Basis::Confirmed).chain(offered).collect()
}

/// Those of one later debrief together, the likeliest first.
fn by_later(again: &[Recurrence], a: usize, b: usize) -> Ordering {
    let (one, other) = (&again[a], &again[b]);
    one.later
        .cmp(&other.later)
        .then(other.score.total_cmp(&one.score))
        .then(a.cmp(&b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::causes::{Class, Strength};

    fn line(later: usize, basis: Basis, score: f64) -> Recurrence {
        Recurrence {
            earlier: 90,
            later,
            gap_days: None,
            class: Class::NoAction,
            basis,
            score,
            strength: Strength::Faint,
            because: Vec::new(),
            open: Vec::new(),
        }
    }

    #[test]
    fn a_debrief_is_offered_its_likeliest_suggestions_after_what_is_confirmed() {
        let again = [
            line(1, Basis::Suggested, 0.2),
            line(1, Basis::Suggested, 0.5),
            line(2, Basis::Confirmed, 0.1),
            line(1, Basis::Suggested, 0.3),
            line(1, Basis::Suggested, 0.4),
            line(2, Basis::Suggested, 0.1),
            line(2, Basis::Confirmed, 0.9),
        ];
        assert_eq!(lines(&again), [2, 6, 1, 3, 4, 5]);
    }
}
