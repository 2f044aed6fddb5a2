//! Files that nobody else may open for writing, which ends when the last handle is closed.
//!
//! Source: <https://learn.microsoft.com/windows/win32/api/fileapi/nf-fileapi-createfilew>

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind};
use std::os::windows::fs::OpenOptionsExt;
use std::path::Path;
use std::thread;
use std::time::Duration;

use super::{Claim, Leftover};
use crate::file::step::{Step, done};

/// Reading, renaming and removing. The new file is open for a moment after it took its place, and is to be read by then.
const SHARED: u32 = FILE_SHARE_READ | FILE_SHARE_DELETE;
const FILE_SHARE_READ: u32 = 1;
const FILE_SHARE_DELETE: u32 = 4;
const ERROR_ACCESS_DENIED: i32 = 5;
const ERROR_SHARING_VIOLATION: i32 = 32;

/// Makes a file and locks it.
pub(in crate::file) fn claim(path: &Path, _is_public: bool) -> io::Result<Claim> {
    let file = match OpenOptions::new().write(true).create_new(true).share_mode(SHARED).open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::AlreadyExists || is_in_use(&error) => return Ok(Claim::Taken),
        // Also what a name answers whose file is about to go; and then there is nothing at it.
        Err(error) if is_denied(&error) && path.symlink_metadata().is_ok() => return Ok(Claim::Taken),
        Err(error) => return Err(error),
    };
    let go_on = done(Step::Created).and_then(|()| done(Step::Locked));
    go_on.inspect_err(|_| drop(fs::remove_file(path)))?;
    Ok(Claim::Locked(file))
}

/// Removes a file that no run has open.
pub(in crate::file) fn remove_unlocked(path: &Path) -> io::Result<Leftover> {
    let opened = OpenOptions::new().write(true).share_mode(SHARED).open(path);
    match opened.and_then(|_file| fs::remove_file(path)) {
        Ok(()) => Ok(Leftover::Removed),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Leftover::Removed),
        Err(error) if is_in_use(&error) => Ok(Leftover::InUse),
        Err(error) => Err(error),
    }
}

/// Whether a file may be written, by its permissions. Another run has it open for a moment after putting it in place.
pub(in crate::file) fn check_writable(path: &Path) -> io::Result<()> {
    patiently(|| OpenOptions::new().write(true).open(path).map(drop))
}

/// Puts a file in the place of another. Who reads that one, as a scanner for viruses does, is in the way for a moment.
pub(in crate::file) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    patiently(|| fs::rename(from, to))
}

/// Tries again for a while what another program keeps from being done.
fn patiently(tried: impl Fn() -> io::Result<()>) -> io::Result<()> {
    let mut tries_left = 200;
    loop {
        match tried() {
            Err(error) if (is_in_use(&error) || is_denied(&error)) && tries_left > 0 => tries_left -= 1,
            result => return result,
        }
        thread::sleep(Duration::from_millis(5));
    }
}

fn is_in_use(error: &io::Error) -> bool {
    error.raw_os_error() == Some(ERROR_SHARING_VIOLATION)
}

fn is_denied(error: &io::Error) -> bool {
    error.raw_os_error() == Some(ERROR_ACCESS_DENIED)
}
