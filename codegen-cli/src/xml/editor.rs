//! Plans edits: elements put in and taken out, attributes set.
//!
//! Nothing is changed until [`Document::apply`]. Whatever is planned together is laid out together, so that three
//! elements put into a parent that was `<Extensions/>` open it once.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use super::edit::{Edit, Reason};
use super::style::{Indents, TagStyle, attributes_end, line_ends};
use super::text::{escape_attribute, escape_text};
use super::tree::{Document, Element, NodeId, NodeKind};

/// An element to be put in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewElement {
    /// Its name, with the prefix that its namespace has at that place.
    pub name: String,
    /// Its attributes: names as written, values not escaped.
    pub attributes: Vec<(String, String)>,
    /// Its text, not escaped.
    pub text: Option<String>,
}

impl NewElement {
    /// An element without anything in it.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            ..Self::default()
        }
    }

    /// With one more attribute.
    #[must_use]
    pub fn with(mut self, attribute: impl Into<String>, value: impl Into<String>) -> Self {
        self.attributes.push((attribute.into(), value.into()));
        self
    }

    /// With this text in it.
    #[must_use]
    pub fn containing(mut self, text: impl Into<String>) -> Self {
        self.text = Some(text.into());
        self
    }
}

/// What new elements look like where a document has nothing to go by.
#[derive(Debug, Clone, Copy)]
pub struct Defaults {
    /// The indentation of one level.
    pub indent: &'static str,
    /// Whether an element that closes itself has a space before the slash.
    pub spaced_slash: bool,
}

/// An element that something can be put into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parent {
    /// One that stands in the document.
    Existing(NodeId),
    /// One that is put in itself.
    New(NewId),
}

/// An element that is put in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewId(usize);

/// Where in its parent an element is put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// After everything that is there.
    Last,
    /// Before everything that is there.
    First,
    /// After this node of the parent.
    After(NodeId),
}

#[derive(Debug)]
struct New {
    element: NewElement,
    children: Vec<NewId>,
    /// None for one that is there only for what is put into it.
    reason: Option<Reason>,
    /// The white space before it, if it is not to be like that of its neighbours.
    gap: Option<String>,
}

/// Where something is put into the document: after a node, or first (`None`).
type Anchor = Option<NodeId>;

/// What is put into elements of the document, in the order of the calls.
type Insertions = BTreeMap<NodeId, Vec<(Anchor, NewId)>>;

/// Plans edits of a document.
#[derive(Debug)]
pub struct Editor<'d, 'a> {
    document: &'d Document<'a>,
    defaults: Defaults,
    new: Vec<New>,
    insertions: Insertions,
    removed: BTreeMap<NodeId, Reason>,
    removed_if_empty: BTreeSet<NodeId>,
    attribute_edits: Vec<Edit>,
    styles: HashMap<(NodeId, String, usize), TagStyle>,
}

impl<'d, 'a> Editor<'d, 'a> {
    /// Plans nothing yet.
    pub fn new(document: &'d Document<'a>, defaults: Defaults) -> Self {
        Self {
            document,
            defaults,
            new: Vec::new(),
            insertions: BTreeMap::new(),
            removed: BTreeMap::new(),
            removed_if_empty: BTreeSet::new(),
            attribute_edits: Vec::new(),
            styles: HashMap::new(),
        }
    }

    /// The document as it is.
    pub fn document(&self) -> &'d Document<'a> {
        self.document
    }

    /// Puts an element in, for a reason of its own. What is put at one place comes in the order of the calls.
    pub fn insert(&mut self, parent: Parent, place: Place, element: NewElement, reason: Reason) -> NewId {
        self.put(parent, place, element, Some(reason), None)
    }

    /// Puts an element in with just this white space before it.
    pub fn insert_spaced(
        &mut self,
        parent: Parent,
        place: Place,
        gap: &str,
        element: NewElement,
        reason: Reason,
    ) -> NewId {
        self.put(parent, place, element, Some(reason), Some(gap.to_owned()))
    }

    /// Puts an element in that is there for what will be put into it: if nothing is, it isn't put in either.
    pub fn wrap(&mut self, parent: Parent, place: Place, element: NewElement) -> NewId {
        self.put(parent, place, element, None, None)
    }

