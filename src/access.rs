//! Whether the app may run in the background.

use std::{error::Error, fmt};

use bgtask_core::catalog::{AccessRequestKind, AccessStatus, AccessVerdict};

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

/// Asks for access of this kind, for a reason that the user may be shown. Says whether it was granted; what the app had
/// before it keeps otherwise.
///
/// Windows may ask the user, so call it where the app has its window: `AlwaysAllowed` lifts the limits of battery saver
/// and the like. It is no part of `register_all`, which asks for what every app may have.
///
/// Source: <https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.backgroundexecutionmanager.requestaccesskindasync>
///
/// ```
/// use bgtask::{AccessStatus, access, catalog::AccessRequestKind, host::simulated::Simulation, prelude::*};
///
/// #[background_task(trigger = "time:15")]
/// fn refresh() {}
///
/// #[background_app(tasks(refresh))]
/// struct App;
///
/// let host = Simulation::<App>::new();
/// let reason = "To have your messages when you open the app";
/// assert!(host.block_on(access::request_kind(&host, AccessRequestKind::AlwaysAllowed, reason))?);
/// assert_eq!(access::check(&host)?, AccessStatus::AlwaysAllowed);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// When the system could not be asked, or knows no kinds of access, as Windows before 1803.
pub async fn request_kind(host: &impl Host, kind: AccessRequestKind, reason: &str) -> Result<bool, HostError> {
    host.request_access_kind(kind, reason).await
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
