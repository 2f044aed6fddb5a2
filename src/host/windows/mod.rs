//! Windows itself: `Windows.ApplicationModel.Background`, by the `windows` crate.
//!
//! [`WindowsHost`] registers tasks, of every hosting model; [`install`] has those of the in-process model run when
//! Windows activates them in the app's process:
//!
//! ```no_run
//! use bgtask::{BackgroundApp, host::windows};
//! # fn main() {}
//!
//! fn start<App: BackgroundApp>() -> Result<(), Box<dyn std::error::Error>> {
//!     // First of all, as Windows may have started the process for a task alone.
//!     windows::install::<App>()?;
//!     bgtask::block_on(bgtask::registration::register_all::<App, _>(&windows::WindowsHost::new()))?;
//!     // From here on as any app: CoreApplication::Run(…)
//!     Ok(())
//! }
//! ```
//!
//! # How far it was tried
//!
//! - On a real Windows: not at all.
//! - Compiled, and checked by clippy, for `x86_64-pc-windows-msvc` and `x86_64-pc-windows-gnu`; linked for the latter.
//! - Run under Wine, by `tests/windows/run`: activations, from Windows' instance on, with objects of ours in place of
//!   Windows' behind the same interfaces: the deferral, name, ids and details, progress and cancellation across threads, and
//!   every way in which a run ends. Also what the classes of details bring to a task, the functions of `with(…)`, and what
//!   each refusal of Windows means.
//! - Run there as well, against a double of Windows' own classes, which Wine 8 lacks: access, registrations of every trigger
//!   and condition, groups, firing, events, lifecycle and settings, and what `CoreApplication` raises. That Windows answers
//!   as the double does is what its documentation says.
//! - And in processes of their own: a component behind its exports, a COM server started by COM, and the forwarder between
//!   the two; and the examples as they are, from their first start to an update.

#![allow(
    clippy::inline_always,
    clippy::ref_as_ptr,
    clippy::transmute_ptr_to_ptr,
    reason = "what `implement` and `interface` of windows-core write"
)]

pub mod access;
mod activation;
mod agile;
mod apartment;
mod callback;
mod com_server;
#[doc(hidden)]
pub mod component;
mod details;
mod ended;
mod error;
mod events;
mod failure;
mod fire;
#[doc(hidden)]
pub mod forwarder;
mod install;
mod instance;
mod life;
mod objects;
mod refusal;
mod register;
mod registrations;
mod settings;
mod task_object;
pub mod trigger;

pub use activation::activation;
pub use com_server::{StartedFor, serve_com};
pub use details::{DetailsError, WrongClass, details_as, raw_details};
pub use failure::tell_failures;
pub use install::{Installed, OtherActivation, install, install_with};
pub use instance::set_grace;
pub use objects::{is_running_in_standby_supported, raw_instance};
pub use trigger::TriggerBuilder;

use std::sync::Arc;

use bgtask_core::{
    catalog::{AccessRequestKind, AccessStatus, ApplicationTriggerResult, DeviceTriggerResult},
    model::{Guid, Platform},
};
use windows::ApplicationModel::Package;

use super::{Host, HostError, HostListener, RegisteredTask, RegistrationRequest, Running, Settings};
use crate::{
    details::{Arguments, DeviceRequest},
    lifecycle::LifecycleListener,
    registration::RegisterError,
    subscription::Subscription,
};

use error::refused;

#[cfg(test)]
use windows_instance as double;

/// The Windows on which the app runs.
///
/// It may be used from any thread; what is bound to one thread is made, used and dropped within a call. The futures are
/// `Send` and need no particular executor: they are woken by Windows' own completions.
#[derive(Clone, Copy, Debug, Default)]
pub struct WindowsHost {
    _private: (),
}

impl WindowsHost {
    /// The Windows on which the app runs.
    pub const fn new() -> Self {
        Self { _private: () }
    }
}

impl Host for WindowsHost {
    fn platform(&self) -> Platform {
        Platform::Windows
    }

    /// The version of the app's package, `1.2.3.4`.
    fn app_version(&self) -> Result<Option<String>, HostError> {
        let version = Package::Current().and_then(|package| package.Id()).and_then(|id| id.Version());
        let version = version.map_err(refused("Package.Current"))?;
        Ok(Some(format!("{}.{}.{}.{}", version.Major, version.Minor, version.Build, version.Revision)))
    }

    fn access_status(&self) -> Result<AccessStatus, HostError> {
        access::status()
    }

    async fn request_access(&self) -> Result<AccessStatus, HostError> {
        access::request().await
    }

    async fn request_access_kind(&self, kind: AccessRequestKind, reason: &str) -> Result<bool, HostError> {
        access::request_kind(kind, reason).await
    }

    fn remove_access(&self) -> Result<(), HostError> {
        access::remove()
    }

    fn registrations(&self) -> Result<Vec<RegisteredTask>, HostError> {
        Ok(registrations::all()?.into_iter().map(|entry| entry.registered).collect())
    }

    async fn register(&self, request: RegistrationRequest<'_>) -> Result<RegisteredTask, RegisterError> {
        register::register(request).await
    }

    fn unregister(&self, registration: Guid, running: Running) -> Result<(), HostError> {
        registrations::unregister(registration, running)
    }

    async fn request_application(
        &self,
        registration: Guid,
        arguments: &Arguments,
    ) -> Result<ApplicationTriggerResult, HostError> {
        fire::application(registration, arguments).await
    }

    async fn request_media_processing(
        &self,
        registration: Guid,
        arguments: &Arguments,
    ) -> Result<ApplicationTriggerResult, HostError> {
        fire::media_processing(registration, arguments).await
    }

    async fn request_device_use(
        &self,
        registration: Guid,
        request: DeviceRequest,
    ) -> Result<DeviceTriggerResult, HostError> {
        fire::device_use(registration, request).await
    }

    async fn request_device_servicing(
        &self,
        registration: Guid,
        request: DeviceRequest,
    ) -> Result<DeviceTriggerResult, HostError> {
        fire::device_servicing(registration, request).await
    }

    fn subscribe(&self, registration: Guid, listener: HostListener) -> Result<Subscription, HostError> {
        events::subscribe(registration, &listener)
    }

    fn subscribe_lifecycle(&self, listener: LifecycleListener) -> Result<Subscription, HostError> {
        events::subscribe_lifecycle(listener)
    }

    fn settings(&self) -> Arc<dyn Settings> {
        Arc::new(settings::LocalSettings)
    }
}
