//! The host's side of one run.

use std::{
    task::{Context, Poll},
    time::{Duration, SystemTime},
};

use bgtask_core::catalog::limits;

use super::Settings;
use crate::{
    Completion, Outcome,
    timer::{self, Action, Timer},
    worker::Run,
};

/// The host's side of one run: what it took the deferral from.
///
/// Its methods are called from the run's worker thread, from threads that the task hands its instance to, and from the
/// timers' thread.
pub trait HostInstance: Send + Sync + 'static {
    /// Hands on the progress that the task reports.
    fn set_progress(&self, progress: u32);

    /// Completes the deferral. Called exactly once for each run, whatever happens.
    fn complete(&self, completion: &Completion);

    /// The app's settings on this device.
    fn settings(&self) -> &dyn Settings;

    /// How often the run was suspended by the system's resource management.
    fn suspended_count(&self) -> u32 {
        0
    }

    /// The time of day.
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    /// Does `action` after `delay` in the host's time, unless the timer is dropped before.
    fn after(&self, delay: Duration, action: Action) -> Timer {
        timer::after(delay, action)
    }

    /// How long a cancelled task has before it is dropped. Shorter than what the system gives where the system ends the
    /// process with it.
    fn grace(&self) -> Duration {
        limits::CANCELLATION_GRACE
    }

    /// How long the thread of a task that is dropped has to get out of it before it is abandoned.
    fn reaction(&self) -> Duration {
        Duration::from_millis(250)
    }

    /// Polls the run, on its worker thread. A host that must know what a run waits for looks on here.
    fn poll(&self, run: &mut Run, context: &mut Context<'_>) -> Poll<Outcome> {
        run.poll(context)
    }
}
