//! The deferral of a run.

use std::sync::Arc;

use windows::{
    ApplicationModel::Background::BackgroundTaskDeferral,
    Win32::Foundation::{E_NOTIMPL, S_OK},
    core::{HRESULT, IUnknown, IUnknown_Vtbl, Interface, Result, implement, interface},
};

use crate::{
    live::{Alive, Kind},
    log::{Log, Step},
};

/// `IBackgroundTaskDeferral`, which the `windows` crate can call and not implement. What it has of `IInspectable` is
/// called by nobody.
#[interface("93cc156d-af27-4dd3-846e-24ee40cadd25")]
unsafe trait IDeferral: IUnknown {
    unsafe fn GetIids(&self) -> HRESULT;
    unsafe fn GetRuntimeClassName(&self) -> HRESULT;
    unsafe fn GetTrustLevel(&self) -> HRESULT;
    unsafe fn Complete(&self) -> HRESULT;
}

#[implement(IDeferral)]
struct Deferral {
    log: Arc<Log>,
    _alive: Alive,
}

/// Takes a deferral.
pub(crate) fn take(log: &Arc<Log>) -> Result<BackgroundTaskDeferral> {
    log.add(Step::DeferralTaken);
    IDeferral::from(Deferral { log: Arc::clone(log), _alive: Alive::new(Kind::Deferral) }).cast()
}

impl IDeferral_Impl for Deferral_Impl {
    unsafe fn GetIids(&self) -> HRESULT {
        E_NOTIMPL
    }

    unsafe fn GetRuntimeClassName(&self) -> HRESULT {
        E_NOTIMPL
    }

    unsafe fn GetTrustLevel(&self) -> HRESULT {
        E_NOTIMPL
    }

    unsafe fn Complete(&self) -> HRESULT {
        self.log.add(Step::DeferralCompleted);
        S_OK
    }
}
