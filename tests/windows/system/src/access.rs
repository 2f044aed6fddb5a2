//! `BackgroundExecutionManager`.

use bgtask_core::catalog::error_code::hresult;
use windows::{
    ApplicationModel::Background::{BackgroundAccessRequestKind, BackgroundAccessStatus},
    Win32::{Foundation::E_NOTIMPL, System::WinRT::IActivationFactory},
};
use windows_core::{HSTRING, Result, implement};
use windows_future::IAsyncOperation;

use crate::{
    bindings::{
        IBackgroundExecutionManagerStatics, IBackgroundExecutionManagerStatics_Impl,
        IBackgroundExecutionManagerStatics2, IBackgroundExecutionManagerStatics2_Impl,
    },
    calls::{self, text},
    classes::not_activatable,
    store::{self, refusal},
};

/// The class.
#[implement(IActivationFactory, IBackgroundExecutionManagerStatics, IBackgroundExecutionManagerStatics2)]
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

impl IBackgroundExecutionManagerStatics_Impl for Manager_Impl {
    fn RequestAccessAsync(&self) -> Result<IAsyncOperation<BackgroundAccessStatus>> {
        called("RequestAccessAsync", &[])?;
        // Later, and on another thread.
        Ok(IAsyncOperation::spawn(|| {
            Ok(BackgroundAccessStatus(store::with(|state| {
                state.access = state.configuration.access as i32;
                state.access
            })))
        }))
    }

    fn RequestAccessForApplicationAsync(&self, _: &HSTRING) -> Result<IAsyncOperation<BackgroundAccessStatus>> {
        Err(E_NOTIMPL.into())
    }

    fn RemoveAccess(&self) -> Result<()> {
        called("RemoveAccess", &[])?;
        store::with(|state| state.access = 0);
        Ok(())
    }

    fn RemoveAccessForApplication(&self, _: &HSTRING) -> Result<()> {
        Err(E_NOTIMPL.into())
    }

    fn GetAccessStatus(&self) -> Result<BackgroundAccessStatus> {
        called("GetAccessStatus", &[])?;
        Ok(BackgroundAccessStatus(store::with(|state| state.access)))
    }

    fn GetAccessStatusForApplication(&self, _: &HSTRING) -> Result<BackgroundAccessStatus> {
        Err(E_NOTIMPL.into())
    }
}

impl IBackgroundExecutionManagerStatics2_Impl for Manager_Impl {
    fn RequestAccessKindAsync(
        &self,
        kind: BackgroundAccessRequestKind,
        reason: &HSTRING,
    ) -> Result<IAsyncOperation<bool>> {
        let kind = match kind {
            BackgroundAccessRequestKind::AlwaysAllowed => "AlwaysAllowed",
            _ => "AllowedSubjectToSystemPolicy",
        };
        called("RequestAccessKindAsync", &[format!("BackgroundAccessRequestKind.{kind}"), text(reason)])?;
        Ok(IAsyncOperation::spawn(|| Ok(store::with(|state| state.configuration.access_kind))))
    }
}
