//! The steps of writing a file, at each of which a test can end the process or take the disk for full.
//!
//! A build with the feature `failpoints` looks at the environment variable FAILPOINTS, which names steps and what happens
//! at them: `file::synced=return(kill)`, `file::created=return(full)`. Without the feature nothing of this is compiled.

use std::io;

/// A step of writing a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The temporary file is there, and not locked yet.
    Created,
    /// It is locked.
    Locked,
    /// It has half of the bytes.
    HalfWritten,
    /// It has all bytes.
    Written,
    /// It has owner and permissions.
    Permitted,
    /// It is on the disk.
    Synced,
    /// The target was found as it was read.
    Compared,
    /// It is the target.
    Renamed,
}

impl Step {
    /// Every step, in order.
    pub const ALL: [Self; 8] = [
        Self::Created,
        Self::Locked,
        Self::HalfWritten,
        Self::Written,
        Self::Permitted,
        Self::Synced,
        Self::Compared,
        Self::Renamed,
    ];

    /// What FAILPOINTS calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Created => "file::created",
            Self::Locked => "file::locked",
            Self::HalfWritten => "file::half-written",
            Self::Written => "file::written",
            Self::Permitted => "file::permitted",
            Self::Synced => "file::synced",
            Self::Compared => "file::compared",
            Self::Renamed => "file::renamed",
        }
    }
}

/// A step is done.
#[cfg(feature = "failpoints")]
pub(super) fn done(step: Step) -> io::Result<()> {
    fail::fail_point!(step.name(), |action| match action.as_deref() {
        // As a kill does: nothing is tidied up.
        Some("kill") => std::process::abort(),
        _ => Err(io::Error::from(io::ErrorKind::StorageFull)),
    });
    Ok(())
}

/// A step is done.
#[cfg(not(feature = "failpoints"))]
#[inline]
#[expect(clippy::unnecessary_wraps, reason = "with the feature it may fail")]
pub(super) const fn done(_: Step) -> io::Result<()> {
    Ok(())
}
