//! Out-of-process components: the DLL that Windows loads into `backgroundTaskHost.exe` for the entry points of an app.
//!
//! Source: <https://learn.microsoft.com/windows/uwp/launch-resume/create-and-register-a-background-task>

#![allow(unsafe_code, reason = "what `implement` writes is unsafe")]

use std::sync::Once;

use bgtask_core::catalog::HostingModel;
use windows::{
    Win32::{
        Foundation::{CLASS_E_CLASSNOTAVAILABLE, S_FALSE, S_OK},
        System::WinRT::{IActivationFactory, IActivationFactory_Impl},
    },
    core::{HRESULT, HSTRING, IInspectable, OutRef, Ref, Result, implement},
};

use super::{
    callback::answered,
    forwarder,
    life::{self, Life},
    task_object::task_object,
};
use crate::{BackgroundApp, app::keep_record, exports::has};

/// The name of a class, lent by the caller.
pub type ClassName<'a> = Ref<'a, HSTRING>;

/// The caller's variable for a factory.
pub type FactorySlot<'a> = OutRef<'a, IActivationFactory>;

/// What a DLL's exports answer with.
pub type Hresult = HRESULT;

/// Makes a new object of a class.
pub(super) type Make = fn() -> Result<IInspectable>;

/// `DllGetActivationFactory` of a component that has the entry points of `A`. What `prepare` has is called before the first
/// class is handed out.
///
/// Source: <https://learn.microsoft.com/windows/win32/api/activation/nf-activation-dllgetactivationfactory>
pub fn get_activation_factory<A: BackgroundApp>(
    class: &ClassName<'_>,
    factory: FactorySlot<'_>,
    prepare: &[fn()],
) -> Hresult {
    keep_record::<A>();
    hand_out(class, factory, prepare, |class| {
        if const { has::<A>(HostingModel::Forwarded) } && forwarder::is_class(class) {
            return Some(forwarder::make::<A>);
        }
        let mut ours = A::TASKS.iter().filter_map(|task| task.windows);
        ours.any(|windows| windows.model == HostingModel::OutOfProcess && windows.entry_point == Some(class))
            .then_some(task_object::<A> as Make)
    })
}

/// Hands out the factory of the class that `find` knows by its name.
pub(super) fn hand_out(
    class: &ClassName<'_>,
    factory: FactorySlot<'_>,
    prepare: &[fn()],
    find: impl FnOnce(&str) -> Option<Make>,
) -> Hresult {
    static PREPARED: Once = Once::new();
    let handed = answered(|| {
        let Some(make) = find(&class.to_string_lossy()) else {
            return Ok(None);
        };
        // After a panic it is tried again: each activation in between fails, with the panic's text for a debugger.
        PREPARED.call_once_force(|_| prepare.iter().for_each(|prepare| prepare()));
        Ok(Some(IActivationFactory::from(Factory { make, _life: Life::new() })))
    });
    // The caller's variable is null when there is no factory.
    match handed {
        Ok(Some(made)) => factory.write(Some(made)).map_or_else(|error| error.code(), |()| S_OK),
        Ok(None) => refuse(factory, CLASS_E_CLASSNOTAVAILABLE),
        Err(error) => refuse(factory, error.code()),
    }
}

fn refuse(factory: FactorySlot<'_>, code: HRESULT) -> Hresult {
    factory.write(None).map_or_else(|error| error.code(), |()| code)
}

/// `DllCanUnloadNow`: no while an object, a factory or a run is alive.
///
/// Source: <https://learn.microsoft.com/windows/win32/api/combaseapi/nf-combaseapi-dllcanunloadnow>
pub fn can_unload_now() -> Hresult {
    if life::nothing_lives() { S_OK } else { S_FALSE }
}

/// The factory of a class, by the published interface: what `windows-core` has of its own is a part of it.
#[implement(IActivationFactory)]
struct Factory {
    make: Make,
    _life: Life,
}

impl IActivationFactory_Impl for Factory_Impl {
    fn ActivateInstance(&self) -> Result<IInspectable> {
        answered(self.make)
    }
}
