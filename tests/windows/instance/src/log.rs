//! What the task's side did to an activation.

use std::{
    fmt,
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};

use windows::ApplicationModel::Background::BackgroundTaskCancellationReason;

use crate::handlers::Handlers;

/// One call of the task's side that changed something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// `IBackgroundTaskInstance.GetDeferral`.
    DeferralTaken,
    /// `BackgroundTaskDeferral.Complete`.
    DeferralCompleted,
    /// `IBackgroundTaskInstance.SetProgress`.
    Progress(u32),
    /// A handler was added to `IBackgroundTaskInstance.Canceled`.
    HandlerAdded,
    /// A handler was removed from it.
    HandlerRemoved,
    /// `IBackgroundTaskRegistration.Unregister`, with its argument.
    Unregistered(bool),
}

impl fmt::Display for Step {
    /// As a log of calls has it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DeferralTaken => write!(f, "IBackgroundTaskInstance.GetDeferral()"),
            Self::DeferralCompleted => write!(f, "BackgroundTaskDeferral.Complete()"),
            Self::Progress(progress) => write!(f, "IBackgroundTaskInstance.SetProgress({progress})"),
            Self::HandlerAdded => write!(f, "IBackgroundTaskInstance.Canceled(+=)"),
            Self::HandlerRemoved => write!(f, "IBackgroundTaskInstance.Canceled(-=)"),
            Self::Unregistered(cancel) => write!(f, "IBackgroundTaskInstance.Task.Unregister({cancel})"),
        }
    }
}

type Listener = Arc<dyn Fn(Step) + Send + Sync>;

/// What the task's side did to an activation.
#[derive(Default)]
pub struct Log {
    steps: Mutex<Vec<Step>>,
    changed: Condvar,
    listener: Mutex<Option<Listener>>,
    pub(crate) canceled: Handlers,
    /// How many deferrals were taken when the name was asked for.
    pub deferral_came_first: AtomicU32,
}

impl Log {
    /// Has `listener` told of every step, on the thread of the call, after it was logged.
    pub fn listen(&self, listener: impl Fn(Step) + Send + Sync + 'static) {
        *lock(&self.listener) = Some(Arc::new(listener));
    }

    pub(crate) fn add(&self, step: Step) {
        lock(&self.steps).push(step);
        self.changed.notify_all();
        let listener = lock(&self.listener).clone();
        if let Some(listener) = listener {
            listener(step);
        }
    }

    pub(crate) fn name_read(&self) {
        self.deferral_came_first.store(self.deferrals().0, Ordering::SeqCst);
    }

    /// All steps, in order.
    pub fn steps(&self) -> Vec<Step> {
        lock(&self.steps).clone()
    }

    /// The deferrals that were taken, and how often one was completed.
    pub fn deferrals(&self) -> (u32, u32) {
        deferrals(&lock(&self.steps))
    }

    /// The progress that was told last; 0 before.
    pub fn progress(&self) -> u32 {
        self.progress_reports().last().copied().unwrap_or(0)
    }

    /// Every progress that was told.
    pub fn progress_reports(&self) -> Vec<u32> {
        let steps = lock(&self.steps);
        steps.iter().filter_map(|step| if let Step::Progress(value) = step { Some(*value) } else { None }).collect()
    }

    /// How many handlers wait for a cancellation.
    pub fn handlers(&self) -> u32 {
        self.canceled.len()
    }

    /// Waits until a deferral is completed.
    pub fn wait(&self) {
        assert!(self.wait_for(Duration::from_secs(50)), "no deferral was completed in 50 seconds: {:?}", self.steps());
    }

    /// Waits until a deferral is completed, for no longer than this. Whether one was.
    pub fn wait_for(&self, timeout: Duration) -> bool {
        self.wait_until(timeout, |steps| deferrals(steps).1 != 0)
    }

    /// Waits until the steps are as wanted, for no longer than this. Whether they are.
    pub fn wait_until(&self, timeout: Duration, wanted: impl Fn(&[Step]) -> bool) -> bool {
        let end = Instant::now() + timeout;
        let mut steps = lock(&self.steps);
        while !wanted(&steps) {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return false;
            }
            steps = self.changed.wait_timeout(steps, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        true
    }

    /// Cancels the run, as Windows does: on another thread. Returns when every handler has.
    pub fn cancel(self: &Arc<Self>, reason: BackgroundTaskCancellationReason) {
        let log = Arc::clone(self);
        let canceling = std::thread::spawn(move || log.canceled.call(reason));
        canceling.join().expect("a handler does not panic");
    }
}

fn deferrals(steps: &[Step]) -> (u32, u32) {
    steps.iter().fold((0, 0), |(taken, completed), step| match step {
        Step::DeferralTaken => (taken + 1, completed),
        Step::DeferralCompleted => (taken, completed + 1),
        _ => (taken, completed),
    })
}

pub(crate) fn lock<T>(value: &Mutex<T>) -> MutexGuard<'_, T> {
    value.lock().unwrap_or_else(PoisonError::into_inner)
}
