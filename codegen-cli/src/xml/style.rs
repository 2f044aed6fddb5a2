//! How a document is laid out near a place: line ends, indentation, tags. New text is written the same way.

use std::collections::HashMap;

use super::tree::{Document, Element, Node, NodeId};

/// So many elements tell what the habits of a document are. Real ones have a few hundred.
const TELLING: usize = 4_096;

/// What a document does most often; counted once, when something is first inserted.
#[derive(Debug)]
pub(super) struct Habits {
    line_end: LineEnd,
    /// By how much children are indented more than their parents, and how often.
    steps: HashMap<String, usize>,
    /// The most frequent of these.
    step: Option<String>,
    quote: char,
}

/// How lines end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineEnd {
    Lf,
    CrLf,
    Cr,
}

impl LineEnd {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Lf => "\n",
            Self::CrLf => "\r\n",
            Self::Cr => "\r",
        }
    }

    /// The line end whose last character is at `at`.
    fn ending_at(text: &[u8], at: usize) -> Self {
        match (at.checked_sub(1).and_then(|before| text.get(before)), text.get(at)) {
            (Some(b'\r'), Some(b'\n')) => Self::CrLf,
            (_, Some(b'\r')) => Self::Cr,
            _ => Self::Lf,
        }
    }
}

const fn is_line_end(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

/// How many lines end in `text`.
pub(super) fn line_ends(text: &str) -> usize {
    let bytes = text.as_bytes();
    let ends = bytes.iter().enumerate().filter(|&(at, &byte)| match byte {
        b'\n' => true,
        b'\r' => bytes.get(at + 1) != Some(&b'\n'),
        _ => false,
    });
    ends.count()
}

/// Layout: where lines begin and how they are indented.
impl Document<'_> {
    /// Where the line begins that `offset` is on.
    fn line_start(&self, offset: usize) -> usize {
        let before = self.text.as_bytes().get(..offset).unwrap_or_default();
        before.iter().rposition(|&byte| is_line_end(byte)).map_or(0, |at| at + 1)
    }

    /// The white space that begins the line that `offset` is on.
    pub(super) fn line_indent(&self, offset: usize) -> &str {
        let line = self.slice(self.line_start(offset)..offset);
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        line.get(..indent).unwrap_or_default()
    }

    /// The indentation of a node with nothing before it on its line.
    pub(super) fn own_line_indent(&self, node: Node<'_, '_>) -> Option<&str> {
        let start = node.range().start;
        // Back over white space only: a line may be as long as the document.
        let before = self.text.as_bytes().get(..start).unwrap_or_default();
        let line = before.iter().rposition(|&byte| !matches!(byte, b' ' | b'\t'))?;
        is_line_end(before[line]).then(|| self.slice(line + 1..start))
    }

    /// After the white space that ends the line, if there is nothing else on it.
    pub(super) fn end_of_line(&self, offset: usize) -> usize {
        let after = self.text.as_bytes().get(offset..).unwrap_or_default();
        let blanks = after.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        if after.get(blanks).copied().is_some_and(is_line_end) { offset + blanks } else { offset }
    }

    /// How the line ends that is before the one of `offset`, or else the first one.
    pub(super) fn line_end_near(&self, offset: usize) -> LineEnd {
        let bytes = self.text.as_bytes();
        let line = self.line_start(offset);
        match line.checked_sub(1) {
            Some(at) => LineEnd::ending_at(bytes, at),
            None => self.habits().line_end,
        }
    }

    pub(super) fn habits(&self) -> &Habits {
        self.habits.get_or_init(|| Habits::of(self))
    }

    /// The white space between a node and what is before it in its element.
    pub(super) fn gap_before(&self, node: Node<'_, '_>) -> &str {
        let start = match (node.previous(), node.parent()) {
            (Some(previous), _) => previous.range().end,
            (None, Some(parent)) => parent.content().start,
            (None, None) => return "",
        };
        self.slice(start..node.range().start)
    }

    /// The white space between a node and what is after it in its element.
    pub(super) fn gap_after(&self, node: Node<'_, '_>) -> &str {
        let end = match (node.next(), node.parent()) {
            (Some(next), _) => next.range().start,
            (None, Some(parent)) => parent.content().end,
            (None, None) => return "",
        };
        self.slice(node.range().end..end)
    }

    /// By how much the elements in `parent` are indented more than it is, if both begin lines.
    fn step_of(&self, parent: Element<'_, '_>) -> Option<&str> {
        let outer = self.own_line_indent(parent.node())?;
        let inner = parent.children().find_map(|child| self.own_line_indent(child.node()))?;
        inner.strip_prefix(outer)
    }

    /// By how much a child of `parent` is indented more than it, where `parent` has none to show it.
    fn step_for(&self, parent: Element<'_, '_>, default: &str) -> String {
        let beside = |element: Element<'_, '_>| {
            let outer = element.parent()?;
            let at = element.range().start;
            self.nearest_in(outer, at, |other| {
                let step = self.step_of(other).filter(|_| other.id() != element.id());
                step.filter(|step| self.habits().is_usual(step)).map(str::to_owned)
            })
        };
        let itself = |element: Element<'_, '_>| {
            let outer = self.line_indent(element.parent()?.range().start);
            let step = self.own_line_indent(element.node())?.strip_prefix(outer)?;
            (!step.is_empty()).then(|| step.to_owned())
        };
        beside(parent)
            .or_else(|| itself(parent))
            .or_else(|| parent.parent().and_then(beside))
            .or_else(|| self.habits().step.clone())
            .unwrap_or_else(|| default.to_owned())
    }
}

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
    fn nearest_in<'d, T>(
        &'d self,
        parent: Element<'_, 'a>,
        at: usize,
        answer: impl Fn(Element<'d, 'a>) -> Option<T>,
    ) -> Option<T> {
        let last = self.last_until(parent, at);
        let first_after = match last {
            Some(last) => last.next(),
            None => parent.nodes().next().map(|node| self.node(node.id())),
        };
        let before = std::iter::successors(last, |node| node.previous());
        let after = std::iter::successors(first_after, |node| node.next());
        before.chain(after).filter_map(Node::as_element).find_map(answer)
    }

    /// The first answer of those elements that are nearest to `at`, earlier ones first.
    fn nearest<'d, T>(&'d self, at: usize, answer: impl Fn(Element<'d, 'a>) -> Option<T>) -> Option<T> {
        let until = self.nodes_until(at);
        let indices = (0..until).rev().chain(until..self.nodes.len());
        indices.filter_map(|index| self.node(NodeId::from_index(index)).as_element()).find_map(answer)
    }
}

