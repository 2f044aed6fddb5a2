//! Items without an end, and what is none: what stands behind them is found all the same.

use std::ops::Range;

use super::super::keywords;
use super::super::lex::{Kind, Tokens};
use super::extent::Extent;
use super::{Builder, attributes, has_mark};

/// Something that stands where items are, and is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::find) struct Junk {
    /// The token that it begins with.
    pub range: Range<usize>,
    /// Whether an item begins so.
    pub is_begun: bool,
}

impl Builder<'_> {
    /// Skips what is no item.
    pub(super) fn junk(&mut self, range: Range<usize>) -> usize {
        let (_, first) = attributes::outer(self.tokens, self.words, range.start);
        self.note_junk(first.min(range.end));
        let mut at = first;
        while at < range.end {
            if at > first && self.is_annotated(at) {
                break;
            }
            let is_module = self.tokens.get(at).is_some_and(|token| token.kind == Kind::ForTests);
            let is_end = is_module || self.tokens.is_mark(at, b';') || self.tokens.group(at, b'{').is_some();
            at = self.tokens.next(at);
            if is_end {
                break;
            }
        }
        at
    }

    pub(super) fn note_junk(&mut self, first: usize) {
        let is_begun = self.tokens.keyword(first).is_some_and(keywords::begins_item);
        self.junk.push(Junk { range: self.tokens.range(first), is_begun });
    }

    /// The item that begins before the end of another one, which is given by the word that says what it is: that has no end
    /// then.
    pub(super) fn next_item(&self, word: usize, extent: &Extent) -> Option<usize> {
        let head = word + 1..extent.body.unwrap_or(extent.after);
        self.annotated_item(head.clone()).or_else(|| {
            // Before a body of its own nobody looks for one, since most items have a body.
            extent.body.is_none().then(|| module(self.tokens, head))?
        })
    }

    /// The attributes of an annotated item that begins in the head of another one.
    fn annotated_item(&self, head: Range<usize>) -> Option<usize> {
        if !self.matters(head.clone()) {
            return None;
        }
        let mut at = head.start;
        while at < head.end {
            if self.is_annotated(at) {
                return Some(at);
            }
            at = self.tokens.next(at);
        }
        None
    }

    /// Whether attributes begin here with an annotation among them.
    fn is_annotated(&self, at: usize) -> bool {
        self.tokens.is_mark(at, b'#') && has_mark(&attributes::outer(self.tokens, self.words, at).0)
    }
}

/// The first token of the module that begins in a range.
fn module(tokens: &Tokens<'_>, range: Range<usize>) -> Option<usize> {
    let mut at = range.start;
    while !tokens.is_word(at, "mod") {
        at = tokens.next(at);
        if at >= range.end {
            return None;
        }
    }
    // What stands before it may belong to it.
    let opening = |close: usize, bracket| {
        let token = tokens.get(close).filter(|token| token.kind == Kind::Close(bracket));
        token.map(|token| token.mate as usize)
    };
    let before = at.checked_sub(1)?;
    let before = opening(before, b')').map_or(Some(before), |open| open.checked_sub(1))?;
    if tokens.is_word(before, "pub") {
        at = before;
    }
    while let Some(mark) = at.checked_sub(1).and_then(|close| opening(close, b']')?.checked_sub(1))
        && mark >= range.start
        && tokens.is_mark(mark, b'#')
    {
        at = mark;
    }
    Some(at.max(range.start))
}
