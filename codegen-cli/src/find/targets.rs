//! Some of the targets that a walk is for.

/// Targets, by their indexes among those of the walk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Targets(u64);

impl Targets {
    /// The most that one walk is for.
    pub const MOST: usize = 64;

    /// The first so many.
    pub fn first(count: usize) -> Self {
        Self((0..count.min(Self::MOST)).fold(0, |all, target| all | 1 << target))
    }

    /// One of them.
    pub fn only(target: usize) -> Self {
        Self(1 << target)
    }

    /// The indexes, in order.
    pub fn iter(self) -> impl Iterator<Item = usize> {
        (0..Self::MOST).take_while(move |target| self.0 >> target != 0).filter(move |target| self.0 >> target & 1 == 1)
    }

    /// Adds others.
    pub fn add(&mut self, others: Self) {
        self.0 |= others.0;
    }

    /// Whether all of these are among the others.
    pub fn are_all_in(self, others: Self) -> bool {
        self.0 & !others.0 == 0
    }

    /// Whether any of these is among the others.
    pub fn are_partly_in(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }
}
