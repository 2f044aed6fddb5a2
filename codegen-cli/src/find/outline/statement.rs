//! Statements and expressions, for the items that are in their blocks.

use std::ops::Range;

use super::super::attributes;
use super::super::lex::{Kind, Tokens};
use super::macros::BEFORE_NOT;
use super::{Builder, Item, Place, Visibility, scope};

impl Builder<'_> {
    /// What is in the brackets of a statement or an expression.
    pub(super) fn group(&mut self, range: Range<usize>) -> Vec<Item> {
        let (attributes, start) = attributes::inner(self.tokens, self.words, range.start);
        let place = if has_arrow(self.tokens, start..range.end) { Place::Arms } else { Place::Block };
        let items = self.items(start..range.end, place);
        // What is defined here is not known after it.
        let range = self.tokens.range(range.start);
        let item = |kind| Item { attributes, visibility: Visibility::Private, range, kind };
        scope(items, None, false).map(item).into_iter().collect()
    }

    /// Reads a statement or a part of an expression, for the items that are in its blocks.
    pub(super) fn statement(&mut self, range: Range<usize>, place: Place, found: &mut Vec<Item>) -> usize {
        let tokens = self.tokens;
        let (attributes, mut at) = attributes::outer(tokens, self.words, range.start);
        // How far it goes is of interest where attributes decide on all of it.
        let mut extent = if attributes.is_empty() { Ends::AtBraces } else { Ends::of(tokens, at, place) };
        let mut items = Vec::new();
        while at < range.end {
            let after = tokens.next(at);
            match tokens.get(at).map(|token| token.kind) {
                Some(Kind::Mark(b';')) => {
                    at = after;
                    break;
                }
                Some(Kind::Mark(b',')) if extent != Ends::AtSemicolon => {
                    at = after;
                    break;
                }
                Some(Kind::Mark(b'=')) if extent == Ends::AfterArrow && is_arrow(tokens, at) => {
                    at += 2;
                    extent = Ends::of(tokens, at, Place::Block);
                    continue;
                }
                Some(Kind::Mark(b'!')) if at > range.start && tokens.any_group(at + 1).is_some() => {
                    let after = tokens.next(at + 1);
                    let (name, before) = (tokens.word(at - 1), at + 2..after - 1);
                    if BEFORE_NOT.iter().any(|word| tokens.is_word(at - 1, word)) {
                        at += 1;
                        continue;
                    }
                    if let Some(kind) = name.and_then(|name| self.unseen(name, before)) {
                        items.push(Item::plain(tokens.range(at - 1), kind));
                    }
                    at = after;
                    continue;
                }
                Some(Kind::Open(bracket)) => {
                    if self.matters(at..after) {
                        items.extend(self.group(at + 1..after - 1));
                    }
                    if bracket == b'{' && extent == Ends::AtBraces && !goes_on(tokens, at, after) {
                        at = after;
                        break;
                    }
                }
                _ => {}
            }
            at = after;
        }
        if attributes.is_empty() {
            found.append(&mut items);
        } else if let Some(kind) = scope(items, None, false) {
            let range = tokens.range(range.start);
            found.push(Item { attributes, visibility: Visibility::Private, range, kind });
        }
        at
    }
}

/// Where a statement or a part of an expression ends, at the latest at the end of what is around it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ends {
    /// At a semicolon.
    AtSemicolon,
    /// At a comma or a semicolon.
    AtComma,
    /// At its body, or at a comma or a semicolon.
    AtBraces,
    /// It is an arm of a `match`: what it ends with follows its arrow.
    AfterArrow,
}

impl Ends {
    /// By the first words.
    ///
    /// Source: <https://doc.rust-lang.org/reference/statements.html#expression-statements>
    fn of(tokens: &Tokens<'_>, at: usize, place: Place) -> Self {
        if place == Place::Arms {
            return Self::AfterArrow;
        }
        // After a label.
        let at = if tokens.str(at).starts_with('\'') && tokens.is_mark(at + 1, b':') { at + 2 } else { at };
        let with_body = ["if", "match", "while", "loop", "for", "unsafe", "const"];
        if tokens.is_word(at, "let") {
            Self::AtSemicolon
        } else if tokens.group(at, b'{').is_some() || with_body.iter().any(|word| tokens.is_word(at, word)) {
            Self::AtBraces
        } else {
            Self::AtComma
        }
    }
}

/// Whether a statement goes on after a group in braces, given by the brace and the token after it.
fn goes_on(tokens: &Tokens<'_>, open: usize, after: usize) -> bool {
    let before = open.saturating_sub(1);
    // What is asked for, or gone through, may stand in braces too, and so may parts of a pattern.
    let is_part = ["if", "while", "match", "in"].iter().any(|word| tokens.is_word(before, word));
    is_part
        || tokens.is_word(after, "else")
        || tokens.is_word(after, "in")
        || [b'.', b'?', b'='].iter().any(|mark| tokens.is_mark(after, *mark))
}

/// Whether `=>` stands there.
fn is_arrow(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.is_mark(at, b'=') && tokens.is_mark(at + 1, b'>') && tokens.range(at).end == tokens.range(at + 1).start
}

/// Whether `=>` stands anywhere outside of brackets: then these are the arms of a `match`.
fn has_arrow(tokens: &Tokens<'_>, range: Range<usize>) -> bool {
    let mut at = range.start;
    while at < range.end {
        if is_arrow(tokens, at) {
            return true;
        }
        at = tokens.next(at);
    }
    false
}
