//! A document as ranges of its text.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

use super::encoding::Encoding;
use super::position::{Locator, Position};
use super::text;

/// A document: its text and where in it everything stands.
///
/// Nothing is copied out of the text. White space between elements is no node of its own: it is what lies between
/// the ranges of two neighbours.
#[derive(Debug)]
pub struct Document<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) encoding: Encoding,
    /// In document order.
    pub(super) nodes: Vec<NodeData>,
    pub(super) attributes: Vec<AttributeData>,
    /// The URIs of the namespaces that the document declares, each once.
    pub(super) namespaces: Vec<String>,
    pub(super) root: NodeId,
    pub(super) locator: Locator,
    pub(super) habits: OnceCell<super::style::Habits>,
}

/// A node of a [`Document`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub(super) u32);

impl NodeId {
    pub(super) const NONE: Self = Self(u32::MAX);

    /// There are no more nodes than bytes, and bytes are counted in 32 bits.
    #[expect(clippy::cast_possible_truncation, reason = "checked when the document was read")]
    pub(super) const fn from_index(index: usize) -> Self {
        Self(index as u32)
    }

    pub(super) const fn index(self) -> usize {
        self.0 as usize
    }

    pub(super) fn some(self) -> Option<Self> {
        (self != Self::NONE).then_some(self)
    }
}

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NodeKind {
    /// An element, with all that is in it.
    Element,
    /// Text that is not only white space, references included.
    Text,
    /// `<![CDATA[…]]>`
    CData,
    /// `<!-- … -->`
    Comment,
    /// `<?target … ?>`
    Instruction,
}

/// A namespace by its place in [`Document::namespaces`].
pub(super) const NO_NAMESPACE: u32 = u32::MAX;

#[derive(Debug, Clone)]
pub(super) struct NodeData {
    pub(super) kind: NodeKind,
    pub(super) self_closed: bool,
    /// Length of the prefix, without its colon; 0 if there is none.
    pub(super) prefix: u16,
    pub(super) start: u32,
    pub(super) end: u32,
    /// Elements only: the end of the name, of the start tag, and the start of the end tag.
    pub(super) name_end: u32,
    pub(super) open_end: u32,
    pub(super) close_start: u32,
    pub(super) namespace: u32,
    pub(super) attributes: Range<u32>,
    pub(super) parent: NodeId,
    pub(super) previous: NodeId,
    pub(super) next: NodeId,
    pub(super) first_child: NodeId,
    pub(super) last_child: NodeId,
}

#[derive(Debug, Clone)]
pub(super) struct AttributeData {
    pub(super) name: Range<u32>,
    /// Without its quotes.
    pub(super) value: Range<u32>,
    pub(super) prefix: u16,
    pub(super) namespace: u32,
}

pub(super) fn range(range: &Range<u32>) -> Range<usize> {
    range.start as usize..range.end as usize
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
        let elements = self.nodes.iter().enumerate().filter(|(_, node)| node.kind == NodeKind::Element);
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

/// Any node of a document.
#[derive(Debug, Clone, Copy)]
pub struct Node<'d, 'a> {
    document: &'d Document<'a>,
    id: NodeId,
}

impl<'d, 'a> Node<'d, 'a> {
    fn data(self) -> &'d NodeData {
        &self.document.nodes[self.id.index()]
    }

    /// Which node of its document this is.
    pub fn id(self) -> NodeId {
        self.id
    }

    /// What it is.
    pub fn kind(self) -> NodeKind {
        self.data().kind
    }

    /// The range of text that it takes, from `<` to `>` for elements.
    pub fn range(self) -> Range<usize> {
        self.data().start as usize..self.data().end as usize
    }

    /// The element that it is, if it is one.
    pub fn as_element(self) -> Option<Element<'d, 'a>> {
        (self.kind() == NodeKind::Element).then(|| self.document.element(self.id))
    }

    /// The element around it; none for the root and what stands beside it.
    pub fn parent(self) -> Option<Element<'d, 'a>> {
        self.data().parent.some().map(|id| self.document.element(id))
    }

    /// The node before it in the same element.
    pub fn previous(self) -> Option<Self> {
        self.data().previous.some().map(|id| self.document.node(id))
    }

    /// The node after it in the same element.
    pub fn next(self) -> Option<Self> {
        self.data().next.some().map(|id| self.document.node(id))
    }

    /// The white space between it and what is before it in its element.
    pub fn white_space_before(self) -> &'d str {
        self.document.gap_before(self)
    }

    /// The text that it is.
    pub fn source(self) -> &'d str {
        self.document.slice(self.range())
    }
}

