//! The encodings that a document may have, and the way back to its bytes.
//!
//! Editing is done on UTF-8 text. UTF-16 is decoded strictly, so that encoding the edited text again gives the
//! very bytes of everything that was not edited.

use std::borrow::Cow;

use super::error::{ErrorKind, XmlError};
use super::position::Position;

/// How the characters of a document are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Charset {
    /// UTF-8, or its subset US-ASCII.
    Utf8,
    /// UTF-16, little end first.
    Utf16Le,
    /// UTF-16, big end first.
    Utf16Be,
}

/// A document's encoding: characters and byte order mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Encoding {
    /// How characters are stored.
    pub charset: Charset,
    /// Whether the file starts with a byte order mark.
    pub byte_order_mark: bool,
}

const UTF8_MARK: &[u8] = &[0xEF, 0xBB, 0xBF];
const LE_MARK: &[u8] = &[0xFF, 0xFE];
const BE_MARK: &[u8] = &[0xFE, 0xFF];

impl Encoding {
    /// UTF-8 without a byte order mark.
    pub const UTF8: Self = Self { charset: Charset::Utf8, byte_order_mark: false };

    /// Decodes a document, telling the encoding from a byte order mark or from the zero bytes that UTF-16 has in
    /// its first two characters (<https://www.w3.org/TR/xml/#sec-guessing>). What the document declares is
    /// compared by [`check_declared`](Self::check_declared) once the declaration was read.
    pub(super) fn decode(bytes: &[u8]) -> Result<(Self, Cow<'_, str>), XmlError> {
        let (encoding, mark) = match bytes {
            [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] | [0, 0, 0, b'<', ..] | [b'<', 0, 0, 0, ..] => {
                return Err(XmlError::at_start(ErrorKind::UnsupportedEncoding("UTF-32".into())));
            }
            [0xEF, 0xBB, 0xBF, ..] => (Charset::Utf8, UTF8_MARK),
            [0xFF, 0xFE, ..] => (Charset::Utf16Le, LE_MARK),
            [0xFE, 0xFF, ..] => (Charset::Utf16Be, BE_MARK),
            [first, 0, ..] if *first != 0 => (Charset::Utf16Le, [].as_slice()),
            [0, second, ..] if *second != 0 => (Charset::Utf16Be, [].as_slice()),
            _ => (Charset::Utf8, [].as_slice()),
        };
        let encoding = Self { charset: encoding, byte_order_mark: !mark.is_empty() };
        let content = bytes.get(mark.len()..).unwrap_or_default();
        let text = match encoding.charset {
            Charset::Utf8 => Cow::Borrowed(
                std::str::from_utf8(content).map_err(|error| invalid_utf8(content, error.valid_up_to(), mark.len()))?,
            ),
            Charset::Utf16Le => Cow::Owned(decode_utf16(content, u16::from_le_bytes, mark.len())?),
            Charset::Utf16Be => Cow::Owned(decode_utf16(content, u16::from_be_bytes, mark.len())?),
        };
        Ok((encoding, text))
    }

    /// The bytes of `text` in this encoding, byte order mark included.
    #[must_use]
    pub fn encode(self, text: &str) -> Vec<u8> {
        let mark = match (self.byte_order_mark, self.charset) {
            (false, _) => [].as_slice(),
            (true, Charset::Utf8) => UTF8_MARK,
            (true, Charset::Utf16Le) => LE_MARK,
            (true, Charset::Utf16Be) => BE_MARK,
        };
        let mut bytes = Vec::with_capacity(mark.len() + text.len() * self.smallest_character());
        bytes.extend_from_slice(mark);
        match self.charset {
            Charset::Utf8 => bytes.extend_from_slice(text.as_bytes()),
            Charset::Utf16Le => bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes)),
            Charset::Utf16Be => bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes)),
        }
        bytes
    }

    /// Whether `name`, as written in the XML declaration, is this encoding: the error says what is wrong.
    pub(super) fn check_declared(self, name: &str, text: &str) -> Result<(), ErrorKind> {
        let is = |other: &str| name.eq_ignore_ascii_case(other);
        let agrees = match self.charset {
            Charset::Utf8 if is("US-ASCII") || is("ASCII") => text.is_ascii(),
            Charset::Utf8 => is("UTF-8") || is("UTF8"),
            Charset::Utf16Le => is("UTF-16") || is("UTF-16LE"),
            Charset::Utf16Be => is("UTF-16") || is("UTF-16BE"),
        };
        if agrees {
            return Ok(());
        }
        let known = ["UTF-8", "UTF8", "UTF-16", "UTF-16LE", "UTF-16BE", "US-ASCII", "ASCII"];
        Err(if known.iter().any(|known| is(known)) {
            ErrorKind::ContradictingEncoding { declared: name.to_owned(), actual: self.name() }
        } else {
            ErrorKind::UnsupportedEncoding(name.to_owned())
        })
    }

    /// Bytes before the text, and the bytes of the part of the text that is `utf8` bytes and `utf16` units long.
    pub(super) fn file_offset(self, utf8: usize, utf16: usize) -> usize {
        match (self.charset, self.byte_order_mark) {
            (Charset::Utf8, false) => utf8,
            (Charset::Utf8, true) => utf8 + UTF8_MARK.len(),
            (_, mark) => utf16 * 2 + if mark { LE_MARK.len() } else { 0 },
        }
    }

    fn name(self) -> &'static str {
        match self.charset {
            Charset::Utf8 => "UTF-8",
            Charset::Utf16Le => "UTF-16LE",
            Charset::Utf16Be => "UTF-16BE",
        }
    }

    fn smallest_character(self) -> usize {
        match self.charset {
            Charset::Utf8 => 1,
            Charset::Utf16Le | Charset::Utf16Be => 2,
        }
    }
}

fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16, mark: usize) -> Result<String, XmlError> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(pairs.len());
    let mut units = 0;
    let mut problem = None;
    for decoded in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        match decoded {
            Ok(c) => {
                units += c.len_utf16();
                text.push(c);
            }
            Err(_) => {
                problem = Some(ErrorKind::InvalidBytes("UTF-16"));
                break;
            }
        }
    }
    if problem.is_none() && !rest.is_empty() {
        problem = Some(ErrorKind::InvalidBytes("UTF-16"));
    }
    match problem {
        None => Ok(text),
        Some(kind) => Err(XmlError::new(kind, end_of(&text, mark + units * 2))),
    }
}

fn invalid_utf8(content: &[u8], valid: usize, mark: usize) -> XmlError {
    let valid = content.get(..valid).unwrap_or_default();
    let text = std::str::from_utf8(valid).unwrap_or_default();
    XmlError::new(ErrorKind::InvalidBytes("UTF-8"), end_of(text, mark + valid.len()))
}

/// The position just after `text`, which is `offset` bytes into the file.
fn end_of(text: &str, offset: usize) -> Position {
    let (line, column, _) = super::position::Locator::new().locate(text, text.len());
    Position { offset, line, column }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, charset: Charset, byte_order_mark: bool) -> Vec<u8> {
        Encoding { charset, byte_order_mark }.encode(text)
    }

    #[test]
    fn decoding_and_encoding_are_inverse() {
        let text = "<a b=\"ä\u{1F600}\u{FEFF}\"/>\r\n";
        for charset in [Charset::Utf8, Charset::Utf16Le, Charset::Utf16Be] {
            for mark in [false, true] {
                let bytes = utf16(text, charset, mark);
                let (encoding, decoded) = Encoding::decode(&bytes).expect("decodes");
                assert_eq!((encoding.charset, encoding.byte_order_mark), (charset, mark));
                assert_eq!(decoded, text);
                assert_eq!(encoding.encode(&decoded), bytes);
            }
        }
    }

    #[test]
    fn wrong_bytes_are_placed() {
        let error = Encoding::decode(b"\xEF\xBB\xBF<a>\n\xC3(").expect_err("invalid");
        assert_eq!(error.position.offset, 7);
        assert_eq!((error.position.line, error.position.column), (2, 1));

        let mut lone = utf16("<a>", Charset::Utf16Le, true);
        lone.extend([0x00, 0xD8, b'<', 0]);
        let error = Encoding::decode(&lone).expect_err("lone surrogate");
        assert_eq!(error.position.offset, 8);

        let mut odd = utf16("<a/>", Charset::Utf16Be, false);
        odd.push(0);
        let error = Encoding::decode(&odd).expect_err("half a character");
        assert_eq!(error.position.offset, 8);
    }

    #[test]
    fn utf32_is_not_taken_for_utf16() {
        for bytes in [b"\xFF\xFE\0\0<\0\0\0".as_slice(), b"\0\0\xFE\xFF", b"<\0\0\0", b"\0\0\0<"] {
            let error = Encoding::decode(bytes).expect_err("UTF-32");
            assert_eq!(error.kind, ErrorKind::UnsupportedEncoding("UTF-32".into()));
        }
    }
}
