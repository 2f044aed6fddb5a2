//! A format-preserving XML editor.
//!
//! A document is parsed into ranges of its own text ([`Document`]). Edits are planned by an [`Editor`], each with a
//! [`Reason`], laid out as the text around them is, and applied once, by splicing the original text: whatever is not
//! edited keeps its bytes, whatever the encoding.
//!
//! ```
//! use bgtask_codegen::xml::{Accepts, Defaults, Document, Editor, NewElement, Parent, Place, Reason};
//!
//! let file = b"<list>\r\n\t<item name='one'/>\r\n</list>";
//! let document = Document::parse(file, Accepts { depth: 8, doctype: false })?;
//! let mut editor = Editor::new(&document, Defaults { indent: "  ", spaced_slash: true });
//! let two = NewElement::new("item").with("name", "two");
//! editor.insert(Parent::Existing(document.root().id()), Place::Last, two, Reason::default());
//! assert_eq!(document.apply(&editor.finish()), b"<list>\r\n\t<item name='one'/>\r\n\t<item name='two'/>\r\n</list>");
//! # Ok::<(), bgtask_codegen::xml::XmlError>(())
//! ```

mod edit;
mod editor;
mod encoding;
mod error;
mod insertion;
mod layout;
mod parse;
mod position;
mod prolog;
mod removal;
mod scope;
mod style;
mod tag;
mod text;
mod tree;

pub use edit::{Edit, EditPlace, Reason};
pub use editor::{Defaults, Editor, NewElement, NewId, Parent, Place};
pub use encoding::{Charset, Encoding};
pub use error::{ErrorKind, XmlError};
pub use parse::Accepts;
pub use position::Position;
pub use text::escape;
pub use tree::{Attribute, Document, Element, Node, NodeId, NodeKind};
