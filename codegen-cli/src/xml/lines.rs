//! Lines of a document: where they begin, how they end, and the white space between nodes.

use super::document::Document;
use super::node::Node;

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

pub(super) const fn is_line_end(byte: u8) -> bool {
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

/// Where lines begin and how they are indented.
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
}
