//! Macro calls and definitions: those that choose among items, pass them on or include a file, and annotations that can't be
//! seen in all others.

use std::ops::Range;
use std::sync::Arc;

use super::super::attributes::{self, Attribute};
use super::super::branches;
use super::super::included::Included;
use super::super::lex;
use super::super::passing::{Definition, Meta};
use super::extent::Extent;
use super::{Builder, Call, Item, ItemKind, Place};

/// The words after which an exclamation mark says no, and does not call a macro.
pub(super) const BEFORE_NOT: &[&str] = &["if", "while", "match", "return", "break", "in", "else", "move"];

impl Builder<'_> {
    /// Reads a macro call that chooses among items by `cfg`: each of its items is one of the module's, with the `cfg` of its
    /// branch.
    pub(super) fn branches(
        &mut self,
        range: Range<usize>,
        attributes: &[Attribute],
        place: Place,
        found: &mut Vec<Item>,
    ) -> Option<usize> {
        let tokens = self.tokens;
        let (name, at) = attributes::last_of_path(tokens, range.start)?;
        let close = tokens.is_mark(at, b'!').then(|| tokens.any_group(at + 1))??;
        let branches = branches::of(name, tokens, at + 2..close)?;
        for (predicate, items) in branches {
            for mut item in self.items(items, place) {
                let own = std::mem::take(&mut item.attributes);
                item.attributes = attributes.to_vec();
                item.attributes.push(Attribute::Cfg(predicate.clone()));
                item.attributes.extend(own);
                found.push(item);
            }
        }
        Some(close + 1 + usize::from(tokens.is_mark(close + 1, b';')))
    }

    /// Reads `name! { … }`, `name!(…);` and `macro_rules! name { … }`.
    pub(super) fn macro_call(
        &mut self,
        range: Range<usize>,
        place: Place,
        kinds: &mut Vec<ItemKind>,
    ) -> Option<Extent> {
        let tokens = self.tokens;
        let (name, at) = attributes::last_of_path(tokens, range.start)?;
        // No other macro takes a name before its brackets.
        let defined = tokens.word(at + 1).filter(|_| name == "macro_rules");
        if !tokens.is_mark(at, b'!') || BEFORE_NOT.iter().any(|word| tokens.is_word(at - 1, word)) {
            return None;
        }
        let open = at + 1 + usize::from(defined.is_some());
        let close = tokens.any_group(open)?;
        let braces = tokens.group(open, b'{').is_some();
        let semicolon = usize::from(!braces && tokens.is_mark(close + 1, b';'));
        // Among statements a call is an expression, and may go on.
        if matches!(place, Place::Block | Place::Arms | Place::Declarations) && !braces && semicolon == 0 {
            return None;
        }
        match defined {
            Some(defined) => {
                kinds.extend(self.unseen(defined, open + 1..close).into_iter().map(ItemKind::Unseen));
                let definition = Definition::of(defined, tokens, self.words, open + 1..close);
                kinds.push(ItemKind::Definition(Arc::new(definition)));
            }
            None if name == "include" && place == Place::Module => {
                kinds.push(ItemKind::Include(Included::of(tokens, open + 1..close)));
            }
            None if name == "include" && place != Place::Associated => {
                kinds.push(ItemKind::IncludedExpression(Included::of(tokens, open + 1..close)));
            }
            None => {
                // By a path another macro may be meant than by its name alone.
                let may_pass = matches!(place, Place::Module | Place::Block) && at == range.start + 1;
                let call = may_pass.then(|| self.call(name, open + 1..close)).flatten();
                match call {
                    Some(call) => kinds.push(call),
                    None => kinds.extend(self.unseen(name, open + 1..close).into_iter().map(ItemKind::Unseen)),
                }
            }
        }
        Some(Extent::new(None, close + 1 + semicolon))
    }

    /// Reads what a macro is given, where that may be items that matter.
    fn call(&mut self, name: &str, range: Range<usize>) -> Option<ItemKind> {
        let tokens = self.tokens;
        // Between the brackets, whatever became tokens there.
        let input = tokens.range(range.start - 1).end..tokens.range(range.end).start;
        let bytes = tokens.text.as_bytes().get(input.clone())?;
        if !self.matters(range.clone()) && !lex::may_be_items(bytes) {
            return None;
        }
        let is_inner = tokens.is_mark(range.start, b'#') && tokens.is_mark(range.start + 1, b'!');
        let close = tokens.group(range.start + 2, b'[').filter(|_| is_inner);
        let meta = close.map(|close| tokens.span(range.start + 3..close));
        let meta = meta.and_then(|range| Some(Meta { text: String::from(tokens.text.get(range.clone())?), range }));
        let start = close.map_or(range.start, |close| close + 1);
        let known = self.junk.len();
        let is_outermost = self.hidden.is_none();
        let hidden = match &self.hidden {
            Some(hidden) => Arc::clone(hidden),
            None => Arc::new(self.hidden(range.clone())),
        };
        self.hidden = Some(Arc::clone(&hidden));
        let items = self.items(start..range.end, Place::Module);
        if is_outermost {
            self.hidden = None;
        }
        let is_plain = self.junk.len() == known;
        self.junk.truncate(known);
        let name = String::from(name);
        (is_plain && !items.is_empty()).then_some(ItemKind::Call(Call { name, meta, items, input, hidden }))
    }
}
