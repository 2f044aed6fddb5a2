//! A document as ranges of its text.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

use super::element::Element;
use super::encoding::Encoding;
use super::habits::Habits;
use super::node::{Node, NodeData, NodeId, NodeKind};
use super::position::{Locator, Position};

/// A document: its text and where in it everything stands.
///
/// Nothing is copied out of the text, and of a node only that is kept which its text does not tell at a glance. White
/// space between elements is no node of its own: it is what lies between the ranges of two neighbours.
#[derive(Debug)]
pub struct Document<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) encoding: Encoding,
    /// In document order.
    pub(super) nodes: Vec<NodeData>,
    /// The URIs of the namespaces that the document declares, each once.
    pub(super) namespaces: Vec<String>,
    pub(super) root: NodeId,
    pub(super) locator: Locator,
    pub(super) habits: OnceCell<Habits>,
}

impl<'a> Document<'a> {
    /// The text, without a byte order mark, in UTF-8 whatever the encoding of the file. Offsets and ranges
    /// everywhere in this module are into this text, unless they are in a [`Position`].
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How the file stores the text.
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// The root element.
    pub fn root(&self) -> Element<'_, 'a> {
        self.element(self.root)
    }

    /// Where in the file an offset of the text is.
    pub fn position(&self, offset: usize) -> Position {
        let (line, column, units) = self.locator.locate(&self.text, offset);
        Position { offset: self.encoding.file_offset(offset, units), line, column }
    }

    /// Every element, in document order.
    pub fn elements(&self) -> impl DoubleEndedIterator<Item = Element<'_, 'a>> {
        let elements = self.nodes.iter().enumerate().filter(|(_, node)| node.kind() == NodeKind::Element);
        elements.map(|(index, _)| self.element(NodeId::from_index(index)))
    }

    pub(crate) fn element(&self, id: NodeId) -> Element<'_, 'a> {
        Element { document: self, id }
    }

    pub(crate) fn node(&self, id: NodeId) -> Node<'_, 'a> {
        Node { document: self, id }
    }

    pub(super) fn slice(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }
}
