//! Bodies that are passed over: of functions, types and implementations in which nothing stands that matters. Nearly all code
//! is in such bodies, and of them only the end has to be known.
//!
//! Whatever is not as plain as code mostly is ends this, and the body is taken apart like all else.

use super::{DEEPEST, Kind, Lexer, counterpart, is_word_start};

/// The words of an item whose body can be passed over.
const WITH_BODY: &[&str] = &["fn", "impl", "trait", "struct", "enum", "union", "macro_rules"];

/// Which bytes may begin or end something other than words, numbers, white space and punctuation.
const STOPS: [bool; 256] = {
    let mut stops = [false; 256];
    let bytes = b"\"'/()[]{}";
    let mut at = 0;
    while at < bytes.len() {
        stops[bytes[at] as usize] = true;
        at += 1;
    }
    stops
};

impl<'t> Lexer<'t> {
    /// Whether what begins here with a brace is the body of such an item: what stands before it, since the last item, says so.
    pub(super) fn is_body(&self) -> bool {
        if self.hits.is_none() || self.not_plain.contains(&self.at) {
            return false;
        }
        let mut has_body = false;
        let mut at = self.list.len();
        while let Some(before) = at.checked_sub(1) {
            let Some(token) = self.list.get(before) else { return false };
            at = before;
            match token.kind {
                Kind::Mark(b';') | Kind::Close(b'}') | Kind::Open(_) => break,
                // On to before the group.
                Kind::Close(_) => at = token.mate as usize,
                // A macro's input may be anything, and its definition nothing.
                Kind::Mark(b'!') => return before.checked_sub(1).is_some_and(|at| self.word_at(at) == "macro_rules"),
                Kind::Word => {
                    let word = self.word_at(before);
                    // A module's body is one of items; what `use` has in braces are names.
                    if matches!(word, "mod" | "use") {
                        return false;
                    }
                    has_body |= WITH_BODY.contains(&word);
                }
                _ => {}
            }
        }
        has_body
    }

    fn word_at(&self, at: usize) -> &'t str {
        let token = self.list.get(at).filter(|token| token.kind == Kind::Word);
        token.and_then(|token| self.text.get(token.start as usize..token.end as usize)).unwrap_or_default()
    }

    /// From after the opening bracket of a body up to its end, without tokens. Where that can't be done, the lexer stays where
    /// it is.
    pub(super) fn skim(&mut self) {
        let (begin, kept) = (self.at, self.list.len());
        self.inside.clear();
        let end = self.end_of_body();
        self.list.truncate(kept);
        self.at = end.unwrap_or(begin);
        if end.is_none() {
            // What is open where it stopped is stopped there again: so that no part of a text is tried twice.
            self.not_plain.clear();
            self.not_plain.extend(self.inside.iter().map(|(_, at)| *at));
        }
    }

    /// The place of the bracket that closes the body, where all is plain up to there.
    fn end_of_body(&mut self) -> Option<usize> {
        let hits = self.hits.unwrap_or_default();
        let limit = hits.get(hits.partition_point(|hit| *hit < self.at)).copied().unwrap_or(usize::MAX);
        // What was passed over as one thing ends here: words do not begin before.
        let mut floor = self.at;
        loop {
            let rest = self.bytes.get(self.at..)?;
            self.at += rest.iter().position(|byte| STOPS[usize::from(*byte)])?;
            let start = self.at;
            if start >= limit {
                return None;
            }
            match self.byte(0)? {
                bracket @ (b'(' | b'[' | b'{') => {
                    if self.open.len() + self.inside.len() >= DEEPEST {
                        return None;
                    }
                    self.inside.push((bracket, start));
                    self.at += 1;
                }
                bracket @ (b')' | b']' | b'}') => {
                    match self.inside.last() {
                        None if bracket == b'}' => return Some(start),
                        Some((open, _)) if *open == counterpart(bracket) => self.inside.pop(),
                        _ => return None,
                    };
                    self.at += 1;
                }
                b'/' => match self.byte(1) {
                    Some(b'/') => self.line_comment(),
                    Some(b'*') => self.block_comment().ok()?,
                    _ => self.at += 1,
                },
                b'"' => self.text_literal(start, floor)?,
                _ if self.word_before(start, floor)? == b"b" => self.character(start).ok()?,
                _ => self.quote().ok()?,
            }
            floor = self.at;
        }
    }

    /// From a quote on, by what stands before it: a string with a prefix is read from the prefix on.
    fn text_literal(&mut self, quote: usize, floor: usize) -> Option<()> {
        let hashes = self.bytes.get(floor..quote)?.iter().rev().take_while(|byte| **byte == b'#').count();
        let is_raw = matches!(self.word_before(quote - hashes, floor)?, b"r" | b"br" | b"cr");
        if is_raw {
            self.at = quote - hashes;
            return self.raw_string(quote).ok()?.then_some(());
        }
        self.string(quote).ok()
    }

    /// The word that ends here, as far as it may be the prefix of a literal: of a longer one its last bytes.
    fn word_before(&self, end: usize, floor: usize) -> Option<&'t [u8]> {
        let before = self.bytes.get(floor..end)?;
        let is_of_word = |byte: &&u8| is_word_start(**byte) || byte.is_ascii_digit();
        let length = before.iter().rev().take(3).take_while(is_of_word).count();
        let (before, word) = before.split_at(before.len() - length);
        // A raw identifier's name is no prefix, and white space beyond ASCII ends no word here.
        let is_plain = word.is_ascii() && before.last().is_none_or(|byte| *byte != b'#' && byte.is_ascii());
        (length == 0 || is_plain).then_some(word)
    }
}
