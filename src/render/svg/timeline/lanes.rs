//! Where labels and dots go so that they do not cover each other.

use std::ops::Range;

/// A label beside the line that leads to what it names.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Flag {
    /// Row, 0 for the lowest.
    pub(super) lane: usize,
    /// Whether the text stands left of its line.
    pub(super) left: bool,
}

/// Space between two labels in a row, in pixels.
const GAP: f64 = 10.0;

/// Gives a row to each label `(x, width)`; they must be sorted by `x`. Text stands right of its line; left of it for so
/// many of the last ones as is best: none may pass `right`, few lines may run through a text, and rows are few.
pub(super) fn flags(labels: &[(f64, f64)], right: f64) -> Vec<Flag> {
    let passing = |&&(x, width): &&(f64, f64)| x + width > right;
    let least = labels.iter().rev().take_while(passing).count();
    (least..=labels.len())
        .map(|turned| Placing::new(labels, labels.len() - turned))
        // Text that would stand left of the drawing is cut off: worse than any crossing.
        .min_by_key(|placing| (placing.outside(), placing.crossings(), placing.rows()))
        .map_or_else(Vec::new, Placing::finish)
}

/// One way to place labels: those from `turned` on have their text on the left.
struct Placing<'a> {
    labels: &'a [(f64, f64)],
    turned: usize,
    lanes: Vec<Option<usize>>,
}

impl<'a> Placing<'a> {
    /// A label stands above every label placed before it whose line would run through its text. With text on the right
    /// that makes rows fall from left to right, so the last is placed first; with text on the left they rise.
    fn new(labels: &'a [(f64, f64)], turned: usize) -> Self {
        let mut placing = Self {
            labels,
            turned,
            lanes: vec![None; labels.len()],
        };
        for i in (0..turned).rev().chain(turned..labels.len()) {
            let above = placing.lines_through(i).map(|(_, lane)| lane + 1).max();
            let mut lane = above.unwrap_or(0);
            while placing
                .placed()
                .any(|(j, other)| other == lane && placing.overlap(i, j))
            {
                lane += 1;
            }
            placing.lanes[i] = Some(lane);
        }
        placing
    }

    fn span(&self, i: usize) -> Range<f64> {
        let (x, width) = self.labels[i];
        if i >= self.turned {
            x - width..x
        } else {
            x..x + width
        }
    }

    fn placed(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.lanes
            .iter()
            .enumerate()
            .filter_map(|(j, lane)| lane.map(|lane| (j, lane)))
    }

    /// The placed labels whose lines stand where the text of `i` is, if they reach that high.
    fn lines_through(&self, i: usize) -> impl Iterator<Item = (usize, usize)> + '_ {
        let span = self.span(i);
        self.placed()
            .filter(move |&(j, _)| span.start < self.labels[j].0 && self.labels[j].0 < span.end)
    }

    fn overlap(&self, i: usize, j: usize) -> bool {
        let (a, b) = (self.span(i), self.span(j));
        a.start < b.end + GAP && b.start < a.end + GAP
    }

    fn outside(&self) -> usize {
        (0..self.labels.len())
            .filter(|&i| self.span(i).start < 0.0)
            .count()
    }

    fn crossings(&self) -> usize {
        self.placed()
            .map(|(i, lane)| {
                self.lines_through(i)
                    .filter(|&(_, other)| other > lane)
                    .count()
            })
            .sum()
    }

    fn rows(&self) -> usize {
        self.placed().map(|(_, lane)| lane + 1).max().unwrap_or(0)
    }

    fn finish(self) -> Vec<Flag> {
        self.placed()
            .map(|(i, lane)| Flag {
                lane,
                left: i >= self.turned,
            })
            .collect()
    }
}

/// Gives a row to each of these stretches of pixels, which must be sorted by their start; 0 for the first row, at most
/// `rows` of them. What fits nowhere overlaps in the row that is free soonest.
pub(super) fn stack(stretches: &[Range<f64>], rows: usize, gap: f64) -> Vec<usize> {
    let mut ends = vec![f64::NEG_INFINITY; rows.max(1)];
    stretches
        .iter()
        .map(|stretch| {
            let free = ends.iter().position(|&end| end + gap <= stretch.start);
            let row = free.unwrap_or_else(|| soonest(&ends));
            ends[row] = ends[row].max(stretch.end);
            row
        })
        .collect()
}

fn soonest(ends: &[f64]) -> usize {
    let mut row = 0;
    for (i, end) in ends.iter().enumerate() {
        if *end < ends[row] {
            row = i;
        }
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_never_overlap() {
        let labels = [
            (0.0, 60.0),
            (5.0, 70.0),
            (90.0, 60.0),
            (290.0, 50.0),
            (299.0, 50.0),
        ];
        let flags = flags(&labels, 300.0);
        let boxes: Vec<(usize, f64, f64)> = labels
            .iter()
            .zip(&flags)
            .map(|(&(x, w), flag)| match flag.left {
                true => (flag.lane, x - w, x),
                false => (flag.lane, x, x + w),
            })
            .collect();
        for (i, a) in boxes.iter().enumerate() {
            assert!(a.1 >= 0.0 && a.2 <= 300.0, "{a:?}");
            for b in &boxes[i + 1..] {
                assert!(a.0 != b.0 || a.2 <= b.1 || b.2 <= a.1, "{a:?} {b:?}");
            }
        }
    }

    #[test]
    fn a_line_does_not_cross_the_text_below() {
        // The first label has to move up, because the second stands where its text would be.
        assert_eq!(
            flags(&[(0.0, 60.0), (30.0, 60.0)], 300.0)
                .iter()
                .map(|f| f.lane)
                .collect::<Vec<_>>(),
            [1, 0]
        );
    }

    #[test]
    fn nor_with_the_text_on_the_left() {
        let flags = flags(&[(200.0, 60.0), (260.0, 60.0), (290.0, 60.0)], 300.0);
        let lanes: Vec<_> = flags.iter().map(|f| (f.lane, f.left)).collect();
        assert_eq!(lanes, [(0, false), (1, true), (2, true)]);
    }

    #[test]
    fn crowds_share_the_rows_there_are() {
        let stretches = vec![0.0..8.0, 1.0..9.0, 2.0..10.0, 20.0..28.0];
        assert_eq!(stack(&stretches, 2, 1.0), [0, 1, 0, 0]);
    }
}
