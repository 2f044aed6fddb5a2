//! Bodies that are passed over: of functions, types and implementations in which nothing stands that matters, and what macros
//! are given. Nearly all code is in such bodies, and of them only the end has to be known.
//!
//! Whatever is not as plain as code mostly is ends this, and the body is taken apart like all else.

use std::sync::LazyLock;

use memchr::memmem;

use super::{DEEPEST, Kind, Lexer, closing_of, is_of_word, opening_of};
use crate::find::keywords;
use crate::find::passing::FRAGMENT;

/// The macros whose input may be items, or says where some are. Of what any other is given something matters only if words of
/// items or an annotation stand in it.
const READ_MACROS: &[&str] = &["cfg_if", "cfg_select", "include", "concat", "env"];

/// The words that items begin with that matter without an annotation.
const OF_ITEMS: [&str; 5] = ["use", "mod", "include", "macro_rules", "extern"];

/// Look for these words. To make one takes longer than most inputs are to look through.
static FINDERS: LazyLock<[memmem::Finder<'static>; OF_ITEMS.len()]> =
    LazyLock::new(|| OF_ITEMS.map(memmem::Finder::new));

/// What is passed over.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Body {
    /// Of an item.
    OfItem,
    /// What a macro is given.
    Input,
    /// The arms of a macro.
    Arms,
}

impl Body {
    /// Whether it is to be taken apart, although no annotation stands in it.
    fn matters(self, bytes: &[u8]) -> bool {
        match self {
            Self::OfItem => false,
            Self::Input => may_be_items(bytes),
            Self::Arms => memmem::find(bytes, FRAGMENT.as_bytes()).is_some(),
        }
    }
}

/// Whether what a macro is given may be items that matter without an annotation.
pub(in crate::find) fn may_be_items(bytes: &[u8]) -> bool {
    let is_end =
        |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_none_or(|byte| !(byte.is_ascii() && is_of_word(*byte)));
    let is_word = |word: &str, at: usize| is_end(at.checked_sub(1)) && is_end(Some(at + word.len()));
    OF_ITEMS.iter().zip(FINDERS.iter()).any(|(word, finder)| finder.find_iter(bytes).any(|at| is_word(word, at)))
}

impl<'t> Lexer<'t> {
    /// What begins here with a brace, if it can be passed over: what stands before it, since the last item, says so.
    pub(super) fn body(&self) -> Option<Body> {
        if self.hits.is_none() || self.not_plain.contains(&self.at) {
            return None;
        }
        // After a path stands what is imported from it.
        if self.list.last().is_some_and(|token| token.kind == Kind::Mark(b':')) {
            return None;
        }
        let mut has_body = false;
        let mut at = self.list.len();
        while let Some(before) = at.checked_sub(1) {
            let token = self.list.get(before)?;
            at = before;
            match token.kind {
                // In the braces of an import are names.
                Kind::Close(b'}') if self.is_mark(before + 1, b',') => return None,
                Kind::Open(b'{') if before.checked_sub(1).is_some_and(|at| self.is_of_import(at)) => return None,
                Kind::Mark(b';') | Kind::Close(b'}') | Kind::Open(_) | Kind::ForTests => break,
                // On to before the group.
                Kind::Close(_) => at = token.mate as usize,
                Kind::Mark(b'!') if self.is_of_inner_attribute(before) => break,
                Kind::Mark(b'!') => {
                    // Else it says no, or never.
                    let is_call = before + 1 == self.list.len() || self.defines_macro(before);
                    if let Some(body) = self.of_macro(before).filter(|_| is_call) {
                        return Some(body);
                    }
                }
                Kind::Word => match self.word_at(before) {
                    // A module's body is one of items, and what an import has in braces are names.
                    "mod" | "use" => return None,
                    word => has_body |= keywords::has_body(word),
                },
                _ => {}
            }
        }
        has_body.then_some(Body::OfItem)
    }

    /// What begins here with another bracket, if it is the input of a macro that is not read, or the parameters of a
    /// function.
    pub(super) fn input(&self) -> Option<Body> {
        let last = self.list.len().checked_sub(1)?;
        // Not in an attribute, of which each word may be told.
        let input = match self.list.get(last)?.kind {
            Kind::Mark(b'!') if self.is_among_items() => self.of_macro(last)?,
            // A function without a name may stand before something that is public.
            Kind::Word if self.is_among_items() && self.word_at(last) != "pub" => {
                (self.word_at(last.checked_sub(1)?) == "fn").then_some(Body::OfItem)?
            }
            _ => return None,
        };
        (self.hits.is_some() && !self.not_plain.contains(&self.at)).then_some(input)
    }

    /// Whether nothing but braces is open around.
    fn is_among_items(&self) -> bool {
        let innermost = self.open.last().and_then(|open| self.list.get(*open));
        innermost.is_none_or(|token| token.kind == Kind::Open(b'{'))
    }

    /// What follows the exclamation mark there, if that follows the name of a macro that is not read.
    fn of_macro(&self, mark: usize) -> Option<Body> {
        let name = self.word_at(mark.checked_sub(1)?);
        match name.strip_prefix("r#").unwrap_or(name) {
            "" => None,
            "macro_rules" => Some(Body::Arms),
            name => (!READ_MACROS.contains(&name)).then_some(Body::Input),
        }
    }

    /// Whether the exclamation mark there has the name of a macro behind it, and nothing else.
    fn defines_macro(&self, mark: usize) -> bool {
        mark + 2 == self.list.len() && mark.checked_sub(1).is_some_and(|name| self.word_at(name) == "macro_rules")
    }

