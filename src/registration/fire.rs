//! Firing a trigger: the four that wait for the app itself.

use std::{error::Error, fmt, time::Duration};

use bgtask_core::{
    catalog::{ApplicationTriggerResult, DeviceTriggerResult, TriggerKind},
    model::{Guid, TaskSpec},
};

use super::{Registrar, Registration};
use crate::{
    BackgroundApp, DeclaredTask,
    details::{Arguments, DeviceRequest},
    host::{Host, HostError},
};

/// A trigger that the app fires: that of one registration.
struct Fired<'h, H> {
    host: &'h H,
    registration: Guid,
}

impl<H> fmt::Debug for Fired<'_, H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.registration.fmt(f)
    }
}

/// The trigger of a registration with `trigger = "application"`.
///
/// ```
/// use bgtask::{
///     catalog::ApplicationTriggerResult, details::Arguments, host::simulated::Simulation, prelude::*,
/// };
///
/// #[background_task(trigger = "application")]
/// fn export(task: &TaskInstance) {
///     assert_eq!(task.trigger_details().arguments().map(|arguments| arguments["format"].as_str()), Some("opml"));
/// }
///
/// #[background_app(tasks(export))]
/// struct App;
///
/// let host = Simulation::<App>::new();
/// host.block_on(App::register_all(&host))?;
/// let tasks = Registrar::<App, _>::new(&host);
/// if let Some(export) = tasks.application_trigger::<export>()? {
///     let arguments = Arguments::from([("format".into(), "opml".into())]);
///     assert_eq!(host.block_on(export.request(&arguments))?, ApplicationTriggerResult::Allowed);
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// A task with another trigger does not build:
///
/// ```compile_fail,E0080
/// use bgtask::{host::simulated::Simulation, prelude::*};
///
/// #[background_task(trigger = "time:15")]
/// fn refresh() {}
///
/// #[background_app(tasks(refresh))]
/// struct App;
///
/// let host = Simulation::<App>::new();
/// let _ = Registrar::<App, _>::new(&host).application_trigger::<refresh>();
/// ```
#[derive(Debug)]
pub struct ApplicationTrigger<'h, H>(Fired<'h, H>);

/// The trigger of a registration with `trigger = "media-processing"`.
#[derive(Debug)]
pub struct MediaProcessingTrigger<'h, H>(Fired<'h, H>);

/// The trigger of a registration with `trigger = "device-use"`.
#[derive(Debug)]
pub struct DeviceUseTrigger<'h, H>(Fired<'h, H>);

/// The trigger of a registration with `trigger = "device-servicing"`.
#[derive(Debug)]
pub struct DeviceServicingTrigger<'h, H>(Fired<'h, H>);

/// The trigger of a task, for the app to fire. That the task has this trigger is found out when the app is built: it does not
/// build otherwise.
impl<'h, A: BackgroundApp, H: Host> Registrar<'h, A, H> {
    /// The trigger of the task `T`, which is `application`. `None` while it is not registered.
    ///
    /// # Errors
    ///
    /// When the system won't say what is registered.
    pub fn application_trigger<T: DeclaredTask>(&self) -> Result<Option<ApplicationTrigger<'h, H>>, HostError> {
        let name = const { with_trigger(T::SPECS, TriggerKind::Application) };
        Ok(self.fired(name)?.map(ApplicationTrigger))
    }

    /// The trigger of the task `T`, which is `media-processing`. `None` while it is not registered.
    ///
    /// # Errors
    ///
    /// As [`Registrar::application_trigger`].
    pub fn media_processing_trigger<T: DeclaredTask>(
        &self,
    ) -> Result<Option<MediaProcessingTrigger<'h, H>>, HostError> {
        let name = const { with_trigger(T::SPECS, TriggerKind::MediaProcessing) };
        Ok(self.fired(name)?.map(MediaProcessingTrigger))
    }

    /// The trigger of the task `T`, which is `device-use`. `None` while it is not registered.
    ///
    /// # Errors
    ///
    /// As [`Registrar::application_trigger`].
    pub fn device_use_trigger<T: DeclaredTask>(&self) -> Result<Option<DeviceUseTrigger<'h, H>>, HostError> {
        let name = const { with_trigger(T::SPECS, TriggerKind::DeviceUse) };
        Ok(self.fired(name)?.map(DeviceUseTrigger))
    }

    /// The trigger of the task `T`, which is `device-servicing`. `None` while it is not registered.
    ///
    /// # Errors
    ///
    /// As [`Registrar::application_trigger`].
    pub fn device_servicing_trigger<T: DeclaredTask>(
        &self,
    ) -> Result<Option<DeviceServicingTrigger<'h, H>>, HostError> {
        let name = const { with_trigger(T::SPECS, TriggerKind::DeviceServicing) };
        Ok(self.fired(name)?.map(DeviceServicingTrigger))
    }

    fn fired(&self, name: &str) -> Result<Option<Fired<'h, H>>, HostError> {
        Ok(self.get(name)?.map(|found| Fired { host: found.host(), registration: found.id() }))
    }
}

