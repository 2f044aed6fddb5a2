//! Items that are passed over as a whole, without tokens, because nothing of them matters: functions, types, implementations,
//! constants and their like without an annotation, and what is imported for a module alone in a file without annotations. Of a
//! module for tests one token is left, for its name.
//!
//! How far such an item goes is found as the outline finds it by tokens. Where that can't be told, or what begins is not
//! known, there are tokens up to the next place at which an item surely begins.

use std::ops::Range;

use super::{Imports, Kind, Lexer, is_of_word, is_word_start};
use crate::find::attributes::FOR_TESTS;
use crate::find::keywords;

/// Where the next item surely begins, if not before after a semicolon outside of brackets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Until {
    #[default]
    Semicolon,
    /// After a group in braces.
    Braces,
    /// Within a group in braces, and after it.
    Items,
    /// After a group in square brackets, an attribute of what is around the items.
    Attribute,
}

/// How an item ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    /// With its body in braces, or with a semicolon.
    Body,
    /// With a semicolon.
    Semicolon,
}

/// What begins somewhere.
enum Beginning {
    /// An item of which nothing matters but annotations.
    Plain(End),
    /// What is imported for the module alone.
    Import,
    /// A module for tests, with the place of its name.
    ForTests(Range<usize>),
    /// An attribute of what is around the items, where it can't stand.
    Misplaced,
    /// Anything else.
    Other(Until),
}

/// What ends an item, or says whether a brace does.
const ENDS_OR_ANGLES: [bool; 256] = are(b";<>-");

/// White space.
const BLANK: [bool; 256] = are(b" \n\t\r\x0B\x0C");

const fn are(bytes: &[u8]) -> [bool; 256] {
    let mut are = [false; 256];
    let mut at = 0;
    while at < bytes.len() {
        are[bytes[at] as usize] = true;
        at += 1;
    }
    are
}

fn without_blanks_behind(bytes: &[u8]) -> &[u8] {
    let end = bytes.iter().rposition(|byte| !BLANK[usize::from(*byte)]).map_or(0, |last| last + 1);
    &bytes[..end]
}

/// The word of a module.
const MODULE: &str = "mod";

/// The macros whose input is no list of items.
const OTHER_INPUT: &[&str] = &["cfg_if", "cfg_select", "include", "macro_rules"];

impl<'t> Lexer<'t> {
    /// Passes over the items that begin here, up to the first of which something may matter.
    pub(super) fn pass_items(&mut self) {
        loop {
            let (begin, kept) = (self.at, self.list.len());
            let beginning = self.beginning().unwrap_or(Beginning::Other(Until::Semicolon));
            let is_passed = match beginning {
                Beginning::Plain(end) => self.pass(end, begin).is_some(),
                Beginning::ForTests(_) => self.pass_for_tests(begin),
                Beginning::Import if self.imports != Imports::Kept => self.pass(End::Semicolon, begin).is_some(),
                Beginning::Import | Beginning::Misplaced | Beginning::Other(_) => false,
            };
            // Strings become tokens on the way.
            self.list.truncate(kept);
            if !is_passed {
                self.at = begin;
                if matches!(beginning, Beginning::Misplaced) {
                    // For an item that was passed over, so that this is none of the first tokens.
                    self.push(Kind::Mark(b';'), begin);
                }
                self.until = match beginning {
                    Beginning::Other(until) => until,
                    Beginning::ForTests(_) => Until::Items,
                    Beginning::Plain(_) | Beginning::Import | Beginning::Misplaced => Until::Semicolon,
                };
                self.is_first &= self.until == Until::Attribute;
                return;
            }
            self.is_first = false;
            match beginning {
                Beginning::Import if self.imports == Imports::None => self.imports = Imports::PassedOver,
                Beginning::ForTests(name) => self.push_range(Kind::ForTests, name),
                _ => {}
            }
        }
    }

    /// From the brace of a module for tests up to behind it, if no annotation stands in it.
    fn pass_for_tests(&mut self, begin: usize) -> bool {
        let brace = self.at;
        if self.not_plain.contains(&brace) {
            return false;
        }
        let is_passed = self.pass(End::Body, begin).is_some();
        if !is_passed {
            // Where it stopped, this stops again: no part of a text is tried for each of the modules that are around it.
            self.not_plain.clear();
            self.not_plain.push(brace);
            self.not_plain.extend(self.inside.iter().map(|(_, at)| *at));
        }
        is_passed
    }