    fn add(&mut self, element: NewElement, reason: Option<Reason>, gap: Option<String>) -> NewId {
        self.new.push(New {
            element,
            children: Vec::new(),
            reason,
            gap,
        });
        NewId(self.new.len() - 1)
    }

    fn put(
        &mut self,
        parent: Parent,
        place: Place,
        element: NewElement,
        reason: Option<Reason>,
        gap: Option<String>,
    ) -> NewId {
        let id = self.add(element, reason, gap);
        match parent {
            Parent::Existing(parent) => {
                let anchor = match place {
                    Place::First => None,
                    Place::After(node) => Some(node),
                    Place::Last => self.document.element(parent).last_node().map(|node| node.id()),
                };
                self.insertions.entry(parent).or_default().push((anchor, id));
            }
            Parent::New(NewId(parent)) => {
                if let Some(parent) = self.new.get_mut(parent) {
                    match place {
                        Place::First => parent.children.insert(0, id),
                        Place::Last | Place::After(_) => parent.children.push(id),
                    }
                }
            }
        }
        id
    }

    /// Takes an element or another node out, with the white space that came with it.
    pub fn remove(&mut self, node: NodeId, reason: Reason) {
        self.removed.entry(node).or_insert(reason);
    }

    /// Takes an element out as well, if everything in it is taken out and nothing put in.
    pub fn remove_if_empty(&mut self, element: NodeId) {
        self.removed_if_empty.insert(element);
    }

    /// Sets the value of an attribute that an element has, or adds the attribute after those it has.
    pub fn set_attribute(&mut self, element: Element<'d, 'a>, name: &str, value: &str, reason: Reason) {
        let existing = element.attribute(name);
        let edit = match existing {
            Some(attribute) => {
                let value = escape_attribute(value, attribute.quote());
                Edit::new(attribute.value_range(), value.into_owned(), reason)
            }
            None => self.new_attribute(element, name, value, reason),
        };
        self.attribute_edits.push(edit);
    }

    /// The edit that adds an attribute: declarations of namespaces go after those that are there, others last.
    fn new_attribute(&self, element: Element<'d, 'a>, name: &str, value: &str, reason: Reason) -> Edit {
        let attributes: Vec<_> = element.attributes().collect();
        let gaps: Vec<&str> = self.document.attribute_gaps(element).collect();
        let declares = name == "xmlns" || name.starts_with("xmlns:");
        let neighbour = attributes
            .iter()
            .rposition(|attribute| !declares || attribute.declared_prefix().is_some())
            .or_else(|| attributes.len().checked_sub(1));
        let (at, gap) = match neighbour {
            None => (attributes_end(element), " ".to_owned()),
            Some(index) => {
                // The first attribute often stands on the line of the name, whatever the others do.
                let shown = if index == 0 { gaps.get(1).or(gaps.first()) } else { gaps.get(index) };
                (attributes[index].range().end, one_line(shown.copied().unwrap_or(" ")))
            }
        };
        let quote = neighbour.map_or('"', |index| attributes[index].quote());
        let equals = neighbour.map_or("=", |index| attributes[index].equals_sign());
        let value = escape_attribute(value, quote);
        Edit::new(at..at, format!("{gap}{name}{equals}{quote}{value}{quote}"), reason)
    }

    /// Whether nothing was planned.
    pub fn is_empty(&self) -> bool {
        self.insertions.is_empty() && self.removed.is_empty() && self.attribute_edits.is_empty()
    }

    /// The edits, in order, none overlapping another.
    pub fn finish(mut self) -> Vec<Edit> {
        let mut edits = std::mem::take(&mut self.attribute_edits);
        let mut insertions = std::mem::take(&mut self.insertions);
        insertions.retain(|_, children| {
            children.retain(|(_, child)| self.is_wanted(*child));
            !children.is_empty()
        });
        for (parent, children) in &insertions {
            self.write_into(*parent, children, &mut edits);
        }
        let mut filled: Vec<usize> = edits.iter().map(|edit| edit.range.start).collect();
        filled.sort_unstable();
        self.take_out(&insertions, &filled, &mut edits);
        // Where something is put in and something taken out at one place, what is put in comes first.
        edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
        edits
    }

