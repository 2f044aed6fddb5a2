//! Numbers that look like chance and are the same for the same seed.

use bgtask_core::model::Guid;

/// SplitMix64: small, and good enough to choose delays and ids with.
///
/// Source: <https://prng.di.unimi.it/splitmix64.c>
#[derive(Clone, Debug)]
pub(super) struct Random(u64);

impl Random {
    pub(super) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(super) fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number less than `bound`, or 0.
    pub(super) fn below(&mut self, bound: u64) -> u64 {
        self.number().checked_rem(bound).unwrap_or(0)
    }

    /// An id in the form of a random (version 4) one.
    pub(super) fn guid(&mut self) -> Guid {
        let bits = u128::from(self.number()) << 64 | u128::from(self.number());
        let without_version = bits & !(0xF << 76) & !(0b11 << 62);
        Guid::from_u128(without_version | 4 << 76 | 0b10 << 62)
    }
}
