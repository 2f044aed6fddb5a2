//! How far items go.

use std::ops::Range;

use super::super::attributes::Attribute;
use super::super::lex::Kind;
use super::Builder;

/// How far an item goes.
pub(super) struct Extent {
    /// Its body in braces.
    pub body: Option<usize>,
    /// The token after it.
    pub after: usize,
    /// What stands at the beginning of its body and is about all of it.
    pub inner: Vec<Attribute>,
}

impl Extent {
    pub(super) fn new(body: Option<usize>, after: usize) -> Self {
        Self { body, after, inner: Vec::new() }
    }
}

/// Why there is no item.
pub(super) enum NoItem {
    /// Something else stands there.
    Other,
    /// It has no end: another item begins at this token.
    EndsAt(usize),
}

impl Builder<'_> {
    /// Finds the end of an item that ends with a body in braces or with a semicolon.
    pub(super) fn header(&self, range: Range<usize>) -> Result<Extent, NoItem> {
        let tokens = self.tokens;
        let mut angles = 0_usize;
        let mut at = range.start;
        while at < range.end {
            let after = tokens.next(at);
            match tokens.get(at).map(|token| token.kind) {
                // A constant argument of a generic type may stand in braces.
                Some(Kind::Open(b'{')) if angles == 0 => return Ok(Extent::new(Some(at), after)),
                Some(Kind::Mark(b';')) => return Ok(Extent::new(None, after)),
                Some(Kind::Mark(b'<')) => angles += 1,
                Some(Kind::Mark(b'>')) if !tokens.is_mark(at.saturating_sub(1), b'-') => {
                    angles = angles.saturating_sub(1);
                }
                _ => {}
            }
            at = self.surely_begins(at, angles > 0).ok_or(NoItem::EndsAt(at))?.max(after);
        }
        Err(NoItem::Other)
    }

    /// Finds the semicolon that an item ends with.
    pub(super) fn semicolon(&self, range: Range<usize>) -> Result<usize, NoItem> {
        let mut at = range.start;
        while at < range.end {
            if self.tokens.is_mark(at, b';') {
                return Ok(at);
            }
            at = self.surely_begins(at, false).ok_or(NoItem::EndsAt(at))?.max(self.tokens.next(at));
        }
        Err(NoItem::Other)
    }
}
