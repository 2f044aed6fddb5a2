//! Edits: what is replaced, by what, and why.

use std::ops::Range;

use super::document::Document;
use super::encoding::{Charset, Encoding};
use super::position::{Locator, Position};

/// Why an edit is made: for people and for tools that show it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reason {
    /// What is done, as one would say it in a commit message: "add ActivatableClass Tasks.RefreshFeed".
    pub what: String,
    /// Why it has to be done.
    pub why: String,
    /// The names of the tasks that it is done for; empty if no task is behind it any more.
    pub tasks: Vec<String>,
}

impl Reason {
    /// A reason, for some tasks.
    pub fn new(what: impl Into<String>, why: impl Into<String>, tasks: &[String]) -> Self {
        Self { what: what.into(), why: why.into(), tasks: tasks.to_vec() }
    }
}

/// A piece of text to be replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced, as a range of [`Document::text`]; empty where something is inserted.
    pub range: Range<usize>,
    /// What stands there afterwards.
    pub replacement: String,
    /// What is done.
    pub what: String,
    /// Why it is done.
    pub why: String,
    /// The names of the tasks that it is done for.
    pub tasks: Vec<String>,
}

impl Edit {
    pub(super) fn new(range: Range<usize>, replacement: String, reason: Reason) -> Self {
        let Reason { what, why, tasks } = reason;
        Self { range, replacement, what, why, tasks }
    }
}

/// Where an edit is, in the file before and after all edits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EditPlace {
    /// The first thing that is replaced, or where something is inserted.
    pub before: Position,
    /// The first thing that is new, or where something was removed.
    pub after: Position,
}

impl Document<'_> {
    /// The file after the edits, which are in order and don't overlap, as
    /// [`Editor::finish`](super::Editor::finish) returns them.
    pub fn apply(&self, edits: &[Edit]) -> Vec<u8> {
        match self.encoding.charset {
            // The text is what is written: no need to copy it twice.
            Charset::Utf8 => {
                let mark = if self.encoding.byte_order_mark { "\u{FEFF}" } else { "" };
                self.splice(mark, edits).into_bytes()
            }
            Charset::Utf16Le | Charset::Utf16Be => self.encoding.encode(&self.splice("", edits)),
        }
    }

    fn splice(&self, mark: &str, edits: &[Edit]) -> String {
        let added: usize = edits.iter().map(|edit| edit.replacement.len()).sum();
        let mut text = String::with_capacity(mark.len() + self.text.len() + added);
        text.push_str(mark);
        let mut end = 0;
        for edit in edits {
            debug_assert!(edit.range.start >= end, "edits are in order and don't overlap: {edits:#?}");
            text.push_str(self.slice(end..edit.range.start));
            text.push_str(&edit.replacement);
            end = edit.range.end;
        }
        text.push_str(self.slice(end..self.text.len()));
        text
    }

    /// Where each of these edits is.
    pub fn places(&self, edits: &[Edit]) -> Vec<EditPlace> {
        let after = self.splice("", edits);
        let locator = Locator::new();
        let (mut shift_out, mut shift_in) = (0, 0);
        let mut places = Vec::with_capacity(edits.len());
        for edit in edits {
            // What matters begins after the white space that comes with it.
            let removed = self.slice(edit.range.clone());
            let before = edit.range.start + leading_space(removed);
            let new = edit.range.start + shift_in - shift_out;
            let new = new + leading_space(&edit.replacement);
            places.push(EditPlace {
                before: self.position(before),
                after: position_in(self.encoding, &after, &locator, new),
            });
            shift_out += edit.range.len();
            shift_in += edit.replacement.len();
        }
        places
    }
}

fn position_in(encoding: Encoding, text: &str, locator: &Locator, at: usize) -> Position {
    let (line, column, units) = locator.locate(text, at);
    let offset = encoding.file_offset(at, units);
    Position { offset, line, column }
}

fn leading_space(text: &str) -> usize {
    let trimmed = text.trim_start_matches([' ', '\t', '\r', '\n']);
    if trimmed.is_empty() { 0 } else { text.len() - trimmed.len() }
}
