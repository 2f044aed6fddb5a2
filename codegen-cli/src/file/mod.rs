//! Reading a file that people maintain, and writing it back so that a crash leaves the old file or the new one.

mod error;
mod target;

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

pub use error::{FileError, FileErrorKind, Verb};
use target::real_path;

/// The most bytes that a file may have. Real manifests and property lists have less than a thousandth of that.
pub const MAXIMUM_SIZE: u64 = 64 << 20;

/// A file as it was when it was read.
#[derive(Debug)]
pub struct Original {
    path: PathBuf,
    bytes: Vec<u8>,
}

/// What became of a file.
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
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let temporary = write_beside(&real, bytes, None).map_err(fail)?;
            temporary.persist(&real).map_err(|error| fail(error.error.into()))?;
            sync_folder_of(&real);
            Ok(Outcome::Written)
        }
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

    /// Replaces the file by one with these bytes: a temporary file in the folder of the real file behind any symbolic
    /// links is written, synced, given the same permissions, and renamed. Other hard links keep the old bytes.
    ///
    /// # Errors
    /// If the file was changed since it was read, is read-only, or can't be written. It is then as it was.
    pub fn replace(&self, bytes: &[u8]) -> Result<Outcome, FileError> {
        let fail = |kind: FileErrorKind| FileError::new(Verb::Write, &self.path, kind);
        let real = fs::canonicalize(&self.path).map_err(|error| fail(error.into()))?;
        replace(&real, &self.bytes, bytes).map_err(fail)
    }
}

fn bytes_of(path: &Path) -> Result<Vec<u8>, FileErrorKind> {
    // Before it is opened: opening a FIFO would wait for somebody to write to it.
    let metadata = fs::metadata(path)?;
    check_ordinary(&metadata)?;
    if metadata.len() > MAXIMUM_SIZE {
        return Err(FileErrorKind::TooLarge);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0));
    File::open(path)?.take(MAXIMUM_SIZE + 1).read_to_end(&mut bytes)?;
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

fn replace(real: &Path, old: &[u8], new: &[u8]) -> Result<Outcome, FileErrorKind> {
    if old == new {
        return Ok(Outcome::Unchanged);
    }
    let metadata = fs::metadata(real)?;
    check_ordinary(&metadata)?;
    // Renaming asks for the folder's permission only; the file's own says whether it may be changed.
    if metadata.permissions().readonly() {
        return Err(FileErrorKind::ReadOnly);
    }
    OpenOptions::new().write(true).open(real)?;
    let temporary = write_beside(real, new, Some(&metadata))?;
    if bytes_of(real)? != old {
        return Err(FileErrorKind::Changed);
    }
    temporary.persist(real).map_err(|error| error.error)?;
    sync_folder_of(real);
    Ok(Outcome::Written)
}

/// Writes a temporary file in the folder of `real`, down to the disk. It is removed again if it isn't persisted.
fn write_beside(real: &Path, bytes: &[u8], like: Option<&Metadata>) -> Result<tempfile::NamedTempFile, FileErrorKind> {
    let folder = real.parent().unwrap_or(Path::new(""));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".bgtask-").suffix(".tmp");
    #[cfg(unix)]
    let ordinary = {
        use std::os::unix::fs::PermissionsExt;
        // Less what the user's umask takes away.
        fs::Permissions::from_mode(0o666)
    };
    #[cfg(unix)]
    if like.is_none() {
        builder.permissions(ordinary);
    }
    let mut temporary = builder.tempfile_in(folder)?;
    temporary.write_all(bytes)?;
    if let Some(metadata) = like {
        keep_owner(temporary.as_file(), metadata);
        temporary.as_file().set_permissions(metadata.permissions())?;
    }
    temporary.as_file().sync_all()?;
    Ok(temporary)
}

/// Gives the new file the owner of the old one. Only root can; for others, it is theirs as everything they write.
#[cfg(unix)]
fn keep_owner(file: &File, metadata: &Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};
    let _ = fchown(file, Some(metadata.uid()), Some(metadata.gid()));
}

#[cfg(not(unix))]
fn keep_owner(_: &File, _: &Metadata) {}

/// Makes the renaming last through a loss of power. Where a folder can't be synced, the system has its own ways.
fn sync_folder_of(path: &Path) {
    if let Some(folder) = path.parent().and_then(|folder| File::open(folder).ok()) {
        let _ = folder.sync_all();
    }
}