    /// Whether it is put in for itself or for something in it.
    fn is_wanted(&self, id: NewId) -> bool {
        self.new.get(id.0).is_some_and(|new| new.reason.is_some() || new.children.iter().any(|child| self.is_wanted(*child)))
    }
}

/// Laying out what is put in.
impl Editor<'_, '_> {
    fn write_into(&mut self, parent: NodeId, children: &[(Anchor, NewId)], edits: &mut Vec<Edit>) {
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
        let at = anchor.map_or(parent.content().start, |node| self.after_comments(node));
        let inline = !parent.nodes().any(|node| document.own_line_indent(node).is_some());
        let layout = if inline {
            let gap = anchor.map_or("", |node| {
                let node = document.node(node);
                match node.previous().and(Some(node)).or(node.next()) {
                    Some(shown) => document.gap_before(shown),
                    None => "",
                }
            });
            Layout::Inline(gap.to_owned())
        } else {
            let shown = parent.children().filter(|child| document.own_line_indent(child.node()).is_some());
            let near = shown.take_while(|child| child.range().start < at).last();
            let line_end = document.line_end_near(near.map_or(at, |child| child.range().start));
            let blank_lines = anchor.map_or(0, |node| self.blank_lines_after(node, at));
            Layout::Lines {
                line_end: line_end.as_str(),
                blank_lines,
                indents: Indents::within(document, parent, at, self.defaults.indent),
            }
        };
        let mut pieces = Vec::new();
        for child in children {
            self.write_child(*child, parent, at, &layout, 0, &mut pieces);
        }
        if anchor.is_none() && inline {
            // What comes first is set apart from what follows as the others are from each other.
            let gap = parent.children().nth(1).map_or("", |second| document.gap_before(second.node()));
            if let Some((last, _)) = pieces.last_mut() {
                last.push_str(gap);
            }
        }
        edits.extend(pieces.into_iter().map(|(text, reason)| Edit::new(at..at, text, reason)));
    }

    /// The end of a node and of the comments that follow it on its line.
    fn after_comments(&self, node: NodeId) -> usize {
        let mut last = self.document.node(node);
        let mut comment = last;
        while let Some(next) = comment.next().filter(|next| next.kind() == NodeKind::Comment)
            && line_ends(self.document.gap_before(next)) == 0
        {
            comment = next;
            // Only if the line ends with them are they about what is before them.
            if comment.next().is_none() || line_ends(self.document.gap_after(comment)) > 0 {
                last = comment;
            }
        }
        last.range().end
    }

    /// How many blank lines set the neighbours apart, if something put in at `at`, after `node`, can be set apart so
    /// too without joining what follows.
    fn blank_lines_after(&self, node: NodeId, at: usize) -> usize {
        let document = self.document;
        let mut first = document.node(node);
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
        let last = std::iter::successors(Some(document.node(node)), |node| node.next())
            .take_while(|node| node.range().end <= at)
            .last();
        let follows = last.map_or("", |last| document.gap_after(last));
        let at_end = last.is_none_or(|last| last.next().is_none());
        if at_end || line_ends(follows) > 1 { blank } else { 0 }
    }

