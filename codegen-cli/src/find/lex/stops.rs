//! The places in a text where something else than words, numbers, white space and punctuation may begin or end: brackets,
//! quotes, and the slash of a comment.
//!
//! They are looked up for many bytes at once, without a branch for each: that is what takes long where most bytes are
//! passed over.

/// How many bytes are looked at together: one for each bit of a mask.
const WIDTH: usize = 64;

/// The places, in order.
#[derive(Clone, Copy)]
pub(super) struct Stops<'t> {
    bytes: &'t [u8],
    /// Where the bytes begin that the mask is of.
    start: usize,
    /// The lowest bit is that of the first byte. What was passed is zero.
    mask: u64,
    /// What stands before was passed.
    at: usize,
}

impl<'t> Stops<'t> {
    /// Those of a text.
    pub fn of(bytes: &'t [u8]) -> Self {
        Self { bytes, start: 0, mask: mask_at(bytes, 0), at: 0 }
    }

    /// The next one.
    pub fn next(&mut self) -> Option<usize> {
        while self.mask == 0 {
            self.start += WIDTH;
            if self.start >= self.bytes.len() {
                return None;
            }
            self.mask = mask_at(self.bytes, self.start);
        }
        let at = self.start + self.mask.trailing_zeros() as usize;
        self.mask &= self.mask - 1;
        self.at = at + 1;
        Some(at)
    }

    /// The next one, if it is this byte, stands before a limit, and is known already.
    pub fn next_if(&mut self, byte: u8, limit: usize) -> Option<usize> {
        let at = self.start + self.mask.trailing_zeros() as usize;
        if self.mask == 0 || at >= limit || self.bytes.get(at) != Some(&byte) {
            return None;
        }
        self.mask &= self.mask - 1;
        self.at = at + 1;
        Some(at)
    }

    /// Goes on, or back, to a place: the next one is the first from there on.
    pub fn go_to(&mut self, at: usize) {
        let ahead = at.wrapping_sub(self.start);
        if at >= self.at && ahead < WIDTH {
            self.mask &= u64::MAX << ahead;
        } else {
            self.start = at;
            self.mask = mask_at(self.bytes, at);
        }
        self.at = at;
    }
}

/// The mask of the bytes from a place on, and of blanks past the end.
fn mask_at(bytes: &[u8], start: usize) -> u64 {
    let rest = bytes.get(start..).unwrap_or_default();
    match rest.first_chunk() {
        Some(whole) => mask(whole),
        None => {
            let mut padded = [b' '; WIDTH];
            padded[..rest.len()].copy_from_slice(rest);
            mask(&padded)
        }
    }
}

fn mask(bytes: &[u8; WIDTH]) -> u64 {
    // One loop of nothing but comparisons, which the compiler makes into a few for all bytes at once.
    let mut are_stops = [0_u8; WIDTH];
    for (is_stop, byte) in are_stops.iter_mut().zip(bytes) {
        let round = byte & !1 == b'(';
        let quote_or_slash = byte | 0x08 == b'/' || *byte == b'"';
        // An opening brace is a square bracket with one bit more, and so is a closing one.
        let other = byte | 0x20 == b'{' || byte | 0x20 == b'}';
        *is_stop = u8::from(round | quote_or_slash | other);
    }
    let mut mask = 0;
    for (at, eight) in are_stops.as_chunks().0.iter().enumerate() {
        // The product has in its highest byte the lowest bits of the eight, one beside the other.
        mask |= (u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56) << (8 * at);
    }
    mask
}

#[cfg(test)]
mod tests {
    use super::Stops;

    #[test]
    fn every_place_is_found_once_and_nothing_else() {
        let all: Vec<u8> = (0..=255).collect();
        // At each place in a mask, and in texts that fill none.
        for length in [0, 1, 63, 64, 65, 200, 700] {
            let text: Vec<u8> = all.iter().copied().cycle().skip(length).take(length).collect();
            let expected: Vec<_> = (0..length).filter(|at| b"\"'/()[]{}".contains(&text[*at])).collect();
            for from in 0..length.min(70) {
                let mut stops = Stops::of(&text);
                stops.go_to(from);
                let found: Vec<_> = std::iter::from_fn(|| stops.next()).collect();
                let expected = expected.iter().copied().filter(|at| *at >= from).collect::<Vec<_>>();
                assert_eq!(found, expected);
                // Back again, to what was passed.
                stops.go_to(from);
                assert_eq!(stops.next(), expected.first().copied());
                stops.go_to(from);
                assert_eq!(stops.next(), expected.first().copied());
            }
        }
    }
}