/// An element of a document.
#[derive(Debug, Clone, Copy)]
pub struct Element<'d, 'a> {
    document: &'d Document<'a>,
    id: NodeId,
}

impl PartialEq for Element<'_, '_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.document, other.document) && self.id == other.id
    }
}

impl Eq for Element<'_, '_> {}

impl<'d, 'a> Element<'d, 'a> {
    pub(super) fn data(self) -> &'d NodeData {
        &self.document.nodes[self.id.index()]
    }

    /// Which node of its document this is.
    pub fn id(self) -> NodeId {
        self.id
    }

    /// The element as a node.
    pub fn node(self) -> Node<'d, 'a> {
        self.document.node(self.id)
    }

    /// The range of text from the `<` of its start tag to the last `>`.
    pub fn range(self) -> Range<usize> {
        self.node().range()
    }

    /// The range of its start tag, or of the whole element if it closes itself.
    pub fn start_tag(self) -> Range<usize> {
        self.data().start as usize..self.data().open_end as usize
    }

    /// The range between its tags; empty, at its end, if it closes itself.
    pub fn content(self) -> Range<usize> {
        self.data().open_end as usize..self.data().close_start as usize
    }

    /// Whether it is written `<name/>`.
    pub fn is_self_closed(self) -> bool {
        self.data().self_closed
    }

    /// Where it begins.
    pub fn position(self) -> Position {
        self.document.position(self.data().start as usize)
    }

    /// Its name as written, prefix included.
    pub fn qualified_name(self) -> &'d str {
        self.document.slice(self.data().start as usize + 1..self.data().name_end as usize)
    }

    /// The prefix that its name is written with.
    pub fn prefix(self) -> Option<&'d str> {
        match usize::from(self.data().prefix) {
            0 => None,
            length => self.qualified_name().get(..length),
        }
    }

    /// Its name without the prefix.
    pub fn name(self) -> &'d str {
        local_name(self.qualified_name(), self.data().prefix)
    }

    /// The URI of the namespace of its name.
    pub fn namespace(self) -> Option<&'d str> {
        self.document.namespaces.get(self.data().namespace as usize).map(String::as_str)
    }

    /// Whether this is its name in this namespace.
    pub fn is(self, namespace: &str, name: &str) -> bool {
        self.name() == name && self.namespace() == Some(namespace)
    }

    /// The element around it; none for the root.
    pub fn parent(self) -> Option<Self> {
        self.node().parent()
    }

    /// The nodes directly in it.
    pub fn nodes(self) -> impl Iterator<Item = Node<'d, 'a>> {
        let first = self.data().first_child.some().map(|id| self.document.node(id));
        std::iter::successors(first, |node| node.next())
    }

    /// The last node directly in it.
    pub fn last_node(self) -> Option<Node<'d, 'a>> {
        self.data().last_child.some().map(|id| self.document.node(id))
    }

    /// The elements directly in it.
    pub fn children(self) -> impl Iterator<Item = Self> {
        self.nodes().filter_map(Node::as_element)
    }

    /// The first element of this name directly in it.
    pub fn child(self, namespace: &str, name: &str) -> Option<Self> {
        self.children().find(|child| child.is(namespace, name))
    }

    /// The elements of this name directly in it.
    pub fn children_named<'n>(self, namespace: &'n str, name: &'n str) -> impl Iterator<Item = Self> + use<'d, 'a, 'n> {
        self.nodes().filter_map(Node::as_element).filter(move |child| child.is(namespace, name))
    }

    /// All text directly in it, white space and CDATA included, comments left out.
    pub fn text(self) -> Cow<'d, str> {
        let content = self.content();
        if self.nodes().all(|node| node.kind() == NodeKind::Text) {
            return text::decode(self.document.slice(content));
        }
        let mut all = String::new();
        let mut end = content.start;
        for node in self.nodes() {
            all.push_str(&text::decode(self.document.slice(end..node.range().start)));
            match node.kind() {
                NodeKind::Text => all.push_str(&text::decode(node.source())),
                NodeKind::CData => all.push_str(cdata_content(node.source())),
                NodeKind::Element | NodeKind::Comment | NodeKind::Instruction => {}
            }
            end = node.range().end;
        }
        all.push_str(&text::decode(self.document.slice(end..content.end)));
        Cow::Owned(all)
    }

    /// Its attributes, in order.
    pub fn attributes(self) -> impl DoubleEndedIterator<Item = Attribute<'d, 'a>> {
        let attributes = range(&self.data().attributes);
        attributes.map(move |index| Attribute { document: self.document, index })
    }

    /// Its attribute of this name without a namespace.
    pub fn attribute(self, name: &str) -> Option<Attribute<'d, 'a>> {
        self.attributes().find(|attribute| attribute.qualified_name() == name)
    }

    /// Its attribute of this name in this namespace.
    pub fn attribute_in(self, namespace: &str, name: &str) -> Option<Attribute<'d, 'a>> {
        self.attributes().find(|attribute| attribute.name() == name && attribute.namespace() == Some(namespace))
    }

    /// The value of its attribute of this name without a namespace.
    pub fn value(self, name: &str) -> Option<Cow<'d, str>> {
        self.attribute(name).map(Attribute::value)
    }
}

