//! A file's tokens, flat: where words and brackets stand, and nothing of what they mean.
//!
//! The shape of a crate is in few tokens, so files are not parsed as a whole. What is read here is as much of the language
//! as it takes to tell code from comments and text, by one pass without recursion. A body in which nothing can matter is
//! passed over (`skim`): it is a pair of brackets with no tokens between.
//!
//! Source: <https://doc.rust-lang.org/reference/tokens.html>

mod items;
mod named;
mod skim;
mod stops;

use std::ops::Range;

use items::Until;
use stops::Stops;

pub(super) use skim::may_be_items;

/// The deepest nesting of brackets that is read. No one writes so much, and no parser that recurses comes to harm on less.
pub(super) const DEEPEST: usize = 500;

/// A token.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub kind: Kind,
    start: u32,
    end: u32,
    /// For a bracket, the index of its counterpart.
    pub mate: u32,
}

/// What kind of token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
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
}

/// Why a text is not Rust.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LexError {
    pub range: Range<usize>,
    pub message: &'static str,
}

/// What is told of nesting that is too deep.
const TOO_DEEP: &str = "brackets are nested more than 500 deep here";

impl LexError {
    /// Whether the compiler might take it all the same.
    pub fn is_ours(&self) -> bool {
        self.message == TOO_DEEP
    }
}

