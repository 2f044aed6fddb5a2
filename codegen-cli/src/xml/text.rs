//! Characters, names, references and escapes, as XML 1.0 has them.

use std::borrow::Cow;

/// Whether XML allows the character (<https://www.w3.org/TR/xml/#charsets>).
pub(super) const fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// The first character that XML does not allow, with its offset.
pub(super) fn forbidden(text: &str) -> Option<(usize, char)> {
    // Of the forbidden characters, those below the space are one byte, and U+FFFE and U+FFFF are EF BF BE, EF BF BF.
    // Looking at bytes in blocks lets the compiler use vector instructions: nearly all blocks are passed in one go.
    const BLOCK: usize = 64;
    let suspicious = |byte: u8| byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r') || byte == 0xEF;
    for (number, block) in text.as_bytes().chunks(BLOCK).enumerate() {
        if block.iter().fold(false, |found, &byte| found | suspicious(byte)) {
            // A character may begin in this block and end in the next.
            let start = number * BLOCK;
            let found = (start..start + block.len())
                .filter(|&at| text.is_char_boundary(at))
                .filter_map(|at| text[at..].chars().next().map(|c| (at, c)))
                .find(|&(_, c)| !is_allowed(c));
            if found.is_some() {
                return found;
            }
        }
    }
    None
}

/// White space as XML has it.
pub(super) const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// Whether all of `text` is white space.
pub(super) fn is_blank(text: &str) -> bool {
    text.bytes().all(is_space)
}

/// Whether `name` is a name (<https://www.w3.org/TR/xml/#NT-Name>).
pub(super) fn is_name(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(starts_name) && chars.all(continues_name)
}

/// The prefix, if there is one, and the local part of a qualified name; nothing if it is not one
/// (<https://www.w3.org/TR/xml-names/#NT-QName>).
pub(super) fn split_name(name: &str) -> Option<(Option<&str>, &str)> {
    // Nearly all names are letters of ASCII, with one colon at most: this runs for each name of a document.
    let mut colon = None;
    let mut simple = true;
    for (at, &byte) in name.as_bytes().iter().enumerate() {
        if byte == b':' {
            if colon.is_some() {
                return None;
            }
            colon = Some(at);
        }
        simple &= byte.is_ascii_alphabetic() || byte == b':';
    }
    let (prefix, local) = match colon {
        Some(at) => (Some(&name[..at]), &name[at + 1..]),
        None => (None, name),
    };
    let valid = |part: &str| if simple { !part.is_empty() } else { is_name(part) };
    (prefix.is_none_or(valid) && valid(local)).then_some((prefix, local))
}

const fn starts_name(c: char) -> bool {
    matches!(c,
        'A'..='Z' | 'a'..='z' | '_' | ':'
        | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}' | '\u{370}'..='\u{37D}'
        | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}'
        | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
}

const fn continues_name(c: char) -> bool {
    starts_name(c) || matches!(c, '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

/// What the name between `&` and `;` stands for.
pub(super) enum Reference<'a> {
    /// A character.
    Character(char),
    /// An entity that the document would have to declare.
    Undeclared(&'a str),
    /// No reference at all.
    Invalid,
}

/// Resolves the name between `&` and `;`.
pub(super) fn resolve(name: &str) -> Reference<'_> {
    let character = match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => match name.strip_prefix('#') {
            Some(number) => character_by_number(number),
            None if split_name(name).is_some() => return Reference::Undeclared(name),
            None => None,
        },
    };
    character.map_or(Reference::Invalid, Reference::Character)
}

fn character_by_number(number: &str) -> Option<char> {
    let (digits, radix) = match number.strip_prefix('x') {
        Some(digits) => (digits, 16),
        None => (number, 10),
    };
    // `from_str_radix` would take a sign.
    if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let code = u32::from_str_radix(digits, radix).ok()?;
    char::from_u32(code).filter(|c| is_allowed(*c))
}

/// The first wrong reference in `text` (of an attribute value or between tags), with its offset.
pub(super) fn wrong_reference(text: &str) -> Option<(usize, Reference<'_>)> {
    let mut from = 0;
    while let Some(at) = text.get(from..)?.find('&').map(|at| from + at) {
        let rest = &text[at + 1..];
        let Some(end) = rest.find([';', '&', '<']).filter(|&end| rest.as_bytes()[end] == b';') else {
            return Some((at, Reference::Invalid));
        };
        match resolve(&rest[..end]) {
            Reference::Character(_) => from = at + end + 2,
            wrong => return Some((at, wrong)),
        }
    }
    None
}

