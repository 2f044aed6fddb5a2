//! Locks by flock(2), which the kernel takes back when the last handle of the file is closed.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;

use rustix::fs::{FlockOperation, OFlags, flock};
use rustix::io::Errno;

use super::{Claim, Leftover};
use crate::file::step::{Step, done};

/// As every program makes files, less what the user's umask takes away.
const ORDINARY: u32 = 0o666;
const PRIVATE: u32 = 0o600;

/// Makes a file and locks it.
pub(in crate::file) fn claim(path: &Path, is_public: bool) -> io::Result<Claim> {
    let mode = if is_public { ORDINARY } else { PRIVATE };
    let file = match OpenOptions::new().write(true).create_new(true).mode(mode).open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::AlreadyExists => return Ok(Claim::Taken),
        Err(error) => return Err(error),
    };
    let locked = done(Step::Created).and_then(|()| Ok(lock(&file)?));
    let is_locked = match locked {
        Ok(is_locked) => is_locked,
        // A file system without locks, such as some of networks: what is written is still compared before it counts.
        Err(error) if error.kind() == ErrorKind::Unsupported => true,
        Err(error) => {
            let _ = fs::remove_file(path);
            return Err(error);
        }
    };
    // Another run took it for a leftover in the moment before it was locked.
    if !is_locked || !is_at(&file, path)? {
        return Ok(Claim::Taken);
    }
    done(Step::Locked).inspect_err(|_| drop(fs::remove_file(path)))?;
    Ok(Claim::Locked(file))
}

/// Removes a file that no run has locked.
pub(in crate::file) fn remove_unlocked(path: &Path) -> io::Result<Leftover> {
    let is_gone = |error: &io::Error| error.kind() == ErrorKind::NotFound;
    match path.symlink_metadata() {
        Ok(metadata) if metadata.is_file() => {}
        Ok(_) => return Err(io::Error::new(ErrorKind::AlreadyExists, "it is not an ordinary file")),
        Err(error) if is_gone(&error) => return Ok(Leftover::Removed),
        Err(error) => return Err(error),
    }
    // Neither following a link nor waiting for a FIFO that takes its place in this moment.
    let careful = i32::try_from((OFlags::NOFOLLOW | OFlags::NONBLOCK).bits()).unwrap_or_default();
    // Some file systems lock only what may be written.
    let file = match OpenOptions::new().read(true).write(true).custom_flags(careful).open(path) {
        Ok(file) => file,
        Err(error) if is_gone(&error) => return Ok(Leftover::Removed),
        Err(error) => return Err(error),
    };
    if !lock(&file)? {
        return Ok(Leftover::InUse);
    }
    // Who had it may have put it in place, and somebody else have begun another.
    if is_at(&file, path)? {
        fs::remove_file(path)?;
    }
    Ok(Leftover::Removed)
}

/// Whether a file may be written, by its permissions.
pub(in crate::file) fn check_writable(path: &Path) -> io::Result<()> {
    OpenOptions::new().write(true).open(path).map(drop)
}

/// Puts a file in the place of another.
pub(in crate::file) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to)
}

/// Whether it could be locked: nobody else has it.
fn lock(file: &File) -> Result<bool, Errno> {
    loop {
        match flock(file, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => return Ok(true),
            Err(Errno::WOULDBLOCK) => return Ok(false),
            Err(Errno::INTR) => {}
            Err(error) => return Err(error),
        }
    }
}

/// Whether the path still leads to this file.
fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    let identity = |metadata: Metadata| (metadata.dev(), metadata.ino());
    match path.symlink_metadata() {
        Ok(there) => Ok(identity(there) == identity(file.metadata()?)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}