/// A text and its tokens.
pub(super) struct Tokens<'t> {
    pub text: &'t str,
    /// Whether something that is imported was passed over.
    pub lacks_imports: bool,
    list: Vec<Token>,
    /// The places of literals that may name another file, in order.
    named: Vec<usize>,
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

    /// Whether this word stands there, and is no raw identifier.
    pub fn is_word(&self, at: usize, word: &str) -> bool {
        self.get(at).is_some_and(|token| token.kind == Kind::Word) && self.str(at) == word
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
        // A text has less than 4 GiB: see `files::LARGEST`.
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        self.list.push(Token { kind, start: place(start), end: place(self.at), mate: 0 });
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
        let (Some(open), true) = (closed, opening == Some(Kind::Open(counterpart(bracket)))) else {
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

    fn line_comment(&mut self) {
        self.at = memchr::memchr(b'\n', &self.bytes[self.at..]).map_or(self.bytes.len(), |end| self.at + end);
    }

    /// Block comments nest.
    fn block_comment(&mut self) -> Result<(), LexError> {
        let start = self.at;
        let mut depth = 0_usize;
        loop {
            match (self.byte(0), self.byte(1)) {
                (Some(b'/'), Some(b'*')) => {
                    depth += 1;
                    self.at += 2;
                }
                (Some(b'*'), Some(b'/')) => {
                    depth -= 1;
                    self.at += 2;
                    if depth == 0 {
                        return Ok(());
                    }
                }
                (Some(_), _) => self.at += 1,
                (None, _) => return Err(LexError { range: start..start + 2, message: "this comment is never closed" }),
            }
        }
    }

    /// From the opening quote on; the literal begins at `start`.
    fn string(&mut self, start: usize) -> Result<(), LexError> {
        let quote = self.at;
        self.at += 1;
        loop {
            let Some(found) = memchr::memchr2(b'"', b'\\', &self.bytes[self.at..]) else {
                return Err(LexError { range: start..quote + 1, message: "this string is never closed" });
            };
            self.at += found + 1;
            if self.bytes[self.at - 1] == b'"' {
                self.push_text(start);
                return Ok(());
            }
            // What is escaped: any character, of which the first byte is enough.
            self.at = (self.at + 1).min(self.bytes.len());
        }
    }

    /// From the first `#` or the quote of a raw string on. `false` when there is none.
    fn raw_string(&mut self, start: usize) -> Result<bool, LexError> {
        let hashes = self.bytes[self.at..].iter().take_while(|byte| **byte == b'#').count();
        if self.byte(hashes) != Some(b'"') {
            return Ok(false);
        }
        let begin = self.at + hashes + 1;
        for end in memchr::memchr_iter(b'"', &self.bytes[begin..]) {
            let end = begin + end + 1;
            if self.bytes[end..].iter().take(hashes).filter(|byte| **byte == b'#').count() == hashes {
                self.at = end + hashes;
                self.push_text(start);
                return Ok(true);
            }
        }
        Err(LexError { range: start..begin, message: "this raw string is never closed" })
    }

    fn skip_word(&mut self) {
        loop {
            while self.byte(0).is_some_and(|byte| byte.is_ascii() && is_of_word(byte)) {
                self.at += 1;
            }
            // White space beyond ASCII ends a word too.
            match self.byte(0).filter(|byte| !byte.is_ascii()).and_then(|_| self.text.get(self.at..)?.chars().next()) {
                Some(character) if !is_space(character) => self.at += character.len_utf8(),
                _ => return,
            }
        }
    }

    /// A word, or what has a word as its prefix: raw identifiers and strings, bytes, byte and C strings.
    fn word(&mut self) -> Result<(), LexError> {
        let start = self.at;
        // The few characters beyond ASCII that are white space are no word.
        if !self.bytes[start].is_ascii()
            && let Some(space) = self.text[start..].chars().next().filter(|space| is_space(*space))
        {
            self.at += space.len_utf8();
            return Ok(());
        }
        self.skip_word();
        match (&self.bytes[start..self.at], self.byte(0)) {
            (b"b" | b"c", Some(b'"')) => return self.string(start),
            (b"b", Some(b'\'')) => return self.character(start),
            (prefix @ (b"r" | b"br" | b"cr"), Some(b'"' | b'#')) => {
                if self.raw_string(start)? {
                    return Ok(());
                }
                if prefix == b"r" && self.byte(1).is_some_and(is_word_start) {
                    self.at += 1;
                    self.skip_word();
                }
            }
            // What others may name, or a file that may need to know what it is in.
            (b"include", _) => self.need_imports(),
            (b"use" | b"extern", _) if self.is_after_visibility() => self.need_imports(),
            _ => {}
        }
        self.push(Kind::Word, start);
        Ok(())
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

    /// A character or a lifetime.
    fn quote(&mut self) -> Result<(), LexError> {
        let start = self.at;
        let mut ahead = self.text[start + 1..].chars();
        let (first, second) = (ahead.next(), ahead.next());
        let lifetime = first.is_some_and(is_word_start_char) && second != Some('\'');
        if !lifetime {
            return self.character(start);
        }
        self.at += 1;
        let begin = self.at;
        self.skip_word();
        if &self.text[begin..self.at] == "r" && self.byte(0) == Some(b'#') {
            self.at += 1;
            self.skip_word();
        }
        // Several characters between quotes are no Rust, but outside of macros that is the compiler's to say.
        if self.byte(0) == Some(b'\'') {
            self.at += 1;
        }
        self.push(Kind::Other, start);
        Ok(())
    }

    /// From the opening quote of a character or byte on.
    fn character(&mut self, start: usize) -> Result<(), LexError> {
        let quote = self.at;
        self.at += 1;
        let mut escaped = self.byte(0) == Some(b'\\');
        // The character itself may be a quote only if escaped; what follows up to the closing one is an escape's rest.
        self.at += usize::from(escaped);
        while let Some(byte) = self.byte(0) {
            match byte {
                b'\'' if !escaped => {
                    self.at += 1;
                    self.push(Kind::Other, start);
                    return Ok(());
                }
                b'\n' if !escaped => break,
                _ => self.at += 1,
            }
            escaped = false;
        }
        Err(LexError { range: start..quote + 1, message: "this character is never closed" })
    }
}

/// The opening bracket of a closing one.
fn counterpart(closing: u8) -> u8 {
    match closing {
        b')' => b'(',
        b']' => b'[',
        _ => b'{',
    }
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

fn is_word_start_char(character: char) -> bool {
    character.is_alphabetic() || character == '_' || (!character.is_ascii() && !is_space(character))
}

/// White space beyond ASCII: next line, the two direction marks, line and paragraph separator.
///
/// Source: <https://doc.rust-lang.org/reference/whitespace.html>
fn is_space(character: char) -> bool {
    matches!(character, '\u{85}' | '\u{200E}' | '\u{200F}' | '\u{2028}' | '\u{2029}')
}

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