    fn is_of_inner_attribute(&self, mark: usize) -> bool {
        let before = mark.checked_sub(1).and_then(|at| self.list.get(at));
        before.is_some_and(|token| token.kind == Kind::Mark(b'#'))
    }

    fn is_mark(&self, at: usize, mark: u8) -> bool {
        self.list.get(at).is_some_and(|token| token.kind == Kind::Mark(mark))
    }

    /// Whether what stands there is what an import has before its braces.
    fn is_of_import(&self, at: usize) -> bool {
        self.is_mark(at, b':') || self.word_at(at) == "use"
    }

    pub(super) fn is_bracket(&self, at: usize, closing: u8) -> bool {
        self.list.get(at).is_some_and(|token| token.kind == Kind::Close(closing))
    }

    pub(super) fn word_at(&self, at: usize) -> &'t str {
        let is_word = self.list.get(at).is_some_and(|token| token.kind == Kind::Word);
        if is_word { self.str_at(at) } else { "" }
    }

    fn str_at(&self, at: usize) -> &'t str {
        let token = self.list.get(at);
        token.and_then(|token| self.text.get(token.start as usize..token.end as usize)).unwrap_or_default()
    }

    /// From after the opening bracket of a body up to its end, without tokens. Where that can't be done, the lexer stays where
    /// it is, and gives `false`.
    pub(super) fn skim(&mut self, opening: u8, body: Body) -> bool {
        let (begin, kept) = (self.at, self.list.len());
        self.inside.clear();
        let end = self.end_of_group(opening, self.open.len());
        self.list.truncate(kept);
        let is_over = end.filter(|end| self.bytes.get(begin..*end).is_none_or(|bytes| !body.matters(bytes)));
        self.at = is_over.unwrap_or(begin);
        if end.is_none() {
            // What is open where it stopped is stopped there again: so that no part of a text is tried twice.
            self.not_plain.clear();
            self.not_plain.extend(self.inside.iter().map(|(_, at)| *at));
        }
        is_over.is_some()
    }

    /// From after an opening bracket to the place of the one that closes it, where all is plain up to there. With that bracket
    /// `depth` of them are open.
    pub(super) fn end_of_group(&mut self, opening: u8, depth: usize) -> Option<usize> {
        let hits = self.hits.unwrap_or_default();
        let limit = hits.get(hits.partition_point(|hit| *hit < self.at)).copied().unwrap_or(usize::MAX);
        // What was passed over as one thing ends here: words do not begin before.
        let mut floor = self.at;
        let mut stops = self.stops;
        stops.go_to(floor);
        loop {
            let start = stops.next()?;
            if start >= limit {
                return None;
            }
            let byte = *self.bytes.get(start)?;
            let (closing, opens) = (closing_of(byte), opening_of(byte));
            if closing != 0 {
                if depth + self.inside.len() >= DEEPEST {
                    return None;
                }
                // Most have no others in them.
                if let Some(end) = stops.next_if(closing, limit) {
                    floor = end + 1;
                } else {
                    self.inside.push((byte, start));
                    floor = start + 1;
                }
            } else if opens != 0 {
                match self.inside.pop() {
                    None if opens == opening => {
                        self.stops = stops;
                        return Some(start);
                    }
                    Some((open, _)) if open == opens => {}
                    _ => return None,
                }
                floor = start + 1;
            } else {
                self.at = start;
                self.pass_no_bracket(floor)?;
                floor = self.at;
                stops.go_to(floor);
            }
        }
    }

    /// From a slash or a quote on to behind the comment or the literal. Words do not begin before `floor`.
    pub(super) fn pass_no_bracket(&mut self, floor: usize) -> Option<()> {
        let start = self.at;
        match self.byte(0)? {
            b'/' => match self.byte(1) {
                Some(b'/') => {
                    self.line_comment();
                    self.comment_end = self.at;
                }
                Some(b'*') => {
                    self.block_comment().ok()?;
                    self.comment_end = self.at;
                }
                _ => self.at += 1,
            },
            b'"' => self.text_literal(start, floor)?,
            _ if self.word_before(start, floor)? == b"b" => self.character(start).ok()?,
            _ => self.quote().ok()?,
        }
        Some(())
    }

    /// From a quote on, by what stands before it: a string with a prefix is read from the prefix on. One that may name a file
    /// is not passed over.
    fn text_literal(&mut self, quote: usize, floor: usize) -> Option<()> {
        let hashes = self.bytes.get(floor..quote)?.iter().rev().take_while(|byte| **byte == b'#').count();
        let prefix = self.word_before(quote - hashes, floor)?;
        let is_raw = matches!(prefix, b"r" | b"br" | b"cr");
        let start = match prefix {
            prefix if is_raw => quote - hashes - prefix.len(),
            b"b" | b"c" if hashes == 0 => quote - 1,
            _ => quote,
        };
        if self.may_name_file(start, floor, floor == self.comment_end) {
            return None;
        }
        if is_raw {
            self.at = quote - hashes;
            return self.raw_string(quote).ok()?.then_some(());
        }
        self.string(quote).ok()
    }

    /// The word that ends here, as far as it may be the prefix of a literal: of a longer one its last bytes.
    fn word_before(&self, end: usize, floor: usize) -> Option<&'t [u8]> {
        let before = self.bytes.get(floor..end)?;
        let length = before.iter().rev().take(3).take_while(|byte| is_of_word(**byte)).count();
        let (before, word) = before.split_at(before.len() - length);
        // A raw identifier's name is no prefix, and white space beyond ASCII ends no word here.
        let is_plain = word.is_ascii() && before.last().is_none_or(|byte| *byte != b'#' && byte.is_ascii());
        (length == 0 || is_plain).then_some(word)
    }
}
