//! A file, and what is to become of it.

use crate::problem::Problem;
use crate::source::FileId;
use crate::xml::{self, EditPlace};

/// What is done to a file only when it was asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Request {
    /// What is ours and stale is taken out.
    pub prune: bool,
    /// Usage descriptions that are missing are put into a property list, to be filled in.
    pub usage_descriptions: bool,
}

/// A file, and what is to become of it.
#[derive(Debug)]
pub struct Planned {
    /// The file, with its text as it is; without any where it is a binary property list.
    pub file: FileId,
    /// What is done to it; nothing where it has all that it is to have.
    pub change: Option<Change>,
    /// What is to be said of it.
    pub findings: Findings,
}

/// What is done to a file.
#[derive(Debug)]
pub struct Change {
    /// The file as it is to be.
    pub bytes: Vec<u8>,
    /// Its text as it is to be; none of a binary property list.
    pub text: Option<String>,
    /// The changes, one by one.
    pub edits: Vec<xml::Edit>,
    /// Where each of them is; empty of a binary property list, in which they have no places.
    pub places: Vec<EditPlace>,
}

/// What is to be said of a file.
#[derive(Debug, Default)]
pub struct Findings {
    /// What is wrong between the code and the file, whatever is written into it. While there are errors among these,
    /// nothing is to be written.
    pub problems: Vec<Problem>,
    /// What is left over in the file, or stands in the way and is not ours to change.
    pub leftovers: Vec<Problem>,
    /// What the file lacks.
    pub out_of_step: Vec<Problem>,
    /// What is worth knowing, and nothing wrong.
    pub notes: Vec<String>,
}

impl Planned {
    /// A file that stays as it is, for what is wrong with it.
    pub(super) fn unchanged(file: FileId, problem: Problem) -> Self {
        Self { file, change: None, findings: Findings { problems: vec![problem], ..Findings::default() } }
    }
}
