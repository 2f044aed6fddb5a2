//! Info.plist: what it declares, and the edits that bring it into line with the tasks of an app.
//!
//! ```
//! use bgtask_codegen::plist::{PropertyList, Wanted, WantedItem};
//!
//! # let file = bgtask_codegen::plist::minimal(&Default::default(), &Wanted::default()).unwrap();
//! let list = PropertyList::read(&file)?;
//! let fetch = WantedItem {
//!     value: "fetch".into(),
//!     why: "refresh requests need it".into(),
//!     tasks: vec!["RefreshFeed".into()],
//! };
//! let wanted = Wanted { background_modes: vec![fetch], ..Wanted::default() };
//! let plan = list.plan(&wanted).expect("nothing contradicts");
//! let edited = list.apply(&plan);
//! assert!(PropertyList::read(&edited)?.plan(&wanted).unwrap().edits.is_empty());
//! # Ok::<(), bgtask_codegen::plist::PlistError>(())
//! ```

mod binary;
mod decision;
mod dictionary;
mod error;
mod facts;
mod guard;
mod minimal;
mod placeholder;
mod planner;
mod reasons;
mod wanted;

use std::fmt;

pub use error::{PlistError, PlistErrorKind};
pub use facts::{PlistFacts, PlistItem, UsageDescription};
pub use minimal::{Minimal, minimal};
pub use wanted::{Wanted, WantedItem, WantedText};

use crate::xml::{Accepts, Document, Edit, ErrorKind, Position};
use binary::Binary;
use dictionary::Listed;

/// How deep values may be nested; real files are a dozen deep at most.
const DEPTH: usize = 128;

/// Nearly every property list has Apple's DOCTYPE. It is never fetched.
const ACCEPTS: Accepts = Accepts { depth: DEPTH, doctype: true };

/// A property list whose value is a dictionary, as an Info.plist is.
#[derive(Debug)]
pub struct PropertyList<'a> {
    content: Content<'a>,
    bytes: &'a [u8],
}

#[derive(Debug)]
enum Content<'a> {
    Xml(Box<Document<'a>>, Listed),
    Binary(Binary),
}

impl<'a> PropertyList<'a> {
    /// Reads a property list in XML or in the binary format.
    ///
    /// # Errors
    /// If it is neither, or is damaged, or is no dictionary. Files of the old style are refused with how to convert
    /// them.
    pub fn read(bytes: &'a [u8]) -> Result<Self, PlistError> {
        if bytes.starts_with(binary::MAGIC) {
            return Ok(Self { content: Content::Binary(Binary::read(bytes)?), bytes });
        }
        let document = match Document::parse(bytes, ACCEPTS) {
            Ok(document) => document,
            Err(error) if error.kind == ErrorKind::NotXml && looks_old_style(bytes) => {
                return Err(PlistError::new(PlistErrorKind::OldStyle, Some(error.position)));
            }
            Err(error) => return Err(error.into()),
        };
        let listed = Listed::of(&document)?;
        Ok(Self { content: Content::Xml(Box::new(document), listed), bytes })
    }

    /// The property list as a document; none if it is binary.
    pub fn document(&self) -> Option<&Document<'a>> {
        match &self.content {
            Content::Xml(document, _) => Some(document),
            Content::Binary(_) => None,
        }
    }

    /// What it says.
    pub fn facts(&self) -> PlistFacts {
        match &self.content {
            Content::Xml(document, listed) => PlistFacts::of_xml(document, listed),
            Content::Binary(binary) => PlistFacts::of_binary(binary),
        }
    }

    /// The edits that make it declare what is wanted, and what in it is stale.
    ///
    /// # Errors
    /// Everything that stands in the way: values of a wrong type, and keys that stand there twice.
    pub fn plan(&self, wanted: &Wanted) -> Result<Plan, Vec<PlistError>> {
        match &self.content {
            Content::Xml(document, listed) => planner::plan(document, listed, wanted),
            Content::Binary(binary) => binary.plan(wanted),
        }
    }

    /// The bytes of the file with these edits.
    pub fn apply(&self, plan: &Plan) -> Vec<u8> {
        match &self.content {
            Content::Xml(document, _) => document.apply(&plan.edits),
            Content::Binary(_) => plan.binary.clone().unwrap_or_else(|| self.bytes.to_vec()),
        }
    }
}

/// Whether a file that is not XML looks like `{ Key = "value"; }`, with or without the braces.
fn looks_old_style(bytes: &[u8]) -> bool {
    let text = bytes.trim_ascii_start();
    let has = |byte| text.contains(&byte);
    // Lines for the C preprocessor may stand before XML.
    !text.starts_with(b"#") && (matches!(text.first(), Some(b'{' | b'(' | b'/' | b'"')) || has(b'=') && has(b';'))
}

/// What is to be done with a property list.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// The edits, in order; none if all is in line. In a binary file they have no place.
    pub edits: Vec<Edit>,
    /// What is ours and no task has any more, whether it is taken out or not.
    pub stale: Vec<Stale>,
    /// What is worth knowing.
    pub notes: Vec<Note>,
    /// The new bytes of a binary file.
    binary: Option<Vec<u8>>,
}

/// An identifier that is ours and no task has any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stale {
    /// The identifier.
    pub identifier: String,
    /// Where it stands; a binary file has no lines.
    pub position: Option<Position>,
}

/// Something worth knowing about a property list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What it is.
    pub kind: NoteKind,
    /// Where it is; a binary file has no lines.
    pub position: Option<Position>,
}

/// What is worth knowing about a property list.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum NoteKind {
    /// Text in the dictionary that belongs to no element. Apple's own parser refuses such a file.
    StrayText,
    /// A key that is not edited stands there twice, and programs differ in which one counts.
    DuplicateKey(String),
    /// A wanted identifier was not added, for an entry with a placeholder may become it.
    MatchedByPlaceholder {
        /// The entry.
        entry: String,
        /// The identifier.
        identifier: String,
    },
}

impl fmt::Display for NoteKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::StrayText => f.write_str("text that belongs to no element: Apple's parser refuses the file"),
            Self::DuplicateKey(key) => write!(f, "the key `{key}` stands here twice"),
            Self::MatchedByPlaceholder { entry, identifier } => {
                write!(f, "`{entry}` is taken for {identifier}")
            }
        }
    }
}
