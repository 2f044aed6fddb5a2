//! Whether the app may run in the background: `BackgroundExecutionManager`.
//!
//! Source: <https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.backgroundexecutionmanager>

use bgtask_core::catalog::AccessStatus;
use windows::ApplicationModel::Background::{BackgroundAccessStatus, BackgroundExecutionManager};

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

pub(super) fn remove() -> Result<(), HostError> {
    BackgroundExecutionManager::RemoveAccess().map_err(refused("BackgroundExecutionManager.RemoveAccess"))
}

fn known(status: BackgroundAccessStatus) -> Result<AccessStatus, HostError> {
    AccessStatus::from_value(status.0).ok_or_else(|| {
        HostError::new(HostErrorKind::Other, format!("Windows answered with an unknown access status: {}", status.0))
    })
}
