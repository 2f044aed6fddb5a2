//! Reading: what another parser takes is taken, and read alike; all else is refused, with a place.

use bgtask_codegen::xml::{Accepts, Document, ErrorKind, XmlError};

use super::other_parser::{independent, is_beyond_it, text_of};
use super::outline::{self, with_texts_last};

/// Checks that bgtask and another parser agree on what a file says.
pub fn check(bytes: &[u8], accepts: Accepts) {
    match Document::parse(bytes, accepts) {
        Ok(document) => accepted(bytes, &document),
        Err(error) => refused(bytes, &error),
    }
}

/// Checks a document that was read.
pub fn accepted(bytes: &[u8], document: &Document<'_>) {
    assert_eq!(document.apply(&[]), bytes, "no edit, other bytes");
    let text = text_of(bytes).expect("what was read has an encoding that is known");
    assert_eq!(document.text(), text);
    let other = match independent(&text) {
        Ok(other) => other,
        Err(error) => {
            assert!(is_limit_of_the_other(&error), "bgtask reads what another parser refuses: {error}\n{text}");
            return;
        }
    };
    let (ours, other) = (outline::ours(document), outline::other(&other, &[]));
    assert_eq!(with_texts_last(ours), with_texts_last(other), "{text}");
    let end = document.position(text.len());
    assert_eq!(end.offset, bytes.len());
}

/// Checks an error.
pub fn refused(bytes: &[u8], error: &XmlError) {
    let XmlError { kind, position } = error;
    assert!(position.offset <= bytes.len() && position.line >= 1 && position.column >= 1, "{error}: {position:?}");
    assert!(!error.to_string().is_empty());
    if is_beyond_the_other(kind) {
        return;
    }
    let Some(text) = text_of(bytes) else { return };
    let Ok(other) = independent(&text) else { return };
    // It does not look closely at what stands before the root.
    let before_root = &text[..other.root_element().range().start];
    let marks_and_prolog = match bytes {
        [0 | 0xFE | 0xFF, ..] | [_, 0, ..] => 2 + 2 * before_root.encode_utf16().count(),
        _ => 3 + before_root.len(),
    };
    assert!(position.offset < marks_and_prolog, "another parser reads it: {error} at {position}\n{text}");
}

/// What bgtask refuses and the other parser takes, or chokes on, and what that one does not look at.
fn is_beyond_the_other(kind: &ErrorKind) -> bool {
    match kind {
        ErrorKind::DuplicateAttribute(name) => name.starts_with("xmlns"),
        ErrorKind::InvalidName(name) => name.contains(':'),
        ErrorKind::MismatchedEndTag { found, .. } => found.starts_with(':'),
        // It takes an instruction of the name `xml`, which is reserved, where no space but another white space follows.
        ErrorKind::InvalidNamespaceDeclaration(_) | ErrorKind::MisplacedDeclaration => true,
        kind => is_beyond_it(kind),
    }
}

/// What the other parser refuses by itself: more than it counts, and elements of the prefix `xml`, which is bound without a
/// declaration: <https://www.w3.org/TR/xml-names/#ns-decl>.
fn is_limit_of_the_other(error: &roxmltree::Error) -> bool {
    match error {
        roxmltree::Error::NodesLimitReached
        | roxmltree::Error::AttributesLimitReached
        | roxmltree::Error::NamespacesLimitReached => true,
        roxmltree::Error::UnknownNamespace(prefix, _) => prefix == "xml",
        _ => false,
    }
}
