//! The file beside the target that takes its place when it is complete.
//!
//! Each target has one name for it, and who writes it has it locked. So of two runs one waits for the other and then sees
//! what that wrote, which a temporary name of its own for each run would not give; and there is never more than one such
//! file to be left behind. The lock is the system's and on the file itself: it goes with the process that holds it, however
//! that ends, and leaves nothing to be cleaned up. A file that is there and not locked was left by a run that was killed; the
//! next one removes it.

use std::fs::{self, File, Metadata};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use super::FileErrorKind;
use super::lock::{self, Claim, Leftover};
use super::step::{Step, done};

/// How long a run waits for another one that writes the same file, which takes it some milliseconds.
const PATIENCE: Duration = Duration::from_secs(20);
const PAUSE: Duration = Duration::from_millis(5);

/// A file that is being written, locked. It is removed again unless it takes the place of its target.
#[derive(Debug)]
pub(super) struct Temporary {
    file: File,
    path: PathBuf,
    is_in_place: bool,
}

impl Temporary {
    /// An empty file beside `real`, with the permissions that a new one gets or, where there is one that it is to replace,
    /// with none for others until it has those of the old one.
    pub(super) fn beside(real: &Path, is_new: bool) -> Result<Self, FileErrorKind> {
        let path = path_beside(real);
        let end = Instant::now() + PATIENCE;
        loop {
            match lock::claim(&path, is_new)? {
                Claim::Locked(file) => return Ok(Self { file, path, is_in_place: false }),
                Claim::Taken => {}
            }
            match clear(&path)? {
                Leftover::Removed => {}
                Leftover::InUse if Instant::now() >= end => return Err(FileErrorKind::Busy),
                Leftover::InUse => thread::sleep(PAUSE),
            }
        }
    }

    /// Writes all of it, down to the disk.
    pub(super) fn fill(&mut self, bytes: &[u8], like: Option<&Metadata>) -> Result<(), FileErrorKind> {
        let (first, second) = bytes.split_at(bytes.len() / 2);
        self.file.write_all(first)?;
        done(Step::HalfWritten)?;
        self.file.write_all(second)?;
        done(Step::Written)?;
        if let Some(metadata) = like {
            keep_owner(&self.file, metadata);
            self.file.set_permissions(metadata.permissions())?;
        }
        done(Step::Permitted)?;
        self.file.sync_all()?;
        done(Step::Synced)?;
        Ok(())
    }

    /// Takes the place of the target.
    pub(super) fn put_in_place(mut self, real: &Path) -> Result<(), FileErrorKind> {
        lock::rename(&self.path, real)?;
        self.is_in_place = true;
        done(Step::Renamed)?;
        sync_folder_of(real);
        Ok(())
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        if !self.is_in_place {
            // While it is locked, it is ours. Where it can't be removed, the next run does it.
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Removes what a run that was killed left beside `real`.
pub(super) fn clear_beside(real: &Path) {
    let path = path_beside(real);
    if path.symlink_metadata().is_ok() {
        // It is in nobody's way until somebody writes, who is told then.
        let _ = clear(&path);
    }
}

fn clear(path: &Path) -> Result<Leftover, FileErrorKind> {
    lock::remove_unlocked(path).map_err(|error| FileErrorKind::InTheWay { path: path.to_owned(), error })
}

/// The most bytes of the target's name that the temporary one has: names have 255 at most nearly everywhere.
const LONGEST: usize = 200;

fn path_beside(real: &Path) -> PathBuf {
    let name = real.file_name().unwrap_or_default().to_string_lossy();
    let mut end = name.len().min(LONGEST);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    // Two targets that share a name cut short only wait for one another.
    real.with_file_name(format!(".{}.bgtask-new", &name[..end]))
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
