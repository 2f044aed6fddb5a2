//! Details of triggers, and the user for whom a task runs.

use windows::{
    System::User,
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

#[implement(IOneUser)]
struct OneUser(HSTRING);

// `IUser`, as far as that.
answers! { "df9a26c6-e746-4bcd-b5d4-120103c4209b" IOneUser, IOneUser_Impl for OneUser_Impl {
    NonRoamableId -> HSTRING = |this| this.0.clone();
} }

/// A user, of whom only `NonRoamableId` may be asked.
pub fn user(id: &str) -> User {
    IOneUser::from(OneUser(id.into())).cast().expect("it is the interface of that class")
}
