//! Why a property list was not edited.

use bgtask_core::catalog::plist_key::PlistType;

use crate::xml::{Position, XmlError};

/// Why a property list was not edited, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{kind}")]
pub struct PlistError {
    /// What is wrong.
    pub kind: PlistErrorKind,
    /// Where it is wrong; a binary file has no lines.
    pub position: Option<Position>,
    /// The other place that belongs to it: the first of two keys.
    pub other: Option<Position>,
}

impl PlistError {
    pub(super) const fn new(kind: PlistErrorKind, position: Option<Position>) -> Self {
        Self { kind, position, other: None }
    }
}

impl From<XmlError> for PlistError {
    fn from(error: XmlError) -> Self {
        Self::new(PlistErrorKind::Xml(error.kind), Some(error.position))
    }
}

/// What can be wrong with a property list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PlistErrorKind {
    /// It is not well-formed XML.
    #[error(transparent)]
    Xml(crate::xml::ErrorKind),
    /// It is a property list of the old style, which nothing but text is.
    #[error(
        "this is an old-style property list: convert it with `plutil -convert xml1 FILE` (or `plistutil -i FILE -o FILE -f xml`)"
    )]
    OldStyle,
    /// It is some other document.
    #[error("this is not a property list: the root element is `{0}`")]
    NotAPropertyList(String),
    /// Its value is no dictionary.
    #[error("the property list has no dictionary at its root, but {0}")]
    NotADictionary(String),
    /// Something else than `<key>` where a key must be.
    #[error("`<{0}>` has no key before it")]
    ValueWithoutKey(String),
    /// A key with no value after it.
    #[error("the key `{0}` has no value after it")]
    KeyWithoutValue(String),
    /// A key that is to be edited stands there twice, and programs differ in which one counts.
    #[error("the key `{0}` stands here twice")]
    DuplicateKey(String),
    /// A value of another type than its key has.
    #[error("`{key}` is {} and not `{found}`", expected.name())]
    WrongType {
        /// The key.
        key: String,
        /// The type that its value has.
        expected: PlistType,
        /// The element that is there.
        found: String,
    },
    /// An item of another type than the list has.
    #[error("`{key}` lists strings, and not `{found}`")]
    WrongItem {
        /// The key.
        key: String,
        /// The element that is there.
        found: String,
    },
    /// It is a binary file that can't be read.
    #[error("this binary property list can't be read: {0}")]
    Binary(String),
}
