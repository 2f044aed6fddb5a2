//! Attributes, as they stand in a tag.

use std::borrow::Cow;
use std::ops::Range;

use super::element::{Element, ends_name, local_name};
use super::position::Position;
use super::{scope, text};

/// An attribute of an element.
#[derive(Debug, Clone, Copy)]
pub struct Attribute<'d, 'a> {
    element: Element<'d, 'a>,
    name: usize,
    name_end: usize,
    /// Without its quotes.
    value: usize,
    value_end: usize,
}

impl<'d, 'a> Attribute<'d, 'a> {
    /// The attribute that comes next in a start tag; nothing where that ends. The tag is known to be well-formed.
    pub(super) fn at(element: Element<'d, 'a>, at: usize) -> Option<Self> {
        let text = element.document.text.as_bytes();
        let position = |from: usize, is_there: fn(u8) -> bool| {
            text.get(from..)?.iter().position(|&byte| is_there(byte)).map(|length| from + length)
        };
        let name = position(at, |byte| !text::is_space(byte)).filter(|&name| !ends_name(text[name]))?;
        let name_end = position(name, ends_name)?;
        let quote = position(name_end, |byte| matches!(byte, b'"' | b'\''))?;
        let value = quote + 1;
        let value_end = value + memchr::memchr(text[quote], text.get(value..)?)?;
        Some(Self { element, name, name_end, value, value_end })
    }

    /// Its name as written, prefix included.
    pub fn qualified_name(self) -> &'d str {
        self.element.document.slice(self.name..self.name_end)
    }

    /// Its name without the prefix.
    pub fn name(self) -> &'d str {
        local_name(self.qualified_name())
    }

    /// The URI of the namespace of its name: attributes without a prefix have none.
    pub fn namespace(self) -> Option<&'d str> {
        let (prefix, _) = self.qualified_name().split_once(':')?;
        match prefix {
            "xml" => return Some(scope::XML),
            "xmlns" => return None,
            _ => {}
        }
        let around = std::iter::successors(Some(self.element), |element| element.parent());
        let mut declarations = around.flat_map(Element::attributes);
        let uri = declarations.find(|attribute| attribute.declared_prefix() == Some(prefix))?.value();
        self.element.document.namespaces.iter().map(String::as_str).find(|known| *known == uri)
    }

    /// Its value, references resolved.
    pub fn value(self) -> Cow<'d, str> {
        text::decode_attribute(self.element.document.slice(self.value_range()))
    }

    /// Where its value stands, without the quotes.
    pub fn value_range(self) -> Range<usize> {
        self.value..self.value_end
    }

    /// From the first character of its name to the closing quote.
    pub fn range(self) -> Range<usize> {
        self.name..self.value_end + 1
    }

    /// Where it begins.
    pub fn position(self) -> Position {
        self.element.document.position(self.name)
    }

    /// The quote around its value.
    pub(super) fn quote(self) -> char {
        match self.element.document.text.as_bytes().get(self.value_end) {
            Some(b'\'') => '\'',
            _ => '"',
        }
    }

    /// What stands between its name and the opening quote: `=`, seldom with white space around it.
    pub(super) fn equals_sign(self) -> &'d str {
        self.element.document.slice(self.name_end..self.value.saturating_sub(1))
    }

    /// The prefix that it declares (`""` for the default namespace), if it is an `xmlns` attribute.
    pub fn declared_prefix(self) -> Option<&'d str> {
        match self.qualified_name() {
            "xmlns" => Some(""),
            name => name.strip_prefix("xmlns:"),
        }
    }
}
