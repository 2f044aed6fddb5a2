//! Manifests and property lists, and what is to become of them.

mod manifest;
mod plist;
mod unusable;

use std::io::Cursor;
use std::path::{Path, PathBuf};

use ::plist::Value;
use bgtask_codegen::plan::{self, Findings};
use bgtask_codegen::source::Sources;

pub use manifest::{minimal as minimal_manifest, plan as plan_manifest};
pub use plist::{minimal as minimal_plist, plan as plan_plist};
pub use unusable::Unusable;

use crate::report::{Edit, VERSION, shown, unified};

/// A file, and what is to become of it.
pub struct Planned {
    /// The file, as messages show it.
    pub path: PathBuf,
    /// What is done to it; nothing where it has all that it is to have.
    pub change: Option<Change>,
    /// What is to be said of it.
    pub findings: Findings,
}

/// What is done to a file, for people and for the JSON form.
pub struct Change {
    /// The text as it is.
    before: String,
    /// The text as it is to be.
    after: String,
    /// The file as it is to be.
    bytes: Vec<u8>,
    /// The changes, one by one.
    edits: Vec<Edit>,
}

impl Planned {
    /// A file as it was planned from these bytes.
    fn new(path: &Path, planned: plan::Planned, bytes: &[u8], sources: &Sources) -> Self {
        let plan::Planned { file, change, findings } = planned;
        let change = change.map(|change| Change::new(path, change, bytes, sources.get(file).text()));
        Self { path: path.to_owned(), change, findings }
    }

    /// The file as it is to be, of which these bytes were read.
    pub fn bytes<'b>(&'b self, read: &'b [u8]) -> &'b [u8] {
        self.change.as_ref().map_or(read, |change| &change.bytes)
    }

    /// The changes, one by one.
    pub fn edits(&self) -> &[Edit] {
        self.change.as_ref().map_or(&[], |change| &change.edits)
    }
}

impl Change {
    /// A change of a file that has these bytes, and this text unless it is a binary property list.
    fn new(path: &Path, change: plan::Change, bytes: &[u8], text: &str) -> Self {
        let edits = edits(path, &change, text);
        let (before, after) = match change.text {
            Some(after) => (text.to_owned(), after),
            None => (as_xml(bytes), as_xml(&change.bytes)),
        };
        Self { before, after, bytes: change.bytes, edits }
    }

    /// The changes and their reasons, a line for each: `line 24: declare … (`RefreshFeed`): Windows …`.
    pub fn reasons(&self) -> Vec<String> {
        let mut reasons: Vec<String> = Vec::new();
        for Edit { new_line, what, why, tasks, .. } in &self.edits {
            let line = new_line.map_or_else(String::new, |line| format!("line {line}: "));
            let names: Vec<_> = tasks.iter().map(|task| format!("`{task}`")).collect();
            let whose = if names.is_empty() { String::new() } else { format!(", for {}", names.join(", ")) };
            let why = if why.is_empty() { String::new() } else { format!(": {why}") };
            let rest = format!("{what}{whose}{why}");
            // A key and its value are one thing to people.
            if reasons.last().is_none_or(|last| !last.ends_with(&rest)) {
                reasons.push(format!("{line}{rest}"));
            }
        }
        reasons
    }

    /// The changes as a unified diff of the file at `path`, with styles.
    pub fn diff(&self, path: &Path) -> String {
        unified(path, Some(&self.before), &self.after)
    }

    /// How many lines come and go: `3 lines added`.
    pub fn summary(&self) -> String {
        let diff = similar::TextDiff::from_lines(&self.before, &self.after);
        let count = |tag| diff.iter_all_changes().filter(|change| change.tag() == tag).count();
        let lines = |count: usize| if count == 1 { String::from("1 line") } else { format!("{count} lines") };
        match (count(similar::ChangeTag::Insert), count(similar::ChangeTag::Delete)) {
            (added, 0) => format!("{} added", lines(added)),
            (0, removed) => format!("{} removed", lines(removed)),
            (added, removed) => format!("{} added, {} removed", lines(added), lines(removed)),
        }
    }
}

/// The edits of a file as data. In a binary file, which is no document, they have no places.
fn edits(path: &Path, change: &plan::Change, text: &str) -> Vec<Edit> {
    let described = change.edits.iter().enumerate().map(|(at, edit)| {
        let place = change.places.get(at);
        Edit {
            version: VERSION,
            file: shown(path),
            line: place.map(|place| place.before.line),
            column: place.map(|place| place.before.column),
            new_line: place.map(|place| place.after.line),
            added: edit.replacement.clone(),
            removed: text.get(edit.range.clone()).unwrap_or_default().to_owned(),
            what: edit.what.clone(),
            why: edit.why.clone(),
            tasks: edit.tasks.clone(),
        }
    });
    described.collect()
}

/// What a binary property list would be in XML.
fn as_xml(bytes: &[u8]) -> String {
    let mut xml = Vec::new();
    // What can't be shown is shown as empty: it is only for people.
    let written = Value::from_reader(Cursor::new(bytes)).and_then(|value| value.to_writer_xml(&mut xml));
    written.map_or_else(|_| String::new(), |()| String::from_utf8_lossy(&xml).into_owned() + "\n")
}