fn cdata_content(source: &str) -> &str {
    source.strip_prefix("<![CDATA[").and_then(|rest| rest.strip_suffix("]]>")).unwrap_or_default()
}

fn local_name(qualified: &str, prefix: u16) -> &str {
    match usize::from(prefix) {
        0 => qualified,
        length => qualified.get(length + 1..).unwrap_or_default(),
    }
}

/// An attribute of an element.
#[derive(Debug, Clone, Copy)]
pub struct Attribute<'d, 'a> {
    document: &'d Document<'a>,
    index: usize,
}

impl<'d> Attribute<'d, '_> {
    fn data(self) -> &'d AttributeData {
        &self.document.attributes[self.index]
    }

    /// Its name as written, prefix included.
    pub fn qualified_name(self) -> &'d str {
        self.document.slice(range(&self.data().name))
    }

    /// Its name without the prefix.
    pub fn name(self) -> &'d str {
        local_name(self.qualified_name(), self.data().prefix)
    }

    /// The URI of the namespace of its name: attributes without a prefix have none.
    pub fn namespace(self) -> Option<&'d str> {
        self.document.namespaces.get(self.data().namespace as usize).map(String::as_str)
    }

    /// Its value, references resolved.
    pub fn value(self) -> Cow<'d, str> {
        text::decode_attribute(self.document.slice(self.value_range()))
    }

    /// Where its value stands, without the quotes.
    pub fn value_range(self) -> Range<usize> {
        range(&self.data().value)
    }

    /// From the first character of its name to the closing quote.
    pub fn range(self) -> Range<usize> {
        self.data().name.start as usize..self.data().value.end as usize + 1
    }

    /// Where it begins.
    pub fn position(self) -> Position {
        self.document.position(self.data().name.start as usize)
    }

    /// The quote around its value.
    pub(super) fn quote(self) -> char {
        match self.document.text.as_bytes().get(self.data().value.end as usize) {
            Some(b'\'') => '\'',
            _ => '"',
        }
    }

    /// What stands between its name and the opening quote: `=`, seldom with white space around it.
    pub(super) fn equals_sign(self) -> &'d str {
        self.document.slice(self.data().name.end as usize..(self.data().value.start as usize).saturating_sub(1))
    }

    /// The prefix that it declares (`""` for the default namespace), if it is an `xmlns` attribute.
    pub fn declared_prefix(self) -> Option<&'d str> {
        match self.qualified_name() {
            "xmlns" => Some(""),
            name => name.strip_prefix("xmlns:"),
        }
    }
}
