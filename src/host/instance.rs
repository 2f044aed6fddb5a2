//! The host's side of one run.

use std::{
    any::Any,
    future::ready,
    pin::Pin,
    sync::{Arc, Mutex},
    task::{Context, Poll},
    thread,
    time::{Duration, SystemTime},
};

use bgtask_core::catalog::{ThrottleCounter, limits};

use super::{DeclaredTasks, HostError, HostErrorKind, Settings};
use crate::{
    Completion, Outcome,
    details::GeofenceReport,
    lock::lock,
    registration::{RegisterAllError, RegisterAllOptions, RegistrationReport},
    timer::{self, Action, Timer},
    worker::Run,
};

/// A registration of all tasks that goes on.
pub type Registering<'a> = Pin<Box<dyn Future<Output = Result<RegistrationReport, RegisterAllError>> + 'a>>;

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

    /// How often the system held the run back for its use of something.
    fn throttle_count(&self, counter: ThrottleCounter) -> u32 {
        let _ = counter;
        0
    }

    /// What happened to the app's geofences since that was last asked for.
    ///
    /// # Errors
    ///
    /// When the system won't say, or has no geofences.
    fn geofence_reports(&self) -> Result<Vec<GeofenceReport>, HostError> {
        Err(HostError::new(HostErrorKind::NotAvailable, "the host has no geofences"))
    }

    /// Registers what an app declares, as [`register_all`](crate::registration::register_all) does, with the host whose run
    /// this is.
    fn register_all(&self, declared: DeclaredTasks, options: RegisterAllOptions) -> Registering<'_> {
        let _ = (declared, options);
        let error = HostError::new(HostErrorKind::NotAvailable, "the host can't register from a task");
        Box::pin(ready(Err(error.into())))
    }

    /// The system's own object for the run, for code that is made for that system.
    fn raw(&self) -> Option<Arc<dyn Any + Send + Sync>> {
        None
    }

    /// The time of day.
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    /// Does `action` after `delay` in the host's time, unless the timer is dropped before.
    fn after(&self, delay: Duration, action: Action) -> Timer {
        timer::after(delay, action)
    }

    /// Ends a run whose own thread is blocked. That asks the system, which may take its time, so it is done on a thread of its
    /// own, and holds up no timer.
    fn end_abandoned(&self, end: Action) {
        let end = Arc::new(Mutex::new(Some(end)));
        let work = {
            let end = Arc::clone(&end);
            move || lock(&end).take().map_or((), |end| end())
        };
        if thread::Builder::new().name("bgtask end".into()).spawn(work.clone()).is_err() {
            work();
        }
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
