//! The simulation as a host.

use std::sync::Arc;

use bgtask_core::{
    catalog::{AccessRequestKind, AccessStatus, ApplicationTriggerResult, DeviceTriggerResult, TriggerKind},
    model::{Guid, Platform},
};

use super::{Simulation, registered::Registered, running::Requested, settings::SimulatedSettings};
use crate::{
    TriggerDetails,
    details::{Arguments, DeviceRequest},
    host::{Host, HostError, HostErrorKind, HostListener, RegisteredTask, RegistrationRequest, Running, Settings},
    lifecycle::LifecycleListener,
    lock::lock,
    registration::RegisterError,
    subscription::Subscription,
};

impl<A> Host for Simulation<A> {
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

    async fn request_access_kind(&self, kind: AccessRequestKind, reason: &str) -> Result<bool, HostError> {
        if self.platform() != Platform::Windows {
            return Err(HostError::new(HostErrorKind::NotAvailable, "the system knows no kinds of access"));
        }
        Ok(self.shared.act(|device| device.ask_for_access(kind, reason)))
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

    async fn request_application(
        &self,
        registration: Guid,
        arguments: &Arguments,
    ) -> Result<ApplicationTriggerResult, HostError> {
        self.request(registration, TriggerKind::Application, arguments.clone().into())
    }

    async fn request_media_processing(
        &self,
        registration: Guid,
        arguments: &Arguments,
    ) -> Result<ApplicationTriggerResult, HostError> {
        self.request(registration, TriggerKind::MediaProcessing, arguments.clone().into())
    }

    async fn request_device_use(
        &self,
        registration: Guid,
        request: DeviceRequest,
    ) -> Result<DeviceTriggerResult, HostError> {
        self.request(registration, TriggerKind::DeviceUse, request.into())
    }

    async fn request_device_servicing(
        &self,
        registration: Guid,
        request: DeviceRequest,
    ) -> Result<DeviceTriggerResult, HostError> {
        self.request(registration, TriggerKind::DeviceServicing, request.into())
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

impl<A> Simulation<A> {
    fn request<R: From<Requested>>(
        &self,
        registration: Guid,
        trigger: TriggerKind,
        details: TriggerDetails,
    ) -> Result<R, HostError> {
        if self.shared.is_polling() {
            return Err(HostError::new(HostErrorKind::NotAllowed, "a task can't request runs"));
        }
        self.shared.act(|device| device.request(registration, trigger, details)).map(Into::into)
    }
}
