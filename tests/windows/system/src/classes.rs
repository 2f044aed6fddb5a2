//! The exports by which a class is found.

use std::ffi::c_void;

use windows::Win32::{
    Foundation::{E_POINTER, S_FALSE},
    System::WinRT::{IActivationFactory, IActivationFactory_Impl},
};
use windows_core::{HRESULT, HSTRING, IInspectable, Interface, Result, implement};

use bgtask_core::catalog::error_code::hresult;

use crate::{
    access, application, builder, condition, group, package, registration, settings, store::refusal, trigger, values,
};

/// The factory of a class that is made without arguments.
#[implement(IActivationFactory)]
pub struct New(pub fn() -> Result<IInspectable>);

impl IActivationFactory_Impl for New_Impl {
    fn ActivateInstance(&self) -> Result<IInspectable> {
        (self.0)()
    }
}

/// A factory of a class that is not made this way.
macro_rules! not_activatable {
    ($factory:ident) => {
        impl windows::Win32::System::WinRT::IActivationFactory_Impl for $factory {
            fn ActivateInstance(&self) -> ::windows_core::Result<::windows_core::IInspectable> {
                Err(windows::Win32::Foundation::E_NOTIMPL.into())
            }
        }
    };
}
pub(crate) use not_activatable;

fn factory(class: &str) -> Option<IInspectable> {
    Some(match class.strip_prefix("Windows.")? {
        "ApplicationModel.Background.BackgroundExecutionManager" => access::Manager.into(),
        "ApplicationModel.Background.BackgroundTaskBuilder" => builder::Factory.into(),
        "ApplicationModel.Background.BackgroundTaskRegistration" => registration::Registrations.into(),
        "ApplicationModel.Background.BackgroundTaskRegistrationGroup" => group::Factory.into(),
        "ApplicationModel.Background.SystemCondition" => condition::Factory.into(),
        "ApplicationModel.Core.CoreApplication" => application::Application.into(),
        "ApplicationModel.Package" => package::Packages.into(),
        "Foundation.Collections.ValueSet" => New(values::value_set).into(),
        "Foundation.PropertyValue" => values::PropertyValues.into(),
        "Storage.ApplicationData" => settings::Data.into(),
        _ => return trigger::factory(class),
    })
}

/// Gives the factory of a class.
///
/// # Safety
///
/// As <https://learn.microsoft.com/windows/win32/api/activation/nf-activation-dllgetactivationfactory> has it: the first is a
/// text or null, the second is where a pointer goes.
#[unsafe(no_mangle)]
pub unsafe extern "system" fn DllGetActivationFactory(class: *mut c_void, answer: *mut *mut c_void) -> HRESULT {
    if answer.is_null() {
        return E_POINTER;
    }
    // SAFETY: a text is one pointer, which may be null, and stays the caller's: the reference is not dropped.
    let class: &HSTRING = unsafe { &*(&raw const class).cast() };
    match factory(&class.to_string_lossy()).map(|factory| factory.cast::<IActivationFactory>()) {
        Some(Ok(factory)) => {
            // SAFETY: the caller gave a place for a pointer to an `IActivationFactory`, whose reference becomes its own.
            unsafe { answer.write(factory.into_raw()) };
            HRESULT(0)
        }
        Some(Err(error)) => error.code(),
        None => refusal(hresult::CLASS_E_CLASSNOTAVAILABLE).code(),
    }
}

/// The module stays: events and threads of it may be alive.
#[unsafe(no_mangle)]
pub extern "system" fn DllCanUnloadNow() -> HRESULT {
    S_FALSE
}
