//! The object that Windows runs a task by in a process of its own choosing: `IBackgroundTask`, of a component and of a COM
//! server.
//!
//! Source: <https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.ibackgroundtask.run>

#![allow(unsafe_code, reason = "what `implement` writes is unsafe")]

use std::sync::Arc;

use bgtask_core::catalog::HostingModel;
use windows::{
    ApplicationModel::Background::{IBackgroundTask, IBackgroundTask_Impl, IBackgroundTaskInstance},
    Win32::Foundation::{E_FAIL, ERROR_CANCELLED},
    core::{Error, HRESULT, IInspectable, Interface, Ref, Result, implement},
};

use super::{
    activation::{connect, start},
    apartment,
    callback::answered,
    ended::Ended,
    failure,
    instance::WindowsInstance,
    life::{self, Life},
};
use crate::{BackgroundApp, Outcome, host::HostError};

/// Runs whichever task of an app the instance is of.
#[implement(IBackgroundTask)]
struct TaskObject {
    run: fn(&IBackgroundTaskInstance) -> Result<()>,
    _life: Life,
}

/// A new object that runs tasks of `A`.
pub(super) fn task_object<A: BackgroundApp>() -> Result<IInspectable> {
    IBackgroundTask::from(TaskObject { run: run::<A>, _life: Life::new() }).cast()
}

impl IBackgroundTask_Impl for TaskObject_Impl {
    fn Run(&self, instance: Ref<'_, IBackgroundTaskInstance>) -> Result<()> {
        answered(|| (self.run)(instance.ok()?))
    }
}

/// Starts the task that `instance` is of. Where the calling thread may be blocked, waits for its end and
/// [answers](failure) with the failure of a task that failed: Windows has no other way to be told, and hands it on as the
/// result that `CheckResult` gives. Elsewhere only the deferral keeps the run.
///
/// Source, of what `CheckResult` gives:
/// <https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.backgroundtaskcompletedeventargs.checkresult>
fn run<A: BackgroundApp>(instance: &IBackgroundTaskInstance) -> Result<()> {
    apartment::keep_multithreaded();
    life::keep_module();
    let ended = Arc::new(Ended::new());
    // The deferral before all else. Where nothing comes of it, it is completed at the end.
    let host = WindowsInstance::take(instance).map_err(|error| as_error(&error))?.telling(Arc::clone(&ended));
    let start = start(instance).map_err(|error| as_error(&error))?;
    let (name, registration) = (start.name.clone(), start.registration);
    let dispatched = connect::<A>(instance, host, start)
        .map_err(|error| as_error(&error))
        .and_then(|activation| A::dispatch(&name, activation).map_err(|error| Error::new(E_FAIL, error.to_string())));
    let ran = match dispatched {
        Ok(()) if apartment::may_block() => result(&ended.wait()),
        dispatched => dispatched,
    };
    match ran {
        // The forwarder is told whatever it is, and decides what Windows is told.
        Err(error) if !is_forwarded::<A>(&name) => failure::answer(registration, error),
        ran => ran,
    }
}

/// Whether `Run` was called by the forwarder.
fn is_forwarded<A: BackgroundApp>(name: &str) -> bool {
    let mut tasks = A::TASKS.iter().filter(|task| task.spec.name == name).filter_map(|task| task.windows);
    tasks.any(|windows| windows.model == HostingModel::Forwarded)
}

/// The answer of `Run` to how a run ended.
pub(super) fn result(outcome: &Outcome) -> Result<()> {
    match outcome {
        Outcome::Completed => Ok(()),
        Outcome::Failed(_) | Outcome::Panicked(_) | Outcome::NotStarted(_) | Outcome::Killed => {
            Err(Error::new(E_FAIL, outcome.to_string()))
        }
        Outcome::Dropped | Outcome::Abandoned => Err(Error::new(ERROR_CANCELLED.to_hresult(), outcome.to_string())),
    }
}

/// A refusal of Windows, handed back to it.
pub(super) fn as_error(error: &HostError) -> Error {
    Error::new(error.hresult().map_or(E_FAIL, HRESULT), error.to_string())
}
