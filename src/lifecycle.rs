//! The app's way into the background and out of it.

use std::sync::Arc;

use crate::{
    events::Events,
    host::{Host, HostError},
    subscription::Subscription,
};

/// A change of the app's place on the device.
///
/// `CoreApplication.EnteredBackground` and `LeavingBackground` on Windows:
/// <https://learn.microsoft.com/windows/uwp/launch-resume/app-lifecycle>; `applicationDidEnterBackground` and
/// `applicationWillEnterForeground` on Apple systems.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LifecycleEvent {
    /// The app's windows are no longer seen: the time to save, and to let memory go.
    EnteredBackground,
    /// The app's windows are about to be seen.
    LeavingBackground,
}

/// What is told of the app's lifecycle. On Windows the app is not suspended before it returns.
pub type LifecycleListener = Arc<dyn Fn(LifecycleEvent) + Send + Sync>;

/// Calls `listener` on every change, until the subscription is dropped.
///
/// # Errors
///
/// When the system does not tell this app.
pub fn on_change(
    host: &impl Host,
    listener: impl Fn(LifecycleEvent) + Send + Sync + 'static,
) -> Result<Subscription, HostError> {
    host.subscribe_lifecycle(Arc::new(listener))
}

/// Calls `listener` when the app enters the background, until the subscription is dropped.
///
/// # Errors
///
/// When the system does not tell this app.
pub fn on_entered_background(
    host: &impl Host,
    listener: impl Fn() + Send + Sync + 'static,
) -> Result<Subscription, HostError> {
    on_change(host, move |event| {
        if event == LifecycleEvent::EnteredBackground {
            listener();
        }
    })
}

/// Calls `listener` when the app is about to leave the background, until the subscription is dropped.
///
/// # Errors
///
/// When the system does not tell this app.
pub fn on_leaving_background(
    host: &impl Host,
    listener: impl Fn() + Send + Sync + 'static,
) -> Result<Subscription, HostError> {
    on_change(host, move |event| {
        if event == LifecycleEvent::LeavingBackground {
            listener();
        }
    })
}

/// Every change, one after another, to be awaited.
///
/// # Errors
///
/// When the system does not tell this app.
pub fn events(host: &impl Host) -> Result<Events<LifecycleEvent>, HostError> {
    Events::subscribe(|send| host.subscribe_lifecycle(Arc::new(send)))
}