    /// What begins here. Goes on behind the words that say so.
    fn beginning(&mut self) -> Option<Beginning> {
        self.skip_blank()?;
        if self.byte(0)? == b'#' && self.byte(1) == Some(b'!') {
            self.at += 2;
            self.skip_blank()?;
            if self.byte(0)? != b'[' {
                return None;
            }
            return Some(if self.is_first { Beginning::Other(Until::Attribute) } else { Beginning::Misplaced });
        }
        let mut is_for_tests = false;
        while self.byte(0)? == b'#' && self.byte(1) == Some(b'[') {
            self.at += 2;
            is_for_tests |= FOR_TESTS.iter().any(|one| self.bytes[self.at..].starts_with(one));
            self.pass_group(b'[')?;
            self.skip_blank()?;
        }
        let mut word = self.next_word()?;
        let is_public = word == "pub";
        if is_public {
            self.skip_blank()?;
            if self.byte(0)? == b'(' {
                self.at += 1;
                self.pass_group(b'(')?;
                self.skip_blank()?;
            }
            word = self.next_word()?;
        }
        let import = if is_public { Beginning::Other(Until::Semicolon) } else { Beginning::Import };
        match self.keyword(word)? {
            "fn" | "struct" | "enum" | "union" => self.begins_name().then_some(Beginning::Plain(End::Body)),
            "impl" | "trait" => (self.byte(0)? != b'!').then_some(Beginning::Plain(End::Body)),
            "static" | "const" | "type" => {
                // Where the word is in small letters, it may be one that says what this is.
                let is_named = if self.byte(0)?.is_ascii_lowercase() {
                    self.next_word().is_some_and(|name| !matches!(name, "move" | MODULE))
                } else {
                    self.begins_name()
                };
                is_named.then_some(Beginning::Plain(End::Semicolon))
            }
            "extern" if self.byte(0)? == b'{' => Some(Beginning::Plain(End::Body)),
            "extern" => self.next_word().filter(|next| *next == "crate").map(|_| import),
            "use" => Some(import),
            "mod" => {
                let start = self.at;
                self.next_word()?;
                let name = start..self.at;
                self.skip_blank()?;
                let module = if is_for_tests { Beginning::ForTests(name) } else { Beginning::Other(Until::Items) };
                (self.byte(0)? == b'{').then_some(module)
            }
            name => self.macro_call(name),
        }
    }

