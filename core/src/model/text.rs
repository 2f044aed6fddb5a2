//! Text that can be put together in const evaluation, where nothing can be allocated.

/// A string of at most `N` bytes, built piece by piece, also in const evaluation.
///
/// Rules write their messages into it, so that a compile error and the command line print the same words; resolution
/// joins names in it.
#[derive(Clone, Copy)]
pub struct Text<const N: usize> {
    bytes: [u8; N],
    len: usize,
    cut: bool,
}

impl<const N: usize> Text<N> {
    /// No text.
    pub const EMPTY: Self = Self { bytes: [0; N], len: 0, cut: false };

    /// The text `piece`, cut at the last whole character that fits.
    pub const fn new(piece: &str) -> Self {
        Self::EMPTY.with(piece)
    }

    /// This text followed by `piece`; what does not fit is cut at a character boundary and remembered by
    /// [`Text::is_cut`].
    pub const fn with(mut self, piece: &str) -> Self {
        let piece = piece.as_bytes();
        let mut fits = piece.len();
        if self.cut {
            fits = 0;
        } else if self.len + fits > N {
            self.cut = true;
            fits = N - self.len;
            // Step back over continuation bytes (0b10xx_xxxx), so that no character is split.
            while fits > 0 && piece[fits] & 0xC0 == 0x80 {
                fits -= 1;
            }
        }
        let mut at = 0;
        while at < fits {
            self.bytes[self.len + at] = piece[at];
            at += 1;
        }
        self.len += fits;
        self
    }

    /// This text followed by at most `most` bytes of `piece`, and an ellipsis where some are left out. Control characters
    /// of ASCII become spaces, so that the text stays on its line.
    pub const fn with_at_most(mut self, piece: &str, most: usize) -> Self {
        let bytes = piece.as_bytes();
        let mut end = bytes.len();
        if end > most {
            end = most;
            while end > 0 && bytes[end] & 0xC0 == 0x80 {
                end -= 1;
            }
        }
        // Pieces between control characters are whole characters, as those are single bytes.
        let mut start = 0;
        let mut at = 0;
        while at < end {
            if bytes[at].is_ascii_control() {
                self = self.with(piece.split_at(at).0.split_at(start).1).with(" ");
                start = at + 1;
            }
            at += 1;
        }
        self = self.with(piece.split_at(end).0.split_at(start).1);
        if end < bytes.len() { self.with("…") } else { self }
    }

    /// This text followed by `number` in decimal.
    pub const fn with_number(self, number: u64) -> Self {
        // 20 digits hold u64::MAX.
        let mut digits = [0; 20];
        let mut rest = number;
        let mut at = digits.len();
        loop {
            at -= 1;
            let digit = (rest % 10) as u8;
            digits[at] = b'0' + digit;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        match core::str::from_utf8(digits.split_at(at).1) {
            Ok(digits) => self.with(digits),
            Err(_) => self,
        }
    }

    /// The text.
    pub const fn as_str(&self) -> &str {
        // Only whole characters are ever stored, so the second arm is never taken; it stands in for a panic.
        match core::str::from_utf8(self.bytes.split_at(self.len).0) {
            Ok(text) => text,
            Err(_) => "",
        }
    }

    /// Whether nothing was written.
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Whether something did not fit.
    pub const fn is_cut(&self) -> bool {
        self.cut
    }
}

impl<const N: usize> core::fmt::Debug for Text<N> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        self.as_str().fmt(f)
    }
}

impl<const N: usize> core::fmt::Display for Text<N> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        self.as_str().fmt(f)
    }
}

impl<const N: usize> PartialEq for Text<N> {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

#[cfg(test)]
mod tests {
    use super::Text;

    const JOINED: Text<16> = Text::new("time:").with_number(15).with(",once");

    #[test]
    fn text_is_joined_in_const_evaluation() {
        assert_eq!(JOINED.as_str(), "time:15,once");
        assert!(!JOINED.is_cut());
    }

    #[test]
    fn text_that_does_not_fit_is_cut_at_a_character() {
        let text = Text::<4>::new("abcé");
        assert_eq!(text.as_str(), "abc");
        assert!(text.is_cut());
        assert_eq!(text.with("d").as_str(), "abc", "nothing follows a cut");
    }

    #[test]
    fn a_piece_is_shortened_at_a_character_and_stays_on_its_line() {
        const SHORT: Text<32> = Text::new("`").with_at_most("a\nb\u{7f}é", 5).with("`");
        assert_eq!(SHORT.as_str(), "`a b …`");
        for (piece, most, written) in
            [("abc", 3, "abc"), ("abc", 2, "ab…"), ("éé", 3, "é…"), ("", 0, ""), ("a", 0, "…"), ("\t\t", 9, "  ")]
        {
            assert_eq!(Text::<32>::EMPTY.with_at_most(piece, most).as_str(), written);
        }
    }

    #[test]
    fn numbers_are_written_in_decimal() {
        assert_eq!(Text::<32>::EMPTY.with_number(0).as_str(), "0");
        assert_eq!(Text::<32>::EMPTY.with_number(u64::MAX).as_str(), "18446744073709551615");
    }
}
