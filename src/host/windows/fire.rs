//! Firing a trigger: those that wait for the app itself.
//!
//! A trigger is fired by the registration's own object, which Windows gives as "the trigger associated with the background
//! task", and null where it does not:
//! <https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.ibackgroundtaskregistration2.trigger>. Apps get
//! an `ApplicationTrigger` so. For which others it is given is written down nowhere.
//!
//! Where it is not given, an object made anew is asked. Any `ApplicationTrigger` signals the registered one, as
//! <https://learn.microsoft.com/windows/uwp/launch-resume/trigger-background-task-from-app> says. That the same holds for
//! the other three is an assumption: Microsoft's samples ask the object that they registered, while the app runs.

use std::time::Duration;

use bgtask_core::{
    catalog::{ApplicationTriggerResult, DeviceTriggerResult},
    model::Guid,
};
use windows::{
    ApplicationModel::Background::{
        ApplicationTrigger, BackgroundTaskRegistration, DeviceServicingTrigger, DeviceUseTrigger,
        MediaProcessingTrigger,
    },
    Foundation::TimeSpan,
    core::{HSTRING, Interface, Result},
};

use super::{details::values, error::refused, registrations};
use crate::{
    details::{Arguments, DeviceRequest},
    host::{HostError, HostErrorKind},
};

pub(super) async fn application(
    registration: Guid,
    arguments: &Arguments,
) -> std::result::Result<ApplicationTriggerResult, HostError> {
    let registration = registrations::expect(registration)?;
    let refused = refused("ApplicationTrigger.RequestAsync");
    let begin = || {
        let trigger = own(&registration, ApplicationTrigger::new)?;
        if arguments.is_empty() {
            trigger.RequestAsync()
        } else {
            trigger.RequestAsyncWithArguments(&values(arguments)?)
        }
    };
    let answer = begin().map_err(&refused)?.await.map_err(refused)?;
    ApplicationTriggerResult::from_value(answer.0).ok_or_else(|| unknown(answer.0))
}

pub(super) async fn media_processing(
    registration: Guid,
    arguments: &Arguments,
) -> std::result::Result<ApplicationTriggerResult, HostError> {
    let registration = registrations::expect(registration)?;
    let refused = refused("MediaProcessingTrigger.RequestAsync");
    let begin = || {
        let trigger = own(&registration, MediaProcessingTrigger::new)?;
        if arguments.is_empty() {
            trigger.RequestAsync()
        } else {
            trigger.RequestAsyncWithArguments(&values(arguments)?)
        }
    };
    let answer = begin().map_err(&refused)?.await.map_err(refused)?;
    // `MediaProcessingTriggerResult` has the values of `ApplicationTriggerResult`.
    ApplicationTriggerResult::from_value(answer.0).ok_or_else(|| unknown(answer.0))
}

pub(super) async fn device_use(
    registration: Guid,
    request: DeviceRequest,
) -> std::result::Result<DeviceTriggerResult, HostError> {
    let registration = registrations::expect(registration)?;
    let refused = refused("DeviceUseTrigger.RequestAsync");
    let begin = || {
        let (trigger, device) = (own(&registration, DeviceUseTrigger::new)?, HSTRING::from(&request.device_id));
        if request.arguments.is_empty() {
            trigger.RequestAsyncSimple(&device)
        } else {
            trigger.RequestAsyncWithArguments(&device, &HSTRING::from(&request.arguments))
        }
    };
    let answer = begin().map_err(&refused)?.await.map_err(refused)?;
    DeviceTriggerResult::from_value(answer.0).ok_or_else(|| unknown(answer.0))
}

pub(super) async fn device_servicing(
    registration: Guid,
    request: DeviceRequest,
) -> std::result::Result<DeviceTriggerResult, HostError> {
    let registration = registrations::expect(registration)?;
    let refused = refused("DeviceServicingTrigger.RequestAsync");
    let expected = span(request.expected_duration.unwrap_or_default());
    let begin = || {
        let (trigger, device) = (own(&registration, DeviceServicingTrigger::new)?, HSTRING::from(&request.device_id));
        if request.arguments.is_empty() {
            trigger.RequestAsyncSimple(&device, expected)
        } else {
            trigger.RequestAsyncWithArguments(&device, expected, &HSTRING::from(&request.arguments))
        }
    };
    let answer = begin().map_err(&refused)?.await.map_err(refused)?;
    DeviceTriggerResult::from_value(answer.0).ok_or_else(|| unknown(answer.0))
}

/// The trigger object of a registration, or a new one where Windows does not give it.
fn own<T: Interface>(registration: &BackgroundTaskRegistration, new: impl FnOnce() -> Result<T>) -> Result<T> {
    registration.Trigger().and_then(|trigger| trigger.cast()).or_else(|_| new())
}

/// In tenths of microseconds, and no longer than Windows can say.
fn span(duration: Duration) -> TimeSpan {
    TimeSpan { Duration: i64::try_from(duration.as_nanos() / 100).unwrap_or(i64::MAX) }
}

fn unknown(answer: i32) -> HostError {
    let text = format!("Windows answered the request to run with {answer}, of which nothing is known");
    HostError::new(HostErrorKind::Other, text)
}
