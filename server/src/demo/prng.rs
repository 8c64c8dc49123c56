//! The demo's own randomness: small, fast, and the same on every machine for the same seed. Never used for keys.

/// SplitMix64 (Steele, Lea, Flood 2014): passes through all 2^64 states.
#[derive(Debug, Clone)]
pub struct Prng(u64);

impl Prng {
    /// Starts from a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 to below `end`; 0 when `end` is 0.
    pub fn below(&mut self, end: u64) -> u64 {
        // The bias of a multiply-shift is far below anything a demo shows.
        ((u128::from(self.bits()) * u128::from(end)) >> 64) as u64
    }

    /// A number from `first` to `last`, both included.
    pub fn between(&mut self, first: i64, last: i64) -> i64 {
        first + self.below((last - first + 1).max(0) as u64) as i64
    }

    /// Whether something of so many per mille happens.
    pub fn chance(&mut self, per_mille: u64) -> bool {
        self.below(1000) < per_mille
    }

    /// One of a list that is not empty.
    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len() as u64) as usize]
    }

    /// One of a weighted list that is not empty.
    pub fn weighted<'a, T>(&mut self, list: &'a [(T, u32)]) -> &'a T {
        let total: u64 = list.iter().map(|(_, weight)| u64::from(*weight)).sum();
        let mut left = self.below(total);
        for (value, weight) in list {
            match left.checked_sub(u64::from(*weight)) {
                Some(rest) => left = rest,
                None => return value,
            }
        }
        &list[0].0
    }

    /// Ten bytes, as an id of time order takes them.
    pub fn ten(&mut self) -> [u8; 10] {
        let (a, b) = (self.bits().to_le_bytes(), self.bits().to_le_bytes());
        [a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], b[0], b[1]]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_numbers_within_bounds() {
        let (mut a, mut b) = (Prng::new(38), Prng::new(38));
        for _ in 0..1000 {
            assert_eq!(a.bits(), b.bits());
            assert!(a.below(7) < 7 && b.below(7) < 7);
            assert!((-3..=3).contains(&a.between(-3, 3)) && (-3..=3).contains(&b.between(-3, 3)));
        }
        assert_eq!(Prng::new(1).below(0), 0);
        assert_eq!(*Prng::new(1).weighted(&[("a", 0), ("b", 5)]), "b");
    }
}
