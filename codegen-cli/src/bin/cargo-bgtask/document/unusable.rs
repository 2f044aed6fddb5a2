//! Why a file can't be used.

use std::fmt;
use std::path::{Path, PathBuf};

use bgtask_codegen::file::{FileError, FileErrorKind};
use bgtask_codegen::xml::Position;

/// Why a file can't be used: one error, with its place, and what to do about it where that can be said.
#[derive(Debug)]
pub struct Unusable {
    message: String,
    help: String,
    place: Option<(PathBuf, Position)>,
    /// Whether it is some other kind of file: then it was hardly meant.
    is_of_another_kind: bool,
}

impl Unusable {
    /// A file whose content can't be used.
    pub fn new(path: &Path, position: Option<Position>, message: impl fmt::Display, help: impl Into<String>) -> Self {
        let at = position.map_or_else(String::new, |position| format!(":{position}"));
        Self {
            message: format!("can't use {}{at}: {message}", path.display()),
            help: help.into(),
            place: position.map(|position| (path.to_owned(), position)),
            is_of_another_kind: false,
        }
    }

    /// The same, and whether it is some other kind of file.
    pub fn of_another_kind(self, is_of_another_kind: bool) -> Self {
        Self { is_of_another_kind, ..self }
    }

    /// The same, with what helps where it is some other kind of file.
    pub fn with_help_for_another_kind(self, help: impl FnOnce() -> String) -> Self {
        if self.is_of_another_kind { Self { help: help(), ..self } } else { self }
    }

    /// A file that can't be read, with what to do about it.
    pub fn of_file(error: &FileError, help: impl Into<String>) -> Self {
        Self { message: error.to_string(), help: help.into(), place: None, is_of_another_kind: false }
    }

    /// A binary that can't be read.
    pub fn of_binary(error: &FileError) -> Self {
        let help = match error.kind {
            FileErrorKind::Directory => "give the program in it: of `Feed.app`, that is `Feed.app/Feed`",
            _ if error.is_missing() => {
                "build it first: cargo leaves it under `target/debug` or `target/release`, and for another system under \
                 `target/TRIPLE/release`"
            }
            _ => "",
        };
        Self::of_file(error, help)
    }

    /// What is wrong.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to do about it.
    pub fn help(&self) -> Option<&str> {
        Some(self.help.as_str()).filter(|help| !help.is_empty())
    }

    /// Where, if that is a place in a text.
    pub fn place(&self) -> Option<(&Path, Position)> {
        self.place.as_ref().map(|(path, position)| (path.as_path(), *position))
    }
}

impl fmt::Display for Unusable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        self.help().map_or(Ok(()), |help| write!(f, "\n  help: {help}"))
    }
}

impl std::error::Error for Unusable {}
