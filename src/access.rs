//! Whether the app may run in the background.

use std::{error::Error, fmt};

use bgtask_core::catalog::{AccessStatus, AccessVerdict};

use crate::host::{Host, HostError};

/// Asks that the app may run in the background. `register_all` does so by itself.
///
/// # Errors
///
/// When the answer is no, with what the user can do about it.
pub async fn request(host: &impl Host) -> Result<AccessStatus, AccessError> {
    let status = host.request_access().await.map_err(AccessError::Host)?;
    judge(status)
}

/// Whether the app may run in the background, without asking for it.
///
/// # Errors
///
/// When it may not, with what the user can do about it.
pub fn check(host: &impl Host) -> Result<AccessStatus, AccessError> {
    judge(host.access_status().map_err(AccessError::Host)?)
}

fn judge(status: AccessStatus) -> Result<AccessStatus, AccessError> {
    match status.verdict() {
        AccessVerdict::Allowed => Ok(status),
        AccessVerdict::AskAgain => Err(AccessError::Undecided),
        AccessVerdict::Denied(help) => Err(AccessError::Denied { status, help }),
    }
}

/// The app may not run in the background.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AccessError {
    /// The user or the system denied it.
    Denied {
        /// The system's answer.
        status: AccessStatus,
        /// What can be done about it, fit to be shown to the user.
        help: &'static str,
    },
    /// Nothing was decided; ask again.
    Undecided,
    /// The system could not be asked.
    Host(HostError),
}

impl fmt::Display for AccessError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Denied { status, help } => write!(f, "background work is denied ({status:?}): {help}"),
            Self::Undecided => f.write_str("whether background work is allowed was not decided yet; ask again"),
            Self::Host(error) => write!(f, "access to background work can't be requested: {error}"),
        }
    }
}

impl Error for AccessError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Host(error) => Some(error),
            _ => None,
        }
    }
}
