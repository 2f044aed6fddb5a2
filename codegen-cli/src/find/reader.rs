//! Reading a file's text.

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::str::Utf8Error;

use super::files::Failure;

/// The largest file that is read, in bytes.
const LARGEST: u64 = 64 << 20;

/// What is known of a path before it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Before {
    Nothing,
    /// Its folder's entries say that it is a file.
    IsFile,
}

/// The bytes that a [`Reader`] has room for to begin with. It costs nothing before it is written to, but a room that grows is
/// written to from its beginning again, and is mostly another one.
const ROOM: usize = 4 << 20;

/// Room for one file after another.
#[derive(Default)]
pub(super) struct Reader(Vec<u8>);

impl Reader {
    /// Reads a file. `shown` is its path in messages.
    pub fn read(&mut self, path: &Path, shown: impl Fn() -> PathBuf, known: Before) -> Result<&str, Failure> {
        self.0.clear();
        if self.0.capacity() == 0 {
            self.0.reserve(ROOM);
        }
        fill(&mut self.0, path, known).map_err(|refused| refused.of(&shown()))?;
        let text = str::from_utf8(&self.0).map_err(|error| not_utf8(&self.0, error, &shown()))?;
        Ok(without_mark(text))
    }
}

/// Reads a file that is kept. `shown` is its path in messages.
pub(super) fn read(path: &Path, shown: impl Fn() -> PathBuf, known: Before) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    fill(&mut bytes, path, known).map_err(|refused| refused.of(&shown()))?;
    let text = String::from_utf8(bytes).map_err(|error| not_utf8(error.as_bytes(), error.utf8_error(), &shown()))?;
    let marked = text.len() - without_mark(&text).len();
    Ok(if marked == 0 { text } else { text[marked..].to_owned() })
}

/// The text of a file that was read before; empty if it can't be read any more.
pub(crate) fn read_again(path: &Path) -> String {
    read(path, PathBuf::new, Before::Nothing).unwrap_or_default()
}

/// What there is to show of a file that can't be used, and where in that: of what is not UTF-8 the text up to the end of the
/// line with the first wrong byte; of all else nothing.
pub(super) fn wrong_part(path: &Path) -> (String, Range<usize>) {
    let mut bytes = Vec::new();
    if fill(&mut bytes, path, Before::Nothing).is_err() {
        return Default::default();
    }
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes);
    let Err(error) = str::from_utf8(text) else { return Default::default() };
    let (valid, rest) = text.split_at(error.valid_up_to());
    let end = valid.len() + memchr::memchr(b'\n', rest).unwrap_or(rest.len());
    let shown = String::from_utf8_lossy(&text[..end]).into_owned();
    // What takes the place of wrong bytes.
    let wrong = valid.len()..valid.len() + char::REPLACEMENT_CHARACTER.len_utf8();
    (shown, wrong)
}

fn fill(room: &mut Vec<u8>, path: &Path, known: Before) -> Result<(), Refused> {
    let check = |metadata: &Metadata| match metadata {
        metadata if metadata.is_dir() => Err(Refused::Folder),
        metadata if !metadata.is_file() => Err(Refused::NoFile),
        metadata if metadata.len() > LARGEST => Err(Refused::TooLarge),
        _ => Ok(()),
    };
    // Opening something else than a file may wait forever.
    if known == Before::Nothing {
        check(&path.metadata()?)?;
    }
    let file = File::open(path)?;
    let metadata = file.metadata()?;
    check(&metadata)?;
    // As many bytes as the file has are read at once; one that says that it has none may have some all the same.
    let length = if metadata.len() == 0 { LARGEST } else { metadata.len() };
    room.reserve(usize::try_from(metadata.len()).unwrap_or_default());
    file.take(length).read_to_end(room)?;
    Ok(())
}

fn not_utf8(bytes: &[u8], error: Utf8Error, shown: &Path) -> Failure {
    let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
    let line = memchr::memchr_iter(b'\n', valid).count() + 1;
    Failure::new(
        format!("`{}` is not UTF-8, from line {line} on", shown.display()),
        "Rust's source files are UTF-8: convert it",
    )
}

/// The text behind a byte order mark.
fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

enum Refused {
    Io(io::Error),
    Folder,
    NoFile,
    TooLarge,
}

impl Refused {
    fn of(self, shown: &Path) -> Failure {
        let shown = shown.display();
        match self {
            Self::Io(error) => Failure::new(format!("`{shown}` can't be read: {error}"), ""),
            Self::Folder => {
                Failure::new(format!("`{shown}` is a folder"), "a module's file is `name.rs` or `name/mod.rs`")
            }
            Self::NoFile => Failure::ours(format!("`{shown}` is not a file"), ""),
            Self::TooLarge => Failure::ours(format!("`{shown}` is larger than {} MiB", LARGEST >> 20), ""),
        }
    }
}

impl From<io::Error> for Refused {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}
