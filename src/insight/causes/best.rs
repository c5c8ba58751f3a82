//! The likest of many, found without sorting the others.

/// Keeps the likest of what it is offered; of equals those that stand first. The order of the offers decides nothing.
#[derive(Debug)]
pub(super) struct Best {
    most: usize,
    kept: Vec<(f32, u32)>,
    /// What is less like than this cannot be among the likest any more.
    least: f32,
}

impl Best {
    pub(super) fn of(most: usize) -> Self {
        Self {
            most,
            kept: Vec::with_capacity(most * ROOM),
            least: f32::NEG_INFINITY,
        }
    }

    pub(super) fn offer(&mut self, likeness: f32, debrief: u32) {
        if likeness >= self.least {
            self.kept.push((likeness, debrief));
            if self.kept.len() == self.most * ROOM {
                self.shorten();
            }
        }
    }

    /// The debriefs that are the likest, in no order. Nothing is left here.
    pub(super) fn take(&mut self) -> impl Iterator<Item = u32> {
        self.shorten();
        self.least = f32::NEG_INFINITY;
        self.kept.drain(..).map(|(_, debrief)| debrief)
    }

    fn shorten(&mut self) {
        if self.kept.len() > self.most {
            let order = |a: &(f32, u32), b: &(f32, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
            let (_, least, _) = self.kept.select_nth_unstable_by(self.most - 1, order);
            self.least = least.0;
            self.kept.truncate(self.most);
        }
    }
}

/// How many times what is wanted is kept before the rest is dropped.
const ROOM: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;

    fn best(offers: impl Iterator<Item = (f32, u32)>) -> Vec<u32> {
        let mut best = Best::of(3);
        offers.for_each(|(likeness, debrief)| best.offer(likeness, debrief));
        let mut found: Vec<u32> = best.take().collect();
        found.sort_unstable();
        assert_eq!(best.take().count(), 0);
        found
    }

    #[test]
    fn the_likest_are_kept_in_whatever_order_they_come() {
        // 40 debriefs, four of each likeness: 0 to 3 are the likest.
        let all: Vec<(f32, u32)> = (0..40_u8).map(|n| (-f32::from(n / 4), n.into())).collect();
        assert_eq!(best(all.iter().copied()), [0, 1, 2]);
        assert_eq!(best(all.iter().rev().copied()), [0, 1, 2]);
        let mixed = (0..40).map(|place| all[place * 17 % 40]);
        assert_eq!(best(mixed), [0, 1, 2]);
    }

    #[test]
    fn of_fewer_than_wanted_all_are_kept() {
        assert_eq!(best([(0.1, 7), (0.3, 2)].into_iter()), [2, 7]);
    }
}
