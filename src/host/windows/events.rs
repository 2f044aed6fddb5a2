//! What the app is told: of its tasks' runs, and of its own way into the background and out of it.

use bgtask_core::model::Guid;
use windows::{
    ApplicationModel::{
        Background::{
            BackgroundTaskCompletedEventArgs, BackgroundTaskCompletedEventHandler, BackgroundTaskProgressEventArgs,
            BackgroundTaskProgressEventHandler,
        },
        Core::CoreApplication,
        EnteredBackgroundEventArgs, LeavingBackgroundEventArgs,
    },
    Foundation::EventHandler,
    core::Result,
};

use super::{
    callback::called,
    error::{refused, tell_debugger},
    registrations,
};
use crate::{
    Subscription,
    host::{HostError, HostEvent, HostListener},
    lifecycle::{LifecycleEvent, LifecycleListener},
};

/// Tells `listener` of the progress and the completions of a registration's runs.
///
/// Source: <https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.backgroundtaskregistration.completed>
pub(super) fn subscribe(id: Guid, listener: &HostListener) -> std::result::Result<Subscription, HostError> {
    let registration = registrations::expect(id)?;

    let told = listener.clone();
    let handler =
        BackgroundTaskProgressEventHandler::new(move |_, args| called(|| tell(&told, args.as_ref().map(progress))));
    let token = registration.Progress(&handler).map_err(refused("BackgroundTaskRegistration.Progress"))?;
    let progress = Subscription::new({
        let registration = registration.clone();
        move || ended("Progress", registration.RemoveProgress(token))
    });

    let told = listener.clone();
    let handler =
        BackgroundTaskCompletedEventHandler::new(move |_, args| called(|| tell(&told, args.as_ref().map(completed))));
    let token = registration.Completed(&handler).map_err(refused("BackgroundTaskRegistration.Completed"))?;
    Ok(Subscription::new(move || {
        drop(progress);
        ended("Completed", registration.RemoveCompleted(token));
    }))
}

fn tell(listener: &HostListener, event: Option<Result<HostEvent>>) {
    match event {
        Some(Ok(event)) => listener(event),
        Some(Err(error)) => tell_debugger(&format!("an event of a registration can't be read: {error}")),
        None => tell_debugger("an event of a registration came without arguments"),
    }
}

fn progress(args: &BackgroundTaskProgressEventArgs) -> Result<HostEvent> {
    let instance = Guid::from_u128(args.InstanceId()?.to_u128());
    Ok(HostEvent::Progress { instance, progress: args.Progress()? })
}

fn completed(args: &BackgroundTaskCompletedEventArgs) -> Result<HostEvent> {
    let instance = Guid::from_u128(args.InstanceId()?.to_u128());
    let error = args.CheckResult().err().map(refused("BackgroundTaskCompletedEventArgs.CheckResult"));
    Ok(HostEvent::Completed { instance, error })
}

/// Tells `listener` when the app enters and leaves the background. Windows waits until the listener returns.
///
/// Source: <https://learn.microsoft.com/uwp/api/windows.applicationmodel.core.coreapplication.enteredbackground>
pub(super) fn subscribe_lifecycle(listener: LifecycleListener) -> std::result::Result<Subscription, HostError> {
    let told = listener.clone();
    let entered =
        EventHandler::<EnteredBackgroundEventArgs>::new(move |_, _| called(|| told(LifecycleEvent::EnteredBackground)));
    let token = CoreApplication::EnteredBackground(&entered).map_err(refused("CoreApplication.EnteredBackground"))?;
    let entered =
        Subscription::new(move || ended("EnteredBackground", CoreApplication::RemoveEnteredBackground(token)));

    let leaving = EventHandler::<LeavingBackgroundEventArgs>::new(move |_, _| {
        called(|| listener(LifecycleEvent::LeavingBackground))
    });
    let token = CoreApplication::LeavingBackground(&leaving).map_err(refused("CoreApplication.LeavingBackground"))?;
    Ok(Subscription::new(move || {
        drop(entered);
        ended("LeavingBackground", CoreApplication::RemoveLeavingBackground(token));
    }))
}

fn ended(event: &str, removed: Result<()>) {
    if let Err(error) = removed {
        tell_debugger(&format!("the event {event} stays subscribed to: {error}"));
    }
}