    /// The word that says what an item is, given the first one after the visibility. Goes on behind it and what is blank.
    fn keyword(&mut self, first: &'t str) -> Option<&'t str> {
        let mut word = first;
        loop {
            self.skip_blank()?;
            let after = self.at;
            if word == "extern" {
                if self.byte(0)? == b'"' {
                    self.string(after).ok()?;
                    self.skip_blank()?;
                }
                if self.byte(0)? == b'{' {
                    return Some(word);
                }
                if self.next_word() == Some("fn") {
                    self.skip_blank()?;
                    return Some("fn");
                }
            } else if keywords::is_modifier(word)
                // Not a constant's name, of which there are thousands in some files.
                && self.byte(0)?.is_ascii_lowercase()
                && let Some(next) = self.next_word()
                && keywords::may_follow_modifier(next)
            {
                word = next;
                continue;
            }
            self.at = after;
            return Some(word);
        }
    }

    /// From behind the first word of a path on.
    fn macro_call(&mut self, first: &'t str) -> Option<Beginning> {
        let mut name = first;
        while self.bytes[self.at..].starts_with(b"::") {
            self.at += 2;
            name = self.next_word()?;
        }
        self.skip_blank()?;
        if self.byte(0)? != b'!' {
            return None;
        }
        self.at += 1;
        self.skip_blank()?;
        if name == "macro_rules" {
            self.next_word()?;
            self.skip_blank()?;
        }
        let until = if OTHER_INPUT.contains(&name) { Until::Braces } else { Until::Items };
        (self.byte(0)? == b'{').then_some(Beginning::Other(until))
    }

    /// From somewhere in an item that begins at a place up to behind it, if no annotation stands in it.
    fn pass(&mut self, end: End, begin: usize) -> Option<()> {
        let hits = self.hits.unwrap_or_default();
        let limit = hits.get(hits.partition_point(|hit| *hit < begin)).copied().unwrap_or(usize::MAX);
        let mut angles = 0_usize;
        loop {
            let stop = self.next_stop();
            let before = self.bytes.get(self.at..stop.unwrap_or(self.bytes.len()))?;
            // Nothing else says where such an item ends, and there may be thousands of them before the next bracket.
            let semicolon = if end == End::Semicolon { memchr::memchr(b';', before) } else { None };
            if let Some(at) = semicolon {
                return self.pass_semicolon(begin, before, at, limit);
            }
            // Behind an angle that is open, one that closes it counts as well.
            let has_marks = end == End::Body && (angles > 0 || memchr::memchr3(b';', b'<', b'-', before).is_some());
            let marks = if has_marks { before } else { &[] };
            for (at, byte) in marks.iter().enumerate().filter(|(_, byte)| ENDS_OR_ANGLES[usize::from(**byte)]) {
                match byte {
                    b';' => return self.pass_semicolon(begin, before, at, limit),
                    b'<' => angles += 1,
                    b'>' if at.checked_sub(1).is_none_or(|at| before[at] != b'-') => angles = angles.saturating_sub(1),
                    // What stands behind it may be far away.
                    b'-' if before.get(at + 1) != Some(&b'>') => return None,
                    _ => {}
                }
            }
            let floor = self.at;
            self.at = stop?;
            match self.byte(0)? {
                bracket @ (b'(' | b'[' | b'{') => {
                    if bracket == b'{' && self.may_be_of_module(begin, floor, before) {
                        return None;
                    }
                    self.at += 1;
                    self.pass_group(bracket)?;
                    if bracket == b'{' && angles == 0 && end == End::Body {
                        return (self.at <= limit).then_some(());
                    }
                }
                b')' | b']' | b'}' => return None,
                _ => self.pass_no_bracket(floor)?,
            }
        }
    }

    /// To behind the semicolon that ends an item. It stands among the bytes from here on up to the next bracket, quote or slash.
    fn pass_semicolon(&mut self, begin: usize, before: &[u8], semicolon: usize, limit: usize) -> Option<()> {
        let floor = self.at;
        self.at += semicolon + 1;
        let is_whole = !self.may_be_of_module(begin, floor, before.get(..semicolon)?);
        (is_whole && self.at <= limit).then_some(())
    }

    /// Whether a brace or a semicolon may be that of a module, which stands behind an item without an end that begins at
    /// `begin`. Given is what stands before it, from the last bracket, text or comment on.
    fn may_be_of_module(&self, begin: usize, floor: usize, before: &[u8]) -> bool {
        let has_module = |bytes: &[u8]| bytes.windows(MODULE.len()).any(|word| word == MODULE.as_bytes());
        if floor == self.comment_end {
            return self.bytes.get(begin..floor + before.len()).is_some_and(has_module);
        }
        let before = without_blanks_behind(before);
        let name = before.iter().rev().take_while(|byte| is_of_word(**byte) || **byte == b'#').count();
        let (before, name) = before.split_at(before.len() - name);
        if !name.is_ascii() {
            return has_module(name) || has_module(before);
        }
        !name.is_empty() && without_blanks_behind(before).ends_with(MODULE.as_bytes())
    }

    /// The next bracket, quote or slash. It may be far away, and many items may end before it: it is looked for once.
    fn next_stop(&mut self) -> Option<usize> {
        match self.stop_ahead {
            Some((from, stop)) if from <= self.at && stop.is_none_or(|stop| self.at <= stop) => stop,
            _ => {
                self.stops.go_to(self.at);
                let stop = self.stops.next();
                self.stop_ahead = Some((self.at, stop));
                stop
            }
        }
    }

    /// From behind an opening bracket up to behind its counterpart.
    fn pass_group(&mut self, bracket: u8) -> Option<()> {
        self.inside.clear();
        self.at = self.end_of_group(bracket, self.open.len() + 1)? + 1;
        Some(())
    }

    /// Goes on behind white space and comments.
    fn skip_blank(&mut self) -> Option<()> {
        loop {
            while self.byte(0).is_some_and(|byte| BLANK[usize::from(byte)]) {
                self.at += 1;
            }
            match self.byte(0) {
                Some(b'/') if self.byte(1) == Some(b'/') => self.line_comment(),
                Some(b'/') if self.byte(1) == Some(b'*') => self.block_comment().ok()?,
                _ => return Some(()),
            }
        }
    }

    /// Whether a name begins here, and not a literal with a prefix. The rest of it is passed with what follows.
    fn begins_name(&self) -> bool {
        let is_quote_or_hash = |byte: &u8| matches!(byte, b'"' | b'\'' | b'#');
        match self.bytes.get(self.at..) {
            Some([first, next @ ..]) if first.is_ascii() && is_word_start(*first) => {
                // No prefix is longer than two bytes.
                !next.iter().take(2).any(is_quote_or_hash)
            }
            _ => false,
        }
    }

    /// The word that begins here, if it is a plain one. Goes on behind it.
    fn next_word(&mut self) -> Option<&'t str> {
        let start = self.at;
        if !is_word_start(self.byte(0)?) {
            return None;
        }
        let (rest, mut is_ascii) = (self.bytes.get(start..)?, true);
        let length = rest.iter().position(|byte| {
            is_ascii &= byte.is_ascii();
            !is_of_word(*byte)
        });
        self.at += length.unwrap_or(rest.len());
        let word = self.text.get(start..self.at).filter(|_| is_ascii);
        // Else it is the prefix of something.
        let word = word.filter(|_| !matches!(self.byte(0), Some(b'"' | b'\'' | b'#')));
        if word.is_none() {
            self.at = start;
        }
        word
    }
}
