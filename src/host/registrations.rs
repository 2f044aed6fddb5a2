//! What a host is asked to register, and what it says of what is registered.

use std::sync::Arc;

use bgtask_core::model::{Guid, ResolvedTask};

use super::HostError;
use crate::BackgroundApp;

/// A registration as the system lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisteredTask {
    /// The id that the system gave it.
    pub id: Guid,
    /// Its name. Windows does not keep names unique.
    pub name: String,
    /// The group that it is in.
    pub group: Option<String>,
}

/// What an app declares, without its type.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct DeclaredTasks {
    /// Its tasks.
    pub tasks: &'static [ResolvedTask<'static>],
    /// The app's `build_trigger`.
    #[cfg(windows)]
    pub(crate) build_trigger: fn(name: &str) -> Option<super::windows::TriggerBuilder>,
}

impl DeclaredTasks {
    /// What `A` declares.
    pub const fn of<A: BackgroundApp>() -> Self {
        Self {
            tasks: A::TASKS,
            #[cfg(windows)]
            build_trigger: A::build_trigger,
        }
    }
}

/// What a host is to register.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct RegistrationRequest<'r> {
    /// The task.
    pub task: &'r ResolvedTask<'static>,
    /// Whether a running instance is cancelled when a condition ceases to hold: as declared, or as overridden.
    pub cancel_on_condition_loss: bool,
    /// The app's `build_trigger`.
    #[cfg(windows)]
    pub(crate) build_trigger: fn(name: &str) -> Option<super::windows::TriggerBuilder>,
}

impl<'r> RegistrationRequest<'r> {
    /// To register a task of `A` as it is declared.
    pub fn new<A: BackgroundApp>(task: &'r ResolvedTask<'static>) -> Self {
        Self::of(DeclaredTasks::of::<A>(), task)
    }

    /// To register one of these tasks as it is declared.
    #[cfg_attr(not(windows), expect(unused_variables, reason = "only on Windows does an app build triggers"))]
    pub(crate) fn of(declared: DeclaredTasks, task: &'r ResolvedTask<'static>) -> Self {
        Self {
            task,
            cancel_on_condition_loss: task.spec.cancel_on_condition_loss,
            #[cfg(windows)]
            build_trigger: declared.build_trigger,
        }
    }
}

/// What becomes of the runs of a registration that is removed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Running {
    /// They go on to their end.
    #[default]
    Finish,
    /// They are cancelled, with the reason `Abort`.
    Cancel,
}

/// What a registration's runs report.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum HostEvent {
    /// A run came further.
    Progress {
        /// The run.
        instance: Guid,
        /// How far, in the task's own unit.
        progress: u32,
    },
    /// A run ended.
    Completed {
        /// The run.
        instance: Guid,
        /// What the system says of a run that failed. The task's own words are kept by bgtask.
        error: Option<HostError>,
    },
}

/// What is told of a registration's events, on a thread of the host's. It ends in code of the app's, which may panic: a
/// host that is called by its system catches that.
pub type HostListener = Arc<dyn Fn(HostEvent) + Send + Sync>;
