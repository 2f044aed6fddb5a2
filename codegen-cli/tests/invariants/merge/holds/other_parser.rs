//! Another parser of XML, roxmltree, as a second opinion on ours: what both may be asked.

use bgtask_codegen::xml::ErrorKind;

/// What stands in a file, in UTF-8 or UTF-16, told by its first bytes.
pub fn text_of(bytes: &[u8]) -> Option<String> {
    let utf16 = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let (pairs, rest) = bytes.as_chunks::<2>();
        let units: Vec<u16> = pairs.iter().map(|pair| unit(*pair)).collect();
        String::from_utf16(&units).ok().filter(|_| rest.is_empty())
    };
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8(rest.to_vec()).ok(),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [first, 0, ..] if *first != 0 => utf16(bytes, u16::from_le_bytes),
        [0, second, ..] if *second != 0 => utf16(bytes, u16::from_be_bytes),
        _ => String::from_utf8(bytes.to_vec()).ok(),
    }
}

/// What another parser makes of a text.
pub fn independent(text: &str) -> Result<roxmltree::Document<'_>, roxmltree::Error> {
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..roxmltree::ParsingOptions::default() };
    roxmltree::Document::parse_with_options(text, options)
}

/// Why a file is refused that another parser may take, or choke on: its encoding, DOCTYPE, version of XML or size.
pub fn is_beyond_it(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::UnsupportedEncoding(_)
            | ErrorKind::ContradictingEncoding { .. }
            | ErrorKind::UnsupportedVersion(_)
            | ErrorKind::ForbiddenDoctype
            | ErrorKind::InternalSubset
            | ErrorKind::MalformedInstruction
            | ErrorKind::TooDeep(_)
            | ErrorKind::TooManyNamespaces(_)
    )
}
