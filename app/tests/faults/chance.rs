//! Chance with a seed that is printed, so that a round that failed can be played again.

/// Splitmix64: small, and the same on every machine.
pub struct Chance(u64);

impl Chance {
    pub fn of(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x6d65_746f_6473_6574)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// One of `0..end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.next() % end.max(1)
    }

    /// A place in a list of this length.
    pub fn index(&mut self, length: usize) -> usize {
        usize::try_from(self.below(u64::try_from(length).unwrap())).unwrap()
    }
}

/// The seed of this run: `METODSET_FAULT_SEED`, or one that is always the same.
pub fn seed() -> u64 {
    std::env::var("METODSET_FAULT_SEED").ok().and_then(|text| text.parse().ok()).unwrap_or(20_261_125)
}

/// How many rounds: `METODSET_FAULT_ROUNDS`, or the short form.
pub fn rounds(short: u64) -> u64 {
    std::env::var("METODSET_FAULT_ROUNDS").ok().and_then(|text| text.parse().ok()).unwrap_or(short)
}
