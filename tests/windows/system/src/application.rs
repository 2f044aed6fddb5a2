//! `CoreApplication`, as far as its events in the background go.

use bgtask_core::catalog::error_code::hresult;
use windows::{
    ApplicationModel::{
        Activation::BackgroundActivatedEventArgs, EnteredBackgroundEventArgs, LeavingBackgroundEventArgs,
    },
    Foundation::EventHandler,
    Win32::{Foundation::E_NOTIMPL, System::WinRT::IActivationFactory},
};
use windows_core::{Ref, Result, implement};

use crate::{
    bindings::{ICoreApplication2, ICoreApplication2_Impl},
    calls,
    classes::not_activatable,
    events::{ACTIVATED, ENTERED, LEAVING},
    store::{self, refusal},
};

/// The class.
#[implement(IActivationFactory, ICoreApplication2)]
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
