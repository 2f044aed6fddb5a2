//! What a name may look like, in const evaluation. Each function says what is wrong, in words that follow "it".

use crate::catalog::limits;

/// A registration name or group id: free text, as Windows takes it, but something a person can read and compare.
pub(super) const fn free_text(text: &str) -> Option<&'static str> {
    if text.is_empty() {
        return Some("is empty");
    }
    if has_control(text) {
        return Some("has a control character");
    }
    if has_outer_space(text) {
        return Some("begins or ends with white space");
    }
    None
}

/// A runtime class name: the entry point, which must also serve as an activatable class id.
///
/// Source: <https://learn.microsoft.com/uwp/schemas/appxpackage/uapmanifestschema/element-activatableclass>
pub(super) const fn class_id(text: &str) -> Option<&'static str> {
    if let Some(wrong) = free_text(text) {
        return Some(wrong);
    }
    let bytes = text.as_bytes();
    let forbidden = limits::CLASS_ID_FORBIDDEN.as_bytes();
    let mut characters = 0;
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b':' && at + 1 < bytes.len() && bytes[at + 1] == b':' {
            return Some("has `::`; Windows separates with dots");
        }
        let mut each = 0;
        while each < forbidden.len() {
            if bytes[at] == forbidden[each] {
                return Some("has one of the characters < > \" : % | ? *");
            }
            each += 1;
        }
        // A dot needs something on both sides.
        if bytes[at] == b'.' && (at == 0 || at + 1 == bytes.len() || bytes[at + 1] == b'.') {
            return Some("has an empty part before, between or after its dots");
        }
        // Continuation bytes belong to a character that was counted.
        if bytes[at] & 0xC0 != 0x80 {
            characters += 1;
        }
        at += 1;
    }
    if characters > limits::CLASS_ID_LENGTH { Some("is longer than 255 characters") } else { None }
}

/// An Apple task identifier, or the prefix of some. Reverse-DNS form is a custom and not asked for.
pub(super) const fn identifier(text: &str, wildcard: bool) -> Option<&'static str> {
    if let Some(wrong) = free_text(text) {
        return Some(wrong);
    }
    let bytes = text.as_bytes();
    // Room for what resolution puts behind a prefix.
    if bytes.len() > 512 {
        return Some("is longer than 512 bytes");
    }
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b' ' => return Some("has a space"),
            b'$' => return Some("has a build setting in it, which nothing expands in code"),
            b':' => return Some("has a colon; the parts are separated by dots"),
            b'*' if !wildcard || at + 1 != bytes.len() || at == 0 || bytes[at - 1] != b'.' => {
                return Some("has a star; only a continued task's identifier has one, as `.*` at its end");
            }
            b'.' if at == 0 || at + 1 == bytes.len() || bytes[at + 1] == b'.' => {
                return Some("has an empty part before, between or after its dots");
            }
            _ => {}
        }
        at += 1;
    }
    None
}

const fn has_control(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        // C0 and DEL are single bytes; C1 is 0xC2 0x80..=0x9F.
        if bytes[at].is_ascii_control() || bytes[at] == 0xC2 && at + 1 < bytes.len() && bytes[at + 1] < 0xA0 {
            return true;
        }
        at += 1;
    }
    false
}

const fn has_outer_space(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes[0].is_ascii_whitespace() || bytes[bytes.len() - 1].is_ascii_whitespace()
}
