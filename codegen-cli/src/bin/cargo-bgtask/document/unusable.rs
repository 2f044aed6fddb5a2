//! Why a file can't be used.

use std::fmt;
use std::io::ErrorKind;
use std::path::Path;

use bgtask_codegen::file::{FileError, FileErrorKind};
use bgtask_codegen::xml::Position;

/// Why a file can't be used: one error, with its place, and what to do about it where that can be said.
#[derive(Debug)]
pub struct Unusable {
    message: String,
    help: String,
}

impl Unusable {
    /// A file whose content can't be used.
    pub fn new(path: &Path, position: Option<Position>, message: impl fmt::Display, help: impl Into<String>) -> Self {
        let at = position.map_or_else(String::new, |position| format!(":{position}"));
        Self { message: format!("can't use {}{at}: {message}", path.display()), help: help.into() }
    }

    /// A file that can't be read, with what to do when it does not exist.
    pub fn of_file(error: &FileError, if_missing: impl FnOnce() -> String) -> Self {
        Self { message: error.to_string(), help: if is_missing(error) { if_missing() } else { String::new() } }
    }

    /// A binary that can't be read.
    pub fn of_binary(error: &FileError) -> Self {
        let help = match error.kind {
            FileErrorKind::Directory => "give the program in it: of `Feed.app`, that is `Feed.app/Feed`",
            _ if is_missing(error) => {
                "build it first: cargo leaves it under `target/debug` or `target/release`, and for another system under \
                 `target/TRIPLE/release`"
            }
            _ => "",
        };
        Self { message: error.to_string(), help: String::from(help) }
    }
}

fn is_missing(error: &FileError) -> bool {
    matches!(&error.kind, FileErrorKind::System(error) if error.kind() == ErrorKind::NotFound)
}

impl fmt::Display for Unusable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        if self.help.is_empty() { Ok(()) } else { write!(f, "\n  help: {}", self.help) }
    }
}

impl std::error::Error for Unusable {}
