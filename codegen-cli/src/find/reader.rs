//! Reading a file's text.

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

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

/// Room for one file after another.
#[derive(Default)]
pub(super) struct Reader(Vec<u8>);

impl Reader {
    /// Reads a file. `shown` is its path in messages.
    pub fn read(&mut self, path: &Path, shown: impl Fn() -> PathBuf, known: Before) -> Result<&str, Failure> {
        self.bytes(path, known).map_err(|refused| refused.of(&shown()))?;
        let text = str::from_utf8(&self.0).map_err(|error| {
            let line = memchr::memchr_iter(b'\n', &self.0[..error.valid_up_to()]).count() + 1;
            Failure::new(
                format!("`{}` is not UTF-8, from line {line} on", shown().display()),
                "Rust's source files are UTF-8: convert it",
            )
        })?;
        Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
    }

    fn bytes(&mut self, path: &Path, known: Before) -> Result<(), Refused> {
        self.0.clear();
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
        self.0.reserve(usize::try_from(metadata.len()).unwrap_or_default());
        file.take(length).read_to_end(&mut self.0)?;
        Ok(())
    }
}

/// The text of a file that was read before; empty if it can't be read any more.
pub(crate) fn read_again(path: &Path) -> String {
    Reader::default().read(path, PathBuf::new, Before::Nothing).map(String::from).unwrap_or_default()
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
