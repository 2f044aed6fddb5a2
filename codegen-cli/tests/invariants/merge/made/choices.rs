//! Choices drawn from bytes: few changed bytes make a file that is little changed.

/// Bytes that are used up. After the last one, every choice is the first of those that there are.
pub struct Choices<'b> {
    bytes: std::slice::Iter<'b, u8>,
}

impl<'b> Choices<'b> {
    pub fn new(bytes: &'b [u8]) -> Self {
        Self { bytes: bytes.iter() }
    }

    /// A number below `limit`, which is 256 at most.
    pub fn below(&mut self, limit: usize) -> usize {
        match limit {
            0 | 1 => 0,
            limit => self.bytes.next().map_or(0, |byte| usize::from(*byte) % limit),
        }
    }

    /// True for one of so many.
    pub fn one_in(&mut self, count: usize) -> bool {
        self.below(count) + 1 == count
    }

    pub fn choose<T: Copy>(&mut self, options: &[T]) -> T {
        options[self.below(options.len())]
    }
}
