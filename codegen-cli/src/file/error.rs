//! What can go wrong with a file.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Why a file could not be used.
#[derive(Debug, thiserror::Error)]
#[error("can't {verb} {}: {kind}", path.display())]
pub struct FileError {
    /// What was tried.
    pub verb: Verb,
    /// The path, as it was given.
    pub path: PathBuf,
    /// What went wrong.
    pub kind: FileErrorKind,
}

impl FileError {
    pub(super) fn new(verb: Verb, path: &Path, kind: FileErrorKind) -> Self {
        Self { verb, path: path.to_owned(), kind }
    }

    /// Whether there is no such file.
    pub fn is_missing(&self) -> bool {
        matches!(&self.kind, FileErrorKind::System(error) if error.kind() == io::ErrorKind::NotFound)
    }
}

/// What is done with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// It is read.
    Read,
    /// It is written.
    Write,
}

impl fmt::Display for Verb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Read => "read",
            Self::Write => "write",
        })
    }
}

/// What can go wrong with a file.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FileErrorKind {
    /// It is a folder.
    #[error("it is a directory")]
    Directory,
    /// It is a device, a FIFO or a socket.
    #[error("it is not an ordinary file")]
    Special,
    /// It is larger than [`MAXIMUM_SIZE`](super::MAXIMUM_SIZE).
    #[error("it is larger than {} MiB", super::MAXIMUM_SIZE >> 20)]
    TooLarge,
    /// It may not be written.
    #[error("it is read-only")]
    ReadOnly,
    /// Somebody else wrote it meanwhile.
    #[error("it was changed by somebody else meanwhile; it was left alone, try again")]
    Changed,
    /// Another run is writing it, and does not come to an end.
    #[error("another run of bgtask is writing it")]
    Busy,
    /// Something has the name of the temporary file, and can't be removed.
    #[error("{} is in the way: {error}", path.display())]
    InTheWay {
        /// What is in the way.
        path: PathBuf,
        /// Why it can't be removed.
        error: io::Error,
    },
    /// What the system says.
    #[error("{0}")]
    System(#[from] io::Error),
}