/// The indentation of new lines in an element, level by level.
#[derive(Debug, Clone)]
pub(super) struct Indents {
    levels: Vec<String>,
    step: String,
}

impl Indents {
    /// For children of `parent`, put in at `at`, and what is in them.
    pub(super) fn within(document: &Document<'_>, parent: Element<'_, '_>, at: usize, default_step: &str) -> Self {
        let own_line = |child: Element<'_, '_>| document.own_line_indent(child.node()).map(str::to_owned);
        let first = document.nearest_in(parent, at, own_line).or_else(|| {
            let comments = parent.nodes().filter_map(|node| document.own_line_indent(node));
            comments.last().map(str::to_owned)
        });
        let Some(first) = first else {
            let step = document.step_for(parent, default_step);
            let outer = document.line_indent(parent.range().start);
            return Self { levels: vec![format!("{outer}{step}")], step };
        };
        // A neighbour with the same indentation shows how deeper levels look.
        let mut levels = vec![first];
        let shown = document.nearest_in(parent, at, |child| {
            let same = own_line(child).as_deref() == levels.first().map(String::as_str);
            let deeper = if same { document.deeper_indents(child) } else { Vec::new() };
            let outer = levels.iter().chain(&deeper);
            let mut steps = deeper.iter().zip(outer).map(|(inner, outer)| inner.strip_prefix(outer.as_str()));
            let usual = steps.all(|step| step.is_some_and(|step| document.habits().is_usual(step)));
            (usual && !deeper.is_empty()).then_some(deeper)
        });
        levels.extend(shown.unwrap_or_default());
        let step = match levels.as_slice() {
            [.., outer, inner] => inner.strip_prefix(outer.as_str()).map(str::to_owned),
            [only] => only
                .strip_prefix(document.line_indent(parent.range().start))
                .filter(|_| document.own_line_indent(parent.node()).is_some())
                .filter(|step| !step.is_empty())
                .map(str::to_owned),
            [] => None,
        };
        Self { levels, step: step.unwrap_or_else(|| document.step_for(parent, default_step)) }
    }

    /// The indentation at a level: 0 for children of the element, 1 for what is in them.
    pub(super) fn level(&self, level: usize) -> String {
        match self.levels.get(level) {
            Some(indent) => indent.clone(),
            None => {
                let deepest = self.levels.last().map_or("", String::as_str);
                let missing = level + 1 - self.levels.len();
                format!("{deepest}{}", self.step.repeat(missing))
            }
        }
    }
}

impl Document<'_> {
    /// The indentation of the first child that begins a line, of its first such child, and so on.
    fn deeper_indents(&self, element: Element<'_, '_>) -> Vec<String> {
        let mut levels = Vec::new();
        let mut element = element;
        while let Some((child, indent)) =
            element.children().find_map(|child| Some((child, self.own_line_indent(child.node())?)))
        {
            levels.push(indent.to_owned());
            element = child;
        }
        levels
    }
}

