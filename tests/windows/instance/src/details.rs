//! Details of triggers.

use windows::{
    Win32::Foundation::E_NOTIMPL,
    core::{HRESULT, HSTRING, IInspectable, IUnknown, IUnknown_Vtbl, Interface, OutRef, implement, interface},
};

/// `IRawNotification`, which the `windows` crate can call and not implement. What it has of `IInspectable` is called
/// by nobody.
#[interface("1a227281-3b79-42ac-9963-22ab00d4f0b7")]
unsafe trait IRaw: IUnknown {
    unsafe fn GetIids(&self) -> HRESULT;
    unsafe fn GetRuntimeClassName(&self) -> HRESULT;
    unsafe fn GetTrustLevel(&self) -> HRESULT;
    unsafe fn Content(&self, content: OutRef<'_, HSTRING>) -> HRESULT;
}

#[implement(IRaw)]
struct Notification(HSTRING);

impl IRaw_Impl for Notification_Impl {
    unsafe fn GetIids(&self) -> HRESULT {
        E_NOTIMPL
    }

    unsafe fn GetRuntimeClassName(&self) -> HRESULT {
        E_NOTIMPL
    }

    unsafe fn GetTrustLevel(&self) -> HRESULT {
        E_NOTIMPL
    }

    unsafe fn Content(&self, content: OutRef<'_, HSTRING>) -> HRESULT {
        content.write(self.0.clone()).into()
    }
}

/// A raw push notification.
pub fn notification(content: &str) -> IInspectable {
    IRaw::from(Notification(content.into())).cast().expect("every object has it")
}

/// `IAppServiceTriggerDetails`, likewise.
#[interface("88a2dcac-ad28-41b8-80bb-bdf1b2169e19")]
unsafe trait IAppService: IUnknown {
    unsafe fn GetIids(&self) -> HRESULT;
    unsafe fn GetRuntimeClassName(&self) -> HRESULT;
    unsafe fn GetTrustLevel(&self) -> HRESULT;
}

#[implement(IAppService)]
struct AppService;

impl IAppService_Impl for AppService_Impl {
    unsafe fn GetIids(&self) -> HRESULT {
        E_NOTIMPL
    }

    unsafe fn GetRuntimeClassName(&self) -> HRESULT {
        E_NOTIMPL
    }

    unsafe fn GetTrustLevel(&self) -> HRESULT {
        E_NOTIMPL
    }
}

/// The details of an app service's activation.
pub fn app_service() -> IInspectable {
    IAppService::from(AppService).cast().expect("every object has it")
}
