//! What a system must give for tasks to be registered and run: one trait, and a host for each system.
//!
//! - [`simulated`]: everywhere, in virtual time.
//! - `windows`: Windows itself, where the app is built for it.

pub(crate) mod due_table;
mod error;
mod instance;
mod registrations;
mod settings;
pub mod simulated;
#[cfg(test)]
pub(crate) mod slow;
#[cfg(windows)]
pub mod windows;

pub use error::{HostError, HostErrorKind};
pub use instance::{HostInstance, Registering};
pub use registrations::{DeclaredTasks, HostEvent, HostListener, RegisteredTask, RegistrationRequest, Running};
pub use settings::Settings;

use std::{future::ready, sync::Arc};

use bgtask_core::{
    catalog::{AccessRequestKind, AccessStatus, ApplicationTriggerResult, DeviceTriggerResult, TriggerKind},
    model::{Guid, Platform},
};

use crate::{
    details::{Arguments, DeviceRequest},
    lifecycle::LifecycleListener,
    registration::RegisterError,
    subscription::Subscription,
};

/// A system that registers background tasks and runs them.
///
/// Apps hand a host to `App::register_all` and to [`Registrar`](crate::registration::Registrar); the methods here are
/// what those are made of.
pub trait Host {
    /// Which family of systems it belongs to, and so which tasks are meant for it.
    fn platform(&self) -> Platform;

    /// The app's version, as the system knows it, to tell that the app was updated. `None` where there is none.
    ///
    /// # Errors
    ///
    /// When the system won't say, such as to an app without package identity.
    fn app_version(&self) -> Result<Option<String>, HostError>;

    /// Whether the app may run in the background, without asking for it.
    ///
    /// # Errors
    ///
    /// When the system won't say.
    fn access_status(&self) -> Result<AccessStatus, HostError>;

    /// Asks that the app may run in the background. No prompt is shown on Windows 10 and later.
    ///
    /// # Errors
    ///
    /// When the system could not be asked; a refusal is an answer, not an error.
    fn request_access(&self) -> impl Future<Output = Result<AccessStatus, HostError>>;

    /// Asks for access of this kind, for the reason given, which the user may be shown. Says whether it was granted.
    ///
    /// # Errors
    ///
    /// When the system could not be asked, or knows no kinds of access: Windows before 1803.
    fn request_access_kind(
        &self,
        kind: AccessRequestKind,
        reason: &str,
    ) -> impl Future<Output = Result<bool, HostError>>;

    /// Gives the access up, as is due after an app update before it is requested again.
    ///
    /// # Errors
    ///
    /// When the system refused.
    fn remove_access(&self) -> Result<(), HostError>;

    /// Everything that is registered for this app, in groups or not, ours or not.
    ///
    /// # Errors
    ///
    /// When the system won't say, such as to an app without package identity.
    fn registrations(&self) -> Result<Vec<RegisteredTask>, HostError>;

    /// Registers a task. Nothing else of that name is looked at: systems that allow two registrations of one name make
    /// a second one.
    ///
    /// # Errors
    ///
    /// When the system refused, with the reason.
    fn register(&self, request: RegistrationRequest<'_>)
    -> impl Future<Output = Result<RegisteredTask, RegisterError>>;

    /// Removes a registration. One that does not exist any more is no error.
    ///
    /// # Errors
    ///
    /// When the system refused.
    fn unregister(&self, registration: Guid, running: Running) -> Result<(), HostError>;

    /// Fires the trigger `application` of a registration.
    ///
    /// # Errors
    ///
    /// When there is no such registration, or it can't be asked for from here or now. A refusal is an answer, not an error.
    fn request_application(
        &self,
        registration: Guid,
        arguments: &Arguments,
    ) -> impl Future<Output = Result<ApplicationTriggerResult, HostError>> {
        let _ = (registration, arguments);
        ready(Err(not_fired(TriggerKind::Application)))
    }

    /// Fires the trigger `media-processing` of a registration.
    ///
    /// # Errors
    ///
    /// As [`Host::request_application`].
    fn request_media_processing(
        &self,
        registration: Guid,
        arguments: &Arguments,
    ) -> impl Future<Output = Result<ApplicationTriggerResult, HostError>> {
        let _ = (registration, arguments);
        ready(Err(not_fired(TriggerKind::MediaProcessing)))
    }

    /// Fires the trigger `device-use` of a registration.
    ///
    /// # Errors
    ///
    /// As [`Host::request_application`].
    fn request_device_use(
        &self,
        registration: Guid,
        request: DeviceRequest,
    ) -> impl Future<Output = Result<DeviceTriggerResult, HostError>> {
        let _ = (registration, request);
        ready(Err(not_fired(TriggerKind::DeviceUse)))
    }

    /// Fires the trigger `device-servicing` of a registration.
    ///
    /// # Errors
    ///
    /// As [`Host::request_application`].
    fn request_device_servicing(
        &self,
        registration: Guid,
        request: DeviceRequest,
    ) -> impl Future<Output = Result<DeviceTriggerResult, HostError>> {
        let _ = (registration, request);
        ready(Err(not_fired(TriggerKind::DeviceServicing)))
    }

    /// Has `listener` told of what the runs of a registration report, until the subscription is dropped.
    ///
    /// # Errors
    ///
    /// When there is no such registration.
    fn subscribe(&self, registration: Guid, listener: HostListener) -> Result<Subscription, HostError>;

    /// Has `listener` told when the app enters and leaves the background, until the subscription is dropped.
    ///
    /// # Errors
    ///
    /// When the system does not tell this app.
    fn subscribe_lifecycle(&self, listener: LifecycleListener) -> Result<Subscription, HostError>;

    /// The app's settings on this device, which outlive its process.
    fn settings(&self) -> Arc<dyn Settings>;
}

fn not_fired(trigger: TriggerKind) -> HostError {
    let text = format!("the system has no trigger `{}`", trigger.facts().name);
    HostError::new(HostErrorKind::NotAvailable, text)
}
