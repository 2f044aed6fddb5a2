//! Statements and expressions, for the items that are in their blocks.

use std::ops::Range;

use super::super::attributes;
use super::super::included::Included;
use super::super::lex::{Kind, Tokens};
use super::macros::BEFORE_NOT;
use super::{Builder, Item, ItemKind, Place, Visibility, scope};

impl Builder<'_> {
    /// What is in the brackets of a statement or an expression.
    pub(super) fn group(&mut self, range: Range<usize>, place: Place) -> Vec<Item> {
        let (attributes, start) = attributes::inner(self.tokens, self.words, range.start);
        let place = if has_arrow(self.tokens, start..range.end) { Place::Arms } else { place };
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
        let mut types = Types::new(place);
        while at < range.end {
            let after = tokens.next(at);
            types.pass(tokens, at);
            match tokens.get(at).map(|token| token.kind) {
                Some(Kind::Mark(b';')) => {
                    at = after;
                    break;
                }
                Some(Kind::Mark(b',')) if extent != Ends::AtSemicolon && types.depth == 0 => {
                    at = after;
                    break;
                }
                Some(Kind::Mark(b'=')) if extent == Ends::AfterArrow && is_arrow(tokens, at) => {
                    at += 2;
                    extent = Ends::of(tokens, at, Place::Block);
                    continue;
                }
                // The parameters of a closure are divided by commas as well.
                Some(Kind::Mark(b'|')) if extent != Ends::AfterArrow && begins_closure(tokens, at) => {
                    at = (after..range.end).find(|at| tokens.is_mark(*at, b'|')).map_or(after, |end| end + 1);
                    continue;
                }
                Some(Kind::Mark(b'!')) if at > range.start && tokens.any_group(at + 1).is_some() => {
                    let after = tokens.next(at + 1);
                    let (name, before) = (tokens.word(at - 1), at + 2..after - 1);
                    if BEFORE_NOT.iter().any(|word| tokens.is_word(at - 1, word)) {
                        at += 1;
                        continue;
                    }
                    let kinds = match name {
                        Some("include") => vec![ItemKind::IncludedExpression(Included::of(tokens, before))],
                        Some(name) => self.unseen(name, before).into_iter().map(ItemKind::Unseen).collect(),
                        None => Vec::new(),
                    };
                    items.extend(kinds.into_iter().map(|kind| Item::plain(tokens.range(at - 1), kind)));
                    at = after;
                    continue;
                }
                Some(Kind::Open(bracket)) => {
                    if self.matters(at..after) {
                        let inside = if types.are_in(bracket) { Place::Declarations } else { Place::Block };
                        items.extend(self.group(at + 1..after - 1, inside));
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

/// The arguments of types, which commas divide as well.
struct Types {
    /// Whether what stands here is a type.
    are_here: bool,
    /// How many lists of arguments are open.
    depth: usize,
}

impl Types {
    fn new(place: Place) -> Self {
        Self { are_here: place == Place::Declarations, depth: 0 }
    }

    /// Passes a mark. What follows `=` is a value.
    fn pass(&mut self, tokens: &Tokens<'_>, at: usize) {
        match tokens.get(at).map(|token| token.kind) {
            Some(Kind::Mark(b'=')) if self.depth == 0 => self.are_here = false,
            Some(Kind::Mark(b'<')) if self.are_here => self.depth += 1,
            Some(Kind::Mark(b'>')) if !tokens.is_mark(at.saturating_sub(1), b'-') => {
                self.depth = self.depth.saturating_sub(1);
            }
            _ => {}
        }
    }

    /// Whether what is in such brackets has types too, and is no value.
    fn are_in(&self, bracket: u8) -> bool {
        self.are_here && self.depth == 0 && bracket != b'['
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

/// Whether a `|` is the first one of a closure, by what stands before it.
fn begins_closure(tokens: &Tokens<'_>, mark: usize) -> bool {
    let Some(before) = mark.checked_sub(1) else { return true };
    ["move", "static", "async", "return", "break", "else", "in"].iter().any(|word| tokens.is_word(before, word))
        || tokens.get(before).is_some_and(|token| {
            matches!(token.kind, Kind::Open(_) | Kind::Mark(b'=' | b'>' | b':' | b',' | b';' | b'&'))
                || is_attribute(tokens, before)
        })
}

/// Whether the bracket there closes an attribute.
fn is_attribute(tokens: &Tokens<'_>, close: usize) -> bool {
    let token = tokens.get(close).filter(|token| token.kind == Kind::Close(b']'));
    token.is_some_and(|token| (token.mate as usize).checked_sub(1).is_some_and(|at| tokens.is_mark(at, b'#')))
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
