//! A file's tokens, flat: where words and brackets stand, and nothing of what they mean.
//!
//! The shape of a crate is in few tokens, so files are not parsed as a whole. What is read here is as much of the language
//! as it takes to tell code from comments and text, by one pass without recursion. A body in which nothing can matter is
//! passed over (`skim`): it is a pair of brackets with no tokens between.
//!
//! Source: <https://doc.rust-lang.org/reference/tokens.html>

mod items;
mod literals;
mod named;
mod skim;
mod stops;
mod tokens;

use std::ops::Range;

use items::Until;
use stops::Stops;
use tokens::TOO_DEEP;

pub(super) use skim::may_be_items;
pub(super) use tokens::{DEEPEST, Kind, LexError, Token, Tokens};

struct Lexer<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    list: Vec<Token>,
    open: Vec<usize>,
    /// The places that matter; `None` where all do.
    hits: Option<&'t [usize]>,
    /// The brackets that are open in a body that is passed over, with their places.
    inside: Vec<(u8, usize)>,
    /// The places of brackets at which a body begins that can't be passed over.
    not_plain: Vec<usize>,
    stops: Stops<'t>,
    /// A place, and the first stop from there on, where one was looked for.
    stop_ahead: Option<(usize, Option<usize>)>,
    /// How many brackets are open where there are items, for each list of items within another.
    levels: Vec<usize>,
    /// Where the next item of the innermost list begins.
    until: Until,
    /// Whether that would be the first one.
    is_first: bool,
    /// The places of literals that may name another file.
    named: Vec<usize>,
    /// Where the last comment ended that was passed over.
    comment_end: usize,
    imports: Imports,
}

/// What becomes of that which is imported for a module alone. It says nothing of any other module, and nothing of one that
/// has no annotation and names nothing for others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Imports {
    Kept,
    /// Nothing was there yet.
    None,
    /// Some was passed over.
    PassedOver,
    /// Some was passed over, and is needed.
    Missed,
}

impl<'t> Lexer<'t> {
    fn new(text: &'t str, hits: Option<&'t [usize]>) -> Self {
        Self {
            text,
            bytes: text.as_bytes(),
            at: preamble(text),
            // About as many as there are where items are passed over.
            list: Vec::with_capacity(32 + text.len() / 256),
            open: Vec::new(),
            hits,
            inside: Vec::with_capacity(32),
            not_plain: Vec::new(),
            named: Vec::new(),
            comment_end: usize::MAX,
            stops: Stops::of(text.as_bytes()),
            stop_ahead: None,
            levels: Vec::new(),
            until: Until::default(),
            is_first: false,
            imports: Imports::Kept,
        }
    }

    fn run(mut self) -> Result<Tokens<'t>, LexError> {
        let begin = self.at;
        if !self.levels.is_empty() {
            self.begin_items();
        }
        self.lex()?;
        if self.imports == Imports::Missed {
            self.at = begin;
            self.list.clear();
            self.named.clear();
            self.imports = Imports::Kept;
            self.begin_items();
            self.lex()?;
        }
        match self.open.last().and_then(|open| self.list.get(*open)) {
            None => {
                let lacks_imports = self.imports == Imports::PassedOver;
                Ok(Tokens { text: self.text, lacks_imports, list: self.list, named: self.named })
            }
            Some(open) => {
                Err(LexError { range: open.start as usize..open.end as usize, message: "this bracket is never closed" })
            }
        }
    }

    fn lex(&mut self) -> Result<(), LexError> {
        while let Some(byte) = self.byte(0) {
            let start = self.at;
            match byte {
                b' ' | b'\n' => self.at += 1,
                _ if is_word_start(byte) => self.word()?,
                b'/' if self.byte(1) == Some(b'/') => self.line_comment(),
                b'/' if self.byte(1) == Some(b'*') => self.block_comment()?,
                b'"' => self.string(start)?,
                b'\'' => self.quote()?,
                b'(' | b'[' | b'{' => {
                    let body = if byte == b'{' { self.body() } else { self.input() };
                    let begins_items = byte == b'{' && self.is_at_item() && self.until == Until::Items;
                    self.open(byte)?;
                    let is_passed = body.is_some_and(|body| self.skim(byte, body));
                    if begins_items && !is_passed {
                        self.levels.push(self.open.len());
                        self.begin_items();
                    }
                }
                b')' | b']' | b'}' => self.close(byte)?,
                b'0'..=b'9' => {
                    self.skip_word();
                    self.push(Kind::Other, start);
                }
                _ if byte.is_ascii_whitespace() || byte == 0x0B => self.at += 1,
                _ => {
                    self.at += 1;
                    self.push(Kind::Mark(byte), start);
                    if byte == b';' && self.is_at_item() {
                        self.pass_items();
                    }
                }
            }
        }
        Ok(())
    }

    /// Whether what stands here is in a list of items, and no deeper.
    fn is_at_item(&self) -> bool {
        self.levels.last() == Some(&self.open.len())
    }

    fn begin_items(&mut self) {
        self.is_first = true;
        self.pass_items();
    }

    fn byte(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    fn push(&mut self, kind: Kind, start: usize) {
        self.push_range(kind, start..self.at);
    }

    fn push_range(&mut self, kind: Kind, range: Range<usize>) {
        // A text has less than 4 GiB: see `reader::LARGEST`.
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        self.list.push(Token { kind, start: place(range.start), end: place(range.end), mate: 0 });
    }

    fn push_text(&mut self, start: usize) {
        if self.names_file() {
            self.named.push(start);
        }
        self.push(Kind::Text, start);
    }

    fn open(&mut self, bracket: u8) -> Result<(), LexError> {
        let start = self.at;
        self.at += 1;
        if self.open.len() == DEEPEST {
            return Err(LexError { range: start..self.at, message: TOO_DEEP });
        }
        self.open.push(self.list.len());
        self.push(Kind::Open(bracket), start);
        Ok(())
    }

    fn close(&mut self, bracket: u8) -> Result<(), LexError> {
        let start = self.at;
        self.at += 1;
        let closed = self.open.pop();
        let opening = closed.and_then(|open| self.list.get(open)).map(|open| open.kind);
        let (Some(open), true) = (closed, opening == Some(Kind::Open(opening_of(bracket)))) else {
            return Err(LexError { range: start..self.at, message: "this bracket closes none of its kind" });
        };
        let here = self.list.len();
        self.push(Kind::Close(bracket), start);
        let index = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        if let Some(token) = self.list.get_mut(open) {
            token.mate = index(here);
        }
        if let Some(token) = self.list.get_mut(here) {
            token.mate = index(open);
        }
        self.end_group(bracket);
        Ok(())
    }

    /// Behind a closing bracket, where an item may end.
    fn end_group(&mut self, bracket: u8) {
        if self.levels.last().is_some_and(|level| *level > self.open.len()) {
            self.levels.pop();
            self.until = Until::Items;
        }
        let is_end = match self.until {
            Until::Semicolon => false,
            Until::Braces | Until::Items => bracket == b'}',
            Until::Attribute => bracket == b']',
        };
        if is_end && self.is_at_item() {
            self.is_first = self.until == Until::Attribute;
            self.pass_items();
        }
    }

    fn need_imports(&mut self) {
        self.imports = match self.imports {
            Imports::None | Imports::Kept => Imports::Kept,
            Imports::PassedOver | Imports::Missed => Imports::Missed,
        };
    }

    fn is_after_visibility(&self) -> bool {
        let last = self.list.len().checked_sub(1);
        last.is_some_and(|last| self.is_bracket(last, b')') || self.word_at(last) == "pub")
    }
}

