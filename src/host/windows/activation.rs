//! From Windows' instance of a task to an activation of ours.

use bgtask_core::{catalog::CancellationReason, model::Guid};
use windows::{
    ApplicationModel::Background::{
        BackgroundTaskCanceledEventHandler, BackgroundTaskCancellationReason, IBackgroundTaskInstance,
    },
    core::Result,
};

use super::{callback::called, details, error::refused, instance::WindowsInstance};
use crate::{Activation, BackgroundApp, InstanceStart, cancellation::Canceller, host::HostError};

/// The activation that `instance` is, with its deferral taken and its cancellation connected. For an app that handles
/// `BackgroundActivated` itself; [`install`](super::install) does so by itself.
///
/// To be called on the thread on which Windows handed over the instance.
///
/// ```no_run
/// # use bgtask::{BackgroundApp, DispatchError, on_background_activated};
/// # fn app<App: BackgroundApp>() {
/// use bgtask::host::windows::activation;
/// use windows::ApplicationModel::Background::IBackgroundTaskInstance;
///
/// fn handle<App: BackgroundApp>(instance: &IBackgroundTaskInstance) -> Result<(), Box<dyn std::error::Error>> {
///     on_background_activated::<App>(activation(instance)?)?;
///     Ok(())
/// }
/// # }
/// ```
///
/// # Errors
///
/// When Windows does not give the deferral, the name or an id, or takes no handler for the cancellation. A deferral
/// that was taken is completed.
pub fn activation<A: BackgroundApp>(
    instance: &IBackgroundTaskInstance,
) -> std::result::Result<Activation<A>, HostError> {
    // The deferral before all else: from now on nothing that fails leaves Windows waiting, or ending the process.
    let host = WindowsInstance::take(instance)?;
    connect(instance, host, start(instance)?)
}

/// What Windows knows of the run.
pub(super) fn start(instance: &IBackgroundTaskInstance) -> std::result::Result<InstanceStart, HostError> {
    read_start(instance).map_err(refused("a read of IBackgroundTaskInstance"))
}

fn read_start(instance: &IBackgroundTaskInstance) -> Result<InstanceStart> {
    let registration = instance.Task()?;
    Ok(InstanceStart {
        name: registration.Name()?.to_string_lossy(),
        registration: Guid::from_u128(registration.TaskId()?.to_u128()),
        instance: Guid::from_u128(instance.InstanceId()?.to_u128()),
        details: details::read(instance),
    })
}

/// Makes the activation, and lets Windows cancel it before any code of the app's runs.
pub(super) fn connect<A: BackgroundApp>(
    instance: &IBackgroundTaskInstance,
    host: WindowsInstance,
    start: InstanceStart,
) -> std::result::Result<Activation<A>, HostError> {
    let activation = Activation::new(start, host);
    let handler = canceled(activation.canceller());
    instance.Canceled(&handler).map_err(refused("IBackgroundTaskInstance.Canceled"))?;
    Ok(activation)
}

fn canceled(canceller: Canceller) -> BackgroundTaskCanceledEventHandler {
    BackgroundTaskCanceledEventHandler::new(move |_, reason| {
        called(|| {
            canceller.cancel(cancellation_reason(reason));
        })
    })
}

/// A reason of a later Windows is handed on as the one that stands for several.
pub(super) fn cancellation_reason(reason: BackgroundTaskCancellationReason) -> CancellationReason {
    CancellationReason::from_value(reason.0).unwrap_or(CancellationReason::Abort)
}
