//! One run of a task, as the task sees it.

use std::{
    any::{Any, type_name},
    error::Error,
    fmt,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, SystemTime},
};

use bgtask_core::{
    catalog::{CancellationReason, ThrottleCounter},
    model::{Guid, ResolvedTask},
};

use crate::{
    cancellation::{Cancelled, WaitForCancellation},
    deferral::Phase,
    details::{GeofenceReport, TriggerDetails},
    host::{HostError, HostInstance},
    lock::lock,
    sleep::Sleep,
    waiters::Waiters,
};

/// One run of a task: what its trigger brought, and the task's line to the system.
///
/// It is a counted handle: cheap to clone, and free to go to other threads and into spawned futures. Once the run has
/// ended, however it did, calls on it change nothing any more.
#[derive(Clone)]
pub struct TaskInstance {
    pub(crate) inner: Arc<Inner>,
}

/// What a host knows of a run when it begins.
#[derive(Clone, Debug)]
pub struct InstanceStart {
    /// The name of the registration.
    pub name: String,
    /// The registration's id.
    pub registration: Guid,
    /// The run's id.
    pub instance: Guid,
    /// What the trigger brought.
    pub details: TriggerDetails,
}

pub(crate) struct Inner {
    pub(crate) start: InstanceStart,
    pub(crate) host: Box<dyn HostInstance>,
    /// What the app declares.
    tasks: &'static [ResolvedTask<'static>],
    pub(crate) progress: AtomicU32,
    pub(crate) phase: Mutex<Phase>,
    /// The futures that wait for a cancellation.
    pub(crate) cancellations: Waiters,
    /// The futures that sleep in the host's time.
    pub(crate) sleepers: Waiters,
    state: Option<Arc<dyn Any + Send + Sync>>,
    state_type: &'static str,
}

