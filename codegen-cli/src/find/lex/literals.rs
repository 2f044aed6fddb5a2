//! Words, literals and comments: all but brackets and marks.

use super::{Kind, LexError, Lexer, is_of_word, is_word_start};

impl Lexer<'_> {
    pub(super) fn line_comment(&mut self) {
        self.at = memchr::memchr(b'\n', &self.bytes[self.at..]).map_or(self.bytes.len(), |end| self.at + end);
    }

    /// Block comments nest.
    pub(super) fn block_comment(&mut self) -> Result<(), LexError> {
        let start = self.at;
        let mut depth = 0_usize;
        while let Some(mark) = memchr::memchr2(b'/', b'*', &self.bytes[self.at..]) {
            self.at += mark;
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
                _ => self.at += 1,
            }
        }
        Err(LexError { range: start..start + 2, message: "this comment is never closed" })
    }

    /// From the opening quote on; the literal begins at `start`.
    pub(super) fn string(&mut self, start: usize) -> Result<(), LexError> {
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
    pub(super) fn raw_string(&mut self, start: usize) -> Result<bool, LexError> {
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

    pub(super) fn skip_word(&mut self) {
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
    pub(super) fn word(&mut self) -> Result<(), LexError> {
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

    /// A character or a lifetime.
    pub(super) fn quote(&mut self) -> Result<(), LexError> {
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
    pub(super) fn character(&mut self, start: usize) -> Result<(), LexError> {
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

fn is_word_start_char(character: char) -> bool {
    character.is_alphabetic() || character == '_' || (!character.is_ascii() && !is_space(character))
}

/// White space beyond ASCII: next line, the two direction marks, line and paragraph separator.
///
/// Source: <https://doc.rust-lang.org/reference/whitespace.html>
pub(super) fn is_space(character: char) -> bool {
    matches!(character, '\u{85}' | '\u{200E}' | '\u{200F}' | '\u{2028}' | '\u{2029}')
}
