//! What is asked and answered, as JSON.

use std::{collections::BTreeMap, path::PathBuf};

use serde::{Deserialize, Serialize};

/// A request to the host. What it answers stands behind each.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Request {
    /// Read the manifest of the package in this folder: `Package`.
    Open(PathBuf),
    /// Load a DLL of the package, in place of the one that the manifest names for every class from now on: `()`.
    LoadInstead(String),
    /// Ask the DLL of a class, or without one the DLL that is loaded, for the class's factory: `Factory`.
    Factory {
        /// The class.
        class: String,
        /// The class whose DLL is asked, where the manifest does not know the class itself.
        of: Option<String>,
    },
    /// Have COM start the package's server for its classes, as the manifest says: how many there are, `usize`.
    RegisterServers,
    /// Have COM start this command line for a class: `()`.
    RegisterServer {
        /// The class.
        class: String,
        /// Program and arguments.
        command: String,
    },
    /// Have COM start nothing for a class: `()`.
    UnregisterServer(String),
    /// Give the runs of registrations by these names these ids of a registration, from now on: `()`.
    Registered(BTreeMap<String, u128>),
    /// Ask the double of Windows' classes, as the host has it: what it answers.
    Windows(windows_control::Request),
    /// Start a run: its number, `usize`.
    Run(Start),
    /// Wait for something to happen to a run, for no longer than 50 seconds: whether it did, `bool`.
    Wait {
        /// The run.
        run: usize,
        /// What is waited for.
        what: What,
    },
    /// Cancel a run: `()`.
    Cancel {
        /// The run.
        run: usize,
        /// The reason, a value of `BackgroundTaskCancellationReason`.
        reason: i32,
    },
    /// What became of a run so far: `Run`.
    State(usize),
    /// Let go of what the host holds of its runs that have ended: `()`.
    Forget,
    /// Give the threads of what has ended time to end as well, three seconds at most: until every DLL that is loaded might
    /// be unloaded: `()`.
    Settle,
    /// `DllCanUnloadNow` of the DLL of a class: the HRESULT, `u32`.
    CanUnload(String),
    /// What is alive in the process: `Live`.
    Live,
    /// How many processes there are of the program of this name: `usize`.
    Processes(String),
    /// How many handles a process has: `usize`.
    Handles(u32),
    /// Run many tasks, and cancel those that wait for it, each with the next reason: `Burst`.
    Burst {
        /// Who runs them.
        of: Many,
        /// How many.
        runs: usize,
        /// How many at once.
        at_once: usize,
        /// How many of them, of those of each kind that never end by themselves: they block a thread for ever.
        blocking: usize,
    },
}

/// Who runs many tasks.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Many {
    /// The component.
    Component,
    /// The COM server: the class of each task by its name.
    Server(BTreeMap<String, String>),
    /// The forwarder, of the DLL that the manifest names, and then the COM server.
    Forwarder,
}

impl Many {
    /// The tasks that are run, by the names that they have in the component.
    pub const TASKS: [&'static str; 7] =
        ["succeed", "fail", "fall", "count", "wait_for_cancellation", "wait_for_ever", "block"];
}

/// A run that is to be started.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Start {
    /// Who runs it.
    pub by: By,
    /// The name of its registration.
    pub name: String,
    /// The id of its registration; without one, that which every run has that is given no other.
    pub registration: Option<u128>,
    /// The apartment of the thread on which `Run` is called.
    pub apartment: Apartment,
    /// The content of the push notification that it is started by.
    pub notification: Option<String>,
    /// The id of the user for whom it runs.
    pub user: Option<String>,
}

/// Who runs a task.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum By {
    /// The class of an entry point, of the DLL that the manifest names.
    EntryPoint(String),
    /// The COM class, of the server that is registered for it.
    Class(String),
    /// Whatever is registered by this name with the double of Windows' classes. The run has the ids that it gave, and when it
    /// is over, the app's processes are told how.
    Registration,
}

/// An apartment of COM's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Apartment {
    /// The multi-threaded one.
    Multi,
    /// A single-threaded one, whose thread handles messages when `Run` has returned.
    Single,
}

/// What can be waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum What {
    /// `Run` has returned.
    Returned,
    /// Every deferral that was taken is completed.
    Completed,
    /// This progress was told.
    Progress(u32),
}

/// What a DLL answered when it was asked for a factory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Factory {
    /// What `DllGetActivationFactory` answered.
    pub answer: u32,
    /// What it gave.
    pub gave: Gave,
    /// The references to the factory, when all were given back but the one that the DLL gave.
    pub references: u32,
    /// What `DllCanUnloadNow` answered while the factory was there.
    pub can_unload: u32,
}

/// What a DLL gives for a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Gave {
    /// Null.
    Nothing,
    /// An object without the published `IActivationFactory`.
    SomeObject,
    /// A factory that makes no object, or one without `IBackgroundTask`.
    FactoryOfOthers,
    /// A factory of background tasks.
    FactoryOfTasks,
}

/// The package.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Package {
    /// The entry points of background tasks.
    pub entry_points: Vec<String>,
    /// The classes of DLLs: class and DLL.
    pub classes: Vec<(String, String)>,
    /// The classes of COM servers: class, program and arguments.
    pub servers: Vec<(String, String, String)>,
    /// Whether the app runs in full trust.
    pub full_trust: bool,
}

/// What became of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// What `Run` answered, once it did; or what making the task's object did.
    pub answer: Option<u32>,
    /// The deferrals that were taken, and how often one was completed.
    pub deferrals: (u32, u32),
    /// Each progress that was told.
    pub progress: Vec<u32>,
    /// How many handlers wait for the cancellation.
    pub handlers: u32,
    /// The argument of each call of `Unregister`.
    pub unregistered: Vec<bool>,
    /// The deferrals that were open when `Run` returned.
    pub open_at_return: Option<u32>,
    /// How many messages a single-threaded apartment handled after `Run` had returned.
    pub messages: u32,
}

/// What is alive in the host's process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Live {
    /// Instances.
    pub instances: usize,
    /// Registrations.
    pub registrations: usize,
    /// Deferrals.
    pub deferrals: usize,
    /// Handles of the process.
    pub handles: usize,
}

/// What became of many runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Burst {
    /// What was not as it has to be, the first few of it.
    pub wrong: Vec<String>,
    /// How often each way to end was seen, by the name of the task.
    pub ended: Vec<(String, usize)>,
    /// How often each reason was given, and reached its task.
    pub reasons: Vec<usize>,
    /// The deferrals that were taken, and how often one was completed.
    pub deferrals: (usize, usize),
    /// The most runs that were under way at once.
    pub at_once: usize,
}