/// The closing bracket of an opening one; zero for anything else.
fn closing_of(byte: u8) -> u8 {
    const CLOSING: [u8; 256] = with_counterparts(*b"([{", *b")]}");
    CLOSING[usize::from(byte)]
}

/// The opening bracket of a closing one; zero for anything else.
fn opening_of(byte: u8) -> u8 {
    const OPENING: [u8; 256] = with_counterparts(*b")]}", *b"([{");
    OPENING[usize::from(byte)]
}

const fn with_counterparts(brackets: [u8; 3], counterparts: [u8; 3]) -> [u8; 256] {
    let mut of = [0; 256];
    let mut at = 0;
    while at < brackets.len() {
        of[brackets[at] as usize] = counterparts[at];
        at += 1;
    }
    of
}

/// Whether a byte may begin a word.
fn is_word_start(byte: u8) -> bool {
    OF_WORDS[usize::from(byte)] && !byte.is_ascii_digit()
}

/// Whether a byte may go on with a word.
fn is_of_word(byte: u8) -> bool {
    OF_WORDS[usize::from(byte)]
}

const OF_WORDS: [bool; 256] = {
    let mut are = [false; 256];
    let mut byte = u8::MAX;
    while byte > 0 {
        are[byte as usize] = byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii();
        byte -= 1;
    }
    are
};

/// The length of what may stand before a file's code: the line of an interpreter, and the data block of a script.
///
/// Source: <https://doc.rust-lang.org/reference/input-format.html>
fn preamble(text: &str) -> usize {
    let mut at = 0;
    if text.starts_with("#!") && !begins_with_bracket(&text[2..]) {
        at = memchr::memchr(b'\n', text.as_bytes()).map_or(text.len(), |end| end + 1);
    }
    let rest = text[at..].trim_start();
    let fence = rest.bytes().take_while(|byte| *byte == b'-').count();
    if fence < 3 {
        return at;
    }
    let fence = &rest[..fence];
    let mut offset = text.len() - rest.len();
    for (line, part) in rest.split_inclusive('\n').enumerate() {
        offset += part.len();
        if line > 0 && part.trim_end() == fence {
            return offset;
        }
    }
    at
}

/// Whether the first token is `[`: then `#!` is an attribute.
fn begins_with_bracket(mut text: &str) -> bool {
    loop {
        text = text.trim_start();
        if let Some(comment) = text.strip_prefix("//") {
            text = comment.split_once('\n').map_or("", |(_, rest)| rest);
        } else if let Some(comment) = text.strip_prefix("/*") {
            text = comment.split_once("*/").map_or("", |(_, rest)| rest);
        } else {
            return text.starts_with('[');
        }
    }
}
