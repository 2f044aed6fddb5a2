//! `CoreApplication`, as far as its events in the background go; and `Run`, which every app that Windows activates calls.

use bgtask_core::catalog::error_code::hresult;
use windows::{
    ApplicationModel::{
        Activation::BackgroundActivatedEventArgs,
        Core::{CoreApplicationView, IFrameworkViewSource},
        EnteredBackgroundEventArgs, LeavingBackgroundEventArgs, SuspendingEventArgs,
    },
    Foundation::{Collections::IPropertySet, EventHandler, IGetActivationFactory},
    Win32::{Foundation::E_NOTIMPL, System::WinRT::IActivationFactory},
};
use windows_core::{HSTRING, IInspectable, Ref, Result, implement};

use crate::{
    bindings::{ICoreApplication, ICoreApplication_Impl, ICoreApplication2, ICoreApplication2_Impl},
    calls,
    classes::not_activatable,
    control,
    events::{ACTIVATED, ENTERED, LEAVING},
    store::{self, refusal},
};

/// The class.
#[implement(IActivationFactory, ICoreApplication, ICoreApplication2)]
pub struct Application;

not_activatable!(Application_Impl);

fn called(event: &str, given: &str) -> Result<()> {
    calls::called(&format!("CoreApplication.{event}"), &[given.to_owned()])?;
    // <https://github.com/microsoft/WindowsAppSDK/issues/1245>
    if store::with(|state| state.configuration.full_trust) {
        return Err(refusal(hresult::RPC_E_WRONG_THREAD));
    }
    Ok(())
}

impl ICoreApplication2_Impl for Application_Impl {
    fn BackgroundActivated(&self, handler: Ref<'_, EventHandler<BackgroundActivatedEventArgs>>) -> Result<i64> {
        called("BackgroundActivated", "+=")?;
        ACTIVATED.add((), handler)
    }

    fn RemoveBackgroundActivated(&self, token: i64) -> Result<()> {
        called("BackgroundActivated", "-=")?;
        ACTIVATED.remove(token);
        Ok(())
    }

    fn LeavingBackground(&self, handler: Ref<'_, EventHandler<LeavingBackgroundEventArgs>>) -> Result<i64> {
        called("LeavingBackground", "+=")?;
        LEAVING.add((), handler)
    }

    fn RemoveLeavingBackground(&self, token: i64) -> Result<()> {
        called("LeavingBackground", "-=")?;
        LEAVING.remove(token);
        Ok(())
    }

    fn EnteredBackground(&self, handler: Ref<'_, EventHandler<EnteredBackgroundEventArgs>>) -> Result<i64> {
        called("EnteredBackground", "+=")?;
        ENTERED.add((), handler)
    }

    fn RemoveEnteredBackground(&self, token: i64) -> Result<()> {
        called("EnteredBackground", "-=")?;
        ENTERED.remove(token);
        Ok(())
    }

    fn EnablePrelaunch(&self, _: bool) -> Result<()> {
        Err(E_NOTIMPL.into())
    }
}

impl ICoreApplication_Impl for Application_Impl {
    /// The process is Windows' from here on. As in one that was started for a task alone, no view is asked for; what goes on
    /// is what the test says on the standard input, until it has no more to say.
    fn Run(&self, _: Ref<'_, IFrameworkViewSource>) -> Result<()> {
        calls::called("CoreApplication.Run", &["IFrameworkViewSource".to_owned()])?;
        control::serve();
        Ok(())
    }

    fn Id(&self) -> Result<HSTRING> {
        Err(E_NOTIMPL.into())
    }

    fn Suspending(&self, _: Ref<'_, EventHandler<SuspendingEventArgs>>) -> Result<i64> {
        Err(E_NOTIMPL.into())
    }

    fn RemoveSuspending(&self, _: i64) -> Result<()> {
        Err(E_NOTIMPL.into())
    }

    fn Resuming(&self, _: Ref<'_, EventHandler<IInspectable>>) -> Result<i64> {
        Err(E_NOTIMPL.into())
    }

    fn RemoveResuming(&self, _: i64) -> Result<()> {
        Err(E_NOTIMPL.into())
    }

    fn Properties(&self) -> Result<IPropertySet> {
        Err(E_NOTIMPL.into())
    }

    fn GetCurrentView(&self) -> Result<CoreApplicationView> {
        Err(E_NOTIMPL.into())
    }

    fn RunWithActivationFactories(&self, _: Ref<'_, IGetActivationFactory>) -> Result<()> {
        Err(E_NOTIMPL.into())
    }
}
