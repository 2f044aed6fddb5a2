//! Laying out what is put in.

use super::edit::{Edit, Reason};
use super::editor::{Anchor, Editor, NewElement, NewId};
use super::element::Element;
use super::indents::Indents;
use super::layout::Layout;
use super::lines::line_ends;
use super::node::{Node, NodeId, NodeKind};
use super::tag_style::TagStyle;
use super::text::{escape_attribute, escape_text};

impl Editor<'_, '_> {
    /// Writes what is put into one element of the document.
    pub(super) fn write_into(&mut self, parent: NodeId, children: &[(Anchor, NewId)], edits: &mut Vec<Edit>) {
        let parent = self.document.element(parent);
        let lists_elements = parent.nodes().any(|node| {
            matches!(node.kind(), NodeKind::Element | NodeKind::Text | NodeKind::CData)
                || self.document.own_line_indent(node).is_some()
        });
        if !lists_elements {
            let all: Vec<NewId> = children.iter().map(|(_, child)| *child).collect();
            self.fill(parent, &all, edits);
            return;
        }
        let mut rest = children;
        // Children with one anchor stand together, in order.
        let mut by_anchor: Vec<(Anchor, Vec<NewId>)> = Vec::new();
        while let Some(((anchor, child), others)) = rest.split_first() {
            match by_anchor.iter_mut().find(|(other, _)| other == anchor) {
                Some((_, children)) => children.push(*child),
                None => by_anchor.push((*anchor, vec![*child])),
            }
            rest = others;
        }
        for (anchor, children) in by_anchor {
            self.write_beside(parent, anchor, &children, edits);
        }
    }

    /// Writes elements into one that lists others already.
    fn write_beside(&mut self, parent: Element<'_, '_>, anchor: Anchor, children: &[NewId], edits: &mut Vec<Edit>) {
        let document = self.document;
        let last = anchor.map(|node| self.with_comments(document.node(node)));
        let next = last.map_or_else(|| parent.nodes().next(), Node::next);
        let at = last.map_or(parent.content().start, |last| last.range().end);
        let joins_line = next.filter(|next| line_ends(document.gap_before(*next)) == 0);
        let lists_lines = parent.nodes().any(|node| document.own_line_indent(node).is_some());
        let (at, layout) = if let Some(next) = joins_line {
            (at, Layout::Inline(document.gap_before(next).to_owned()))
        } else if !lists_lines {
            let gap = last.filter(|last| last.previous().is_some()).map_or("", |last| document.gap_before(last));
            (at, Layout::Inline(gap.to_owned()))
        } else {
            let at = document.end_of_line(at);
            let mut before = document.children_before(parent, at);
            let near = before.find(|child| document.own_line_indent(child.node()).is_some());
            let line_end = document.line_end_near(near.map_or(at, |child| child.range().start));
            let layout = Layout::Lines {
                line_end: line_end.as_str(),
                blank_lines: last.map_or(0, |last| self.blank_lines_after(last)),
                indents: Indents::within(document, parent, at, self.defaults.indent),
            };
            (at, layout)
        };
        let mut pieces = Vec::new();
        for child in children {
            self.write_child(*child, parent, at, &layout, 0, &mut pieces);
        }
        edits.extend(pieces.into_iter().map(|(text, reason)| Edit::new(at..at, text, reason)));
    }

    /// The last of a node and the comments that follow it on its line.
    fn with_comments<'n, 'b>(&self, node: Node<'n, 'b>) -> Node<'n, 'b> {
        let mut last = node;
        let mut comment = node;
        while let Some(next) = comment.next().filter(|next| next.kind() == NodeKind::Comment)
            && line_ends(self.document.gap_before(next)) == 0
        {
            comment = next;
            // Only if the line ends with them are they about what is before them.
            if comment.next().is_none() || line_ends(self.document.gap_after(comment)) > 0 {
                last = comment;
            }
        }
        last
    }

    /// How many blank lines set the neighbours apart, if something put in after `last` can be set apart so too without
    /// joining what follows.
    fn blank_lines_after(&self, last: Node<'_, '_>) -> usize {
        let document = self.document;
        let mut first = last;
        while first.kind() == NodeKind::Comment
            && let Some(previous) = first.previous()
        {
            first = previous;
        }
        // Comments right above belong to what they are above of.
        while let Some(previous) = first.previous().filter(|previous| previous.kind() == NodeKind::Comment)
            && line_ends(document.gap_before(first)) == 1
            && document.own_line_indent(previous).is_some()
        {
            first = previous;
        }
        if first.previous().is_none() {
            return 0;
        }
        let blank = line_ends(document.gap_before(first)).saturating_sub(1);
        if last.next().is_none() || line_ends(document.gap_after(last)) > 1 { blank } else { 0 }
    }

