//! The simulation as a host.

use std::sync::Arc;

use bgtask_core::{
    catalog::AccessStatus,
    model::{Guid, Platform},
};

use super::{Simulation, registered::Registered, settings::SimulatedSettings};
use crate::{
    Arguments, BackgroundApp,
    host::{
        Host, HostError, HostErrorKind, HostListener, RegisteredTask, RegistrationRequest, RequestResult, Running,
        Settings,
    },
    lifecycle::LifecycleListener,
    lock::lock,
    registration::RegisterError,
    subscription::Subscription,
};

impl<A: BackgroundApp> Host for Simulation<A> {
    fn platform(&self) -> Platform {
        lock(&self.shared.device).platform
    }

    fn app_version(&self) -> Result<Option<String>, HostError> {
        Ok(Some(lock(&self.shared.device).app.version.clone()))
    }

    fn access_status(&self) -> Result<AccessStatus, HostError> {
        Ok(lock(&self.shared.device).access_status())
    }

    async fn request_access(&self) -> Result<AccessStatus, HostError> {
        let mut device = lock(&self.shared.device);
        device.access.requested = true;
        Ok(device.access_status())
    }

    fn remove_access(&self) -> Result<(), HostError> {
        lock(&self.shared.device).access.requested = false;
        Ok(())
    }

    fn registrations(&self) -> Result<Vec<RegisteredTask>, HostError> {
        Ok(lock(&self.shared.device).registered.iter().map(Registered::as_listed).collect())
    }

    async fn register(&self, request: RegistrationRequest<'_>) -> Result<RegisteredTask, RegisterError> {
        self.shared.act(|device| device.register(request))
    }

    fn unregister(&self, registration: Guid, running: Running) -> Result<(), HostError> {
        self.shared.act(|device| device.unregister(registration, running));
        Ok(())
    }

    async fn request_run(&self, registration: Guid, arguments: Arguments) -> Result<RequestResult, HostError> {
        if self.shared.is_polling() {
            return Err(HostError::new(HostErrorKind::NotAllowed, "a task can't request runs"));
        }
        self.shared.act(|device| device.request(registration, arguments.into()))
    }

    fn subscribe(&self, registration: Guid, listener: HostListener) -> Result<Subscription, HostError> {
        let key = lock(&self.shared.device).subscribe(registration, listener)?;
        let shared = Arc::clone(&self.shared);
        Ok(Subscription::new(move || {
            let listener = lock(&shared.device).app.listeners.remove(&key);
            drop(listener);
        }))
    }

    fn subscribe_lifecycle(&self, listener: LifecycleListener) -> Result<Subscription, HostError> {
        let key = {
            let app = &mut lock(&self.shared.device).app;
            app.subscriptions += 1;
            app.lifecycle_listeners.insert(app.subscriptions, listener);
            app.subscriptions
        };
        let shared = Arc::clone(&self.shared);
        Ok(Subscription::new(move || {
            let listener = lock(&shared.device).app.lifecycle_listeners.remove(&key);
            drop(listener);
        }))
    }

    fn settings(&self) -> Arc<dyn Settings> {
        Arc::new(SimulatedSettings::new(Arc::clone(&self.shared)))
    }
}
