//! The files that a run reads, and places in them.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::find::read_again;

/// A file that was read, as text.
#[derive(Debug)]
pub struct SourceFile {
    /// Its path, as messages show it.
    pub path: PathBuf,
    text: OnceLock<String>,
    /// Where it can be read again.
    pub(crate) whole_path: Option<PathBuf>,
}

impl SourceFile {
    /// Its text, if that needs no reading.
    pub(crate) fn kept_text(&self) -> Option<&str> {
        self.text.get().map(String::as_str)
    }

    /// Its text, decoded; without a byte order mark. Of a file without annotations it is read again, and empty if that
    /// can't be done.
    pub fn text(&self) -> &str {
        self.text.get_or_init(|| self.whole_path.as_deref().map(read_again).unwrap_or_default())
    }
}

/// One of the files in [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(usize);

impl FileId {
    /// Its place among all files, from 0.
    pub(crate) fn index(self) -> usize {
        self.0
    }
}

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
        self.push(SourceFile { path: path.into(), text: OnceLock::from(text.into()), whole_path: None })
    }

    /// Adds a file that was read, and whose text is hardly ever asked for again. `whole_path` leads to it from anywhere.
    pub(crate) fn add_without_text(&mut self, path: PathBuf, whole_path: PathBuf) -> FileId {
        self.push(SourceFile { path, text: OnceLock::new(), whole_path: Some(whole_path) })
    }

    fn push(&mut self, file: SourceFile) -> FileId {
        self.files.push(file);
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
        let text = self.get(place.file).text();
        let mut start = place.range.start.min(text.len());
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        let before = &text[..start];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        (memchr::memchr_iter(b'\n', before.as_bytes()).count() + 1, before[line_start..].chars().count() + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::Sources;
    use std::fs;
    use std::path::PathBuf;

    #[test]
    fn a_text_that_was_not_kept_is_read_again_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("lib.rs");
        fs::write(&path, "\u{feff}fn one() {}\n").expect("a file");
        let mut sources = Sources::new();
        let file = sources.add_without_text(PathBuf::from("src/lib.rs"), path.clone());
        assert_eq!(sources.get(file).text(), "fn one() {}\n");
        fs::remove_file(&path).expect("it is there");
        assert_eq!(sources.get(file).text(), "fn one() {}\n");
        let gone = sources.add_without_text(PathBuf::from("src/gone.rs"), path);
        assert_eq!((sources.get(gone).text(), sources.path(gone).to_str()), ("", Some("src/gone.rs")));
    }
}
