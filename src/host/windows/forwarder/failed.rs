//! A forwarded run that failed: what Windows is told of it, and what the app is when its COM server can't say it.

use std::time::SystemTime;

use bgtask_core::{catalog::CancellationReason, model::Guid};
use windows::{
    ApplicationModel::Background::IBackgroundTaskInstance,
    Win32::Foundation::{E_FAIL, ERROR_CANCELLED},
    core::{Error, Result},
};

use crate::{
    Completion, Outcome,
    host::windows::{
        error::{refused, tell_debugger},
        failure,
        settings::LocalSettings,
    },
    records,
};

/// Which run it is: the names by which it is told of when the instance is another thread's, or gone.
#[derive(Clone, Debug)]
pub(super) struct Which {
    pub(super) name: String,
    registration: Guid,
    instance: Guid,
}

impl Which {
    pub(super) fn of(instance: &IBackgroundTaskInstance) -> Result<Self> {
        let task = instance.Task()?;
        Ok(Self {
            name: task.Name()?.to_string_lossy(),
            registration: Guid::from_u128(task.TaskId()?.to_u128()),
            instance: Guid::from_u128(instance.InstanceId()?.to_u128()),
        })
    }
}

/// Why a forwarded run failed.
#[derive(Clone, Debug)]
pub(super) struct Failed {
    /// What Windows is told.
    error: Error,
    /// How the run ended, unless the server knows better: it ran the task, and has kept how that ended.
    outcome: Option<Outcome>,
    /// Why the run was told to stop, if it was.
    cancellation: Option<CancellationReason>,
}

impl Failed {
    /// The task never ran, as `call` was refused.
    pub(super) fn not_started(call: &'static str) -> impl Fn(Error) -> Self {
        move |error| {
            let outcome = Outcome::NotStarted(text(call, &error));
            Self::new(error, Some(outcome))
        }
    }

    /// The task never ran, for a reason of bgtask's own.
    pub(super) fn refused(why: String) -> Self {
        Self::new(Error::new(E_FAIL, &why), Some(Outcome::NotStarted(why)))
    }

    /// The server ran the task, and answered so.
    pub(super) fn of_task(error: Error) -> Self {
        let of_server = [E_FAIL, ERROR_CANCELLED.to_hresult()].contains(&error.code());
        let outcome = (!of_server).then(|| Outcome::Failed(text("the call of the app's COM server", &error)));
        Self::new(error, outcome)
    }

    /// The server's process ended while the task ran.
    pub(super) const fn killed(error: Error) -> Self {
        Self::new(error, Some(Outcome::Killed))
    }

    /// The server did not end a cancelled run in time.
    pub(super) fn overdue() -> Self {
        let error =
            Error::new(ERROR_CANCELLED.to_hresult(), "the app's COM server did not end a cancelled run in time");
        Self::new(error, Some(Outcome::Abandoned))
    }

    const fn new(error: Error, outcome: Option<Outcome>) -> Self {
        Self { error, outcome, cancellation: None }
    }

    /// The same, of a run that was cancelled for this reason, if it was.
    pub(super) fn cancelled(self, cancellation: Option<CancellationReason>) -> Self {
        Self { cancellation, ..self }
    }

    /// Keeps how the run ended, for the app, and gives the answer of `Run`.
    pub(super) fn answer(self, which: &Which) -> Result<()> {
        if let Some(outcome) = self.outcome {
            keep(which, outcome, self.cancellation);
        }
        failure::answer(which.registration, self.error)
    }

    /// Keeps how the run ended, whose `Run` has returned before.
    pub(super) fn tell(self, which: &Which) {
        tell_debugger(&format!("a forwarded run failed: {}", self.error));
        if let Some(outcome) = self.outcome {
            keep(which, outcome, self.cancellation);
        }
    }
}

fn text(call: &'static str, error: &Error) -> String {
    refused(call)(error.clone()).to_string()
}

/// Keeps how a run ended, unless the server has.
fn keep(which: &Which, outcome: Outcome, cancellation: Option<CancellationReason>) {
    let kept = records::last_completion(&LocalSettings, &which.name);
    if let Ok(Some((_, completion))) = &kept
        && completion.instance == which.instance
    {
        return;
    }
    let completion = Completion {
        name: which.name.clone(),
        registration: which.registration,
        instance: which.instance,
        outcome,
        cancellation,
        progress: 0,
        at: SystemTime::now(),
        while_away: None,
    };
    if let Err(error) = records::keep_completion(&LocalSettings, &completion) {
        tell_debugger(&format!("how a forwarded run ended can't be kept: {error}"));
    }
}
