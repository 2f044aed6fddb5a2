//! Details of triggers.

use windows::{
    Win32::Foundation::E_NOTIMPL,
    core::{HRESULT, HSTRING, IInspectable, IUnknown, IUnknown_Vtbl, Interface, OutRef, implement, interface},
};

use crate::answers;

#[implement(IRaw)]
struct Notification(HSTRING);

// `IRawNotification`.
answers! { "1a227281-3b79-42ac-9963-22ab00d4f0b7" IRaw, IRaw_Impl for Notification_Impl {
    Content -> HSTRING = |this| this.0.clone();
} }

/// A raw push notification.
pub fn notification(content: &str) -> IInspectable {
    IRaw::from(Notification(content.into())).cast().expect("every object has it")
}

#[implement(IAppService)]
struct AppService;

// `IAppServiceTriggerDetails`.
answers! { "88a2dcac-ad28-41b8-80bb-bdf1b2169e19" IAppService, IAppService_Impl for AppService_Impl {} }

/// The details of an app service's activation.
pub fn app_service() -> IInspectable {
    IAppService::from(AppService).cast().expect("every object has it")
}
