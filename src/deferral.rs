//! The deferral: what keeps the host waiting for a run, completed exactly once.

use std::{
    sync::{Arc, atomic::Ordering},
    task::Waker,
};

use bgtask_core::catalog::CancellationReason;

use crate::{Completion, Outcome, TaskInstance, instance::Inner, lock::lock, records, timer::Timer};

/// Holds a run's deferral, which the host took before any of the user's code ran. Dropped without having been
/// completed, it completes.
#[derive(Debug)]
pub(crate) struct Deferral {
    task: TaskInstance,
    handed_over: bool,
}

impl Deferral {
    pub(crate) fn new(task: TaskInstance) -> Self {
        Self { task, handed_over: false }
    }

    pub(crate) fn task(&self) -> &TaskInstance {
        &self.task
    }

    /// Another hold on the same deferral is responsible from now on.
    pub(crate) fn hand_over(mut self) {
        self.handed_over = true;
    }

    /// Completes the deferral, unless the watchdog did so before.
    pub(crate) fn complete(self, outcome: Outcome) {
        self.task.inner.finish(outcome);
    }
}

impl Drop for Deferral {
    fn drop(&mut self) {
        if !self.handed_over {
            self.task.inner.finish(Outcome::NotStarted("the activation was dropped".into()));
        }
    }
}

/// How far a run has come.
#[derive(Debug, Default)]
pub(crate) struct Phase {
    /// Why it was told to stop, if it was.
    pub(crate) cancellation: Option<CancellationReason>,
    overdue: bool,
    finished: bool,
    worker: Option<Waker>,
    watchdog: Option<Timer>,
}

impl Phase {
    /// Whether the deferral is completed.
    pub(crate) const fn is_finished(&self) -> bool {
        self.finished
    }

    /// Whether the run's future is to be dropped where it waits.
    pub(crate) const fn is_over(&self) -> bool {
        self.overdue || self.finished
    }

    /// Remembers how to wake the worker; gives back the earlier waker, to be dropped outside the lock.
    pub(crate) fn set_worker(&mut self, waker: Waker) -> Option<Waker> {
        self.worker.replace(waker)
    }

    /// Tells the run to stop; false when that changes nothing.
    pub(crate) fn cancel(&mut self, reason: CancellationReason) -> bool {
        let changes = !self.finished && self.cancellation.is_none();
        if changes {
            self.cancellation = Some(reason);
        }
        changes
    }

    /// Has the run's future dropped; gives the worker's waker, to be woken outside the lock.
    pub(crate) fn be_overdue(&mut self) -> Option<Waker> {
        self.overdue = true;
        self.worker.take()
    }

    /// Puts the watchdog's next timer in place; gives back the one that is not needed any more.
    pub(crate) fn set_watchdog(&mut self, timer: Timer) -> Option<Timer> {
        if self.finished { Some(timer) } else { self.watchdog.replace(timer) }
    }
}

impl Inner {
    /// Ends the run and completes its deferral. Only the first call does anything.
    pub(crate) fn finish(self: &Arc<Self>, outcome: Outcome) {
        let (watchdog, cancellation) = {
            let mut phase = lock(&self.phase);
            if phase.finished {
                return;
            }
            phase.finished = true;
            (phase.watchdog.take(), phase.cancellation)
        };
        drop(watchdog);
        let completion = Completion {
            name: self.start.name.clone(),
            registration: self.start.registration,
            instance: self.start.instance,
            outcome,
            cancellation,
            progress: self.progress.load(Ordering::Relaxed),
            at: self.host.now(),
            while_away: None,
        };
        if completion.outcome != Outcome::Killed {
            // The record is for an app that is away. Should the settings refuse it, the run itself is none the worse.
            let _ = records::keep_completion(self.host.settings(), &completion);
        }
        self.host.complete(&completion);
    }
}