/// `text` with references resolved and line ends made LF, as a parser hands it to an application.
pub(super) fn decode(text: &str) -> Cow<'_, str> {
    if memchr::memchr2(b'&', b'\r', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['&', '\r']) {
        decoded.push_str(&rest[..at]);
        let found = &rest[at..];
        if let Some(after) = found.strip_prefix('\r') {
            decoded.push('\n');
            rest = after.strip_prefix('\n').unwrap_or(after);
            continue;
        }
        let end = found.find(';').unwrap_or(0);
        match found.get(1..end).map(resolve) {
            Some(Reference::Character(c)) => {
                decoded.push(c);
                rest = &found[end + 1..];
            }
            _ => {
                decoded.push('&');
                rest = &found[1..];
            }
        }
    }
    decoded.push_str(rest);
    Cow::Owned(decoded)
}

/// An attribute value as a parser hands it over: as [`decode`], and white space that stands there itself is spaces.
pub(super) fn decode_attribute(value: &str) -> Cow<'_, str> {
    if !value.contains(['&', '\r', '\n', '\t']) {
        return Cow::Borrowed(value);
    }
    let mut spaced = String::with_capacity(value.len());
    let mut chars = value.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\r' {
            chars.next_if_eq(&'\n');
        }
        spaced.push(if matches!(c, '\r' | '\n' | '\t') { ' ' } else { c });
    }
    Cow::Owned(decode(&spaced).into_owned())
}

/// `text` as it is written between tags.
pub(super) fn escape_text(text: &str) -> Cow<'_, str> {
    replace(text, |c| match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '\r' => Some("&#13;"),
        _ => None,
    })
}

/// `value` as it is written between `quote`s.
pub(super) fn escape_attribute(value: &str, quote: char) -> Cow<'_, str> {
    replace(value, move |c| match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '"' if quote == '"' => Some("&quot;"),
        '\'' if quote == '\'' => Some("&apos;"),
        '\t' => Some("&#9;"),
        '\n' => Some("&#10;"),
        '\r' => Some("&#13;"),
        _ => None,
    })
}

/// `text` as it is written in a new document, between tags or between quotes of either kind.
pub fn escape(text: &str) -> Cow<'_, str> {
    replace(text, |c| match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        '\'' => Some("&apos;"),
        '\r' => Some("&#13;"),
        _ => None,
    })
}

fn replace(text: &str, replacement: impl Fn(char) -> Option<&'static str>) -> Cow<'_, str> {
    if !text.chars().any(|c| replacement(c).is_some() || !is_allowed(c)) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match replacement(c) {
            Some(reference) => escaped.push_str(reference),
            // There is no way to write it in XML at all.
            None if !is_allowed(c) => escaped.push('\u{FFFD}'),
            None => escaped.push(c),
        }
    }
    Cow::Owned(escaped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forbidden_characters_are_found_wherever_they_stand() {
        for c in ['\0', '\u{1}', '\u{1F}', '\u{FFFE}', '\u{FFFF}'] {
            for before in [0, 1, 61, 62, 63, 64, 65, 200] {
                let text = format!("{}{c}{}", "x".repeat(before), "ä".repeat(70));
                assert_eq!(forbidden(&text), Some((before, c)), "{before} before");
            }
        }
        assert_eq!(forbidden(&"\t\r\n \u{FEFF}\u{85}\u{1F600}ä".repeat(50)), None);
    }

    #[test]
    fn references_are_resolved_or_refused() {
        assert_eq!(decode("a &lt;&#x41;&#66;\r\n&amp;lt;\rz"), "a <AB\n&lt;\nz");
        assert_eq!(decode_attribute("a\r\nb\tc&#10;d"), "a b c\nd");
        assert!(wrong_reference("&amp;&#10;&#xE9;").is_none());
        for (text, at) in [("a&b;", 1), ("&", 0), ("&;", 0), ("&#;", 0), ("&#x;", 0), ("&#0;", 0), ("&#+65;", 0)] {
            assert_eq!(wrong_reference(text).map(|(at, _)| at), Some(at), "{text}");
        }
        for text in ["&#xD800;", "&#xFFFFFFFF;", "& amp;", "&amp", "&a&amp;"] {
            assert!(wrong_reference(text).is_some(), "{text}");
        }
    }

    #[test]
    fn escapes_read_back_as_the_same() {
        let value = "a<b>&\"c'\t\n\r]]>";
        for quote in ['"', '\''] {
            let escaped = escape_attribute(value, quote);
            assert_eq!(decode_attribute(&escaped), value);
            assert!(!escaped.contains(quote));
        }
        assert_eq!(decode(&escape_text(value)), value);
    }

    #[test]
    fn names_have_at_most_one_prefix() {
        assert_eq!(split_name("uap:Task"), Some((Some("uap"), "Task")));
        assert_eq!(split_name("Task"), Some((None, "Task")));
        for name in ["", ":", "a:", ":a", "a:b:c", "1a", "a b", "-a", "a:1"] {
            assert_eq!(split_name(name), None, "{name}");
        }
    }
}
