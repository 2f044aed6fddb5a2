//! A task as data: what `list` shows.

use bgtask_core::catalog::HostingModel;
use bgtask_core::model::{Argument, Platform, ResolvedApple, ResolvedTask, ResolvedWindows, Trigger, WindowsSpec};
use serde::Serialize;

/// A registration: one trigger of one task, with its app's defaults applied.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Task {
    /// The version of this form.
    pub version: u32,
    /// The package that the app belongs to.
    pub package: String,
    /// The app's type; null for a task in no app's list.
    pub app: Option<String>,
    /// The registration's name.
    pub name: String,
    /// The path of the type or function, from the crate's name on.
    pub type_path: String,
    /// The file, as a path from the current directory on, or absolute.
    pub file: String,
    /// The line of the annotation, from 1.
    pub line: usize,
    /// The column of the annotation, from 1, in characters.
    pub column: usize,
    /// What starts it.
    pub trigger: TaskTrigger,
    /// The names of the conditions that must hold as well.
    pub conditions: Vec<&'static str>,
    /// Whether it is stopped when a condition ceases to hold.
    pub cancel_on_condition_loss: bool,
    /// Whether the network is kept up while it runs.
    pub network_requested: bool,
    /// The registration group.
    pub group: Option<String>,
    /// The numbers of the warnings that are not to be told of it.
    pub allow: Vec<String>,
    /// What it is on Windows; null when it does not run there.
    pub windows: Option<TaskOnWindows>,
    /// What it is on Apple systems; null when it does not run there.
    pub apple: Option<TaskOnApple>,
}

/// What starts a task. Besides these fields there is the trigger's argument, under the name that it has in the catalog:
/// `minutes`, `type`, and so on.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TaskTrigger {
    /// The trigger's name in annotations.
    pub kind: &'static str,
    /// Whether it fires a single time.
    pub once: bool,
    /// Whether a function of the app builds the trigger.
    pub with: bool,
    /// Its argument.
    #[serde(flatten)]
    pub argument: serde_json::Map<String, serde_json::Value>,
}

/// A task on Windows.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TaskOnWindows {
    /// How the system activates it: `in-process`, `out-of-process`, `com`, `forwarded`.
    pub model: &'static str,
    /// The runtime class that the system activates, in the models that have one.
    pub entry_point: Option<String>,
    /// The COM class, in the models that have one: upper case, without braces.
    pub clsid: Option<String>,
    /// The types that the manifest declares for it; none in the models that need no declaration.
    pub task_types: Vec<&'static str>,
    /// Whether it may run in modern standby, where Windows can have it so.
    pub run_in_standby: bool,
    /// A number, in hexadecimal, that changes with whatever Windows keeps of the registration.
    pub fingerprint: String,
}

/// A task on Apple systems.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TaskOnApple {
    /// The kind of request: `refresh`, `processing`, `continued`, `none`.
    pub kind: &'static str,
    /// The identifier of the request.
    pub identifier: Option<String>,
    /// Whether it runs only on external power.
    pub external_power: bool,
    /// Whether it runs only with a network.
    pub network: bool,
    /// The background modes that it needs.
    pub modes: Vec<String>,
    /// A number, in hexadecimal, that changes with whatever the system is asked for.
    pub fingerprint: String,
}

impl TaskTrigger {
    /// The trigger as data.
    pub fn new(trigger: &Trigger<'_>) -> Self {
        let facts = trigger.kind.facts();
        let value = match trigger.argument {
            Argument::None => None,
            Argument::Number(number) => Some(number.into()),
            Argument::Text(text) => Some(text.into()),
            Argument::Value(value) => Some(value.name.into()),
        };
        let named = facts.parameter.zip(value).map(|(parameter, value)| (parameter.name.to_owned(), value));
        Self { kind: facts.name, once: trigger.once, with: trigger.with, argument: named.into_iter().collect() }
    }
}

impl TaskOnWindows {
    /// The task as data.
    pub fn new(task: &ResolvedTask<'_>, windows: &ResolvedWindows<'_>) -> Self {
        // All of it: what is new is not forgotten here.
        let ResolvedWindows { model, entry_point, clsid } = *windows;
        let WindowsSpec { model: _, entry_point: _, clsid: _, run_in_standby } = task.spec.windows;
        let is_declared = matches!(model, HostingModel::OutOfProcess | HostingModel::Forwarded);
        Self {
            model: model.name(),
            entry_point: entry_point.map(str::to_owned),
            clsid: clsid.map(|clsid| clsid.to_string()),
            task_types: if is_declared {
                vec![task.spec.trigger.kind.facts().task_type.task_type.name()]
            } else {
                Vec::new()
            },
            run_in_standby,
            fingerprint: hexadecimal(task.fingerprint(Platform::Windows)),
        }
    }
}

impl TaskOnApple {
    /// The task as data.
    pub fn new(task: &ResolvedTask<'_>, apple: &ResolvedApple<'_>) -> Self {
        let ResolvedApple { kind, identifier, external_power, network, modes } = *apple;
        Self {
            kind: kind.name(),
            identifier: identifier.map(str::to_owned),
            external_power,
            network,
            modes: modes.iter().map(|mode| (*mode).to_owned()).collect(),
            fingerprint: hexadecimal(task.fingerprint(Platform::Apple)),
        }
    }
}

fn hexadecimal(number: u64) -> String {
    format!("{number:016x}")
}
