//! `BackgroundExecutionManager`.

use bgtask_core::catalog::error_code::hresult;
use windows::{
    ApplicationModel::Background::{BackgroundAccessRequestKind, BackgroundAccessStatus},
    Win32::System::WinRT::IActivationFactory,
};
use windows_core::{HSTRING, Result, implement};
use windows_future::IAsyncOperation;

use crate::{
    bindings::{
        IBackgroundExecutionManagerStatics, IBackgroundExecutionManagerStatics_Impl,
        IBackgroundExecutionManagerStatics2, IBackgroundExecutionManagerStatics2_Impl,
        IBackgroundExecutionManagerStatics3, IBackgroundExecutionManagerStatics3_Impl,
    },
    calls::{self, text},
    classes::not_activatable,
    store::{self, refusal},
};

/// The class.
#[implement(
    IActivationFactory,
    IBackgroundExecutionManagerStatics,
    IBackgroundExecutionManagerStatics2,
    IBackgroundExecutionManagerStatics3
)]
pub struct Manager;

not_activatable!(Manager_Impl);

/// Calls a method of the class, which a process without identity can't.
fn called(method: &str, given: &[String]) -> Result<()> {
    calls::called(&format!("BackgroundExecutionManager.{method}"), given)?;
    identity()
}

/// What this namespace answers to a process without identity.
///
/// Source: <https://github.com/microsoft/WindowsAppSDK/issues/4201>
pub fn identity() -> Result<()> {
    if store::with(|state| state.configuration.identity) { Ok(()) } else { Err(refusal(hresult::ERROR_NOT_FOUND)) }
}

/// Gives the app the access that the test wants it to have: later, and on another thread. Other apps of the package are
/// given the same.
fn give_access() -> IAsyncOperation<BackgroundAccessStatus> {
    IAsyncOperation::spawn(|| {
        Ok(BackgroundAccessStatus(store::with(|state| {
            state.access = state.configuration.access as i32;
            state.access
        })))
    })
}

fn current() -> BackgroundAccessStatus {
    BackgroundAccessStatus(store::with(|state| state.access))
}

fn forget_access() {
    store::with(|state| state.access = 0);
}

fn kind(kind: BackgroundAccessRequestKind, reason: &HSTRING) -> [String; 2] {
    let kind = match kind {
        BackgroundAccessRequestKind::AlwaysAllowed => "AlwaysAllowed",
        _ => "AllowedSubjectToSystemPolicy",
    };
    [format!("BackgroundAccessRequestKind.{kind}"), text(reason)]
}

fn give_kind() -> IAsyncOperation<bool> {
    IAsyncOperation::spawn(|| Ok(store::with(|state| state.configuration.access_kind)))
}

impl IBackgroundExecutionManagerStatics_Impl for Manager_Impl {
    fn RequestAccessAsync(&self) -> Result<IAsyncOperation<BackgroundAccessStatus>> {
        called("RequestAccessAsync", &[])?;
        Ok(give_access())
    }

    fn RequestAccessForApplicationAsync(
        &self,
        application: &HSTRING,
    ) -> Result<IAsyncOperation<BackgroundAccessStatus>> {
        called("RequestAccessAsync", &[text(application)])?;
        Ok(give_access())
    }

    fn RemoveAccess(&self) -> Result<()> {
        called("RemoveAccess", &[])?;
        forget_access();
        Ok(())
    }

    fn RemoveAccessForApplication(&self, application: &HSTRING) -> Result<()> {
        called("RemoveAccess", &[text(application)])?;
        forget_access();
        Ok(())
    }

    fn GetAccessStatus(&self) -> Result<BackgroundAccessStatus> {
        called("GetAccessStatus", &[])?;
        Ok(current())
    }

    fn GetAccessStatusForApplication(&self, application: &HSTRING) -> Result<BackgroundAccessStatus> {
        called("GetAccessStatus", &[text(application)])?;
        Ok(current())
    }
}

impl IBackgroundExecutionManagerStatics2_Impl for Manager_Impl {
    fn RequestAccessKindAsync(
        &self,
        wanted: BackgroundAccessRequestKind,
        reason: &HSTRING,
    ) -> Result<IAsyncOperation<bool>> {
        called("RequestAccessKindAsync", &kind(wanted, reason))?;
        Ok(give_kind())
    }
}

impl IBackgroundExecutionManagerStatics3_Impl for Manager_Impl {
    fn RequestAccessKindForModernStandbyAsync(
        &self,
        wanted: BackgroundAccessRequestKind,
        reason: &HSTRING,
    ) -> Result<IAsyncOperation<bool>> {
        called("RequestAccessKindForModernStandbyAsync", &kind(wanted, reason))?;
        Ok(give_kind())
    }

    fn GetAccessStatusForModernStandby(&self) -> Result<BackgroundAccessStatus> {
        called("GetAccessStatusForModernStandby", &[])?;
        Ok(current())
    }

    fn GetAccessStatusForModernStandbyForApplication(&self, application: &HSTRING) -> Result<BackgroundAccessStatus> {
        called("GetAccessStatusForModernStandby", &[text(application)])?;
        Ok(current())
    }
}