    /// Writes elements into one that has nothing in it but white space, and comments beside its tags.
    fn fill(&mut self, parent: Element<'_, '_>, children: &[NewId], edits: &mut Vec<Edit>) {
        let document = self.document;
        let content = parent.content();
        let at = parent.last_node().map_or(content.start, |node| node.range().end);
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
        let style = self.style(parent, at, &element);
        let indent = layout.indent(level);
        open.push('<');
        open.push_str(&element.name);
        for (index, (name, value)) in element.attributes.iter().enumerate() {
            let TagStyle { quote, equals, .. } = &style;
            open.push_str(&style.gap(index, &element.name, layout.line_end(), &indent));
            open.push_str(&format!("{name}{equals}{quote}{}{quote}", escape_attribute(value, *quote)));
        }
        let self_closed = element.text.is_none() && children.is_empty();
        if element.attributes.is_empty() {
            open.push_str(if self_closed && style.spaced_slash { " " } else { "" });
        } else {
            open.push_str(&style.before_end(layout.line_end(), &indent, self_closed));
        }
        open.push_str(if self_closed { "/>" } else { ">" });
        if let Some(text) = &element.text {
            open.push_str(&escape_text(text));
        }
        let first_piece = pieces.len();
        let mut close = String::new();
        if !self_closed {
            if !children.is_empty() {
                close.push_str(&layout.closing_gap(level));
            }
            close.push_str(&format!("</{}>", element.name));
        }
        if let Some(reason) = reason {
            pieces.push((std::mem::take(&mut open), reason));
        }
        for child in children {
            self.write_child(child, parent, at, layout, level + 1, pieces);
        }
        if let Some((first, _)) = pieces.get_mut(first_piece) {
            first.insert_str(0, &open);
        }
        if let Some((last, _)) = pieces.last_mut() {
            last.push_str(&close);
        }
    }

    fn style(&mut self, parent: Element<'_, '_>, at: usize, element: &NewElement) -> TagStyle {
        let count = element.attributes.len();
        let key = (parent.id(), element.name.clone(), count);
        if let Some(style) = self.styles.get(&key) {
            return style.clone();
        }
        let parent = self.document.element(parent.id());
        let spaced = self.defaults.spaced_slash;
        let style = TagStyle::near(self.document, parent, at, &element.name, count, spaced);
        self.styles.insert(key, style.clone());
        style
    }
}

/// How elements put in are set apart.
#[derive(Debug)]
enum Layout {
    /// Each on a line of its own.
    Lines {
        line_end: &'static str,
        blank_lines: usize,
        indents: Indents,
    },
    /// All on the line that is there, with this between them.
    Inline(String),
}

impl Layout {
    fn line_end(&self) -> &'static str {
        match self {
            Self::Lines { line_end, .. } => line_end,
            Self::Inline(_) => "\n",
        }
    }

    fn indent(&self, level: usize) -> String {
        match self {
            Self::Lines { indents, .. } => indents.level(level),
            Self::Inline(_) => String::new(),
        }
    }

    /// What stands before an element.
    fn gap(&self, level: usize) -> String {
        match self {
            Self::Lines {
                line_end,
                blank_lines,
                indents,
            } => {
                let lines = if level == 0 { blank_lines + 1 } else { 1 };
                format!("{}{}", line_end.repeat(lines), indents.level(level))
            }
            Self::Inline(gap) if level == 0 => gap.clone(),
            Self::Inline(_) => String::new(),
        }
    }

    /// What stands before the end tag of an element with others in it.
    fn closing_gap(&self, level: usize) -> String {
        match self {
            Self::Lines { line_end, indents, .. } => format!("{line_end}{}", indents.level(level)),
            Self::Inline(_) => String::new(),
        }
    }
}

/// White space for one more attribute: blank lines are not repeated.
fn one_line(gap: &str) -> String {
    match line_ends(gap) {
        0 => " ".to_owned(),
        1 => gap.to_owned(),
        _ => {
            let indent = gap.rsplit(['\n', '\r']).next().unwrap_or_default();
            let end = if gap.contains("\r\n") {
                "\r\n"
            } else if gap.contains('\n') {
                "\n"
            } else {
                "\r"
            };
            format!("{end}{indent}")
        }
    }
}

/// Taking things out.
impl Editor<'_, '_> {
    fn take_out(&self, insertions: &Insertions, filled: &[usize], edits: &mut Vec<Edit>) {
        let gone = self.gone(insertions);
        let stays = |node: NodeId| self.document.node(node).parent().is_none_or(|parent| !gone.contains(&parent.id()));
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
        let blank_before = line_ends(before) > 1;
        let blank_after = last.next().is_none() || line_ends(after) > 1;
        if blank_before && !blank_after {
            // One of a group goes; the group stays set apart.
            let line = before.rfind(['\n', '\r']).map_or(0, |at| {
                if before.get(..=at).is_some_and(|line| line.ends_with("\r\n")) { at - 1 } else { at }
            });
            return start - before.len() + line..end;
        }
        start - before.len()..end
    }
}
