//! Tokens, and what can be asked of them.

use std::ops::Range;

use super::{Imports, Lexer};

/// The deepest nesting of brackets that is read. No one writes so much, and no parser that recurses comes to harm on less.
pub(in crate::find) const DEEPEST: usize = 500;

/// A token.
#[derive(Clone, Copy, Debug)]
pub(in crate::find) struct Token {
    pub kind: Kind,
    pub(super) start: u32,
    pub(super) end: u32,
    /// For a bracket, the index of its counterpart.
    pub mate: u32,
}

/// What kind of token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::find) enum Kind {
    /// An identifier or keyword, `r#` included.
    Word,
    /// A string of any kind.
    Text,
    /// A number, a character, a lifetime.
    Other,
    /// One character of punctuation.
    Mark(u8),
    /// An opening bracket.
    Open(u8),
    /// A closing bracket.
    Close(u8),
    /// The name of a module for tests, which was passed over with all that belongs to it.
    ForTests,
}

/// Why a text is not Rust.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::find) struct LexError {
    pub range: Range<usize>,
    pub message: &'static str,
}

/// What is told of nesting that is too deep.
pub(super) const TOO_DEEP: &str = "brackets are nested more than 500 deep here";

impl LexError {
    /// Whether the compiler might take it all the same.
    pub fn is_ours(&self) -> bool {
        self.message == TOO_DEEP
    }
}

/// A text and its tokens.
pub(in crate::find) struct Tokens<'t> {
    pub text: &'t str,
    /// Whether something that is imported was passed over.
    pub lacks_imports: bool,
    pub(super) list: Vec<Token>,
    /// The places of literals that may name another file, in order.
    pub(super) named: Vec<usize>,
}

impl<'t> Tokens<'t> {
    /// Takes a text apart in which there are items. `hits` are the places at which something stands that matters, in order:
    /// items without one, and the bodies of others, are passed over. Where there are none at all, so is what is imported for
    /// a module alone, unless `keeps_imports`: it is of use to what includes the text.
    pub fn of_items(text: &'t str, hits: &'t [usize], keeps_imports: bool) -> Result<Self, LexError> {
        let mut lexer = Lexer::new(text, Some(hits));
        lexer.levels.push(0);
        if !keeps_imports && hits.is_empty() {
            lexer.imports = Imports::None;
        }
        lexer.run()
    }

    /// Takes a text apart. `hits` are the places at which something stands that matters, in order: bodies of functions,
    /// types and implementations without one are passed over.
    pub fn of(text: &'t str, hits: &'t [usize]) -> Result<Self, LexError> {
        Lexer::new(text, Some(hits)).run()
    }

    /// Takes a text apart, all of it.
    #[cfg(test)]
    pub fn of_everything(text: &'t str) -> Result<Self, LexError> {
        Lexer::new(text, None).run()
    }

    /// Whether another file may be named between two places of the text.
    pub fn may_name_file(&self, bytes: &Range<usize>) -> bool {
        let at = self.named.partition_point(|named| *named < bytes.start);
        self.named.get(at).is_some_and(|named| *named < bytes.end)
    }

    pub fn len(&self) -> usize {
        self.list.len()
    }

    pub fn get(&self, at: usize) -> Option<Token> {
        self.list.get(at).copied()
    }

    /// The bytes of the token.
    pub fn range(&self, at: usize) -> Range<usize> {
        self.get(at).map_or(self.text.len()..self.text.len(), |token| token.start as usize..token.end as usize)
    }

    /// The bytes from one token to before another.
    pub fn span(&self, tokens: Range<usize>) -> Range<usize> {
        let start = self.range(tokens.start).start;
        start..if tokens.is_empty() { start } else { self.range(tokens.end - 1).end }
    }

    /// The text of the token; empty past the end.
    pub fn str(&self, at: usize) -> &'t str {
        self.text.get(self.range(at)).unwrap_or_default()
    }

    /// The word there, without `r#`.
    pub fn word(&self, at: usize) -> Option<&'t str> {
        let is_word = self.get(at).is_some_and(|token| token.kind == Kind::Word);
        is_word.then(|| self.str(at)).map(|word| word.strip_prefix("r#").unwrap_or(word))
    }

    /// The word there, if it is no raw identifier.
    pub fn keyword(&self, at: usize) -> Option<&'t str> {
        let is_word = self.get(at).is_some_and(|token| token.kind == Kind::Word);
        is_word.then(|| self.str(at)).filter(|word| !word.starts_with("r#"))
    }

    /// Whether this word stands there, and is no raw identifier.
    pub fn is_word(&self, at: usize, word: &str) -> bool {
        self.get(at).is_some_and(|token| token.kind == Kind::Word) && self.str(at) == word
    }

    /// Whether this word stands anywhere.
    pub fn has_word(&self, word: &str) -> bool {
        (0..self.len()).any(|at| self.is_word(at, word))
    }

    /// Whether this mark stands there.
    pub fn is_mark(&self, at: usize, mark: u8) -> bool {
        self.get(at).is_some_and(|token| token.kind == Kind::Mark(mark))
    }

    /// Whether `::` stands there.
    pub fn is_path_separator(&self, at: usize) -> bool {
        self.is_mark(at, b':') && self.is_mark(at + 1, b':') && self.range(at).end == self.range(at + 1).start
    }

    /// The index of the closing bracket, if the opening one stands there.
    pub fn group(&self, at: usize, bracket: u8) -> Option<usize> {
        let token = self.get(at)?;
        (token.kind == Kind::Open(bracket)).then_some(token.mate as usize)
    }

    /// The index of the closing bracket, if any opening one stands there.
    pub fn any_group(&self, at: usize) -> Option<usize> {
        let token = self.get(at)?;
        matches!(token.kind, Kind::Open(_)).then_some(token.mate as usize)
    }

    /// The token after this one, or after its group.
    pub fn next(&self, at: usize) -> usize {
        self.any_group(at).unwrap_or(at) + 1
    }
}
