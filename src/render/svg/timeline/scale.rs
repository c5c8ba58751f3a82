//! From seconds to pixels: to scale, but for quiet gaps so long that nothing else could be seen.

use std::ops::Range;

/// A gap is shortened when it is longer than this many times everything else together.
const QUIET: i64 = 10;

/// Shortened gaps in one drawing; more would leave no room for what is drawn to scale.
const MOST_GAPS: usize = 4;

/// A stretch of time that is drawn to scale.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    /// Unix seconds.
    pub(super) time: Range<i64>,
    /// Pixels.
    pub(super) x: Range<f64>,
}

/// The axis: pieces to scale, with a shortened gap between one and the next.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Scale {
    pub(super) pieces: Vec<Piece>,
    /// Seconds of one pixel inside the pieces.
    pub(super) seconds_per_pixel: f64,
}

impl Scale {
    /// An axis for things that take these stretches of time, drawn between these pixels, a shortened gap taking `gap`
    /// pixels. There must be at least one stretch.
    pub(super) fn new(mut stretches: Vec<Range<i64>>, x: &Range<f64>, gap: f64) -> Self {
        stretches.sort_by_key(|stretch| (stretch.start, stretch.end));
        let mut groups = break_up(join(stretches));
        if let [only] = groups.as_mut_slice()
            && only.start == only.end
        {
            // One moment: an hour around it, so that there is an axis.
            *only = only.start - 1800..only.end + 1800;
        }
        layout(groups, x, gap)
    }

    /// How many seconds would be drawn to scale: all but the gaps that would be shortened.
    pub(super) fn drawn(moments: &[i64]) -> i64 {
        let mut stretches: Vec<Range<i64>> = moments.iter().map(|&at| at..at).collect();
        stretches.sort_by_key(|stretch| stretch.start);
        let groups = break_up(join(stretches));
        groups.iter().map(|group| group.end - group.start).sum()
    }

    /// The longest stretch that is drawn to scale.
    pub(super) fn main(&self) -> Range<i64> {
        let length = |piece: &&Piece| piece.time.end - piece.time.start;
        let longest = self.pieces.iter().max_by_key(length);
        longest.map_or(0..0, |piece| piece.time.clone())
    }

    /// Where a moment is drawn; those outside the axis at its ends, those in a shortened gap in proportion.
    pub(super) fn x(&self, at: i64) -> f64 {
        let after = self.pieces.partition_point(|piece| piece.time.start <= at);
        let Some(piece) = after.checked_sub(1).and_then(|i| self.pieces.get(i)) else {
            return self.pieces.first().map_or(0.0, |piece| piece.x.start);
        };
        if at <= piece.time.end {
            return interpolate(at, &piece.time, &piece.x);
        }
        match self.pieces.get(after) {
            Some(next) => interpolate(
                at,
                &(piece.time.end..next.time.start),
                &(piece.x.end..next.x.start),
            ),
            None => piece.x.end,
        }
    }

    /// The shortened gaps: their time and their pixels.
    pub(super) fn gaps(&self) -> impl Iterator<Item = (Range<i64>, Range<f64>)> + '_ {
        self.pieces.windows(2).map(|pair| {
            let (before, after) = (&pair[0], &pair[1]);
            (
                before.time.end..after.time.start,
                before.x.end..after.x.start,
            )
        })
    }
}

#[allow(
    clippy::cast_precision_loss,
    reason = "seconds of a few years fit a float exactly"
)]
fn interpolate(at: i64, time: &Range<i64>, x: &Range<f64>) -> f64 {
    let span = time.end - time.start;
    match span {
        0 => f64::midpoint(x.start, x.end),
        span => x.start + (x.end - x.start) * (at - time.start) as f64 / span as f64,
    }
}

/// Sorted stretches, those that touch made one.
fn join(stretches: Vec<Range<i64>>) -> Vec<Range<i64>> {
    let mut joined: Vec<Range<i64>> = Vec::new();
    for stretch in stretches {
        match joined.last_mut() {
            Some(last) if stretch.start <= last.end => last.end = last.end.max(stretch.end),
            _ => joined.push(stretch),
        }
    }
    joined
}

