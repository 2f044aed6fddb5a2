//! The files that a run reads, and places in them.

use std::ops::Range;
use std::path::{Path, PathBuf};

/// A file that was read, as text.
#[derive(Debug)]
pub struct SourceFile {
    /// Its path, as messages show it.
    pub path: PathBuf,
    /// Its text, decoded; without a byte order mark.
    pub text: String,
}

/// One of the files in [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(usize);

/// A place in a file: a range of bytes of its text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// The bytes.
    pub range: Range<usize>,
}

/// All files that a run has read.
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// No files.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file.
    pub fn add(&mut self, path: impl Into<PathBuf>, text: impl Into<String>) -> FileId {
        self.files.push(SourceFile { path: path.into(), text: text.into() });
        FileId(self.files.len() - 1)
    }

    /// A file.
    pub fn get(&self, file: FileId) -> &SourceFile {
        &self.files[file.0]
    }

    /// The path of a file.
    pub fn path(&self, file: FileId) -> &Path {
        &self.get(file).path
    }

    /// Every file, in the order of reading.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files.iter().enumerate().map(|(at, file)| (FileId(at), file))
    }

    /// The line and the column, from 1, at which a place begins; the column counts characters.
    pub fn line_column(&self, place: &Place) -> (usize, usize) {
        let text = &self.get(place.file).text;
        let mut start = place.range.start.min(text.len());
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        let before = &text[..start];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        (memchr::memchr_iter(b'\n', before.as_bytes()).count() + 1, before[line_start..].chars().count() + 1)
    }
}
