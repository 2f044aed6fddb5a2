//! Being told to stop.

use std::{
    error::Error,
    fmt,
    future::poll_fn,
    pin::{Pin, pin},
    sync::{Arc, Weak},
    task::{Context, Poll},
};

use bgtask_core::catalog::CancellationReason;

use crate::{Outcome, TaskInstance, instance::Inner, lock::lock, waiters::Key};

/// The system told the task to stop.
///
/// Let the task's error type have `From<Cancelled>`, and `?` ends the task where
/// [`cancelled_or`](TaskInstance::cancelled_or) was awaited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cancelled {
    /// Why.
    pub reason: CancellationReason,
}

impl fmt::Display for Cancelled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cancelled by the system ({})", self.reason.name())
    }
}

impl Error for Cancelled {}

/// Waits until the system tells the task to stop; from [`TaskInstance::cancelled`].
#[derive(Debug)]
#[must_use = "a future does nothing unless it is awaited"]
pub struct WaitForCancellation {
    task: TaskInstance,
    key: Key,
}

impl WaitForCancellation {
    pub(crate) fn new(task: TaskInstance) -> Self {
        let key = task.inner.cancellations.reserve();
        Self { task, key }
    }
}

impl Future for WaitForCancellation {
    type Output = CancellationReason;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<CancellationReason> {
        // First to wait and then to look, so that a cancellation in between is not missed.
        self.task.inner.cancellations.wait(self.key, context.waker());
        match self.task.cancellation() {
            Some(reason) => {
                self.task.inner.cancellations.leave(self.key);
                Poll::Ready(reason)
            }
            None => Poll::Pending,
        }
    }
}

impl Drop for WaitForCancellation {
    fn drop(&mut self) {
        self.task.inner.cancellations.leave(self.key);
    }
}

pub(crate) async fn cancelled_or<F: Future>(task: &TaskInstance, future: F) -> Result<F::Output, Cancelled> {
    let mut future = pin!(future);
    let mut cancelled = task.cancelled();
    poll_fn(|context| {
        if let Poll::Ready(reason) = Pin::new(&mut cancelled).poll(context) {
            return Poll::Ready(Err(Cancelled { reason }));
        }
        future.as_mut().poll(context).map(Ok)
    })
    .await
}

/// The host's means to stop a run.
#[derive(Clone)]
pub struct Canceller {
    inner: Weak<Inner>,
}

impl Canceller {
    pub(crate) fn new(task: &TaskInstance) -> Self {
        Self { inner: Arc::downgrade(&task.inner) }
    }

    /// Tells the run to stop. The first reason stands; a run that has ended is left alone.
    ///
    /// When the host's grace period is over, a task that still waits is dropped, and one that keeps its thread is
    /// abandoned: its deferral is completed in its place.
    pub fn cancel(&self, reason: CancellationReason) {
        if let Some(inner) = self.inner.upgrade() {
            inner.cancel(reason);
        }
    }

    /// Ends the run without notice, as when its process is ended: nobody will hear of it but the simulated host.
    pub fn kill(&self) {
        if let Some(inner) = self.inner.upgrade() {
            inner.kill();
        }
    }
}

impl fmt::Debug for Canceller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Canceller")
    }
}

impl Inner {
    fn cancel(self: &Arc<Self>, reason: CancellationReason) {
        if !lock(&self.phase).cancel(reason) {
            return;
        }
        self.cancellations.wake_all();
        self.watch(self.host.grace(), Self::drop_run);
    }

    /// The grace period is over: has the worker drop the task where it waits, if it can.
    fn drop_run(self: &Arc<Self>) {
        let worker = lock(&self.phase).be_overdue();
        if let Some(worker) = worker {
            worker.wake();
        }
        self.watch(self.host.reaction(), Self::abandon);
    }

    /// The worker did not react: it is inside code that blocks. Its deferral is completed without it.
    fn abandon(self: &Arc<Self>) {
        let inner = Arc::clone(self);
        self.host.end_abandoned(Box::new(move || inner.finish(Outcome::Abandoned)));
    }

    fn kill(self: &Arc<Self>) {
        self.finish(Outcome::Killed);
        let worker = lock(&self.phase).be_overdue();
        if let Some(worker) = worker {
            worker.wake();
        }
    }

    /// Does `step` after `delay`, unless the run has ended by then.
    fn watch(self: &Arc<Self>, delay: std::time::Duration, step: fn(&Arc<Self>)) {
        let inner = Arc::downgrade(self);
        let act = move || {
            if let Some(inner) = inner.upgrade() {
                step(&inner);
            }
        };
        let timer = self.host.after(delay, Box::new(act));
        // A timer that was put aside, because the run ended meanwhile or by an earlier step, is called off here, outside
        // the lock.
        let aside = lock(&self.phase).set_watchdog(timer);
        drop(aside);
    }
}