/// How a tag is written.
#[derive(Debug, Clone)]
pub(super) struct TagStyle {
    pub(super) quote: char,
    pub(super) equals: String,
    first_gap: Gap,
    other_gap: Gap,
    closing: Gap,
    pub(super) spaced_slash: bool,
}

/// White space before an attribute, or before the end of a tag.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Gap {
    Space,
    None,
    /// A new line, indented this much more than the tag.
    Line(String),
    /// A new line, indented so that attributes stand below the first one.
    Aligned,
}

impl TagStyle {
    /// The style for a new element of this name and number of attributes near `at` in `parent`. If it closes itself,
    /// `slash` says whether a space comes before the slash where nothing shows it.
    pub(super) fn near(
        document: &Document<'_>,
        parent: Element<'_, '_>,
        at: usize,
        name: &str,
        attributes: usize,
        slash: Option<bool>,
    ) -> Self {
        let local = name.rsplit(':').next().unwrap_or(name);
        let template = Self::template(document, parent, at, local, attributes);
        let slash_of = |other: Element<'_, '_>| other.is_self_closed().then(|| document.has_spaced_slash(other));
        let same_name = |other: Element<'_, '_>| (other.name() == local).then(|| slash_of(other)).flatten();
        let slash = slash.is_some_and(|default| {
            document.nearest(at, same_name).or_else(|| document.nearest(at, slash_of)).unwrap_or(default)
        });
        match template {
            Some(template) => Self::of(document, template, slash),
            None => Self {
                quote: document.habits().quote,
                equals: "=".to_owned(),
                first_gap: Gap::Space,
                other_gap: Gap::Space,
                closing: Gap::None,
                spaced_slash: slash,
            },
        }
    }

    /// The element to imitate: a sibling of this name, another of this name, or one with as many attributes that is
    /// laid out as most of those are.
    fn template<'d, 'a: 'd>(
        document: &'d Document<'a>,
        parent: Element<'d, 'a>,
        at: usize,
        local: &str,
        attributes: usize,
    ) -> Option<Element<'d, 'a>> {
        if attributes == 0 {
            return None;
        }
        let count = |element: Element<'_, '_>| element.attributes().count();
        let same_name =
            |element: Element<'d, 'a>| (element.name() == local && count(element) == attributes).then_some(element);
        // How several attributes are set apart tells nothing of how one is.
        let same_kind = |element: Element<'d, 'a>| {
            (element.name() == local && attributes > 1 && count(element) > 1).then_some(element)
        };
        let is_inner = |element: &Element<'_, '_>| element.parent().is_some();
        let by_count = || {
            let (mut alike, mut broken) = (0_usize, 0_usize);
            for element in document.elements().filter(|element| is_inner(element) && count(*element) == attributes) {
                alike += 1;
                broken += usize::from(document.has_broken_tag(element));
            }
            let mostly_broken = broken * 2 > alike;
            document.nearest(at, |element| {
                let is_like_most = is_inner(&element)
                    && count(element) == attributes
                    && document.has_broken_tag(element) == mostly_broken;
                is_like_most.then_some(element)
            })
        };
        document
            .nearest_in(parent, at, same_name)
            .or_else(|| document.nearest_in(parent, at, same_kind))
            .or_else(|| document.nearest(at, |element| same_name(element).filter(is_inner)))
            .or_else(by_count)
    }

    fn of(document: &Document<'_>, template: Element<'_, '_>, spaced_slash: bool) -> Self {
        let own = document.line_indent(template.range().start);
        let aligned = template.qualified_name().chars().count() + 2;
        let relative = |gap: &str, may_align: bool| {
            if line_ends(gap) == 0 {
                return Gap::Space;
            }
            let indent = gap.rsplit(['\n', '\r']).next().unwrap_or_default();
            match indent.strip_prefix(own) {
                Some(more) if may_align && more.chars().count() == aligned && !more.contains('\t') => Gap::Aligned,
                Some(more) => Gap::Line(more.to_owned()),
                None => Gap::Line(String::new()),
            }
        };
        let mut attributes = template.attributes();
        let gaps: Vec<&str> = document.attribute_gaps(template).collect();
        let first_gap = relative(gaps.first().copied().unwrap_or(" "), false);
        let other_gap = match gaps.get(1) {
            Some(second) => relative(second, first_gap == Gap::Space),
            None => first_gap.clone(),
        };
        let closing = match relative(document.tag_end_gap(template), false) {
            Gap::Line(more) => Gap::Line(more),
            _ => Gap::None,
        };
        let first = attributes.next();
        let equals = first.map_or("=", super::tree::Attribute::equals_sign);
        Self {
            quote: first.map_or(document.habits().quote, super::tree::Attribute::quote),
            equals: if line_ends(equals) == 0 { equals.to_owned() } else { "=".to_owned() },
            first_gap,
            other_gap,
            closing,
            spaced_slash,
        }
    }

    /// The white space before attribute `index` of a tag called `name` whose line is indented by `indent`.
    pub(super) fn gap(&self, index: usize, name: &str, line_end: &str, indent: &str) -> String {
        let gap = if index == 0 { &self.first_gap } else { &self.other_gap };
        match gap {
            Gap::Space | Gap::None => " ".to_owned(),
            Gap::Line(more) => format!("{line_end}{indent}{more}"),
            Gap::Aligned => format!("{line_end}{indent}{}", " ".repeat(name.chars().count() + 2)),
        }
    }

    /// The white space before the `>` or `/>` of a tag with attributes.
    pub(super) fn before_end(&self, line_end: &str, indent: &str, self_closed: bool) -> String {
        match &self.closing {
            Gap::Line(more) => format!("{line_end}{indent}{more}"),
            _ if self_closed && self.spaced_slash => " ".to_owned(),
            _ => String::new(),
        }
    }
}

