//! Why a file can't be used.

use std::fmt;
use std::path::PathBuf;

use bgtask_codegen::xml::Position;

/// Why a file can't be used: one error, with its place, and what to do about it where that can be said.
#[derive(Debug)]
pub struct Unusable {
    /// The file, as messages show it.
    pub path: PathBuf,
    /// Where in it.
    pub position: Option<Position>,
    /// What is wrong.
    pub message: String,
    /// What to do about it; empty when there is nothing to say.
    pub help: String,
}

impl fmt::Display for Unusable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "can't use {}", self.path.display())?;
        if let Some(position) = self.position {
            write!(f, ":{position}")?;
        }
        write!(f, ": {}", self.message)?;
        if self.help.is_empty() { Ok(()) } else { write!(f, "\n  help: {}", self.help) }
    }
}

impl std::error::Error for Unusable {}
