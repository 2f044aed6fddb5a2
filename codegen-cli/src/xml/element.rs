//! Elements, as their tags have them.

use std::borrow::Cow;
use std::ops::Range;

use super::attribute::Attribute;
use super::document::Document;
use super::node::{Node, NodeData, NodeId, NodeKind};
use super::position::Position;
use super::text;

/// An element of a document.
#[derive(Debug, Clone, Copy)]
pub struct Element<'d, 'a> {
    pub(super) document: &'d Document<'a>,
    pub(super) id: NodeId,
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
        self.range().start..self.start_tag_end()
    }

    /// The range between its tags; empty, at its end, if it closes itself.
    pub fn content(self) -> Range<usize> {
        let Range { start, end } = self.range();
        if self.is_self_closed() {
            return end..end;
        }
        let end_tag = memchr::memrchr(b'<', self.document.slice(start..end).as_bytes());
        self.start_tag_end()..end_tag.map_or(end, |at| start + at)
    }

    /// After the `>` of the start tag: the first that is not in a value.
    fn start_tag_end(self) -> usize {
        let Range { start, end } = self.range();
        let tag = self.document.slice(start..end).as_bytes();
        let mut at = 0;
        while let Some(found) = tag.get(at..).and_then(|rest| memchr::memchr3(b'>', b'"', b'\'', rest)) {
            let found = at + found;
            if tag[found] == b'>' {
                return start + found + 1;
            }
            let value = tag.get(found + 1..).unwrap_or_default();
            at = memchr::memchr(tag[found], value).map_or(tag.len(), |length| found + 1 + length + 1);
        }
        end
    }

    /// Whether it is written `<name/>`.
    pub fn is_self_closed(self) -> bool {
        // A name has no slash, so no end tag ends like this.
        let end = self.range().end;
        self.document.slice(end.saturating_sub(2)..end) == "/>"
    }

    /// Where it begins.
    pub fn position(self) -> Position {
        self.document.position(self.data().start as usize)
    }

    /// Its name as written, prefix included.
    pub fn qualified_name(self) -> &'d str {
        self.document.slice(self.data().start as usize + 1..self.name_end())
    }

    /// Where the name of its start tag ends.
    pub(super) fn name_end(self) -> usize {
        let name = self.data().start as usize + 1;
        let rest = self.document.text.as_bytes().get(name..).unwrap_or_default();
        name + rest.iter().position(|&byte| ends_name(byte)).unwrap_or(rest.len())
    }

    /// The prefix that its name is written with.
    pub fn prefix(self) -> Option<&'d str> {
        self.qualified_name().split_once(':').map(|(prefix, _)| prefix)
    }

    /// Its name without the prefix.
    pub fn name(self) -> &'d str {
        local_name(self.qualified_name())
    }

    /// The URI of the namespace of its name.
    pub fn namespace(self) -> Option<&'d str> {
        self.document.namespaces.get(self.data().namespace()).map(String::as_str)
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
        let first = self.id.index() + 1;
        let first = (first < self.data().after()).then(|| self.document.node(NodeId::from_index(first)));
        std::iter::successors(first, |node| node.next())
    }

    /// The last node directly in it.
    pub fn last_node(self) -> Option<Node<'d, 'a>> {
        let first = self.nodes().next()?;
        first.sibling_at(self.data().after().checked_sub(1)?)
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
        // An element that has a namespace has one that is known; there may be many elements.
        let namespace = self.document.namespaces.iter().position(|known| known == namespace);
        let of_namespace = move |child: &Self| Some(child.data().namespace()) == namespace;
        self.nodes().filter_map(Node::as_element).filter(move |child| of_namespace(child) && child.name() == name)
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
    pub fn attributes(self) -> impl Iterator<Item = Attribute<'d, 'a>> {
        let mut at = self.name_end();
        std::iter::from_fn(move || {
            let attribute = Attribute::at(self, at)?;
            at = attribute.range().end;
            Some(attribute)
        })
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

pub(super) fn local_name(qualified: &str) -> &str {
    qualified.split_once(':').map_or(qualified, |(_, local)| local)
}

/// Whether a name in a tag ends before this byte.
pub(super) const fn ends_name(byte: u8) -> bool {
    text::is_space(byte) || matches!(byte, b'=' | b'/' | b'>')
}
