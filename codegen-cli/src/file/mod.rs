//! Reading a file that people maintain, and writing it back so that a crash leaves the old file or the new one.

mod error;
mod lock;
mod step;
mod target;
mod temporary;

use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

pub use error::{FileError, FileErrorKind, Verb};
pub use step::Step;
use step::done;
use target::real_path;
use temporary::{Temporary, clear_beside};

/// The most bytes that a file may have. Real manifests and property lists have less than a thousandth of that.
pub const MAXIMUM_SIZE: u64 = 64 << 20;

/// A file as it was when it was read.
#[derive(Debug)]
pub struct Original {
    path: PathBuf,
    bytes: Vec<u8>,
}

/// What became of a file that was to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It had these bytes already: it was not touched, and keeps its time of modification.
    Unchanged,
    /// It has the new bytes.
    Written,
}

/// Reads a file.
///
/// # Errors
/// If it is not there, is no ordinary file, is larger than [`MAXIMUM_SIZE`], or can't be read.
pub fn read(path: &Path) -> Result<Original, FileError> {
    let fail = |kind: FileErrorKind| FileError::new(Verb::Read, path, kind);
    let bytes = bytes_of(path).map_err(fail)?;
    Ok(Original { path: path.to_owned(), bytes })
}

/// Reads what comes in on standard input, up to its end.
///
/// # Errors
/// If it is larger than [`MAXIMUM_SIZE`], or can't be read.
pub fn read_standard_input() -> Result<Vec<u8>, FileError> {
    let fail = |kind: FileErrorKind| FileError::new(Verb::Read, Path::new("standard input"), kind);
    bounded(io::stdin().lock(), 0).map_err(fail)
}

/// Makes the folder that a file is to lie in, where there is none.
///
/// # Errors
/// If it can't be made.
pub fn make_folder_of(path: &Path) -> Result<(), FileError> {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => {
            fs::create_dir_all(folder).map_err(|error| FileError::new(Verb::Write, path, error.into()))
        }
        _ => Ok(()),
    }
}

/// Puts `bytes` where `path` says, whatever was there, making the file if there is none.
///
/// # Errors
/// If what is there is no ordinary file or is read-only, or if it can't be written; it is then as it was.
pub fn put(path: &Path, bytes: &[u8]) -> Result<Outcome, FileError> {
    let fail = |kind: FileErrorKind| FileError::new(Verb::Write, path, kind);
    let real = real_path(path).map_err(|error| fail(error.into()))?;
    match fs::metadata(&real) {
        Ok(_) => {
            let old = bytes_of(&real).map_err(fail)?;
            replace(&real, &old, bytes).map_err(fail)
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => make(&real, bytes).map_err(fail),
        Err(error) => Err(fail(error.into())),
    }
}

impl Original {
    /// The path that it was read by.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Clears up what a run left beside the file that was killed before it was done.
    pub fn tidy(&self) {
        if let Ok(real) = fs::canonicalize(&self.path) {
            clear_beside(&real);
        }
    }

    /// Replaces the file by one with these bytes: a temporary file in the folder of the real file behind any symbolic
    /// links is written, given the same permissions, synced, and renamed. Other hard links keep the old bytes: writing
    /// through them is the one way in which a crash could leave half of a file.
    ///
    /// Runs at the same time wait for one another, and the second finds the file changed. With the bytes that are there
    /// nothing is written, and only what a run left that was killed is cleared up.
    ///
    /// # Errors
    /// If the file was changed since it was read, is read-only, or can't be written. It is then as it was.
    pub fn replace(&self, bytes: &[u8]) -> Result<Outcome, FileError> {
        let fail = |kind: FileErrorKind| FileError::new(Verb::Write, &self.path, kind);
        let real = fs::canonicalize(&self.path).map_err(|error| fail(error.into()))?;
        replace(&real, &self.bytes, bytes).map_err(fail)
    }
}

/// The bytes of a file that is only looked at, however large it is.
///
/// # Errors
/// If it can't be read, or is no ordinary file: a device may have no end.
pub fn look(path: &Path) -> Result<Vec<u8>, FileError> {
    let read = || {
        check_ordinary(&fs::metadata(path)?)?;
        Ok(fs::read(path)?)
    };
    read().map_err(|kind| FileError::new(Verb::Read, path, kind))
}

fn bytes_of(path: &Path) -> Result<Vec<u8>, FileErrorKind> {
    // Before it is opened: opening a FIFO would wait for somebody to write to it.
    let metadata = fs::metadata(path)?;
    check_ordinary(&metadata)?;
    if metadata.len() > MAXIMUM_SIZE {
        return Err(FileErrorKind::TooLarge);
    }
    bounded(File::open(path)?, metadata.len())
}

fn bounded(from: impl Read, expected: u64) -> Result<Vec<u8>, FileErrorKind> {
    // One more, so that the end is found without asking for more room.
    let mut bytes = Vec::with_capacity(usize::try_from(expected + 1).unwrap_or(0));
    from.take(MAXIMUM_SIZE + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAXIMUM_SIZE {
        return Err(FileErrorKind::TooLarge);
    }
    Ok(bytes)
}

fn check_ordinary(metadata: &Metadata) -> Result<(), FileErrorKind> {
    if metadata.is_dir() {
        return Err(FileErrorKind::Directory);
    }
    if metadata.is_file() { Ok(()) } else { Err(FileErrorKind::Special) }
}

fn make(real: &Path, bytes: &[u8]) -> Result<Outcome, FileErrorKind> {
    let mut temporary = Temporary::beside(real, true)?;
    temporary.fill(bytes, None)?;
    match real.symlink_metadata() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        _ => return Err(FileErrorKind::Changed),
    }
    done(Step::Compared)?;
    temporary.put_in_place(real)?;
    Ok(Outcome::Written)
}

fn replace(real: &Path, old: &[u8], new: &[u8]) -> Result<Outcome, FileErrorKind> {
    if old == new {
        clear_beside(real);
        return Ok(Outcome::Unchanged);
    }
    let metadata = fs::metadata(real)?;
    check_ordinary(&metadata)?;
    // Renaming asks for the folder's permission only; the file's own says whether it may be changed.
    if metadata.permissions().readonly() {
        return Err(FileErrorKind::ReadOnly);
    }
    lock::check_writable(real)?;
    let mut temporary = Temporary::beside(real, false)?;
    temporary.fill(new, Some(&metadata))?;
    // From here on no other run of ours can come between. Of other programs, only the system itself could say so.
    let is_same_file = real.symlink_metadata()?.is_file();
    if !is_same_file || bytes_of(real)? != old {
        return Err(FileErrorKind::Changed);
    }
    done(Step::Compared)?;
    temporary.put_in_place(real)?;
    Ok(Outcome::Written)
}
