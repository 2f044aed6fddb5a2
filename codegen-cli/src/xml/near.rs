//! What is near a place of a document, which shows how new text there should look.

use super::document::Document;
use super::element::Element;
use super::node::{Node, NodeId};

/// So many nodes on either side of a place, and so many elements of a document, tell how things are written. Real
/// documents have a few hundred; in larger ones, what is farther away is not near.
pub(super) const TELLING: usize = 4_096;

/// What is near a place: looked for from there, for a document may be large.
impl<'a> Document<'a> {
    /// How many nodes begin at or before `at`: they are in order.
    fn nodes_until(&self, at: usize) -> usize {
        self.nodes.partition_point(|node| node.start as usize <= at)
    }

    /// The last node directly in `parent` that begins at or before `at`.
    fn last_until(&self, parent: Element<'_, 'a>, at: usize) -> Option<Node<'_, 'a>> {
        if at >= parent.range().end {
            return parent.last_node().map(|node| self.node(node.id()));
        }
        let last = NodeId::from_index(self.nodes_until(at).checked_sub(1)?);
        let mut above =
            std::iter::successors(Some(self.node(last)), |node| node.parent().map(|element| self.node(element.id())));
        above.find(|node| node.parent().is_some_and(|element| element.id() == parent.id()))
    }

    /// The elements directly in `parent` that begin before `at`, the nearest first.
    pub(super) fn children_before(&self, parent: Element<'_, 'a>, at: usize) -> impl Iterator<Item = Element<'_, 'a>> {
        let nodes = std::iter::successors(self.last_until(parent, at), |node| node.previous());
        nodes.filter_map(Node::as_element).filter(move |element| element.range().start < at)
    }

    /// The first answer of those elements in `parent` that are nearest to `at`, earlier ones first.
    pub(super) fn nearest_in<'d, T>(
        &'d self,
        parent: Element<'_, 'a>,
        at: usize,
        answer: impl FnMut(Element<'d, 'a>) -> Option<T>,
    ) -> Option<T> {
        let last = self.last_until(parent, at);
        let first_after = match last {
            Some(last) => last.next(),
            None => parent.nodes().next().map(|node| self.node(node.id())),
        };
        let before = std::iter::successors(last, |node| node.previous());
        let after = std::iter::successors(first_after, |node| node.next());
        before.take(TELLING).chain(after.take(TELLING)).filter_map(Node::as_element).find_map(answer)
    }

    /// The first answer of those elements that are nearest to `at`, earlier ones first.
    pub(super) fn nearest<'d, T>(&'d self, at: usize, answer: impl Fn(Element<'d, 'a>) -> Option<T>) -> Option<T> {
        let until = self.nodes_until(at);
        let indices = (0..until).rev().take(TELLING).chain((until..self.nodes.len()).take(TELLING));
        indices.filter_map(|index| self.node(NodeId::from_index(index)).as_element()).find_map(answer)
    }
}
