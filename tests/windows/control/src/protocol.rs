//! What is asked and answered, as JSON.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

use serde::{Deserialize, Serialize};

/// What the double does when it is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a question of its own to Windows")]
pub struct Configuration {
    /// Whether the process has package identity.
    pub identity: bool,
    /// Whether the app runs in full trust.
    pub full_trust: bool,
    /// The version of the package.
    pub version: [u16; 4],
    /// What `RequestAccessAsync` answers.
    pub access: Access,
    /// What `RequestAccessKindAsync` answers.
    pub access_kind: bool,
    /// Whether tasks can run in modern standby, as on the newest Windows 11 alone.
    pub standby: bool,
    /// The manifest of the package. Without one, everything counts as declared.
    pub manifest: Option<PathBuf>,
    /// The classes of triggers whose object a registration gives as its own.
    pub own_triggers: BTreeSet<String>,
    /// What `RequestAsync` answers, by the class of the trigger.
    pub requests: BTreeMap<String, i32>,
    /// What fails, by the method, `BackgroundTaskBuilder.Register`, and with which HRESULT.
    pub failures: BTreeMap<String, u32>,
}

impl Default for Configuration {
    /// An app in an AppContainer, version 1.0.0.0, that may run in the background as most may.
    fn default() -> Self {
        Self {
            identity: true,
            full_trust: false,
            version: [1, 0, 0, 0],
            access: Access::AllowedSubjectToSystemPolicy,
            access_kind: true,
            standby: false,
            manifest: None,
            own_triggers: BTreeSet::from(["ApplicationTrigger".to_owned()]),
            requests: BTreeMap::new(),
            failures: BTreeMap::new(),
        }
    }
}

/// `BackgroundAccessStatus`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "Windows' names")]
pub enum Access {
    Unspecified = 0,
    AllowedWithAlwaysOnRealTimeConnectivity = 1,
    AllowedMayUseActiveRealTimeConnectivity = 2,
    Denied = 3,
    AlwaysAllowed = 4,
    AllowedSubjectToSystemPolicy = 5,
    DeniedBySystemPolicy = 6,
    DeniedByUser = 7,
}

/// A request to the double. What it answers stands behind each.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Request {
    /// Forget everything but what lives: `()`.
    Reset,
    /// Do as told from now on: `()`.
    Configure(Configuration),
    /// What it was told: `Configuration`.
    Configuration,
    /// The calls since this was asked last, of this process: `Vec<String>`.
    TakeCalls,
    /// What is registered: `Vec<Registration>`.
    Registrations,
    /// The values in the container of the app's settings, by their keys: `BTreeMap<String, String>`.
    Settings {
        /// The container's name.
        container: String,
    },
    /// Put a value there, as if the app had at another time; or remove one: `()`.
    PutSetting {
        /// The container's name.
        container: String,
        /// The value's key.
        key: String,
        /// The value, if there is to be one.
        value: Option<String>,
    },
    /// Begin a run of what is registered as `name` elsewhere than in the app's process, which is up to who asks: `Begun`.
    Begin {
        /// The registration's name.
        name: String,
    },
    /// Such a run ended. Every process of the app's that listens to its registration is told, as this one is not the
    /// app's: `()`.
    End {
        /// The registration.
        registration: u128,
        /// The instance's id.
        instance: u128,
        /// What `CheckResult` answers, an HRESULT.
        result: u32,
    },
    /// Activate what is registered as `name` in the app's process; what is not registered, as if it had been: the number
    /// of the instance, or nothing when nobody listens: `Option<u64>`.
    Activate {
        /// The registration's name.
        name: String,
        /// What the activation carries.
        details: Details,
    },
    /// Cancel an instance with a reason, a value of `BackgroundTaskCancellationReason`: `()`.
    Cancel {
        /// The instance.
        instance: u64,
        /// The reason.
        reason: i32,
    },
    /// What became of an instance so far: `InstanceState`.
    Instance {
        /// The instance.
        instance: u64,
    },
    /// Tell those who listen to the registration `name` of progress: how many were told: `usize`.
    Progress {
        /// The registration's name.
        name: String,
        /// The instance's id.
        instance: u128,
        /// How far it came.
        progress: u32,
    },
    /// Tell those who listen to the registration `name` that a run ended: how many were told: `usize`.
    Complete {
        /// The registration's name.
        name: String,
        /// The instance's id.
        instance: u128,
        /// What `CheckResult` answers, an HRESULT.
        result: u32,
    },
    /// The app enters the background: how many were told: `usize`.
    EnterBackground,
    /// The app leaves the background: how many were told: `usize`.
    LeaveBackground,
    /// What is alive: `Live`.
    Live,
}

/// What an activation carries.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub enum Details {
    /// Nothing.
    #[default]
    None,
    /// `ApplicationTriggerDetails` with these arguments.
    Application(BTreeMap<String, String>),
    /// `AppServiceTriggerDetails`.
    AppService,
}

/// What is registered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registration {
    /// `TaskId`.
    pub id: u128,
    /// `Name`.
    pub name: String,
    /// The class of its trigger.
    pub trigger: String,
    /// Whether it is gone when it has fired.
    pub once: bool,
    /// The id and the name of its group.
    pub group: Option<(String, String)>,
}

/// A run that begins in a process of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Begun {
    /// `TaskId` of its registration.
    pub registration: u128,
    /// `InstanceId`.
    pub instance: u128,
    /// The entry point that was registered.
    pub entry_point: Option<String>,
    /// The COM class that was.
    pub class: Option<u128>,
}

/// What became of an instance.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstanceState {
    /// `InstanceId`.
    pub id: u128,
    /// How often a deferral was taken.
    pub deferrals: u32,
    /// How often one was completed.
    pub completed: u32,
    /// The last progress.
    pub progress: u32,
    /// How many wait for its cancellation.
    pub waiting_for_cancellation: u32,
}

/// What is alive in this process.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Live {
    /// Objects that the app holds, by their class.
    pub objects: BTreeMap<String, usize>,
    /// Handlers, by the event.
    pub handlers: BTreeMap<String, usize>,
}

impl Live {
    /// Whether nothing is.
    pub fn is_nothing(&self) -> bool {
        self.objects.is_empty() && self.handlers.is_empty()
    }
}
