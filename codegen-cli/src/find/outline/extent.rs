//! How far items go.

use std::ops::Range;

use super::super::attributes::Attribute;
use super::super::lex::{Kind, Tokens};

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

/// Finds the end of an item that ends with a body in braces or with a semicolon.
pub(super) fn header(tokens: &Tokens<'_>, range: Range<usize>) -> Option<Extent> {
    let mut angles = 0_usize;
    let mut at = range.start;
    while at < range.end {
        let after = tokens.next(at);
        match tokens.get(at)?.kind {
            // A constant argument of a generic type may stand in braces.
            Kind::Open(b'{') if angles == 0 => return Some(Extent::new(Some(at), after)),
            Kind::Mark(b';') => return Some(Extent::new(None, after)),
            Kind::Mark(b'<') => angles += 1,
            Kind::Mark(b'>') if !tokens.is_mark(at.saturating_sub(1), b'-') => angles = angles.saturating_sub(1),
            _ => {}
        }
        at = after;
    }
    None
}

/// The next semicolon outside of brackets.
pub(super) fn semicolon(tokens: &Tokens<'_>, range: Range<usize>) -> Option<usize> {
    let mut at = range.start;
    while at < range.end {
        if tokens.is_mark(at, b';') {
            return Some(at);
        }
        at = tokens.next(at);
    }
    None
}
