//! What can be wrong with a document.

use super::position::Position;

/// Why a document was refused, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{kind}")]
pub struct XmlError {
    /// What is wrong.
    pub kind: ErrorKind,
    /// Where it is wrong.
    pub position: Position,
}

impl XmlError {
    pub(super) const fn new(kind: ErrorKind, position: Position) -> Self {
        Self { kind, position }
    }

    pub(super) const fn at_start(kind: ErrorKind) -> Self {
        Self::new(kind, Position::START)
    }
}

/// What can be wrong with a document.
///
/// The rules are those of XML 1.0 (<https://www.w3.org/TR/xml/>) and of namespaces
/// (<https://www.w3.org/TR/xml-names/>), and a few limits that no real manifest or property list comes near.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ErrorKind {
    /// Nothing, or white space only.
    #[error("the file is empty")]
    Empty,
    /// Something else than XML.
    #[error("this is not XML: it does not begin with `<`")]
    NotXml,
    /// The bytes do not form characters.
    #[error("these bytes are not valid {0}")]
    InvalidBytes(&'static str),
    /// An encoding that is neither UTF-8 nor UTF-16.
    #[error("the encoding {0} is not supported: save the file as UTF-8 or UTF-16")]
    UnsupportedEncoding(String),
    /// The declared encoding is not the one that the file has.
    #[error("the file declares the encoding {declared}, but its bytes are {actual}")]
    ContradictingEncoding {
        /// What the XML declaration says.
        declared: String,
        /// What the bytes are.
        actual: &'static str,
    },
    /// A character that XML does not allow.
    #[error("the character U+{0:04X} is not allowed in XML")]
    ForbiddenCharacter(u32),
    /// More than the editor's offsets can count.
    #[error("the document is larger than 4 GiB")]
    TooLarge,
    /// Elements nested deeper than the limit.
    #[error("elements are nested more than {0} deep")]
    TooDeep(usize),
    /// More nodes and attributes than the limit.
    #[error("the document has more than {0} elements, attributes and comments")]
    TooMany(usize),
    /// More namespace declarations than the limit.
    #[error("more than {0} namespace declarations are in force here")]
    TooManyNamespaces(usize),
    /// `<?xml … ?>` somewhere else than at the very start.
    #[error("the XML declaration may only stand at the very start of the file")]
    MisplacedDeclaration,
    /// `<?xml … ?>` with wrong content.
    #[error("malformed XML declaration: {0}")]
    MalformedDeclaration(&'static str),
    /// Another version of XML than 1.0.
    #[error("XML {0} is not supported, only XML 1.0")]
    UnsupportedVersion(String),
    /// `<!DOCTYPE …>` where none may be.
    #[error("a DOCTYPE is not allowed here")]
    ForbiddenDoctype,
    /// `<!DOCTYPE …>` that declares something.
    #[error("the DOCTYPE declares something itself: remove the part in square brackets")]
    InternalSubset,
    /// `<!DOCTYPE …>` that is wrong, second or late.
    #[error("malformed or misplaced DOCTYPE")]
    MalformedDoctype,
    /// Markup that starts and does not end.
    #[error("{0} is not closed")]
    Unclosed(&'static str),
    /// An element without its end tag.
    #[error("element `{0}` is not closed")]
    UnclosedElement(String),
    /// An end tag that closes another element than the open one.
    #[error("expected `</{expected}>`, found `</{found}>`")]
    MismatchedEndTag {
        /// The open element.
        expected: String,
        /// What the end tag says.
        found: String,
    },
    /// An end tag with nothing open.
    #[error("`</{0}>` closes nothing")]
    UnmatchedEndTag(String),
    /// A name with a character that names can't have.
    #[error("`{0}` is not a valid name")]
    InvalidName(String),
    /// Something wrong within a start tag.
    #[error("malformed tag: {0}")]
    MalformedTag(&'static str),
    /// Two attributes of one name on one element.
    #[error("attribute `{0}` stands here twice")]
    DuplicateAttribute(String),
    /// A prefix that no `xmlns:` declares.
    #[error("the namespace prefix `{0}` is not declared")]
    UndeclaredPrefix(String),
    /// A declaration of a namespace that is not allowed.
    #[error("invalid namespace declaration `{0}`")]
    InvalidNamespaceDeclaration(String),
    /// `&name;` of an entity that XML does not have by itself.
    #[error("the entity `&{0};` is not declared")]
    UndeclaredEntity(String),
    /// `&` that begins no reference, or a reference to a character that is not allowed.
    #[error("`&` does not begin a valid reference: write `&amp;` for the character itself")]
    InvalidReference,
    /// `]]>` in text.
    #[error("`]]>` is not allowed in text")]
    CDataEndInText,
    /// `--` in a comment.
    #[error("`--` is not allowed in a comment")]
    DoubleHyphen,
    /// A processing instruction that is not one.
    #[error("malformed processing instruction")]
    MalformedInstruction,
    /// `<!` that begins nothing known.
    #[error("`<!` begins neither a comment nor CDATA nor a DOCTYPE")]
    UnknownMarkup,
    /// Text before or after the root element.
    #[error("text outside of the root element")]
    TextOutsideRoot,
    /// A second root element.
    #[error("a second root element: a document has one")]
    SecondRoot,
    /// No root element.
    #[error("the file has no element")]
    NoRoot,
}
