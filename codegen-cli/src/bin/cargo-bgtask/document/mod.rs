//! Manifests and property lists, and what is to become of them.

mod manifest;
mod plist;
mod unusable;

use std::io::Cursor;
use std::path::{Path, PathBuf};

use ::plist::Value;
use bgtask_codegen::plan::{self, Text};
use bgtask_codegen::problem::Problem;

pub use manifest::{minimal as minimal_manifest, plan as plan_manifest};
pub use plist::{minimal as minimal_plist, plan as plan_plist};
pub use unusable::Unusable;

use crate::report::{Edit, VERSION, shown, unified};

/// A file, and what is to become of it.
pub struct Planned {
    /// The file, as messages show it.
    pub path: PathBuf,
    /// The text as it is.
    pub before: String,
    /// The text as it is to be.
    pub after: String,
    /// The file as it is to be.
    pub bytes: Vec<u8>,
    /// Whether that is another than it is.
    pub is_changed: bool,
    /// The changes, one by one.
    pub edits: Vec<Edit>,
    /// What is wrong between the code and the file, whatever is written into it. While there are errors among these,
    /// nothing is written.
    pub problems: Vec<Problem>,
    /// What is left over in the file, or stands in the way and is not ours to change.
    pub leftovers: Vec<Problem>,
    /// What the file lacks.
    pub out_of_step: Vec<Problem>,
    /// What is worth knowing, and nothing wrong.
    pub notes: Vec<String>,
}

impl Planned {
    /// A file as it was planned from these bytes, for people and for the JSON form.
    fn new(path: &Path, planned: plan::Planned, bytes: &[u8]) -> Self {
        let edits = edits(path, &planned);
        let plan::Planned { text, bytes: after, is_changed, problems, leftovers, out_of_step, notes, .. } = planned;
        let Text { before, after: new } = text.unwrap_or_else(|| Text { before: as_xml(bytes), after: as_xml(&after) });
        Self {
            path: path.to_owned(),
            before,
            after: new,
            bytes: after,
            is_changed,
            edits,
            problems,
            leftovers,
            out_of_step,
            notes,
        }
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

    /// The changes as a unified diff, with styles.
    pub fn diff(&self) -> String {
        unified(&self.path, Some(&self.before), &self.after)
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
fn edits(path: &Path, planned: &plan::Planned) -> Vec<Edit> {
    let text = planned.text.as_ref().map_or("", |text| text.before.as_str());
    let described = planned.edits.iter().enumerate().map(|(at, edit)| {
        let place = planned.places.get(at);
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
