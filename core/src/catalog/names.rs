//! Fixed names of ours, on which manifests, binaries and running apps agree.

/// The runtime class of the forwarder: the entry point of every task whose model is `forwarded`.
pub const FORWARDER_ENTRY_POINT: &str = "Bgtask.Forwarder.Task";

/// The argument with which the system starts a COM server for a task, told apart by it from a user's start.
pub const COM_SERVER_ARGUMENTS: &str = "-bgtask-serve-com";

/// Who may activate a forwarded task's COM class: interactive users and AppContainers, from low integrity on, as
/// `backgroundTaskHost.exe` runs the forwarder in an AppContainer.
///
/// Source: <https://github.com/microsoft/WindowsAppSDK-Samples/tree/main/Samples/BackgroundTask>
pub const FORWARDED_LAUNCH_PERMISSION: &str = "O:PSG:BUD:(A;;11;;;IU)(A;;11;;;S-1-15-2-1)S:(ML;;NX;;;LW)";

/// The threading model that a component's classes declare.
pub const COMPONENT_THREADING_MODEL: &str = "both";

/// The table in Cargo.toml under `package.metadata` that says which files belong to the app.
pub const METADATA_TABLE: &str = "bgtask";

/// The task list that a build script leaves in `OUT_DIR`.
pub const TASK_LIST_FILE: &str = "bgtask-tasks.rs";

/// The variable by which a build script that left a list tells the compiler where. A list of an earlier run, by a build script
/// that makes none any more, is in no such variable.
pub const TASK_LIST_VARIABLE: &str = "BGTASK_TASK_LIST";

/// The macro that the task list calls, once. What stands in it is written down in `expand::list`.
pub const TASK_LIST_MACRO: &str = "__bgtask_task_lists";

/// What a text begins with that bgtask puts where a person has to write one. Whether it is still there is checked.
pub const TO_FILL_IN: &str = "To fill in: ";
