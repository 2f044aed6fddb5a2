//! Nodes: what is kept of each, and how they hang together.

use std::ops::Range;

use super::document::Document;
use super::element::Element;

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

/// The most namespaces that a document may have.
pub(super) const NAMESPACES: usize = 256;

/// A namespace by its place in [`Document::namespaces`]; this one is none.
pub(super) const NO_NAMESPACE: u32 = 256;

/// What is kept of a node. A document has as many of these as nodes, so they are small.
#[derive(Debug, Clone, Copy)]
pub(super) struct NodeData {
    pub(super) start: u32,
    /// Of an element, the end of its end tag.
    pub(super) end: u32,
    pub(super) parent: NodeId,
    /// Its sort in the lower bits, and in the others the index after all nodes that are in it. The sort is the namespace
    /// of an element, or a number above all of those for another kind.
    packed: u32,
}

const SORT_BITS: u32 = 9;

/// The most nodes that a document may have.
pub(super) const ROOM: usize = (1 << (u32::BITS - SORT_BITS)) - 1;

impl NodeData {
    /// An element with nothing in it yet, which is to be the node at `index`.
    pub(super) fn element(namespace: u32, range: Range<u32>, parent: NodeId, index: usize) -> Self {
        Self::of_sort(namespace.min(NO_NAMESPACE), range, parent, index)
    }

    /// A node of another kind.
    pub(super) fn leaf(kind: NodeKind, range: Range<u32>, parent: NodeId, index: usize) -> Self {
        Self::of_sort(NO_NAMESPACE + kind as u32, range, parent, index)
    }

    fn of_sort(sort: u32, range: Range<u32>, parent: NodeId, index: usize) -> Self {
        let mut node = Self { start: range.start, end: range.end, parent, packed: sort };
        node.set_after(index + 1);
        node
    }

    const fn sort(self) -> u32 {
        self.packed & ((1 << SORT_BITS) - 1)
    }

    pub(super) const fn kind(self) -> NodeKind {
        const KINDS: [NodeKind; 4] = [NodeKind::Text, NodeKind::CData, NodeKind::Comment, NodeKind::Instruction];
        match self.sort().checked_sub(NO_NAMESPACE + 1) {
            None => NodeKind::Element,
            Some(other) => KINDS[other as usize % KINDS.len()],
        }
    }

    /// Where in [`Document::namespaces`] the namespace of an element is, if it has one.
    pub(super) const fn namespace(self) -> usize {
        self.sort() as usize
    }

    pub(super) const fn after(self) -> usize {
        (self.packed >> SORT_BITS) as usize
    }

    /// Says that all nodes after this one and before `after` are in it.
    #[expect(clippy::cast_possible_truncation, reason = "there are no more nodes than there is room for")]
    pub(super) fn set_after(&mut self, after: usize) {
        self.packed = self.sort() | (after.min(ROOM) as u32) << SORT_BITS;
    }
}

/// Any node of a document.
#[derive(Debug, Clone, Copy)]
pub struct Node<'d, 'a> {
    pub(super) document: &'d Document<'a>,
    pub(super) id: NodeId,
}

impl<'d, 'a> Node<'d, 'a> {
    fn data(self) -> &'d NodeData {
        &self.document.nodes[self.id.index()]
    }

    /// The node at an index, or the first around it, that is in the same element as this one.
    pub(super) fn sibling_at(self, index: usize) -> Option<Self> {
        let parent = self.data().parent;
        let mut id = NodeId::from_index(index);
        while id != parent {
            let node = self.document.nodes.get(id.index())?;
            if node.parent == parent {
                return Some(self.document.node(id));
            }
            id = node.parent;
        }
        None
    }

    /// Which node of its document this is.
    pub fn id(self) -> NodeId {
        self.id
    }

    /// What it is.
    pub fn kind(self) -> NodeKind {
        self.data().kind()
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
        self.data().parent.some()?;
        self.sibling_at(self.id.index().checked_sub(1)?)
    }

    /// The node after it in the same element.
    pub fn next(self) -> Option<Self> {
        let NodeData { parent, .. } = *self.data();
        let next = self.document.nodes.get(self.data().after())?;
        (parent != NodeId::NONE && next.parent == parent)
            .then(|| self.document.node(NodeId::from_index(self.data().after())))
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