    /// Writes elements into one that has nothing in it but white space, and comments beside its tags.
    fn fill(&mut self, parent: Element<'_, '_>, children: &[NewId], edits: &mut Vec<Edit>) {
        let document = self.document;
        let content = parent.content();
        let at = document.end_of_line(parent.last_node().map_or(content.start, |node| node.range().end));
        let inside = document.slice(at..content.end);
        let outer = document.line_indent(parent.range().start);
        let (layout, end_gap) = if self.stands_inline(parent) {
            (Layout::Inline(String::new()), String::new())
        } else {
            let line_end = document.line_end_near(parent.range().start).as_str();
            let layout = Layout::Lines {
                line_end,
                blank_lines: 0,
                indents: Indents::within(document, parent, at, self.defaults.indent),
            };
            let end_gap = if line_ends(inside) > 0 {
                String::new()
            } else {
                // White space that is there already is part of the indentation, if it can be.
                let indent = outer.strip_suffix(inside).unwrap_or(outer);
                format!("{line_end}{indent}")
            };
            (layout, end_gap)
        };
        let mut pieces = Vec::new();
        for child in children {
            self.write_child(*child, parent, at, &layout, 0, &mut pieces);
        }
        let mut range = at..at;
        let mut open = String::new();
        let mut close = end_gap;
        if parent.is_self_closed() {
            let tag = parent.range();
            let gap = document.tag_end_gap(parent);
            let kept = if line_ends(gap) > 0 { gap } else { "" };
            range = tag.end - 2 - (gap.len() - kept.len())..tag.end;
            open.push('>');
            close = format!("{close}</{}>", parent.qualified_name());
        }
        if let Some((first, _)) = pieces.first_mut() {
            first.insert_str(0, &open);
        }
        if let Some((last, _)) = pieces.last_mut() {
            last.push_str(&close);
        }
        for (text, reason) in pieces {
            let end = range.end;
            edits.push(Edit::new(range, text, reason));
            range = end..end;
        }
    }

    /// Whether an element without children stands on a line with others, so that its content should too.
    fn stands_inline(&self, element: Element<'_, '_>) -> bool {
        if self.document.own_line_indent(element.node()).is_some() {
            return false;
        }
        match element.parent() {
            None => !self.document.text().contains(['\n', '\r']),
            Some(parent) => parent.nodes().nth(1).is_some() || self.stands_inline(parent),
        }
    }

    /// Writes one element and what is put into it. Each reason gets a piece; what has no reason of its own becomes
    /// part of the pieces of what it is there for.
    fn write_child(
        &mut self,
        id: NewId,
        parent: Element<'_, '_>,
        at: usize,
        layout: &Layout,
        level: usize,
        pieces: &mut Vec<(String, Reason)>,
    ) {
        let Some(new) = self.new.get_mut(id.0) else {
            return;
        };
        let element = std::mem::take(&mut new.element);
        let children = std::mem::take(&mut new.children);
        let reason = new.reason.take();
        let gap = new.gap.take();
        let children: Vec<NewId> = children.into_iter().filter(|child| self.is_wanted(*child)).collect();
        if reason.is_none() && children.is_empty() {
            return;
        }
        let mut open = gap.unwrap_or_else(|| layout.gap(level));
        let self_closed = self.write_start(&mut open, &element, children.is_empty(), parent, at, layout, level);
        let on_its_line = Layout::Inline(String::new());
        let inner = if element.is_inline { &on_its_line } else { layout };
        let first_piece = pieces.len();
        let mut close = String::new();
        if !self_closed {
            if !children.is_empty() || !element.elements.is_empty() {
                close.push_str(&inner.closing_gap(level));
            }
            close.extend(["</", &element.name, ">"]);
        }
        if let Some(reason) = reason {
            pieces.push((std::mem::take(&mut open), reason));
        }
        for child in children {
            self.write_child(child, parent, at, inner, level + 1, pieces);
        }
        if let Some((first, _)) = pieces.get_mut(first_piece) {
            first.insert_str(0, &open);
        }
        if let Some((last, _)) = pieces.last_mut() {
            last.push_str(&close);
        }
    }

    /// Writes an element up to where its children go, or all of it if it closes itself, as is returned.
    #[expect(clippy::too_many_arguments, reason = "a place in the document, one in the new text, and what to write")]
    fn write_start(
        &mut self,
        out: &mut String,
        element: &NewElement,
        childless: bool,
        parent: Element<'_, '_>,
        at: usize,
        layout: &Layout,
        level: usize,
    ) -> bool {
        let self_closed = childless && element.elements.is_empty() && element.text.is_none();
        let style = self.style(parent, at, element, self_closed, level == 0);
        write_tag(out, element, self_closed, &style, layout.line_end(), &layout.indent(level));
        if let Some(text) = &element.text {
            out.push_str(&escape_text(text));
        }
        for inner in &element.elements {
            out.push_str(&layout.gap(level + 1));
            if !self.write_start(out, inner, true, parent, at, layout, level + 1) {
                if !inner.elements.is_empty() {
                    out.push_str(&layout.closing_gap(level + 1));
                }
                out.extend(["</", &inner.name, ">"]);
            }
        }
        self_closed
    }

    fn style(
        &mut self,
        parent: Element<'_, '_>,
        at: usize,
        element: &NewElement,
        self_closed: bool,
        is_direct: bool,
    ) -> TagStyle {
        let count = element.attributes.len();
        let key = (parent.id(), element.name.clone(), count, self_closed, is_direct);
        if let Some(style) = self.styles.get(&key) {
            return style.clone();
        }
        let parent = self.document.element(parent.id());
        let slash = self_closed.then_some(self.defaults.spaced_slash);
        let style = TagStyle::near(self.document, parent, at, &element.name, count, is_direct, slash);
        self.styles.insert(key, style.clone());
        style
    }
}

/// Writes a start tag, or a whole element that closes itself.
fn write_tag(
    out: &mut String,
    element: &NewElement,
    self_closed: bool,
    style: &TagStyle,
    line_end: &str,
    indent: &str,
) {
    out.push('<');
    out.push_str(&element.name);
    for (index, (name, value)) in element.attributes.iter().enumerate() {
        out.push_str(&style.gap(index, &element.name, line_end, indent));
        out.push_str(name);
        out.push_str(&style.equals);
        out.push(style.quote);
        out.push_str(&escape_attribute(value, style.quote));
        out.push(style.quote);
    }
    if !element.attributes.is_empty() {
        out.push_str(&style.before_end(line_end, indent, self_closed));
    } else if self_closed && style.spaced_slash {
        out.push(' ');
    }
    out.push_str(if self_closed { "/>" } else { ">" });
}
