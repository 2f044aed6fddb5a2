//! Windows' side of one run: the deferral, and the instance that progress goes to.

use std::{
    any::Any,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, AtomicU64, Ordering},
    },
    time::Duration,
};

use bgtask_core::catalog::{ThrottleCounter, limits};
use windows::{
    ApplicationModel::Background::{
        BackgroundTaskDeferral, BackgroundTaskThrottleCounter, IBackgroundTaskInstance, IBackgroundTaskInstance2,
    },
    core::Interface,
};

use super::{
    WindowsHost,
    agile::Agile,
    details,
    ended::Ended,
    error::{refused, tell_debugger},
    life::Life,
    settings::LocalSettings,
};
use crate::{
    Completion, Outcome,
    details::GeofenceReport,
    host::{DeclaredTasks, HostError, HostInstance, Registering, Settings},
    lock::lock,
    registration::{RegisterAllOptions, register_declared},
};

/// What is left, of the time that Windows gives a cancelled task, for completing the deferral before Windows ends the
/// process.
const RESERVE: Duration = Duration::from_millis(500);

/// The grace that was set, in milliseconds.
static GRACE: AtomicU64 = AtomicU64::new(u64::MAX);

/// Gives cancelled tasks of this process less time to return before they are dropped: for tests, and for work that must
/// leave time for something else. More than the 5 seconds that Windows gives, less what it takes to drop a task and to
/// complete its deferral, is not to be had.
pub fn set_grace(grace: Duration) {
    GRACE.store(u64::try_from(grace.as_millis()).unwrap_or(u64::MAX), Ordering::Relaxed);
}

/// A run's deferral and instance. Dropped before it was completed, it completes.
pub(super) struct WindowsInstance {
    held: Mutex<Option<Held>>,
    suspended: AtomicU32,
    ended: Option<Arc<Ended>>,
    /// In a component also held on to by a task that was abandoned: its thread is in the module. A server's process ends
    /// without it.
    life: Mutex<Option<Life>>,
}

struct Held {
    deferral: BackgroundTaskDeferral,
    instance: Arc<Agile<IBackgroundTaskInstance>>,
}

impl WindowsInstance {
    /// Takes the deferral of `instance`, on the activating thread.
    pub(super) fn take(instance: &IBackgroundTaskInstance) -> Result<Self, HostError> {
        let deferral = instance.GetDeferral().map_err(refused("IBackgroundTaskInstance.GetDeferral"))?;
        match Agile::new(instance) {
            Ok(instance) => Ok(Self {
                held: Mutex::new(Some(Held { deferral, instance: Arc::new(instance) })),
                suspended: AtomicU32::new(0),
                ended: None,
                life: Mutex::new(Some(Life::new())),
            }),
            Err(error) => {
                finish(&deferral);
                Err(refused("the way to IBackgroundTaskInstance from other threads")(error))
            }
        }
    }

    /// Tells `ended` of the end, after the deferral was completed.
    pub(super) fn telling(mut self, ended: Arc<Ended>) -> Self {
        self.ended = Some(ended);
        self
    }

    /// The instance, usable on the calling thread, while the run lasts.
    fn instance(&self) -> Option<IBackgroundTaskInstance> {
        let reference = lock(&self.held).as_ref().map(|held| Arc::clone(&held.instance))?;
        match reference.resolve() {
            Ok(instance) => Some(instance),
            Err(error) => {
                tell_debugger(&format!("a task's instance can't be reached from this thread: {error}"));
                None
            }
        }
    }

    fn finish(&self, outcome: impl FnOnce() -> Outcome) {
        let held = lock(&self.held).take();
        if let Some(held) = held {
            finish(&held.deferral);
            if let Some(ended) = &self.ended {
                ended.tell(outcome());
            }
            let life = lock(&self.life).take_if(|life| life.is_of_server());
            drop(life);
        }
    }
}

fn finish(deferral: &BackgroundTaskDeferral) {
    if let Err(error) = deferral.Complete() {
        tell_debugger(&format!("a task's deferral can't be completed: {error}"));
    }
}

impl Drop for WindowsInstance {
    fn drop(&mut self) {
        self.finish(|| Outcome::NotStarted("the activation was dropped".into()));
    }
}

impl HostInstance for WindowsInstance {
    fn set_progress(&self, progress: u32) {
        if let Some(instance) = self.instance()
            && let Err(error) = instance.SetProgress(progress)
        {
            tell_debugger(&format!("a task's progress can't be handed on: {error}"));
        }
    }

    fn complete(&self, completion: &Completion) {
        self.finish(|| completion.outcome.clone());
    }

    fn settings(&self) -> &dyn Settings {
        &LocalSettings
    }

    fn suspended_count(&self) -> u32 {
        if let Some(count) = self.instance().and_then(|instance| instance.SuspendedCount().ok()) {
            self.suspended.store(count, Ordering::Relaxed);
        }
        self.suspended.load(Ordering::Relaxed)
    }

    fn throttle_count(&self, counter: ThrottleCounter) -> u32 {
        let counter = BackgroundTaskThrottleCounter(counter as i32);
        let count = self.instance().and_then(|instance| {
            instance.cast::<IBackgroundTaskInstance2>().and_then(|instance| instance.GetThrottleCount(counter)).ok()
        });
        count.unwrap_or_default()
    }

    fn geofence_reports(&self) -> Result<Vec<GeofenceReport>, HostError> {
        details::geofence_reports()
    }

    fn register_all(&self, declared: DeclaredTasks, options: RegisterAllOptions) -> Registering<'_> {
        Box::pin(async move { register_declared(&WindowsHost::new(), declared, options).await })
    }

    fn raw(&self) -> Option<Arc<dyn Any + Send + Sync>> {
        Some(lock(&self.held).as_ref().map(|held| Arc::clone(&held.instance))?)
    }

    fn grace(&self) -> Duration {
        let most = limits::CANCELLATION_GRACE.saturating_sub(self.reaction() + RESERVE);
        most.min(Duration::from_millis(GRACE.load(Ordering::Relaxed)))
    }
}
