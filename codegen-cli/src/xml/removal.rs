//! Taking things out, with the white space that came with them.

use std::collections::BTreeSet;
use std::ops::Range;

use super::edit::{Edit, Reason};
use super::editor::{Editor, Insertions};
use super::lines::line_ends;
use super::node::NodeId;

impl Editor<'_, '_> {
    /// Plans the edits that take out what is to be removed; where something is put in is in `filled`, in order.
    pub(super) fn take_out(&self, insertions: &Insertions, filled: &[usize], edits: &mut Vec<Edit>) {
        let gone = self.gone(insertions);
        let stays = |node: NodeId| {
            let mut around = std::iter::successors(self.document.node(node).parent(), |element| element.parent());
            !around.any(|element| gone.contains(&element.id()))
        };
        let mut tops = gone.iter().copied().filter(|node| stays(*node)).peekable();
        while let Some(first) = tops.next() {
            // Neighbours that go together go with the white space around them all.
            let mut run = vec![first];
            let mut last = first;
            while let Some(next) = self.document.node(last).next().and_then(|next| tops.next_if_eq(&next.id())) {
                run.push(next);
                last = next;
            }
            self.take_out_run(&run, filled, edits);
        }
    }

    /// What is taken out, and the elements that go because all in them does.
    fn gone(&self, insertions: &Insertions) -> BTreeSet<NodeId> {
        let mut gone: BTreeSet<NodeId> = self.removed.keys().copied().collect();
        // What is inside comes later in the document: it is decided first.
        for id in self.removed_if_empty.iter().rev() {
            let mut nodes = self.document.element(*id).nodes().peekable();
            let emptied = nodes.peek().is_some() && nodes.all(|node| gone.contains(&node.id()));
            if emptied && !insertions.contains_key(id) {
                gone.insert(*id);
            }
        }
        gone
    }

    fn take_out_run(&self, run: &[NodeId], filled: &[usize], edits: &mut Vec<Edit>) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else {
            return;
        };
        let range = self.with_white_space(*first, *last);
        let mut start = range.start;
        let pieces: Vec<(usize, &Reason)> = run.iter().flat_map(|node| self.reasons_in(*node)).collect();
        for (index, (end, reason)) in pieces.iter().enumerate() {
            let end = if index + 1 == pieces.len() { range.end } else { *end };
            // What is put in right behind stays where it is put.
            let next = filled.partition_point(|at| *at <= start);
            let end = filled.get(next).map_or(end, |at| end.min(*at));
            edits.push(Edit::new(start..end, String::new(), (*reason).clone()));
            start = end;
        }
    }

    /// The ends of the removed nodes in a node, with their reasons.
    fn reasons_in(&self, node: NodeId) -> Vec<(usize, &Reason)> {
        let end = self.document.node(node).range().end;
        if let Some(reason) = self.removed.get(&node) {
            return vec![(end, reason)];
        }
        let index = u32::try_from(self.document.nodes.partition_point(|other| (other.start as usize) < end));
        let after = NodeId(index.unwrap_or(u32::MAX));
        let inside = self.removed.range(node..after);
        inside.map(|(node, reason)| (self.document.node(*node).range().end, reason)).collect()
    }

    /// The range of nodes, and of the white space that goes with them.
    fn with_white_space(&self, first: NodeId, last: NodeId) -> Range<usize> {
        let document = self.document;
        let (first, last) = (document.node(first), document.node(last));
        let (start, end) = (first.range().start, last.range().end);
        let (before, after) = (document.gap_before(first), document.gap_after(last));
        let begins_line = line_ends(before) > 0;
        let ends_line = last.next().is_none() || line_ends(after) > 0;
        if begins_line && !ends_line {
            // Something else is on the line: it takes the place.
            return start..end + after.len();
        }
        // White space at the end of the line before belongs to that line.
        let first_end = before.find(['\n', '\r']).unwrap_or(0);
        let blank_before = line_ends(before) > 1;
        let blank_after = last.next().is_none() || line_ends(after) > 1;
        let kept = if blank_before && !blank_after {
            // One of a group goes; the group stays set apart.
            let line = before.rfind(['\n', '\r']).unwrap_or(0);
            if before.get(..=line).is_some_and(|lines| lines.ends_with("\r\n")) { line - 1 } else { line }
        } else {
            first_end
        };
        start - before.len() + kept..end
    }
}
