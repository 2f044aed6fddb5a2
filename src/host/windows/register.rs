//! Registering a task: `BackgroundTaskBuilder`.
//!
//! Source: <https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.backgroundtaskbuilder>

use bgtask_core::{
    catalog::{Condition, HostingModel, names},
    model::{Guid, Platform, ResolvedTask, ResolvedWindows},
};
use windows::{
    ApplicationModel::Background::{
        BackgroundTaskBuilder, BackgroundTaskRegistration, IBackgroundTrigger, SystemCondition, SystemConditionType,
    },
    core::{GUID, HSTRING, Result},
};

use super::{
    error::refused,
    refusal,
    registrations::{Entry, group},
    trigger,
};
use crate::{
    host::{HostError, HostErrorKind, RegisteredTask, RegistrationRequest},
    registration::RegisterError,
};

pub(super) async fn register(request: RegistrationRequest<'_>) -> std::result::Result<RegisteredTask, RegisterError> {
    let task = request.task;
    let Some(windows) = &task.windows else {
        return Err(RegisterError::NotForThisPlatform { platform: Platform::Windows });
    };
    check_entry(task, windows)?;
    let trigger = if task.spec.trigger.with {
        built_by_the_app(request).await?
    } else {
        trigger::build(&task.spec.trigger).map_err(|error| refusal::of_trigger(task, windows, error))?
    };
    // From here on without a pause: builder and trigger may be bound to this thread.
    let builder = builder(request, windows, &trigger).map_err(refused("BackgroundTaskBuilder"))?;
    let registration = builder
        .Register()
        .map_err(|error| refusal::of_register(task, windows, refused("BackgroundTaskBuilder.Register")(error)))?;
    Ok(registered(registration, task)?)
}

/// An empty entry point would make another kind of task of it. Rules see to it that there is one; a task may also have been
/// put together by hand.
fn check_entry(task: &ResolvedTask<'_>, windows: &ResolvedWindows<'_>) -> std::result::Result<(), HostError> {
    let missing = match windows.model {
        HostingModel::OutOfProcess if windows.entry_point.is_none_or(str::is_empty) => "an entry point",
        HostingModel::Com if windows.clsid.is_none() => "a CLSID",
        _ => return Ok(()),
    };
    let text =
        format!("the task `{}` lacks {missing}, which its model `{}` needs", task.spec.name, windows.model.name());
    Err(HostError::new(HostErrorKind::Other, text))
}

async fn built_by_the_app(request: RegistrationRequest<'_>) -> std::result::Result<IBackgroundTrigger, RegisterError> {
    let spec = &request.task.spec;
    match (request.build_trigger)(spec.name) {
        Some(builder) => Ok(builder.build().await.map_err(refused("the function that builds the trigger"))?),
        None => Err(HostError::new(
            HostErrorKind::Other,
            format!("no function builds the trigger `{}` of `{}`", spec.trigger.kind.facts().name, spec.name),
        )
        .into()),
    }
}

fn builder(
    request: RegistrationRequest<'_>,
    windows: &ResolvedWindows<'_>,
    trigger: &IBackgroundTrigger,
) -> Result<BackgroundTaskBuilder> {
    let spec = &request.task.spec;
    let builder = BackgroundTaskBuilder::new()?;
    builder.SetName(&HSTRING::from(spec.name))?;
    match windows.model {
        // Without an entry point Windows activates the app's own process.
        HostingModel::InProcess => {}
        HostingModel::OutOfProcess => builder.SetTaskEntryPoint(&windows.entry_point.unwrap_or_default().into())?,
        HostingModel::Forwarded => builder.SetTaskEntryPoint(&names::FORWARDER_ENTRY_POINT.into())?,
        HostingModel::Com => {
            let class = windows.clsid.map_or(0, Guid::to_u128);
            builder.SetTaskEntryPointClsid(GUID::from_u128(class))?;
        }
    }
    builder.SetTrigger(trigger)?;
    for condition in spec.conditions {
        builder.AddCondition(&system_condition(*condition)?)?;
    }
    if request.cancel_on_condition_loss {
        builder.SetCancelOnConditionLoss(true)?;
    }
    if spec.network_requested {
        builder.SetIsNetworkRequested(true)?;
    }
    // A Windows that can't have it so, or does not know of it, runs the task as it would without.
    if spec.windows.run_in_standby && BackgroundTaskBuilder::IsRunningTaskInStandbySupported().unwrap_or_default() {
        builder.SetAllowRunningTaskInStandby(true)?;
    }
    if let Some(id) = spec.group {
        builder.SetTaskGroup(&group(id)?)?;
    }
    Ok(builder)
}

fn system_condition(condition: Condition) -> Result<SystemCondition> {
    SystemCondition::Create(SystemConditionType(condition.facts().value))
}

fn registered(
    registration: BackgroundTaskRegistration,
    task: &ResolvedTask<'_>,
) -> std::result::Result<RegisteredTask, HostError> {
    let entry = Entry::new(registration, task.spec.group.map(str::to_owned));
    Ok(entry.map_err(refused("a read of BackgroundTaskRegistration"))?.registered)
}
