//! Items without an end, and what is none: what stands behind them is found all the same.

use std::ops::Range;

use super::super::attributes;
use super::super::keywords;
use super::super::lex::Kind;
use super::{Builder, has_mark, visibility};

/// Something that stands where items are, and is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::find) struct Junk {
    /// The token that it begins with.
    pub range: Range<usize>,
    /// Whether an item begins so.
    pub is_begun: bool,
}

impl Builder<'_> {
    /// Skips what is no item, up to the next one.
    pub(super) fn junk(&mut self, range: Range<usize>) -> usize {
        let (_, first) = attributes::outer(self.tokens, self.words, range.start);
        self.note_junk(first.min(range.end));
        let mut at = first;
        while at < range.end {
            let is_end = self.tokens.is_mark(at, b';') || self.tokens.group(at, b'{').is_some();
            at = match self.surely_begins(at, false) {
                None if at > first => break,
                behind => behind.unwrap_or_default().max(self.tokens.next(at)),
            };
            if is_end {
                break;
            }
        }
        at
    }

    pub(super) fn note_junk(&mut self, first: usize) {
        let tokens = self.tokens;
        let is_named = tokens.word(first + 1).is_some() || tokens.is_mark(first + 1, b'!');
        let is_begun =
            |word| keywords::begins_item(word) || is_named && (keywords::of_item(word) || keywords::is_modifier(word));
        let is_begun = tokens.keyword(first).is_some_and(is_begun);
        self.junk.push(Junk { range: tokens.range(first), is_begun });
    }

    /// Asks whether an item begins at a token that may be in another one: one with an annotation, or a module, which can stand
    /// in the head of none. `None` if it does; else the token behind the attributes there.
    ///
    /// In generics, parameters have attributes too.
    pub(super) fn surely_begins(&self, at: usize, in_generics: bool) -> Option<usize> {
        let tokens = self.tokens;
        if !matches!(tokens.get(at)?.kind, Kind::Word | Kind::Mark(b'#') | Kind::ForTests) {
            return Some(at);
        }
        let (attributes, first) = attributes::outer(tokens, self.words, at);
        let begins = |word| keywords::begins_item(word) && !(in_generics && word == "const");
        let is_annotated = has_mark(&attributes) && tokens.keyword(first).is_some_and(begins);
        let is_there = is_annotated || self.is_module(first);
        (!is_there).then_some(first)
    }

    /// Whether a module begins at a token.
    fn is_module(&self, at: usize) -> bool {
        let tokens = self.tokens;
        if tokens.get(at).is_some_and(|token| token.kind == Kind::ForTests) {
            return true;
        }
        let word = if tokens.is_word(at, "pub") { visibility(tokens, at).1 } else { at };
        tokens.is_word(word, "mod")
            && tokens.word(word + 1).is_some()
            && (tokens.is_mark(word + 2, b';') || tokens.group(word + 2, b'{').is_some())
    }
}
