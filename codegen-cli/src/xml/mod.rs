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

mod attribute;
mod document;
mod edit;
mod editor;
mod element;
mod encoding;
mod error;
mod habits;
mod indents;
mod insertion;
mod layout;
mod lines;
mod near;
mod node;
mod parse;
mod position;
mod prolog;
mod removal;
mod scope;
mod tag;
mod tag_style;
mod text;

pub use attribute::Attribute;
pub use document::Document;
pub use edit::{Edit, EditPlace, Reason};
pub use editor::{Defaults, Editor, NewElement, NewId, Parent, Place};
pub use element::Element;
pub use encoding::{Charset, Encoding};
pub use error::{ErrorKind, XmlError};
pub use node::{Node, NodeId, NodeKind};
pub use parse::Accepts;
pub use position::Position;
pub use text::escape;
