//! A file, and what is to become of it.

use crate::problem::Problem;
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
    /// Its text; none of a binary property list.
    pub text: Option<Text>,
    /// The file as it is to be.
    pub bytes: Vec<u8>,
    /// Whether that is another than it is.
    pub is_changed: bool,
    /// The changes, one by one.
    pub edits: Vec<xml::Edit>,
    /// Where each of them is; empty of a binary property list, in which they have no places.
    pub places: Vec<EditPlace>,
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

/// The text of a file.
#[derive(Debug)]
pub struct Text {
    /// As it is.
    pub before: String,
    /// As it is to be.
    pub after: String,
}

impl Planned {
    /// A file that stays as it is, for what is wrong with it.
    pub(super) fn unchanged(text: String, bytes: &[u8], problems: Vec<Problem>) -> Self {
        Self {
            text: Some(Text { after: text.clone(), before: text }),
            bytes: bytes.to_vec(),
            is_changed: false,
            edits: Vec::new(),
            places: Vec::new(),
            problems,
            leftovers: Vec::new(),
            out_of_step: Vec::new(),
            notes: Vec::new(),
        }
    }
}
