//! Whether the app may run in the background: `BackgroundExecutionManager`.
//!
//! What is the same on every system is in [`crate::access`]. Here is what Windows has besides: the access of another app in
//! the same package, and access in modern standby. An app is named by its Application Id, which the manifest has as
//! `Application/@Id`.
//!
//! ```no_run
//! # async fn ask() -> Result<(), bgtask::host::HostError> {
//! use bgtask::{catalog::AccessVerdict, host::windows::access};
//!
//! let status = access::request_of("Settings").await?;
//! if let AccessVerdict::Denied(help) = status.verdict() {
//!     println!("{help}");
//! }
//! # Ok(())
//! # }
//! ```
//!
//! Source: <https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.backgroundexecutionmanager>

use bgtask_core::catalog::{AccessRequestKind, AccessStatus};
use windows::{
    ApplicationModel::Background::{BackgroundAccessRequestKind, BackgroundAccessStatus, BackgroundExecutionManager},
    core::HSTRING,
};

use super::error::refused;
use crate::host::{HostError, HostErrorKind};

pub(super) fn status() -> Result<AccessStatus, HostError> {
    let status = BackgroundExecutionManager::GetAccessStatus();
    known(status.map_err(refused("BackgroundExecutionManager.GetAccessStatus"))?)
}

pub(super) async fn request() -> Result<AccessStatus, HostError> {
    let refused = refused("BackgroundExecutionManager.RequestAccessAsync");
    let asked = BackgroundExecutionManager::RequestAccessAsync().map_err(&refused)?;
    known(asked.await.map_err(refused)?)
}

pub(super) async fn request_kind(kind: AccessRequestKind, reason: &str) -> Result<bool, HostError> {
    let refused = refused("BackgroundExecutionManager.RequestAccessKindAsync");
    let asked =
        BackgroundExecutionManager::RequestAccessKindAsync(requested(kind), &reason.into()).map_err(&refused)?;
    asked.await.map_err(refused)
}

pub(super) fn remove() -> Result<(), HostError> {
    BackgroundExecutionManager::RemoveAccess().map_err(refused("BackgroundExecutionManager.RemoveAccess"))
}

/// Whether another app of the package may run in the background, without asking for it.
///
/// # Errors
///
/// When Windows won't say.
pub fn status_of(application: &str) -> Result<AccessStatus, HostError> {
    let status = BackgroundExecutionManager::GetAccessStatusForApplication(&application.into());
    known(status.map_err(refused("BackgroundExecutionManager.GetAccessStatusForApplication"))?)
}

/// Asks that another app of the package may run in the background.
///
/// # Errors
///
/// When Windows could not be asked; a refusal is an answer, not an error.
pub async fn request_of(application: &str) -> Result<AccessStatus, HostError> {
    let refused = refused("BackgroundExecutionManager.RequestAccessForApplicationAsync");
    let application = HSTRING::from(application);
    let asked = BackgroundExecutionManager::RequestAccessForApplicationAsync(&application).map_err(&refused)?;
    known(asked.await.map_err(refused)?)
}

/// Gives the access of another app of the package up.
///
/// # Errors
///
/// When Windows refused.
pub fn remove_of(application: &str) -> Result<(), HostError> {
    BackgroundExecutionManager::RemoveAccessForApplication(&application.into())
        .map_err(refused("BackgroundExecutionManager.RemoveAccessForApplication"))
}

/// Whether the app may run in the background in modern standby.
///
/// # Errors
///
/// [`HostErrorKind::NotAvailable`] before Windows 11, and whatever Windows refused.
pub fn status_in_modern_standby() -> Result<AccessStatus, HostError> {
    let status = BackgroundExecutionManager::GetAccessStatusForModernStandby();
    known(status.map_err(refused("BackgroundExecutionManager.GetAccessStatusForModernStandby"))?)
}

/// Whether another app of the package may run in the background in modern standby.
///
/// # Errors
///
/// As [`status_in_modern_standby`].
pub fn status_in_modern_standby_of(application: &str) -> Result<AccessStatus, HostError> {
    let status = BackgroundExecutionManager::GetAccessStatusForModernStandbyForApplication(&application.into());
    known(status.map_err(refused("BackgroundExecutionManager.GetAccessStatusForModernStandbyForApplication"))?)
}

/// Asks for access of this kind in modern standby, for a reason that the user may be shown. Says whether it was granted.
///
/// # Errors
///
/// As [`status_in_modern_standby`].
pub async fn request_kind_in_modern_standby(kind: AccessRequestKind, reason: &str) -> Result<bool, HostError> {
    let refused = refused("BackgroundExecutionManager.RequestAccessKindForModernStandbyAsync");
    let asked = BackgroundExecutionManager::RequestAccessKindForModernStandbyAsync(requested(kind), &reason.into());
    asked.map_err(&refused)?.await.map_err(refused)
}

fn requested(kind: AccessRequestKind) -> BackgroundAccessRequestKind {
    BackgroundAccessRequestKind(kind as i32)
}

fn known(status: BackgroundAccessStatus) -> Result<AccessStatus, HostError> {
    AccessStatus::from_value(status.0).ok_or_else(|| {
        HostError::new(HostErrorKind::Other, format!("Windows answered with an unknown access status: {}", status.0))
    })
}
