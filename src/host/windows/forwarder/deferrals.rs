//! The deferrals that the app's COM server takes of a forwarded instance.

#![expect(non_snake_case, reason = "Windows names the methods")]
#![allow(unsafe_code, reason = "the interface is declared as COM has it")]

use std::{
    ffi::c_void,
    sync::{
        Arc, Weak,
        atomic::{AtomicBool, Ordering},
    },
};

use windows::{
    ApplicationModel::Background::BackgroundTaskDeferral,
    Win32::Foundation::{E_NOTIMPL, S_OK},
    core::{GUID, HRESULT, IUnknown, IUnknown_Vtbl, Interface, Result, implement, interface},
};

use super::forwarding::Forwarding;
use crate::host::windows::callback::called;

/// `IBackgroundTaskDeferral`, which the `windows` crate calls and does not let others implement. The first three methods
/// are those of `IInspectable`, by which nobody asks a deferral anything; they are there as it has them, as on 32 bits the
/// callee clears the stack.
#[interface("93cc156d-af27-4dd3-846e-24ee40cadd25")]
unsafe trait IForwardedDeferral: IUnknown {
    unsafe fn GetIids(&self, count: *mut u32, ids: *mut *mut GUID) -> HRESULT;
    unsafe fn GetRuntimeClassName(&self, name: *mut *mut c_void) -> HRESULT;
    unsafe fn GetTrustLevel(&self, level: *mut i32) -> HRESULT;
    unsafe fn Complete(&self) -> HRESULT;
}

/// A deferral of a forwarded run. Released without having been completed, it completes: its holder is gone.
#[implement(IForwardedDeferral)]
struct ForwardedDeferral {
    run: Weak<Forwarding>,
    completed: AtomicBool,
}

/// A deferral of `run`, which has been counted.
pub(super) fn deferral(run: &Arc<Forwarding>) -> Result<BackgroundTaskDeferral> {
    let deferral = ForwardedDeferral { run: Arc::downgrade(run), completed: AtomicBool::new(false) };
    IForwardedDeferral::from(deferral).cast()
}

impl ForwardedDeferral {
    fn complete(&self) {
        if !self.completed.swap(true, Ordering::AcqRel)
            && let Some(run) = self.run.upgrade()
        {
            run.deferral_completed();
        }
    }
}

impl Drop for ForwardedDeferral {
    fn drop(&mut self) {
        self.complete();
    }
}

impl IForwardedDeferral_Impl for ForwardedDeferral_Impl {
    unsafe fn GetIids(&self, _: *mut u32, _: *mut *mut GUID) -> HRESULT {
        E_NOTIMPL
    }

    unsafe fn GetRuntimeClassName(&self, _: *mut *mut c_void) -> HRESULT {
        E_NOTIMPL
    }

    unsafe fn GetTrustLevel(&self, _: *mut i32) -> HRESULT {
        E_NOTIMPL
    }

    unsafe fn Complete(&self) -> HRESULT {
        called(|| self.complete()).map_or_else(|error| error.code(), |()| S_OK)
    }
}
