//! Why a file does not say what is built into it.

use std::fmt;

use bgtask_core::record::RecordError;

/// Why a file does not say what is built into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WitnessError {
    /// Why.
    pub kind: WitnessErrorKind,
    /// The parts of the file that it is about, the outermost first; none if it is about the whole.
    pub within: Vec<String>,
}

/// Why a file does not say what is built into it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WitnessErrorKind {
    /// It is no program, library or object file of a kind that is known.
    NotABinary,
    /// It names other files instead of holding them.
    ThinArchive,
    /// It is cut off or contradicts itself.
    Damaged(String),
    /// There is a section for records, and it can't be read.
    Record(RecordError),
    /// There are more records than any file has.
    TooManyRecords,
    /// A record has a word that this version does not know.
    UnknownWord {
        /// What it should be the name of.
        what: &'static str,
        /// The word.
        word: String,
    },
    /// What the binary was compiled for is no target that is known.
    UnknownTarget(String),
}

impl WitnessError {
    pub(super) fn of_whole(kind: WitnessErrorKind) -> Self {
        Self { kind, within: Vec::new() }
    }

    /// The same, of a part of the file.
    pub(super) fn within(mut self, part: impl Fn() -> String) -> Self {
        self.within.insert(0, part());
        self
    }

    /// What to do about it; empty where there is nothing to say.
    pub fn help(&self) -> &'static str {
        match self.kind {
            WitnessErrorKind::NotABinary => {
                "give a program, a DLL, a static library or an object file, as cargo leaves it under target/"
            }
            WitnessErrorKind::ThinArchive => {
                "give the object files that it names, or make an archive that has them in it"
            }
            WitnessErrorKind::Damaged(_) => {
                "copy it or build it again: it may not have been written or fetched to its end"
            }
            WitnessErrorKind::Record(RecordError::UnknownVersion { .. }) | WitnessErrorKind::UnknownWord { .. } => {
                "the binary was built with another version of bgtask: use the cargo-bgtask of that version"
            }
            WitnessErrorKind::UnknownTarget(_) => "say what it was built for with --target",
            _ => "",
        }
    }
}

impl fmt::Display for WitnessError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in &self.within {
            // A name out of a file may be anything.
            write!(f, "in `{}`: ", part.escape_debug())?;
        }
        match &self.kind {
            WitnessErrorKind::NotABinary => f.write_str("it is no program, library or object file"),
            WitnessErrorKind::ThinArchive => f.write_str("it is a thin archive, which only names its members"),
            WitnessErrorKind::Damaged(error) => write!(f, "it is damaged: {error}"),
            WitnessErrorKind::Record(error) => write!(f, "what it says of its tasks can't be read: {error}"),
            WitnessErrorKind::TooManyRecords => f.write_str("it claims to have more apps in it than can be"),
            WitnessErrorKind::UnknownWord { what, word } => {
                write!(f, "it names {what} that this version does not know: `{}`", word.escape_debug())
            }
            WitnessErrorKind::UnknownTarget(target) => {
                write!(f, "it was built for a target that is not known: {}", target.escape_debug())
            }
        }
    }
}

impl std::error::Error for WitnessError {}
