//! Chance for the demo: splitmix64, ten lines that give the same region from the same seed in every version.

/// A generator of the demo; never for secrets.
#[derive(Debug, Clone)]
pub(super) struct Chance(u64);

impl Chance {
    /// The generator of this seed for one purpose: what one part draws does not move another.
    pub(super) fn of(seed: u64, purpose: u64) -> Self {
        Self(seed ^ purpose.wrapping_mul(0xd1b5_4a32_d192_ed03))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from `from` to `to`, both included.
    pub(super) fn between(&mut self, from: i64, to: i64) -> i64 {
        let span = u64::try_from(to - from + 1).unwrap_or(1).max(1);
        from + i64::try_from(self.next() % span).unwrap_or(0)
    }

    /// True in so many cases of a hundred.
    pub(super) fn percent(&mut self, share: i64) -> bool {
        self.between(0, 99) < share
    }

    /// One of these.
    pub(super) fn one_of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.index(list.len())]
    }

    /// These in another order.
    pub(super) fn shuffled<T: Clone>(&mut self, list: &[T]) -> Vec<T> {
        let mut mixed = list.to_vec();
        for last in (1..mixed.len()).rev() {
            let other = self.index(last + 1);
            mixed.swap(last, other);
        }
        mixed
    }

    fn index(&mut self, count: usize) -> usize {
        usize::try_from(self.between(0, i64::try_from(count).unwrap_or(1) - 1)).unwrap_or(0)
    }
}

/// Shares `total` out by weights, exactly: the largest remainders get what is left.
pub(super) fn apportion(total: i64, weights: &[i64]) -> Vec<i64> {
    let sum = weights.iter().sum::<i64>().max(1);
    let mut shares: Vec<i64> = weights.iter().map(|weight| total * weight / sum).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|index| (std::cmp::Reverse(total * weights[*index] % sum), *index));
    let left = usize::try_from(total - shares.iter().sum::<i64>()).unwrap_or(0);
    order.iter().take(left).for_each(|index| shares[*index] += 1);
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_same_numbers_in_every_version() {
        let mut chance = Chance::of(1, 1);
        let drawn: Vec<i64> = (0..6).map(|_| chance.between(0, 999)).collect();
        assert_eq!(drawn, Chance::of(1, 1).repeat(6));
        assert_ne!(drawn, Chance::of(2, 1).repeat(6));
        assert_eq!(Chance(0).next(), 0xe220_a839_7b1d_cdaf, "splitmix64's published first number for 0");
    }

    impl Chance {
        fn repeat(mut self, times: usize) -> Vec<i64> {
            (0..times).map(|_| self.between(0, 999)).collect()
        }
    }

    #[test]
    fn shares_add_up_exactly() {
        assert_eq!(apportion(10, &[1, 1, 1]), [4, 3, 3]);
        assert_eq!(apportion(6917, &[3, 5, 7, 11]).iter().sum::<i64>(), 6917);
    }
}
