//! Asking for a run: the triggers that an app fires.

use bgtask_core::{
    catalog::{ApplicationTriggerResult, DeviceTriggerResult, TriggerKind},
    model::Guid,
};
use windows::{
    ApplicationModel::Background::{ApplicationTrigger, DeviceUseTrigger, MediaProcessingTrigger},
    core::HSTRING,
};

use super::{details::values, error::refused, registrations, settings::LocalSettings};
use crate::{
    details::Arguments,
    host::{HostError, HostErrorKind, RequestResult, Settings},
};

/// The argument that names the device for a task of the trigger `device-use`, which needs it.
///
/// Source: <https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.deviceusetrigger.requestasync>
pub const DEVICE_ID: &str = "device-id";

/// The argument that a task of the trigger `device-use` gets besides the device.
pub const DEVICE_ARGUMENTS: &str = "arguments";

/// Keeps which trigger a registration has: Windows does not give it back.
///
/// `BackgroundTaskRegistration.Trigger` is "not intended for use in your code":
/// <https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.backgroundtaskregistration.trigger>
pub(super) fn remember(registration: Guid, kind: TriggerKind) -> Result<(), HostError> {
    LocalSettings.set(&key(registration), kind.facts().name)
}

pub(super) fn forget(registration: Guid) -> Result<(), HostError> {
    LocalSettings.remove(&key(registration))
}

fn key(registration: Guid) -> String {
    format!("bgtask.trigger.{registration}")
}

/// Fires the trigger of a registration, by an object made anew: any `ApplicationTrigger` signals the registered one, as
/// <https://learn.microsoft.com/windows/uwp/launch-resume/trigger-background-task-from-app> says. That the same holds for
/// the other triggers is an assumption.
pub(super) async fn request(registration: Guid, arguments: Arguments) -> Result<RequestResult, HostError> {
    registrations::expect(registration)?;
    let kept = LocalSettings.get(&key(registration))?;
    match kept.as_deref().and_then(TriggerKind::from_name) {
        Some(TriggerKind::Application) => application(&arguments).await,
        Some(TriggerKind::MediaProcessing) => media_processing(&arguments).await,
        Some(TriggerKind::DeviceUse) => device_use(&arguments).await,
        _ => Err(HostError::new(
            HostErrorKind::NotAllowed,
            "the trigger of the registration is not one that `request_run` fires, or bgtask did not register it",
        )),
    }
}

async fn application(arguments: &Arguments) -> Result<RequestResult, HostError> {
    let refused = refused("ApplicationTrigger.RequestAsync");
    let begin = || {
        let trigger = ApplicationTrigger::new()?;
        if arguments.is_empty() {
            trigger.RequestAsync()
        } else {
            trigger.RequestAsyncWithArguments(&values(arguments)?)
        }
    };
    let answer = begin().map_err(&refused)?.await.map_err(refused)?;
    Ok(known(ApplicationTriggerResult::from_value(answer.0)))
}

async fn media_processing(arguments: &Arguments) -> Result<RequestResult, HostError> {
    let refused = refused("MediaProcessingTrigger.RequestAsync");
    let begin = || {
        let trigger = MediaProcessingTrigger::new()?;
        if arguments.is_empty() {
            trigger.RequestAsync()
        } else {
            trigger.RequestAsyncWithArguments(&values(arguments)?)
        }
    };
    let answer = begin().map_err(&refused)?.await.map_err(refused)?;
    // `MediaProcessingTriggerResult` has the values of `ApplicationTriggerResult`.
    Ok(known(ApplicationTriggerResult::from_value(answer.0)))
}

async fn device_use(arguments: &Arguments) -> Result<RequestResult, HostError> {
    let Some(device) = arguments.get(DEVICE_ID).map(HSTRING::from) else {
        let text = format!("a run of the trigger `device-use` needs the argument `{DEVICE_ID}`");
        return Err(HostError::new(HostErrorKind::Other, text));
    };
    let refused = refused("DeviceUseTrigger.RequestAsync");
    let begin = || {
        let trigger = DeviceUseTrigger::new()?;
        match arguments.get(DEVICE_ARGUMENTS) {
            Some(arguments) => trigger.RequestAsyncWithArguments(&device, &arguments.into()),
            None => trigger.RequestAsyncSimple(&device),
        }
    };
    let answer = begin().map_err(&refused)?.await.map_err(refused)?;
    Ok(known(DeviceTriggerResult::from_value(answer.0)))
}

/// An answer of a later Windows is no answer that is known.
fn known(result: Option<impl Into<RequestResult>>) -> RequestResult {
    result.map_or(RequestResult::Unknown, Into::into)
}
