//! Triggers that the app fires.

use bgtask_core::catalog::TriggerKind;
use windows::{
    ApplicationModel::Background::{
        ApplicationTriggerResult, DeviceTriggerResult, IBackgroundTrigger, MediaProcessingTriggerResult,
    },
    Foundation::{Collections::ValueSet, TimeSpan},
    Win32::System::WinRT::{IActivationFactory, IActivationFactory_Impl},
};
use windows_core::{HSTRING, IInspectable, Ref, Result, implement};
use windows_future::IAsyncOperation;

use super::{IOurs, Made, class, span};
use crate::{
    bindings::{
        IApplicationTrigger, IApplicationTrigger_Impl, IDeviceServicingTrigger, IDeviceServicingTrigger_Impl,
        IDeviceUseTrigger, IDeviceUseTrigger_Impl, IMediaProcessingTrigger, IMediaProcessingTrigger_Impl,
    },
    calls::{self, text},
    store, values,
};

#[implement(
    IBackgroundTrigger,
    IApplicationTrigger,
    IMediaProcessingTrigger,
    IDeviceUseTrigger,
    IDeviceServicingTrigger,
    IOurs
)]
struct Fired {
    made: Made,
}

class!(Fired Fired_Impl);

#[implement(IActivationFactory)]
struct Factory(TriggerKind);

fn is_fired(kind: TriggerKind) -> bool {
    matches!(
        kind,
        TriggerKind::Application | TriggerKind::MediaProcessing | TriggerKind::DeviceUse | TriggerKind::DeviceServicing
    )
}

pub fn factory(kind: TriggerKind) -> Option<IInspectable> {
    is_fired(kind).then(|| Factory(kind).into())
}

/// The object of a registration.
pub fn of_registration(kind: TriggerKind, registration: &str) -> Option<Result<IBackgroundTrigger>> {
    is_fired(kind).then(|| Fired::made(Made::of(kind, registration)))
}

impl IActivationFactory_Impl for Factory_Impl {
    fn ActivateInstance(&self) -> Result<IInspectable> {
        Fired::made(Made::new(self.0)?)
    }
}

impl Fired_Impl {
    /// What the test wants answered; 0 is `Allowed` in every enum of these.
    fn answer(&self, given: &[String]) -> Result<i32> {
        let class = self.made.kind.facts().class;
        let method = format!("{class}.RequestAsync");
        match &self.made.of {
            Some(name) => {
                let object = format!("BackgroundTaskRegistration({name:?}).Trigger.RequestAsync");
                calls::called_of(&object, &method, given)?;
            }
            None => calls::called(&method, given)?,
        }
        Ok(store::with(|state| state.configuration.requests.get(class).copied().unwrap_or_default()))
    }
}

impl IApplicationTrigger_Impl for Fired_Impl {
    fn RequestAsync(&self) -> Result<IAsyncOperation<ApplicationTriggerResult>> {
        let answer = self.answer(&[])?;
        Ok(IAsyncOperation::spawn(move || Ok(ApplicationTriggerResult(answer))))
    }

    fn RequestAsyncWithArguments(
        &self,
        arguments: Ref<'_, ValueSet>,
    ) -> Result<IAsyncOperation<ApplicationTriggerResult>> {
        let answer = self.answer(&[values::description(arguments.ok()?)?])?;
        Ok(IAsyncOperation::spawn(move || Ok(ApplicationTriggerResult(answer))))
    }
}

impl IMediaProcessingTrigger_Impl for Fired_Impl {
    fn RequestAsync(&self) -> Result<IAsyncOperation<MediaProcessingTriggerResult>> {
        let answer = self.answer(&[])?;
        Ok(IAsyncOperation::spawn(move || Ok(MediaProcessingTriggerResult(answer))))
    }

    fn RequestAsyncWithArguments(
        &self,
        arguments: Ref<'_, ValueSet>,
    ) -> Result<IAsyncOperation<MediaProcessingTriggerResult>> {
        let answer = self.answer(&[values::description(arguments.ok()?)?])?;
        Ok(IAsyncOperation::spawn(move || Ok(MediaProcessingTriggerResult(answer))))
    }
}

impl Fired_Impl {
    fn device(&self, given: &[String]) -> Result<IAsyncOperation<DeviceTriggerResult>> {
        let answer = self.answer(given)?;
        Ok(IAsyncOperation::spawn(move || Ok(DeviceTriggerResult(answer))))
    }
}

impl IDeviceUseTrigger_Impl for Fired_Impl {
    fn RequestAsyncSimple(&self, device: &HSTRING) -> Result<IAsyncOperation<DeviceTriggerResult>> {
        self.device(&[text(device)])
    }

    fn RequestAsyncWithArguments(
        &self,
        device: &HSTRING,
        arguments: &HSTRING,
    ) -> Result<IAsyncOperation<DeviceTriggerResult>> {
        self.device(&[text(device), text(arguments)])
    }
}

impl IDeviceServicingTrigger_Impl for Fired_Impl {
    fn RequestAsyncSimple(
        &self,
        device: &HSTRING,
        expected: &TimeSpan,
    ) -> Result<IAsyncOperation<DeviceTriggerResult>> {
        self.device(&[text(device), span(*expected)])
    }

    fn RequestAsyncWithArguments(
        &self,
        device: &HSTRING,
        expected: &TimeSpan,
        arguments: &HSTRING,
    ) -> Result<IAsyncOperation<DeviceTriggerResult>> {
        self.device(&[text(device), span(*expected), text(arguments)])
    }
}
