//! What stands between the `<` and the `>` of a start tag.

use std::collections::HashSet;
use std::ops::Range;

use super::error::ErrorKind;
use super::parse::{Problem, reference_problem, shortened};
use super::text::{is_space, wrong_reference};

/// An attribute as it stands in the text.
#[derive(Debug, Clone)]
pub(super) struct RawAttribute {
    pub(super) name: Range<usize>,
    /// Without its quotes.
    pub(super) value: Range<usize>,
}

/// Splits start tags into name and attributes; one is used for a whole document, so that it allocates once.
#[derive(Debug)]
pub(super) struct TagScanner<'t> {
    attributes: Vec<RawAttribute>,
    seen: HashSet<(u32, &'t str)>,
}

impl<'t> TagScanner<'t> {
    pub(super) fn new() -> Self {
        Self { attributes: Vec::new(), seen: HashSet::new() }
    }

    /// The attributes of the tag that was scanned last.
    pub(super) fn attributes(&self) -> &[RawAttribute] {
        &self.attributes
    }

    /// Scans the tag in `span`, `<` and `>` included, and returns where its name stands.
    pub(super) fn scan(&mut self, text: &str, span: &Range<usize>, self_closed: bool) -> Result<Range<usize>, Problem> {
        self.attributes.clear();
        let end = span.end - if self_closed { 2 } else { 1 };
        let mut cursor = Cursor { text, at: span.start + 1, end };
        let name = cursor.name();
        loop {
            let spaces = cursor.spaces();
            if cursor.at >= cursor.end {
                return Ok(name);
            }
            if spaces == 0 {
                let kind = match cursor.peek() {
                    Some(b'<') => ErrorKind::Unclosed("a tag"),
                    Some(b'/') => ErrorKind::MalformedTag("`/` may only stand right before `>`"),
                    Some(b'\'' | b'"') => ErrorKind::MalformedTag("a value without an attribute name"),
                    _ if name.is_empty() => ErrorKind::InvalidName(String::new()),
                    _ => ErrorKind::MalformedTag("white space is missing before this attribute"),
                };
                return Err(kind.at(cursor.at));
            }
            let attribute = cursor.attribute()?;
            self.attributes.push(attribute);
        }
    }

    /// Checks that no two attributes have one name, as written or as (namespace, local name).
    pub(super) fn check_unique(&mut self, text: &'t str, namespace: impl Fn(usize) -> u32) -> Result<(), Problem> {
        let names = |index: usize, attribute: &RawAttribute| {
            let qualified = &text[attribute.name.clone()];
            match (namespace(index), qualified.split_once(':')) {
                (namespace, Some((prefix, local))) if prefix != "xmlns" => (namespace, local),
                _ => (u32::MAX, qualified),
            }
        };
        let twice = |attribute: &RawAttribute| {
            ErrorKind::DuplicateAttribute(shortened(&text[attribute.name.clone()])).at(attribute.name.start)
        };
        if self.attributes.len() <= 8 {
            for (index, attribute) in self.attributes.iter().enumerate().skip(1) {
                let name = names(index, attribute);
                let mut earlier = self.attributes.iter().enumerate().take(index);
                if earlier.any(|(index, earlier)| names(index, earlier) == name) {
                    return Err(twice(attribute));
                }
            }
            return Ok(());
        }
        self.seen.clear();
        for (index, attribute) in self.attributes.iter().enumerate() {
            if !self.seen.insert(names(index, attribute)) {
                return Err(twice(attribute));
            }
        }
        Ok(())
    }
}

struct Cursor<'t> {
    text: &'t str,
    at: usize,
    end: usize,
}

impl Cursor<'_> {
    fn rest(&self) -> &[u8] {
        self.text.as_bytes().get(self.at..self.end).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.rest().first().copied()
    }

    fn advance_while(&mut self, mut condition: impl FnMut(u8) -> bool) -> usize {
        let rest = self.rest();
        let length = rest.iter().position(|&byte| !condition(byte)).unwrap_or(rest.len());
        self.at += length;
        length
    }

    fn spaces(&mut self) -> usize {
        self.advance_while(is_space)
    }

    /// Up to where a name can't go on; whether it is a name is checked by who asked for it.
    fn name(&mut self) -> Range<usize> {
        let start = self.at;
        self.advance_while(|byte| !is_space(byte) && !matches!(byte, b'=' | b'"' | b'\'' | b'<' | b'>' | b'/'));
        start..self.at
    }

    fn attribute(&mut self) -> Result<RawAttribute, Problem> {
        let name = self.name();
        if name.is_empty() {
            let kind = match self.peek() {
                Some(b'/') => ErrorKind::MalformedTag("`/` may only stand right before `>`"),
                Some(b'<') => ErrorKind::Unclosed("a tag"),
                _ => ErrorKind::MalformedTag("an attribute name is missing"),
            };
            return Err(kind.at(self.at));
        }
        self.spaces();
        if self.peek() != Some(b'=') {
            return Err(ErrorKind::MalformedTag("an attribute has no value").at(name.start));
        }
        self.at += 1;
        self.spaces();
        let Some(quote @ (b'"' | b'\'')) = self.peek() else {
            return Err(ErrorKind::MalformedTag("an attribute value has no quotes").at(self.at));
        };
        self.at += 1;
        let start = self.at;
        let mut has_reference = false;
        self.advance_while(|byte| {
            has_reference |= byte == b'&';
            byte != quote && byte != b'<'
        });
        match self.peek() {
            Some(b'<') => return Err(ErrorKind::MalformedTag("`<` in an attribute value: write `&lt;`").at(self.at)),
            None => return Err(ErrorKind::Unclosed("an attribute value").at(start - 1)),
            Some(_) => {}
        }
        let value = start..self.at;
        self.at += 1;
        if has_reference && let Some((at, wrong)) = wrong_reference(&self.text[value.clone()]) {
            return Err(reference_problem(&wrong, start + at));
        }
        Ok(RawAttribute { name, value })
    }
}
