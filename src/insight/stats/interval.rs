//! Middles and how sure one can be of them. `docs/statistics.md` says it for readers.

use serde::Serialize;

/// Known values from which on a share or a median is said at all; fewer are only listed.
pub const ENOUGH: usize = 10;

/// Known values from which on the value that nine of ten stay under is said.
pub const ENOUGH_FOR_TAIL: usize = 30;

/// Confidence of every interval.
const CONFIDENCE: f64 = 0.95;

/// The 97.5 % point of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// The middle of at least [`ENOUGH`] values, in their unit.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Middle {
    /// The middle value, or the mean of the two in the middle.
    pub median: f64,
    /// Where the median of many such incidents lies: two of the values themselves (exact binomial interval).
    pub interval: (i64, i64),
    /// How sure that interval is; at least 0.95, as values come in steps.
    pub coverage: f64,
    /// A quarter of the values lies below the first, a quarter above the second (linear interpolation).
    pub quartiles: (f64, f64),
    /// Nine of ten lie below; from [`ENOUGH_FOR_TAIL`] values on.
    pub p90: Option<f64>,
}

impl Middle {
    /// The middle of sorted values; `None` when they are too few to say.
    #[must_use]
    pub fn of(sorted: &[i64]) -> Option<Self> {
        if sorted.len() < ENOUGH {
            return None;
        }
        let (rank, coverage) = median_rank(sorted.len())?;
        Some(Self {
            median: quantile(sorted, 0.5)?,
            interval: (sorted[rank - 1], sorted[sorted.len() - rank]),
            coverage,
            quartiles: (quantile(sorted, 0.25)?, quantile(sorted, 0.75)?),
            p90: (sorted.len() >= ENOUGH_FOR_TAIL)
                .then(|| quantile(sorted, 0.9))
                .flatten(),
        })
    }
}

/// A share of a whole of at least [`ENOUGH`].
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Share {
    /// Between 0 and 1.
    pub share: f64,
    /// Wilson's score interval at 95 %.
    pub interval: (f64, f64),
}

impl Share {
    /// `part` of `whole`; `None` when the whole is too small to say.
    #[must_use]
    pub fn of(part: usize, whole: usize) -> Option<Self> {
        (whole >= ENOUGH).then(|| {
            let (part, whole) = (count(part), count(whole));
            Self {
                share: part / whole,
                interval: wilson(part, whole),
            }
        })
    }
}

#[allow(
    clippy::cast_precision_loss,
    reason = "debriefs are counted in thousands"
)]
fn count(n: usize) -> f64 {
    n as f64
}

/// The quantile `at` of sorted values, interpolated between its neighbours (type 7 of Hyndman and Fan, 1996: what R and
/// NumPy do unasked).
fn quantile(sorted: &[i64], at: f64) -> Option<f64> {
    let place = at * count(sorted.len().checked_sub(1)?);
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "an index of the list, not negative"
    )]
    let below = place.floor() as usize;
    #[allow(
        clippy::cast_precision_loss,
        reason = "seconds of centuries fit exactly"
    )]
    let value = |i: usize| sorted.get(i).map(|&value| value as f64);
    let low = value(below)?;
    let high = value(below + 1).unwrap_or(low);
    Some(low + (high - low) * (place - place.floor()))
}

/// The highest rank (from 1) such that the median lies between the values of this rank from below and from above with
/// at least [`CONFIDENCE`], and how sure that is: of `n` independent values each is below the median with probability one
/// half, so the count of those below is binomial (David and Nagaraja, Order Statistics, 7.1).
fn median_rank(n: usize) -> Option<(usize, f64)> {
    let mut best = None;
    // Probability that exactly k of n lie below, and that at most k do.
    let mut ln_chance = -count(n) * std::f64::consts::LN_2;
    let mut at_most = 0.0;
    for k in 0..n.div_ceil(2) {
        at_most += ln_chance.exp();
        let coverage = 1.0 - 2.0 * at_most;
        if coverage < CONFIDENCE {
            break;
        }
        best = Some((k + 1, coverage));
        ln_chance += (count(n - k) / count(k + 1)).ln();
    }
    best
}

/// Wilson's score interval (1927): all shares that the count does not contradict at 95 %.
fn wilson(part: f64, whole: f64) -> (f64, f64) {
    let share = part / whole;
    let z2 = Z * Z / whole;
    let middle = (share + z2 / 2.0) / (1.0 + z2);
    let half = Z * (share * (1.0 - share) / whole + z2 / (4.0 * whole)).sqrt() / (1.0 + z2);
    ((middle - half).max(0.0), (middle + half).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: f64, b: f64) -> bool {
        (a - b).abs() < 5e-5
    }

    /// Ranks and coverages as printed in tables of distribution-free intervals for the median.
    #[test]
    fn the_interval_of_a_median_is_that_of_the_tables() {
        for (n, rank, coverage) in [
            (6, 1, 0.96875),
            (10, 2, 0.97852),
            (15, 4, 0.96484),
            (20, 6, 0.95861),
            (25, 8, 0.95671),
            (30, 10, 0.95723),
            (50, 18, 0.96716),
            (100, 40, 0.96480),
        ] {
            let found = median_rank(n).unwrap();
            assert_eq!(found.0, rank, "{n}");
            assert!(close(found.1, coverage), "{n}: {}", found.1);
        }
        assert_eq!(median_rank(5), None, "five values are not enough for 95 %");
        assert!(median_rank(20_000).is_some_and(|(_, c)| (0.95..0.952).contains(&c)));
    }

    /// 81 of 263, 15 of 148, 0 of 20, 1 of 29: the worked examples of Newcombe (1998), table I.
    #[test]
    fn the_interval_of_a_share_is_that_of_the_literature() {
        for (part, whole, low, high) in [
            (81.0, 263.0, 0.2553, 0.3662),
            (15.0, 148.0, 0.0624, 0.1605),
            (0.0, 20.0, 0.0, 0.1611),
            (1.0, 29.0, 0.0061, 0.1718),
        ] {
            let (found_low, found_high) = wilson(part, whole);
            assert!(close(found_low, low), "{part}/{whole}: {found_low}");
            assert!(close(found_high, high), "{part}/{whole}: {found_high}");
        }
    }

    #[test]
    fn middles_are_said_from_ten_values_on() {
        assert_eq!(Middle::of(&[1; 9]), None);
        assert_eq!(Share::of(9, 9), None);
        let ten: Vec<i64> = (1..=10).collect();
        let middle = Middle::of(&ten).unwrap();
        assert_eq!(middle.median, 5.5);
        assert_eq!(middle.interval, (2, 9));
        assert_eq!(middle.quartiles, (3.25, 7.75));
        assert_eq!(middle.p90, None);
        let thirty: Vec<i64> = (1..=30).collect();
        assert!(
            Middle::of(&thirty)
                .unwrap()
                .p90
                .is_some_and(|p90| close(p90, 27.1))
        );
    }
}
