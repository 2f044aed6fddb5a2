//! Plans edits: elements put in and taken out, attributes set.
//!
//! Nothing is changed until [`Document::apply`]. Whatever is planned together is laid out together, so that three
//! elements put into a parent that was `<Extensions/>` open it once.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::attribute::Attribute;
use super::document::Document;
use super::edit::{Edit, Reason};
use super::element::Element;
use super::lines::line_ends;
use super::node::{Node, NodeId};
use super::tag_style::{TagStyle, attributes_end};
use super::text::{escape_attribute, is_space};

/// An element to be put in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewElement {
    /// Its name, with the prefix that its namespace has at that place.
    pub name: String,
    /// Its attributes: names as written, values not escaped.
    pub attributes: Vec<(String, String)>,
    /// Its text, not escaped.
    pub text: Option<String>,
    /// The elements in it that it can't be without. Others are put in one by one, each for its reason.
    pub elements: Vec<NewElement>,
    /// Whether what is in it stands on its line.
    pub is_inline: bool,
}

impl NewElement {
    /// An element without anything in it.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// With one more attribute.
    #[must_use]
    pub fn with(mut self, attribute: impl Into<String>, value: impl Into<String>) -> Self {
        self.attributes.push((attribute.into(), value.into()));
        self
    }

    /// With this element in it, after those it has.
    #[must_use]
    pub fn with_element(mut self, element: NewElement) -> Self {
        self.elements.push(element);
        self
    }

    /// With everything in it on its line, if so.
    #[must_use]
    pub fn inline(mut self, is_inline: bool) -> Self {
        self.is_inline = is_inline;
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
pub struct NewId(pub(super) usize);

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

/// An element that is put in, and what is put into it.
#[derive(Debug)]
pub(super) struct New {
    pub(super) element: NewElement,
    pub(super) children: Vec<NewId>,
    /// None for one that is there only for what is put into it.
    pub(super) reason: Option<Reason>,
    /// The white space before it, if it is not to be like that of its neighbours.
    pub(super) gap: Option<String>,
}

/// Where something is put into the document: after a node, or first (`None`).
pub(super) type Anchor = Option<NodeId>;

/// What is put into elements of the document, in the order of the calls.
pub(super) type Insertions = BTreeMap<NodeId, Vec<(Anchor, NewId)>>;

/// Plans edits of a document.
#[derive(Debug)]
pub struct Editor<'d, 'a> {
    pub(super) document: &'d Document<'a>,
    pub(super) defaults: Defaults,
    pub(super) new: Vec<New>,
    insertions: Insertions,
    pub(super) removed: BTreeMap<NodeId, Reason>,
    pub(super) removed_if_empty: BTreeSet<NodeId>,
    tag_edits: Vec<Edit>,
    /// The styles of tags found so far, by parent, name, number of attributes, whether they close themselves,
    /// and whether they stand directly in the parent.
    pub(super) styles: HashMap<(NodeId, String, usize, bool, bool), TagStyle>,
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
            tag_edits: Vec::new(),
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

    /// Puts an element in that is there for what will be put into it: if nothing is, it isn't put in either.
    pub fn wrap(&mut self, parent: Parent, place: Place, element: NewElement) -> NewId {
        self.put(parent, place, element, None, None)
    }

    fn add(&mut self, element: NewElement, reason: Option<Reason>, gap: Option<String>) -> NewId {
        self.new.push(New { element, children: Vec::new(), reason, gap });
        NewId(self.new.len() - 1)
    }

    /// Puts an element in: without a reason, only if something is put into it; with just this white space before it,
    /// or as its neighbours have it.
    pub fn put(
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
                    Place::Last => self.document.element(parent).last_node().map(Node::id),
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
        self.tag_edits.push(edit);
    }

    /// Gives an element another name, in both of its tags.
    pub fn rename(&mut self, element: Element<'d, 'a>, name: &str, reason: Reason) {
        let start = element.range().start + 1;
        let length = element.qualified_name().len();
        self.tag_edits.push(Edit::new(start..start + length, name.to_owned(), reason.clone()));
        if !element.is_self_closed() {
            let end = element.content().end + 2;
            self.tag_edits.push(Edit::new(end..end + length, name.to_owned(), reason));
        }
    }

    /// Adds a word to the end of an attribute's value, set apart by a space. What the value has stays as it is.
    pub fn append_to_attribute(&mut self, attribute: Attribute<'_, '_>, word: &str, reason: Reason) {
        let range = attribute.value_range();
        let spaced = self.document.slice(range.clone()).bytes().next_back().is_none_or(is_space);
        let word = escape_attribute(word, attribute.quote());
        let word = if spaced { word.into_owned() } else { format!(" {word}") };
        self.tag_edits.push(Edit::new(range.end..range.end, word, reason));
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
                let gap = one_line(shown.copied().unwrap_or(" "));
                let end = attributes[index].range().end;
                // White space that ends a line stays with that line: only the new line is new.
                let at = if gap.contains(['\n', '\r']) {
                    end + blanks_before_line_end(&self.document.text[end..])
                } else {
                    end
                };
                (at, gap)
            }
        };
        let quote = neighbour.map_or('"', |index| attributes[index].quote());
        let equals = neighbour.map_or("=", |index| attributes[index].equals_sign());
        let value = escape_attribute(value, quote);
        Edit::new(at..at, format!("{gap}{name}{equals}{quote}{value}{quote}"), reason)
    }

    /// Whether nothing was planned.
    pub fn is_empty(&self) -> bool {
        self.insertions.is_empty() && self.removed.is_empty() && self.tag_edits.is_empty()
    }

    /// The edits, in order, none overlapping another.
    pub fn finish(mut self) -> Vec<Edit> {
        let mut edits = std::mem::take(&mut self.tag_edits);
        let mut insertions = std::mem::take(&mut self.insertions);
        insertions.retain(|_, children| {
            children.retain(|(_, child)| self.is_wanted(*child));
            !children.is_empty()
        });
        // Inner elements first: what fills one that closed itself comes before what is put in right behind it.
        for (parent, children) in insertions.iter().rev() {
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
    pub(super) fn is_wanted(&self, id: NewId) -> bool {
        self.new
            .get(id.0)
            .is_some_and(|new| new.reason.is_some() || new.children.iter().any(|child| self.is_wanted(*child)))
    }
}

/// How many spaces and tabs stand here, if a line ends after them.
fn blanks_before_line_end(text: &str) -> usize {
    let rest = text.trim_start_matches([' ', '\t']);
    if rest.starts_with(['\n', '\r']) { text.len() - rest.len() } else { 0 }
}

/// White space for one more attribute: blank lines are not repeated, nor white space at the end of a line.
fn one_line(gap: &str) -> String {
    match line_ends(gap) {
        0 => " ".to_owned(),
        1 => gap.trim_start_matches([' ', '\t']).to_owned(),
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
