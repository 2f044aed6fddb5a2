//! Files that nobody else may open but to rename or remove them, which ends when the last handle is closed.
//!
//! Source: <https://learn.microsoft.com/windows/win32/api/fileapi/nf-fileapi-createfilew>

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind};
use std::os::windows::fs::OpenOptionsExt;
use std::path::Path;

use super::{Claim, Leftover};
use crate::file::step::{Step, done};

const FILE_SHARE_DELETE: u32 = 4;
const ERROR_ACCESS_DENIED: i32 = 5;
const ERROR_SHARING_VIOLATION: i32 = 32;

/// Makes a file and locks it.
pub(in crate::file) fn claim(path: &Path, _is_public: bool) -> io::Result<Claim> {
    let file = match OpenOptions::new().write(true).create_new(true).share_mode(FILE_SHARE_DELETE).open(path) {
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
    let opened = OpenOptions::new().write(true).share_mode(FILE_SHARE_DELETE).open(path);
    match opened.and_then(|_file| fs::remove_file(path)) {
        Ok(()) => Ok(Leftover::Removed),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Leftover::Removed),
        Err(error) if is_in_use(&error) => Ok(Leftover::InUse),
        Err(error) => Err(error),
    }
}

fn is_in_use(error: &io::Error) -> bool {
    error.raw_os_error() == Some(ERROR_SHARING_VIOLATION)
}

fn is_denied(error: &io::Error) -> bool {
    error.raw_os_error() == Some(ERROR_ACCESS_DENIED)
}
