//! Places in a file, as people and editors count them.

use std::cell::RefCell;
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

/// What is counted up to an offset.
#[derive(Debug, Clone, Copy)]
struct Counted {
    at: usize,
    line: usize,
    column: usize,
    utf16_units: usize,
}

impl Counted {
    const NOTHING: Self = Self { at: 0, line: 1, column: 1, utf16_units: 0 };

    fn count_to(mut self, text: &str, offset: usize) -> Self {
        let mut after_cr = self.at.checked_sub(1).is_some_and(|before| text.as_bytes()[before] == b'\r');
        for c in text[self.at..offset].chars() {
            match c {
                '\n' if after_cr => {}
                '\n' | '\r' => {
                    self.line += 1;
                    self.column = 1;
                }
                _ => self.column += 1,
            }
            after_cr = c == '\r';
            self.utf16_units += c.len_utf16();
        }
        self.at = offset;
        self
    }
}

/// Turns offsets in a text into lines and columns. It counts the text once, however often it is asked, and keeps what it
/// counted at every so many bytes.
#[derive(Debug)]
pub(super) struct Locator {
    counted: RefCell<Vec<Counted>>,
}

/// How far apart what is kept is, at least.
const APART: usize = 1 << 10;

impl Locator {
    pub(super) const fn new() -> Self {
        Self { counted: RefCell::new(Vec::new()) }
    }

    /// The line, the column and the number of UTF-16 code units before `offset`.
    pub(super) fn locate(&self, text: &str, offset: usize) -> (usize, usize, usize) {
        let offset = boundary_before(text, offset);
        let mut counted = self.counted.borrow_mut();
        if counted.is_empty() {
            counted.push(Counted::NOTHING);
        }
        while let Some(last) = counted.last().copied().filter(|last| last.at + APART <= offset) {
            counted.push(last.count_to(text, boundary_after(text, last.at + APART)));
        }
        let next = counted.partition_point(|counted| counted.at <= offset);
        let before = counted.get(next.wrapping_sub(1)).copied().unwrap_or(Counted::NOTHING);
        let Counted { line, column, utf16_units, .. } = before.count_to(text, offset);
        (line, column, utf16_units)
    }
}

/// The nearest offset at or after `offset` that does not split a character.
fn boundary_after(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset += 1;
    }
    offset
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

    #[test]
    fn places_far_into_a_text_are_found_in_any_order() {
        let text = "ä\r\n\u{1F600}x\r".repeat(5_000);
        let locator = Locator::new();
        for piece in [4_999, 0, 1_234, 1_233, 4_998] {
            let at = piece * "ä\r\n\u{1F600}x\r".len();
            assert_eq!(locator.locate(&text, at), (1 + 2 * piece, 1, 7 * piece));
            assert_eq!(locator.locate(&text, at + 4), (2 + 2 * piece, 1, 7 * piece + 3));
        }
    }
}