/// The trigger, for the app to fire.
impl<'h, H: Host> Registration<'h, H> {
    /// Its trigger, where that is `application`.
    ///
    /// # Errors
    ///
    /// When the app declares another trigger for the registration, or does not declare it.
    pub fn application_trigger(&self) -> Result<ApplicationTrigger<'h, H>, OtherTrigger> {
        self.fired(TriggerKind::Application).map(ApplicationTrigger)
    }

    /// Its trigger, where that is `media-processing`.
    ///
    /// # Errors
    ///
    /// As [`Registration::application_trigger`].
    pub fn media_processing_trigger(&self) -> Result<MediaProcessingTrigger<'h, H>, OtherTrigger> {
        self.fired(TriggerKind::MediaProcessing).map(MediaProcessingTrigger)
    }

    /// Its trigger, where that is `device-use`.
    ///
    /// # Errors
    ///
    /// As [`Registration::application_trigger`].
    pub fn device_use_trigger(&self) -> Result<DeviceUseTrigger<'h, H>, OtherTrigger> {
        self.fired(TriggerKind::DeviceUse).map(DeviceUseTrigger)
    }

    /// Its trigger, where that is `device-servicing`.
    ///
    /// # Errors
    ///
    /// As [`Registration::application_trigger`].
    pub fn device_servicing_trigger(&self) -> Result<DeviceServicingTrigger<'h, H>, OtherTrigger> {
        self.fired(TriggerKind::DeviceServicing).map(DeviceServicingTrigger)
    }

    fn fired(&self, wanted: TriggerKind) -> Result<Fired<'h, H>, OtherTrigger> {
        let declared = self.declared().map(|task| task.spec.trigger.kind);
        if declared == Some(wanted) {
            Ok(Fired { host: self.host(), registration: self.id() })
        } else {
            Err(OtherTrigger { name: self.name().to_owned(), wanted, declared })
        }
    }
}

impl<H: Host> ApplicationTrigger<'_, H> {
    /// Asks for a run. The arguments reach the task as its trigger details. From an app in the foreground alone, and not
    /// from a task.
    ///
    /// Source: <https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.applicationtrigger.requestasync>
    ///
    /// # Errors
    ///
    /// When it is not registered any more, or the system does not let it be asked for from here or now. That the system
    /// says no is an answer, not an error.
    pub async fn request(&self, arguments: &Arguments) -> Result<ApplicationTriggerResult, HostError> {
        self.0.host.request_application(self.0.registration, arguments).await
    }
}

impl<H: Host> MediaProcessingTrigger<'_, H> {
    /// Asks for a run. The arguments reach the task as its trigger details. What Windows answers,
    /// `MediaProcessingTriggerResult`, has the values of `ApplicationTriggerResult`.
    ///
    /// Source: <https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.mediaprocessingtrigger.requestasync>
    ///
    /// # Errors
    ///
    /// As [`ApplicationTrigger::request`].
    pub async fn request(&self, arguments: &Arguments) -> Result<ApplicationTriggerResult, HostError> {
        self.0.host.request_media_processing(self.0.registration, arguments).await
    }
}

impl<H: Host> DeviceUseTrigger<'_, H> {
    /// Asks for a run that works with the device of this id, as `DeviceInformation` has it. Both reach the task as its
    /// trigger details; `arguments` may be empty.
    ///
    /// Source: <https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.deviceusetrigger.requestasync>
    ///
    /// # Errors
    ///
    /// As [`ApplicationTrigger::request`].
    pub async fn request(&self, device_id: &str, arguments: &str) -> Result<DeviceTriggerResult, HostError> {
        let request =
            DeviceRequest { device_id: device_id.into(), arguments: arguments.into(), expected_duration: None };
        self.0.host.request_device_use(self.0.registration, request).await
    }
}

impl<H: Host> DeviceServicingTrigger<'_, H> {
    /// Asks for a run that updates the device of this id, as `DeviceInformation` has it, and is expected to take so long.
    /// All three reach the task as its trigger details; `arguments` may be empty. The user is asked.
    ///
    /// Source: <https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.deviceservicingtrigger.requestasync>
    ///
    /// # Errors
    ///
    /// As [`ApplicationTrigger::request`].
    pub async fn request(
        &self,
        device_id: &str,
        expected_duration: Duration,
        arguments: &str,
    ) -> Result<DeviceTriggerResult, HostError> {
        let expected_duration = Some(expected_duration);
        let request = DeviceRequest { device_id: device_id.into(), arguments: arguments.into(), expected_duration };
        self.0.host.request_device_servicing(self.0.registration, request).await
    }
}

/// The name of the task's first registration with this trigger.
const fn with_trigger(specs: &[TaskSpec<'static>], kind: TriggerKind) -> &'static str {
    let mut at = 0;
    while at < specs.len() {
        if specs[at].trigger.kind as u32 == kind as u32 {
            return specs[at].name;
        }
        at += 1;
    }
    // Without a registration its annotation has an error of its own.
    assert!(specs.is_empty(), "the task has no registration with this trigger");
    ""
}

/// The registration's trigger is another than the one to be fired.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OtherTrigger {
    /// The registration's name.
    pub name: String,
    /// The trigger to be fired.
    pub wanted: TriggerKind,
    /// The trigger that the app declares; `None` when it does not declare the registration.
    pub declared: Option<TriggerKind>,
}

impl fmt::Display for OtherTrigger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, wanted) = (&self.name, self.wanted.facts().name);
        match self.declared {
            Some(declared) => {
                write!(f, "the task `{name}` has the trigger `{}`, not `{wanted}`", declared.facts().name)
            }
            None => write!(f, "the app declares no task `{name}`, so that its trigger is not known to be `{wanted}`"),
        }
    }
}

impl Error for OtherTrigger {}
