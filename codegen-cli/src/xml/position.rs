//! Places in a file, as people and editors count them.

use std::cell::Cell;
use std::fmt;

/// A place in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Bytes from the start of the file, a byte order mark included.
    pub offset: usize,
    /// Line, from 1. CR, LF and CR LF each end a line.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl Position {
    /// The first byte of a file.
    pub const START: Self = Self { offset: 0, line: 1, column: 1 };
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// How far the counting got: asking for places in document order costs one pass over the text.
#[derive(Debug, Clone, Copy)]
struct Counted {
    at: usize,
    line: usize,
    column: usize,
    utf16_units: usize,
}

const NOTHING_COUNTED: Counted = Counted { at: 0, line: 1, column: 1, utf16_units: 0 };

/// Turns offsets in a text into lines and columns.
#[derive(Debug)]
pub(super) struct Locator {
    counted: Cell<Counted>,
}

impl Locator {
    pub(super) const fn new() -> Self {
        Self { counted: Cell::new(NOTHING_COUNTED) }
    }

    /// The line, the column and the number of UTF-16 code units before `offset`.
    pub(super) fn locate(&self, text: &str, offset: usize) -> (usize, usize, usize) {
        let offset = boundary_before(text, offset);
        let mut counted = self.counted.get();
        if counted.at > offset {
            counted = NOTHING_COUNTED;
        }
        let mut after_cr = text.as_bytes()[..counted.at].last() == Some(&b'\r');
        for c in text[counted.at..offset].chars() {
            match c {
                '\n' if after_cr => {}
                '\n' | '\r' => {
                    counted.line += 1;
                    counted.column = 1;
                }
                _ => counted.column += 1,
            }
            after_cr = c == '\r';
            counted.utf16_units += c.len_utf16();
        }
        counted.at = offset;
        self.counted.set(counted);
        (counted.line, counted.column, counted.utf16_units)
    }
}

/// The nearest offset at or before `offset` that does not split a character.
fn boundary_before(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_line_end_counts_once() {
        let text = "a\r\nb\rc\nd\n\re";
        let locator = Locator::new();
        let line_of = |c: char| locator.locate(text, text.find(c).unwrap_or(0)).0;
        assert_eq!([line_of('a'), line_of('b'), line_of('c')], [1, 2, 3]);
        assert_eq!([line_of('d'), line_of('e')], [4, 6]);
        assert_eq!(locator.locate(text, 0), (1, 1, 0));
    }

    #[test]
    fn columns_are_characters_and_units_are_utf16() {
        let text = "äö\u{1F600}x";
        let locator = Locator::new();
        assert_eq!(locator.locate(text, text.len() - 1), (1, 4, 4));
        assert_eq!(locator.locate(text, usize::MAX), (1, 5, 5));
        assert_eq!(locator.locate(text, 1), (1, 1, 0));
    }
}