impl TaskInstance {
    /// A run that has begun and whose deferral is taken. `tasks` are what the app declares; `state` is what they share, of
    /// the type named.
    pub(crate) fn new(
        start: InstanceStart,
        host: Box<dyn HostInstance>,
        tasks: &'static [ResolvedTask<'static>],
        state: Option<Arc<dyn Any + Send + Sync>>,
        state_type: &'static str,
    ) -> Self {
        Self {
            inner: Arc::new(Inner {
                start,
                host,
                tasks,
                progress: AtomicU32::new(0),
                phase: Mutex::default(),
                cancellations: Waiters::default(),
                sleepers: Waiters::default(),
                state,
                state_type,
            }),
        }
    }

    /// The name of the registration: the task's own name unless it was given another.
    pub fn name(&self) -> &str {
        &self.inner.start.name
    }

    /// The id of this run.
    pub fn instance_id(&self) -> Guid {
        self.inner.start.instance
    }

    /// The id of the registration, the same for all its runs.
    pub fn registration_id(&self) -> Guid {
        self.inner.start.registration
    }

    /// What the app declares of this registration. `None` for a registration of an earlier version of the app.
    pub fn declared(&self) -> Option<&'static ResolvedTask<'static>> {
        self.inner.tasks.iter().find(|task| task.spec.name == self.name())
    }

    /// What the trigger brought: a push notification's content, the arguments of a requested run, the user's answer to a
    /// toast. Nothing for time triggers and most system triggers.
    pub fn trigger_details(&self) -> &TriggerDetails {
        &self.inner.start.details
    }

    /// How often this run was suspended by the system's resource management.
    pub fn suspended_count(&self) -> u32 {
        self.inner.host.suspended_count()
    }

    /// How often the system held this run back for its use of something. Always 0 where the system does not count it.
    ///
    /// Source: <https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.ibackgroundtaskinstance2.getthrottlecount>
    pub fn throttle_count(&self, counter: ThrottleCounter) -> u32 {
        self.inner.host.throttle_count(counter)
    }

    /// What happened to the app's geofences, for a task of the trigger `location`, whose activation itself carries
    /// nothing on Windows.
    ///
    /// Windows gives each report once, to the first that reads:
    /// <https://learn.microsoft.com/uwp/api/windows.devices.geolocation.geofencing.geofencemonitor.readreports>. That was
    /// not tried on a real Windows.
    ///
    /// # Errors
    ///
    /// When the system won't say, or has no geofences.
    pub fn geofence_reports(&self) -> Result<Vec<GeofenceReport>, HostError> {
        match self.trigger_details().geofence_reports() {
            Some(reports) => Ok(reports.to_vec()),
            None => self.inner.host.geofence_reports(),
        }
    }

    /// The host's own object for this run, if it is a `T`.
    #[cfg(windows)]
    pub(crate) fn raw<T: Send + Sync + 'static>(&self) -> Option<Arc<T>> {
        self.inner.host.raw()?.downcast().ok()
    }

    /// Reports progress, in whatever unit the task and its listeners agree on. Windows shows it to an app in the
    /// foreground alone.
    pub fn set_progress(&self, progress: u32) {
        if lock(&self.inner.phase).is_finished() {
            return;
        }
        self.inner.progress.store(progress, Ordering::Relaxed);
        self.inner.host.set_progress(progress);
    }

    /// The progress last reported; 0 at first.
    pub fn progress(&self) -> u32 {
        self.inner.progress.load(Ordering::Relaxed)
    }

    /// Whether the system told the task to stop.
    pub fn is_cancelled(&self) -> bool {
        self.cancellation().is_some()
    }

    /// Why the system told the task to stop, if it did.
    pub fn cancellation(&self) -> Option<CancellationReason> {
        lock(&self.inner.phase).cancellation
    }

    /// Waits until the system tells the task to stop, and says why.
    ///
    /// From then on the task has a short time to return: 5 seconds on Windows. What still waits then is dropped.
    pub fn cancelled(&self) -> WaitForCancellation {
        WaitForCancellation::new(self.clone())
    }

    /// The output of `future`, unless the system tells the task to stop first: then the future is dropped where it
    /// waits.
    ///
    /// A task that was told to stop before gets [`Cancelled`] without `future` being polled, so that a loop of such
    /// calls ends even when each of its futures is ready at once.
    ///
    /// # Errors
    ///
    /// [`Cancelled`] when the system told the task to stop.
    pub async fn cancelled_or<F: Future>(&self, future: F) -> Result<F::Output, Cancelled> {
        crate::cancellation::cancelled_or(self, future).await
    }

    /// Waits for `duration`, in the host's time: virtual under the simulated host.
    pub fn sleep(&self, duration: Duration) -> Sleep {
        Sleep::new(self.clone(), duration)
    }

    /// The time of day, in the host's time.
    pub fn now(&self) -> SystemTime {
        self.inner.host.now()
    }

    /// What the app's tasks share: the `state` of `#[background_app]`.
    ///
    /// # Errors
    ///
    /// When the app's state is of another type than `S`, or none was provided
    /// ([`provide_state`](crate::provide_state)).
    pub fn state<S: Send + Sync + 'static>(&self) -> Result<&S, NoState> {
        let error = |found| NoState { wanted: type_name::<S>(), found };
        let state = self.inner.state.as_deref().ok_or_else(|| error(None))?;
        state.downcast_ref().ok_or_else(|| error(Some(self.inner.state_type)))
    }
}

impl fmt::Debug for TaskInstance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TaskInstance").field("name", &self.name()).field("id", &self.instance_id()).finish()
    }
}

/// The app has no state of the type that a task asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoState {
    wanted: &'static str,
    found: Option<&'static str>,
}

impl fmt::Display for NoState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.found {
            Some(found) => write!(f, "the app's state is `{found}`, not `{}`", self.wanted),
            None => write!(
                f,
                "no state was provided for the app's tasks: call `bgtask::provide_state` at the start of the process"
            ),
        }
    }
}

impl Error for NoState {}
