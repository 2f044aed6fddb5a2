//! How what is put in is indented.

use super::document::Document;
use super::element::Element;

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
        // Two neighbours that agree tell more than one that may be a slip.
        let mut nearer = None;
        let agreed = document.nearest_in(parent, at, |child| {
            let indent = Some(own_line(child)?);
            if nearer == indent {
                indent
            } else {
                nearer.clone_from(&indent);
                None
            }
        });
        let first = agreed.or_else(|| document.nearest_in(parent, at, own_line)).or_else(|| {
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
                .filter(|_| document.outer_indent(parent).is_some())
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
    /// The indentation of an element with nothing before it on its line, which may be the first one.
    fn outer_indent(&self, element: Element<'_, '_>) -> Option<&str> {
        let before = self.slice(0..element.range().start);
        let begins_text = element.parent().is_none() && !before.contains(['<', '\n', '\r']);
        if begins_text { Some(before) } else { self.own_line_indent(element.node()) }
    }

    /// By how much the elements in `parent` are indented more than it is, if both begin lines.
    pub(super) fn step_of(&self, parent: Element<'_, '_>) -> Option<&str> {
        let outer = self.outer_indent(parent)?;
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