/// Groups stretches between the gaps that have to be shortened.
fn break_up(stretches: Vec<Range<i64>>) -> Vec<Range<i64>> {
    let mut gaps: Vec<(i64, usize)> = stretches
        .windows(2)
        .enumerate()
        .map(|(i, pair)| (pair[1].start - pair[0].end, i))
        .collect();
    gaps.sort_by_key(|&(length, i)| (-length, i));
    let total = |s: &[Range<i64>]| s.last().map_or(0, |l| l.end) - s.first().map_or(0, |f| f.start);
    let mut rest = total(&stretches);
    let mut most = 0;
    // Two long gaps may hide what happened although each alone does not outweigh the other.
    for (count, (length, _)) in (1..).zip(gaps.iter().take(MOST_GAPS)) {
        rest -= length;
        if rest > 0 && *length > QUIET * rest {
            most = count;
        }
    }
    let mut broken: Vec<usize> = gaps.into_iter().take(most).map(|(_, i)| i).collect();
    broken.sort_unstable();
    let mut groups = Vec::new();
    let mut from = 0;
    for i in broken
        .into_iter()
        .chain([stretches.len().saturating_sub(1)])
    {
        if let (Some(first), Some(last)) = (stretches.get(from), stretches.get(i)) {
            groups.push(first.start..last.end);
        }
        from = i + 1;
    }
    groups
}

#[allow(
    clippy::cast_precision_loss,
    reason = "seconds of a few years fit a float exactly"
)]
fn layout(groups: Vec<Range<i64>>, x: &Range<f64>, gap: f64) -> Scale {
    let seconds: i64 = groups.iter().map(|group| group.end - group.start).sum();
    let gaps = groups.len().saturating_sub(1) as f64 * gap;
    let seconds_per_pixel = seconds as f64 / (x.end - x.start - gaps).max(1.0);
    let mut at = x.start;
    let mut pieces = Vec::with_capacity(groups.len());
    for time in groups {
        let end = at + (time.end - time.start) as f64 / seconds_per_pixel;
        pieces.push(Piece { time, x: at..end });
        at = end + gap;
    }
    Scale {
        pieces,
        seconds_per_pixel,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(at: &[i64]) -> Vec<Range<i64>> {
        at.iter().map(|&at| at..at).collect()
    }

    #[test]
    fn time_is_drawn_to_scale() {
        let scale = Scale::new(points(&[200, 0, 100]), &(10.0..210.0), 40.0);
        assert_eq!(scale.pieces.len(), 1);
        assert_eq!([0, 50, 200].map(|at| scale.x(at)), [10.0, 60.0, 210.0]);
        assert_eq!([-5, 900].map(|at| scale.x(at)), [10.0, 210.0]);
    }

    #[test]
    fn a_long_quiet_gap_is_shortened() {
        let scale = Scale::new(points(&[0, 100_000, 100_060, 100_100]), &(0.0..140.0), 40.0);
        assert_eq!(scale.gaps().collect::<Vec<_>>(), [(0..100_000, 0.0..40.0)]);
        assert_eq!(scale.x(0), 0.0);
        assert_eq!(scale.x(50_000), 20.0);
        assert_eq!(scale.x(100_060), 100.0);
    }

    #[test]
    fn a_gap_of_ten_times_the_rest_stays() {
        assert_eq!(
            Scale::new(points(&[0, 1000, 1100]), &(0.0..100.0), 40.0)
                .pieces
                .len(),
            1
        );
        assert_eq!(
            Scale::new(points(&[0, 1001, 1101]), &(0.0..100.0), 40.0)
                .pieces
                .len(),
            2
        );
    }

    #[test]
    fn two_long_gaps_do_not_hide_what_lies_between() {
        let scale = Scale::new(
            points(&[0, 4_000, 7_000, 7_010, 7_060]),
            &(0.0..140.0),
            40.0,
        );
        let gaps: Vec<_> = scale.gaps().map(|(time, _)| time).collect();
        assert_eq!(gaps, [0..4_000, 4_000..7_000]);
        assert_eq!(scale.main(), 7_000..7_060);
    }

    #[test]
    fn two_moments_or_one_have_an_axis() {
        let two = Scale::new(points(&[0, 1_000_000]), &(0.0..100.0), 40.0);
        assert_eq!((two.pieces.len(), two.x(1_000_000)), (1, 100.0));
        let one = Scale::new(points(&[7, 7]), &(0.0..100.0), 40.0);
        assert_eq!(one.x(7), 50.0);
    }

    #[test]
    fn something_always_goes_on_in_a_stretch() {
        let scale = Scale::new(vec![0..90, 50..10_000, 10_010..10_020], &(0.0..100.0), 40.0);
        assert_eq!(scale.pieces.len(), 1);
    }
}
