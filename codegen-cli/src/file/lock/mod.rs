//! Locks of the system on a file of ours.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

use std::fs::File;

#[cfg(unix)]
pub(super) use unix::{check_writable, claim, remove_unlocked, rename};
#[cfg(windows)]
pub(super) use windows::{check_writable, claim, remove_unlocked, rename};

/// What became of making a file and locking it.
#[derive(Debug)]
pub(super) enum Claim {
    /// It is there and locked, and nobody else has it.
    Locked(File),
    /// There is one already, of another run or left by one.
    Taken,
}

/// What became of a file that may be a leftover.
#[derive(Debug)]
pub(super) enum Leftover {
    /// It was one, and is gone.
    Removed,
    /// A run that is alive has it.
    InUse,
}
