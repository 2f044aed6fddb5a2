//! How new elements are set apart from what is around them.

use super::indents::Indents;

/// How elements put in are set apart.
#[derive(Debug)]
pub(super) enum Layout {
    /// Each on a line of its own.
    Lines { line_end: &'static str, blank_lines: usize, indents: Indents },
    /// All on the line that is there, with this between them.
    Inline(String),
}

impl Layout {
    pub(super) fn line_end(&self) -> &'static str {
        match self {
            Self::Lines { line_end, .. } => line_end,
            Self::Inline(_) => "\n",
        }
    }

    pub(super) fn indent(&self, level: usize) -> String {
        match self {
            Self::Lines { indents, .. } => indents.level(level),
            Self::Inline(_) => String::new(),
        }
    }

    /// What stands before an element.
    pub(super) fn gap(&self, level: usize) -> String {
        match self {
            Self::Lines { line_end, blank_lines, indents } => {
                let lines = if level == 0 { blank_lines + 1 } else { 1 };
                format!("{}{}", line_end.repeat(lines), indents.level(level))
            }
            Self::Inline(gap) if level == 0 => gap.clone(),
            Self::Inline(_) => String::new(),
        }
    }

    /// What stands before the end tag of an element with others in it.
    pub(super) fn closing_gap(&self, level: usize) -> String {
        match self {
            Self::Lines { line_end, indents, .. } => format!("{line_end}{}", indents.level(level)),
            Self::Inline(_) => String::new(),
        }
    }
}
