//! How tags are written: quotes, and the white space between names, attributes and ends.

use super::document::Document;
use super::element::Element;
use super::lines::line_ends;
use super::near::TELLING;

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
    /// The style for a new element of this name and number of attributes near `at`, directly in `parent` or in something
    /// new there. If it closes itself, `slash` says whether a space comes before the slash where nothing shows it.
    pub(super) fn near(
        document: &Document<'_>,
        parent: Element<'_, '_>,
        at: usize,
        name: &str,
        attributes: usize,
        is_direct: bool,
        slash: Option<bool>,
    ) -> Self {
        let local = name.rsplit(':').next().unwrap_or(name);
        let template = Self::template(document, parent, at, local, attributes, is_direct);
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

    /// The element to imitate: a sibling of this name, another of this name, a sibling that has several attributes too, or
    /// one with as many attributes that is laid out as most of those are.
    fn template<'d, 'a: 'd>(
        document: &'d Document<'a>,
        parent: Element<'d, 'a>,
        at: usize,
        local: &str,
        attributes: usize,
        is_direct: bool,
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
            let elements = document.elements().take(TELLING);
            for element in elements.filter(|element| is_inner(element) && count(*element) == attributes) {
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
        let several = |element: Element<'d, 'a>| (attributes > 1 && count(element) > 1).then_some(element);
        let sibling = |answer: &dyn Fn(Element<'d, 'a>) -> Option<Element<'d, 'a>>| {
            if is_direct { document.nearest_in(parent, at, answer) } else { None }
        };
        sibling(&same_name)
            .or_else(|| sibling(&same_kind))
            .or_else(|| document.nearest(at, |element| same_name(element).filter(is_inner)))
            .or_else(|| sibling(&several))
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
        let equals = first.map_or("=", super::attribute::Attribute::equals_sign);
        Self {
            quote: first.map_or(document.habits().quote, super::attribute::Attribute::quote),
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
        let mut end = element.name_end();
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
    let last = element.attributes().last();
    last.map_or_else(|| element.name_end(), |attribute| attribute.range().end)
}