/// Tags: what stands between names, attributes and ends.
impl Document<'_> {
    /// The white space before each attribute.
    pub(super) fn attribute_gaps<'s>(&'s self, element: Element<'s, '_>) -> impl Iterator<Item = &'s str> {
        let mut end = element.data().name_end as usize;
        element.attributes().map(move |attribute| {
            let range = attribute.range();
            let gap = self.slice(end..range.start);
            end = range.end;
            gap
        })
    }

    /// The white space before the `>` or `/>` of the start tag.
    pub(super) fn tag_end_gap(&self, element: Element<'_, '_>) -> &str {
        let end = element.start_tag().end - if element.is_self_closed() { 2 } else { 1 };
        self.slice(attributes_end(element)..end)
    }

    fn has_spaced_slash(&self, element: Element<'_, '_>) -> bool {
        !self.tag_end_gap(element).is_empty()
    }

    /// Whether an attribute of the tag begins a line.
    fn has_broken_tag(&self, element: Element<'_, '_>) -> bool {
        self.attribute_gaps(element).any(|gap| line_ends(gap) > 0)
    }
}

/// Where the last attribute of an element ends, or its name if it has none.
pub(super) fn attributes_end(element: Element<'_, '_>) -> usize {
    let last = element.attributes().next_back();
    last.map_or(element.data().name_end as usize, |attribute| attribute.range().end)
}

impl Habits {
    fn of(document: &Document<'_>) -> Self {
        let bytes = document.text.as_bytes();
        let line_end = bytes.iter().position(|&byte| is_line_end(byte)).map_or(LineEnd::Lf, |at| {
            match (bytes.get(at), bytes.get(at + 1)) {
                (Some(b'\r'), Some(b'\n')) => LineEnd::CrLf,
                (Some(b'\r'), _) => LineEnd::Cr,
                _ => LineEnd::Lf,
            }
        });
        let mut steps: HashMap<&str, usize> = HashMap::new();
        let mut run = ("", 0_usize);
        let (mut single, mut double) = (0_usize, 0_usize);
        for element in document.elements().take(TELLING) {
            if let Some(step) = document.step_of(element) {
                // Most are like the one before.
                if step == run.0 {
                    run.1 += 1;
                } else {
                    *steps.entry(run.0).or_default() += run.1;
                    run = (step, 1);
                }
            }
            for attribute in element.attributes() {
                *(if attribute.quote() == '\'' { &mut single } else { &mut double }) += 1;
            }
        }
        *steps.entry(run.0).or_default() += run.1;
        steps.retain(|_, count| *count > 0);
        // The shorter step wins a tie, and then the one that sorts first: the same file gives the same result.
        let indenting = steps.iter().filter(|(step, _)| !step.is_empty());
        let common = indenting.max_by_key(|&(step, count)| (count, std::cmp::Reverse((step.len(), step))));
        Self {
            line_end,
            step: common.map(|(step, _)| (*step).to_owned()),
            steps: steps.into_iter().map(|(step, count)| (step.to_owned(), count)).collect(),
            quote: if single > double { '\'' } else { '"' },
        }
    }

    /// Whether a step is more than a slip: it is taken more than once, or no other is.
    fn is_usual(&self, step: &str) -> bool {
        let often = |count: &usize| *count > 1;
        self.steps.get(step).is_some_and(often) || !self.steps.values().any(often)
    }
}
